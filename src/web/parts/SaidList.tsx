/** Statements and forecasts, each in its speaker's words with the way to the document. */
import type { ComponentChildren } from 'preact';
import type { Names, Said } from '../../server/api/schemas.js';
import type { StatementHit } from '../../server/api/search.js';
import { dated, nameIn, percent, sentenceCase } from '../lib/words.js';
import { CODING } from '../text/coding.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { Found } from './Found.js';

interface Props {
  /** With the words marked that were looked for. */
  said: (Said & { marks?: StatementHit['marks'] })[];
  names: Names;
  /** What a page adds to each. */
  more?: (said: Said) => ComponentChildren;
}

export function SaidList({ said, names, more }: Props) {
  const [coding, words] = [inLanguage(CODING), inLanguage(COMMON)];
  return (
    <ol class="said">
      {said.map((one) => (
        <li key={one.id}>
          <article class="entry">
            <header>
              <time dateTime={one.date}>{dated(one.date, one.datePrecision)}</time>
              <span class="who">{one.speaker ? nameIn(names, one.speaker) : coding.speakerUnnamed}{one.about.length > 0 && <> {coding.on} {one.about.map((code) => nameIn(names, code)).join(', ')}</>}</span>
              <span class="type">{sentenceCase(wordFor(words.kinds, one.kind))}{one.likelihood && <small> <span lang={one.language || undefined}>{coding.quoted(one.likelihood.words)}</span>{one.likelihood.low !== null && one.likelihood.high !== null && `, ${coding.band(percent(one.likelihood.low), percent(one.likelihood.high))}`}</small>}</span>
            </header>
            <blockquote lang={one.language || undefined}><Found text={one.words} found={one.marks} /></blockquote>
            <footer>
              {one.horizon && <span>{coding.byDate(dated(one.horizon.date, one.horizon.precision), one.horizon.text)}</span>}
              {one.judged !== 'none' && <span class="tag judged">{wordFor(words.verdicts, one.judged)}</span>}
              <span>{words.confidence(percent(one.confidence))}</span>
              <a href={`/document/${one.documentId}?item=${one.id}`} lang={(!one.publication && one.documentTitle && one.language) || undefined}>{one.publication || one.documentTitle || words.readDocument}</a>
            </footer>
            {more?.(one)}
          </article>
        </li>
      ))}
    </ol>
  );
}
