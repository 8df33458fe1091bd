/** Composes a brief: chooses what to say, has each sentence made from the record, and numbers the sources. */
import type { Store } from '../record/store.js';
import { chartOf, seriesOf } from './charted.js';
import { checked, type CheckedBrief } from './check.js';
import { gather, type Deed, type Evidence } from './evidence.js';
import type { Brief, Claim, Fact, Question, Section, Side } from './model.js';
import { lastDay } from './period.js';
import { state } from './state.js';
import { Register } from './sources.js';
import type { Words } from './words.js';

/** Partners written about when none are named: the busiest, and any with a change found. */
const PARTNERS = 8;
const DEEDS_A_SIDE = 4;
const SAID = 10;
const PLANNED = 10;
/** What is less sure than this may count, but is not told as an example. */
const TELLING = 0.5;
const FEW_WORDS = 4;
/** Plans told of within so many days of the end are what is coming up. */
const RECENT = 366;

/** A brief on a question, checked against the record. */
export async function composeBrief(store: Store, question: Question, words: Words): Promise<CheckedBrief> {
  const evidence = await gather(store, question);
  return checked(draft(evidence, words), store, words, evidence.texts);
}

/** A section with what is to be said in it. */
export interface PlannedSection extends Omit<Section, 'facts'> {
  items: { claim: Claim; wording?: string }[];
}

/** The brief that follows from the evidence, not yet checked. */
export function draft(evidence: Evidence, words: Words): Brief {
  return build(evidence, words, planOf(evidence, words));
}

/** Partners written about. */
const toldOf = (evidence: Evidence): string[] => (evidence.question.partners ?? mainPartners(evidence)).filter((partner) => hasSide(evidence, partner));

/** What is worth saying, section by section. */
export function planOf(evidence: Evidence, words: Words): PlannedSection[] {
  const told = toldOf(evidence);
  const sections: PlannedSection[] = [];
  const section = (key: string, level: Section['level'], heading: string, claims: Claim[]) => sections.push({ key, level, heading, items: claims.map((claim) => ({ claim })) });
  const at = words.date(evidence.question.at);
  const asked = [...evidence.comparisons.values()].some(({ p }) => p !== null);
  const thin = [...evidence.comparisons.values()].some(({ p }) => p === null);
  section('holdings', 2, words.heading('holdings'), [{ of: 'holdings' }, { of: 'said-holdings' }]);
  section('course', 2, words.heading('course'), [
    ...(asked ? [{ of: 'verdicts' } as const] : []),
    ...told.map((partner) => ({ of: 'change', partner }) as const),
    ...(thin ? [{ of: 'thin' } as const] : []),
    ...(state({ of: 'straddling' }, evidence, words).events.length > 0 ? [{ of: 'straddling' } as const] : []),
  ]);
  for (const partner of told) {
    section(`partner ${partner}`, 3, words.heading('partner', { partner: words.name(partner) }), []);
    for (const side of ['before', 'after'] as const) {
      const deeds = telling(evidence, partner, side);
      if (deeds.length > 0) section(`${side} ${partner}`, 4, words.heading(side, { at }), deeds.map((event) => ({ of: 'deed', event })));
    }
  }
  section('said', 2, words.heading('said'), saidOf(evidence, told));
  section('planned', 2, words.heading('planned'), plannedOf(evidence).map((event) => ({ of: 'planned', event })));
  section('method', 2, words.heading('method'), evidence.deeds.size === 0 ? [] : [{ of: 'coder' }, { of: 'judged' }]);
  return sections;
}

/** A brief of these sections: each sentence made from the evidence, its sources numbered in the order in which they are cited. */
export function build(evidence: Evidence, words: Words, sections: readonly PlannedSection[]): Brief {
  const { question } = evidence;
  const register = new Register(evidence);
  (question.partners ?? mainPartners(evidence)).forEach((partner) => register.list(partner));
  const facts = ({ claim, wording }: PlannedSection['items'][number]): Fact => {
    const stated = state(claim, evidence, words);
    return { claim, ...stated, sources: register.cite(claim, stated.events), ...(wording === undefined || wording === stated.text ? {} : { wording }) };
  };
  const made = sections.map(({ key, level, heading, items }) => ({ key, level, heading, facts: items.map(facts) }));
  const deeds = register.deeds();
  const at = words.date(question.at);
  return {
    question,
    title: words.heading('title', { actor: words.name(question.actor), at }),
    period: words.heading('period', { from: words.date(question.from), to: words.date(lastDay(question.to)) }),
    sections: made,
    chart: chartOf(evidence, toldOf(evidence), words),
    series: seriesOf(evidence, toldOf(evidence), words),
    sources: register.sources,
    deeds,
    notes: Object.values(words.templates.notes),
  };
}

