/** What a footnote says, in words that every format shares. */
import type { Brief, NumberedDeed, Source } from './model.js';
import { runs } from './sources.js';
import type { Words } from './words.js';

export interface Citation {
  /** Title, publication, date; or what the note rests on. */
  lead: string;
  /** The sentence, quoted; "" for a note that has none. */
  quote: string;
  /** Where it can be looked up. */
  tail: string;
}

/** A source as a note gives it. */
export function citation(source: Source, words: Words): Citation {
  const { templates } = words;
  if (source.kind === 'deeds') return { lead: words.fill(templates.source['tally']!, { numbers: runs(source.deeds) }), quote: '', tail: '' };
  if (source.kind === 'record') return { lead: templates.source[source.text]!, quote: '', tail: '' };
  const title = source.title || templates.source['untitled']!;
  const lead = [title, source.publication, source.date ? words.date(source.date, source.datePrecision) : ''].filter((part) => part !== '').join(', ');
  const quote = templates.language === 'es' ? `«${source.sentence}»` : `“${source.sentence}”`;
  const lookup = source.lookup ? words.fill(templates.source['lookup']!, { lookup: source.lookup }) : '';
  return { lead: `${lead}:`, quote: quote.replace(/\s+/g, ' '), tail: [source.url, lookup].filter((part) => part !== '').join(' ') };
}

/** A citation as one line of text. */
export function citationLine(source: Source, words: Words): string {
  const { lead, quote, tail } = citation(source, words);
  return [lead, quote, tail].filter((part) => part !== '').join(' ');
}

/** The entry of a deed in the list at the end, without its number. */
export function deedLine(deed: NumberedDeed, { sources }: Brief, words: Words): string {
  const source = sources[deed.source - 1]!;
  const partners = deed.partners.map((code) => words.name(code)).join(', ');
  return `${words.date(deed.date, deed.datePrecision)}, ${partners}, ${deed.type}: ${source.kind === 'sentence' ? citationLine(source, words) : ''}`;
}

/** Sources that the text cites: those of the list at the end stand there. */
export function citedSources(brief: Brief): Source[] {
  const cited = new Set(brief.sections.flatMap(({ facts }) => facts.flatMap(({ sources }) => sources)));
  return brief.sources.filter(({ number }) => cited.has(number));
}
