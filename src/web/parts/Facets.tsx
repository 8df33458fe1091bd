/** How what was found is spread over each field: every value is a link that narrows the search to it, or takes it away again. */
import type { Facets as FacetsData } from '../../server/api/search.js';
import { useCodebook } from '../lib/codebook.js';
import { withQuery } from '../lib/route.js';
import { nameIn, sentenceCase, whole } from '../lib/words.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage, language } from '../text/index.js';
import { SEARCH } from '../text/search.js';

/** Values that are shown at once; the others wait behind a word. */
const FEW = 8;

/** A field's value in words. */
export function useFieldWords(names: FacetsData['names']): (field: string, value: string) => string {
  const { typeName } = useCodebook();
  const [words, common] = [inLanguage(SEARCH), inLanguage(COMMON)];
  return (field, value) => {
    switch (field) {
      case 'actor': case 'recipient': case 'speaker': case 'about':
        return nameIn(names, value);
      case 'type':
        return typeName(value);
      case 'quad':
        return sentenceCase(common.quads[Number(value) - 1] ?? value);
      case 'status':
        return sentenceCase(wordFor(common.statuses, value));
      case 'kind':
        return sentenceCase(wordFor(common.kinds, value));
      case 'judged':
        return sentenceCase(wordFor(words.judged, value));
      case 'language':
        return sentenceCase(languageName(value));
      default:
        return value;
    }
  };
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: 'language' }).of(code) ?? code;
  } catch {
    // What a source gave as its language is no code.
    return code;
  }
}

const yearOf = (year: string) => ({ from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` });

export function Facets({ data, query }: { data: FacetsData; query: URLSearchParams }) {
  const words = inLanguage(SEARCH);
  const nameOf = useFieldWords(data.names);
  const chosen = (field: string, value: string) => (field === 'year' ? query.get('from') === yearOf(value).from && query.get('to') === yearOf(value).to : query.get(field) === value);
  const address = (field: string, value: string, on: boolean) => {
    if (field === 'year') return withQuery(on ? { from: undefined, to: undefined } : yearOf(value));
    return withQuery({ [field]: on ? undefined : value });
  };
  const item = (field: string, { value, count }: { value: string; count: number }) => {
    const on = chosen(field, value);
    return (
      <li key={value}>
        <a href={address(field, value, on)} aria-current={on ? 'true' : undefined}>{nameOf(field, value)}</a>
        <span class="num">{whole(count)}</span>
      </li>
    );
  };
  return (
    <>
      {data.facets.filter(({ values }) => values.length > 0).map(({ field, values }) => {
        // What is chosen is never hidden behind the word.
        const first = values.filter(({ value }, i) => i < FEW || chosen(field, value));
        const others = values.filter((value) => !first.includes(value));
        return (
          <div key={field} class="facet">
            <h3>{wordFor(words.fields, field)}</h3>
            <ul>{first.map((value) => item(field, value))}</ul>
            {others.length > 0 && <details><summary>{words.others(others.length)}</summary><ul>{others.map((value) => item(field, value))}</ul></details>}
          </div>
        );
      })}
    </>
  );
}