function hasSide({ comparisons }: Evidence, partner: string): boolean {
  const row = comparisons.get(partner);
  return row !== undefined && row.before.count + row.after.count > 0;
}

function mainPartners({ comparisons, sides }: Evidence): string[] {
  const busy = (partner: string) => sides.get(partner)!.before.length + sides.get(partner)!.after.length;
  const byBusy = [...sides.keys()].filter((partner) => busy(partner) > 0).sort((a, b) => busy(b) - busy(a) || (a < b ? -1 : 1));
  return byBusy.filter((partner, i) => comparisons.has(partner) && (i < PARTNERS || comparisons.get(partner)!.verdict !== 'no evidence of change'));
}

/**
 * The deeds that say most of a side, in order of date: the most intense and surest first, one from a document and one of a
 * type as long as there are others, and only such as name both who acts and on whom.
 */
function telling({ sides, deeds }: Evidence, partner: string, side: Side): string[] {
  const weight = ({ row: { event } }: Deed) => Math.abs(event.intensity) * event.confidence;
  const candidates = sides.get(partner)![side]
    .map((id) => [id, deeds.get(id)!] as const)
    .filter(([, { row, layer }]) => layer !== 'year' && row.event.confidence >= TELLING && named(row.event.actors) && named(row.event.recipients) && apart(row.event))
    .sort(([a, x], [b, y]) => weight(y) - weight(x) || (a < b ? -1 : 1));
  const chosen: (readonly [string, Deed])[] = [];
  for (const strict of [true, false]) {
    for (const entry of candidates) {
      const event = entry[1].row.event;
      if (chosen.length >= DEEDS_A_SIDE || chosen.includes(entry)) continue;
      // The same occasion is often told of by several documents.
      const known = chosen.some(([, { row }]) => row.event.documentId === event.documentId || (row.event.date === event.date && row.event.eventType === event.eventType));
      if (known || (strict && chosen.some(([, { row }]) => row.event.eventType === event.eventType))) continue;
      chosen.push(entry);
    }
  }
  return chosen.sort(([a, x], [b, y]) => (x.row.event.date < y.row.event.date ? -1 : x.row.event.date > y.row.event.date ? 1 : a < b ? -1 : 1)).map(([id]) => id);
}

const named = (mentions: readonly { code: string }[]) => mentions.some(({ code }) => code !== '');

/** Whether nobody is on both sides: what a state does to itself and another reads as no sentence. */
function apart({ actors, recipients }: Deed['row']['event']): boolean {
  return actors.every(({ code }) => code === '' || recipients.every((recipient) => recipient.code !== code));
}

/** Statements and forecasts worth telling: of a known speaker, several words long, newest first on both sides, those about the partners before others. */
function saidOf({ statements, forecasts, question }: Evidence, partners: readonly string[]): Claim[] {
  const about = (item: { about: readonly { code: string }[] }) => item.about.some(({ code }) => partners.includes(code));
  const long = (text: string) => text.trim().split(/\s+/).length >= FEW_WORDS;
  const wanted = [...statements].filter(([, item]) => item.speaker !== null && item.speaker.code !== '' && long(item.words) && item.confidence >= TELLING && (about(item) || partners.includes(item.speaker.code)));
  const recent = (list: typeof wanted) => list.slice(-SAID / 2);
  const chosen = [...recent(wanted.filter(([, item]) => item.date < question.at)), ...recent(wanted.filter(([, item]) => item.date >= question.at))];
  const told = [...forecasts].filter(([, item]) => item.forecaster !== null && item.forecaster.code !== '' && long(item.words) && item.confidence >= TELLING).slice(-SAID / 2);
  return [...chosen.map(([statement]) => ({ of: 'said', statement }) as const), ...told.map(([forecast]) => ({ of: 'forecast', forecast }) as const)];
}

/** Plans told of late in the period, or dated after its end, newest last. */
function plannedOf({ planned, question }: Evidence): string[] {
  const since = new Date(Date.parse(question.to) - RECENT * 86_400_000).toISOString().slice(0, 10);
  return [...planned]
    .filter(([, { event }]) => event.date >= since && event.confidence >= TELLING && named(event.actors) && named(event.recipients) && apart(event))
    .slice(-PLANNED)
    .map(([id]) => id);
}
