/**
 * The check that a brief passes before it is written: every sentence and number is made again from the record as it is
 * now, every number of deeds is held against the store's own series, every source against the documents.
 */
import type { Store } from '../record/store.js';
import { chartOf, seriesOf } from './charted.js';
import { gather, type Evidence } from './evidence.js';
import type { Brief, Fact } from './model.js';
import { state } from './state.js';
import { refusals, shown } from './wording.js';
import type { Words } from './words.js';

declare const passed: unique symbol;
/** A brief that the record bears out: the only kind that writers take. */
export type CheckedBrief = Brief & { readonly [passed]: true };

/** Raised for a brief that says what the record does not. */
export class BriefError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The brief does not follow from the record: ${problems.slice(0, 5).join(' ')}${problems.length > 5 ? ` And ${problems.length - 5} more.` : ''} Compose it anew from this record.`);
  }
}

/**
 * The brief, if all of it follows from the store as it is now. `texts` are documents that were read already: their ids are
 * hashes of what they hold, so they need not be read twice.
 * @throws BriefError naming each sentence that does not
 */
export async function checked(brief: Brief, store: Store, words: Words, texts?: Evidence['texts']): Promise<CheckedBrief> {
  const problems = problemsOf(brief, await gather(store, brief.question, texts), words);
  if (problems.length > 0) throw new BriefError(problems);
  return brief as CheckedBrief;
}

/** What in a brief does not follow from the evidence; [] when all of it does. */
export function problemsOf(brief: Brief, evidence: Evidence, words: Words): string[] {
  const facts = brief.sections.flatMap((section) => section.facts);
  const chart = JSON.stringify(chartOf(evidence, brief.chart.map(({ partner }) => partner).filter((partner) => evidence.comparisons.has(partner)), words));
  const series = JSON.stringify(seriesOf(evidence, brief.series.map(({ partner }) => partner), words));
  return [
    ...countProblems(evidence),
    ...facts.flatMap((fact) => factProblems(fact, evidence, words).concat(citationProblems(fact, brief, evidence))),
    ...refusals(brief, words).map(({ section, fact, detail }) => `“${shown(brief.sections[section]!.facts[fact]!)}”: ${detail}`),
    ...sourceProblems(brief, evidence),
    ...(chart === JSON.stringify(brief.chart) && series === JSON.stringify(brief.series) ? [] : ['The chart shows other numbers than the record gives.']),
  ];
}

/** Deeds read one by one must be as many as the store counts for its series. */
function countProblems({ sides, counted }: Evidence): string[] {
  return [...new Set([...sides.keys(), ...counted.keys()])].flatMap((partner) => {
    const own = sides.get(partner);
    const n = own ? own.before.length + own.after.length + own.neither.length : 0;
    const stored = counted.get(partner) ?? 0;
    return n === stored ? [] : [`Found ${n} deeds with ${partner}, expected the ${stored} that the record's series counts.`];
  });
}

function factProblems(fact: Fact, evidence: Evidence, words: Words): string[] {
  let again;
  try {
    again = state(fact.claim, evidence, words);
  } catch (error) {
    return [`“${fact.text}”: ${error instanceof Error ? error.message : String(error)}`];
  }
  const problems: string[] = [];
  if (again.text !== fact.text) problems.push(`Found “${fact.text}”, expected “${again.text}”.`);
  for (const name of new Set([...Object.keys(again.values), ...Object.keys(fact.values)])) {
    if (again.values[name] !== fact.values[name]) problems.push(`“${fact.text}”: ${name} is ${fact.values[name]}, expected ${again.values[name]}.`);
  }
  if (again.events.join() !== fact.events.join()) problems.push(`“${fact.text}” names other events than it rests on.`);
  return problems;
}

/** A sentence must cite, and what it cites must hold every event that it rests on. */
function citationProblems(fact: Fact, brief: Brief, evidence: Evidence): string[] {
  if (fact.claim.of === 'own') return fact.sources.length === 0 ? [] : [`“${fact.text}” is the author's own and can cite nothing.`];
  if (fact.sources.length === 0) return [`“${fact.text}” has no source.`];
  const cited = new Set<string>();
  const documents = new Set<string>();
  for (const number of fact.sources) {
    const source = brief.sources[number - 1];
    if (!source || source.number !== number) return [`“${fact.text}” cites source ${number}, which is not there.`];
    if (source.kind === 'deeds') for (const deed of source.deeds) cited.add(brief.deeds.find((entry) => entry.number === deed)?.event ?? '');
    if (source.kind === 'sentence') documents.add(`${source.documentId} ${source.sentence}`);
  }
  const missing = fact.events.filter((id) => {
    const row = evidence.deeds.get(id)?.row ?? evidence.planned.get(id);
    return !cited.has(id) && !(row && documents.has(`${row.event.documentId} ${row.sentenceText}`));
  });
  const { claim } = fact;
  const item = claim.of === 'said' ? evidence.statements.get(claim.statement) : claim.of === 'forecast' ? evidence.forecasts.get(claim.forecast) : undefined;
  if (item && ![...documents].some((key) => key.startsWith(`${item.documentId} `))) missing.push(item.id);
  return missing.length > 0 ? [`“${fact.text}” cites nothing for ${missing.length} of what it rests on.`] : [];
}

function sourceProblems({ sources, deeds }: Brief, { texts: documents, deeds: recorded }: Evidence): string[] {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  const texts = new Map([...documents].map(([id, { document: { text } }]) => [id, flat(text)]));
  return [
    ...sources.flatMap((source) => {
      if (source.kind !== 'sentence') return [];
      const document = documents.get(source.documentId)?.document;
      if (!document) return [`Source ${source.number} names a document that the record does not hold.`];
      const same = (['title', 'publication', 'date', 'datePrecision', 'url', 'lookup'] as const).every((field) => document[field] === source[field]);
      return same && texts.get(source.documentId)!.includes(flat(source.sentence)) ? [] : [`Source ${source.number} does not say what its document says.`];
    }),
    ...deeds.flatMap((deed) => {
      const row = recorded.get(deed.event)?.row;
      const source = sources[deed.source - 1];
      const same = row && row.event.date === deed.date && row.event.datePrecision === deed.datePrecision && row.event.eventType === deed.type && source?.kind === 'sentence' && source.documentId === row.event.documentId;
      return same ? [] : [`Deed ${deed.number} of the list is not as the record has it.`];
    }),
  ];
}
