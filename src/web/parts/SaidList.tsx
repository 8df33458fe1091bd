/** Statements and forecasts, each in its speaker's words with the way to the document. */
import type { ComponentChildren } from 'preact';
import type { Names, Said } from '../../server/api/schemas.js';
import { dated, nameIn, percent, sentenceCase } from '../lib/words.js';

interface Props {
  said: Said[];
  names: Names;
  /** What a page adds to each. */
  more?: (said: Said) => ComponentChildren;
}

export function SaidList({ said, names, more }: Props) {
  return (
    <ol class="said">
      {said.map((one) => (
        <li key={one.id}>
          <article class="entry">
            <header>
              <time dateTime={one.date}>{dated(one.date, one.datePrecision)}</time>
              <span class="who">{one.speaker ? nameIn(names, one.speaker) : 'Speaker unnamed'}{one.about.length > 0 && <> on {one.about.map((code) => nameIn(names, code)).join(', ')}</>}</span>
              <span class="type">{sentenceCase(one.kind)}{one.likelihood && <small> “{one.likelihood.words}”{one.likelihood.low !== null && one.likelihood.high !== null && `, ${percent(one.likelihood.low)} to ${percent(one.likelihood.high)}`}</small>}</span>
            </header>
            <blockquote>{one.words}</blockquote>
            <footer>
              {one.horizon && <span>by {dated(one.horizon.date, one.horizon.precision)} (“{one.horizon.text}”)</span>}
              {one.judged !== 'none' && <span class="tag judged">{one.judged}</span>}
              <span>confidence {percent(one.confidence)}</span>
              <a href={`/document/${one.documentId}?item=${one.id}`}>{one.publication || one.documentTitle || 'Read the document'}</a>
            </footer>
            {more?.(one)}
          </article>
        </li>
      ))}
    </ol>
  );
}
