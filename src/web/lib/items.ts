/** The codings of a document as one list, in the order of its text. */
import type { CodedDocument } from '../../server/api/schemas.js';

type Of<K extends 'events' | 'statements' | 'forecasts'> = CodedDocument[K][number];

export type Item =
  | { kind: 'event'; id: string; judged: Of<'events'> }
  | { kind: 'statement'; id: string; judged: Of<'statements'> }
  | { kind: 'forecast'; id: string; judged: Of<'forecasts'> };

/** Where an item's own words begin: what orders it within its sentence. */
function begin(item: Item): number {
  return item.kind === 'event' ? Math.min(...item.judged.value.trigger.map(({ start }) => start), item.judged.value.end) : item.judged.value.start;
}

export function itemsOf(coded: CodedDocument): Item[] {
  const items: Item[] = [
    ...coded.events.map((judged) => ({ kind: 'event' as const, id: judged.value.id, judged })),
    ...coded.statements.map((judged) => ({ kind: 'statement' as const, id: judged.value.id, judged })),
    ...coded.forecasts.map((judged) => ({ kind: 'forecast' as const, id: judged.value.id, judged })),
  ];
  return items.sort((a, b) => a.judged.value.sentence - b.judged.value.sentence || begin(a) - begin(b) || a.kind.localeCompare(b.kind));
}

/** The last word of a person on it that still stands; a withdrawal takes away the one before it. */
export function verdictOf(item: Item): string | null {
  const standing: string[] = [];
  for (const { verdict } of item.judged.judgements) {
    if (verdict === 'withdrawn') standing.pop();
    else standing.push(verdict);
  }
  return standing.at(-1) ?? null;
}

export interface Stretch {
  start: number;
  end: number;
}

/** The words that play a part in an item, and which part. */
export function partsOf(item: Item): (Stretch & { part: string })[] {
  const of = (part: string, list: readonly (Stretch | null)[]) => list.flatMap((span) => (span ? [{ start: span.start, end: span.end, part }] : []));
  if (item.kind === 'event') {
    const { actors, recipients, attributedTo, trigger, place } = item.judged.value;
    return [...of('actor', actors), ...of('recipient', recipients), ...of('source', [attributedTo]), ...of('place', [place]), ...of('trigger', trigger)];
  }
  if (item.kind === 'statement') return [...of('words', [item.judged.value]), ...of('speaker', [item.judged.value.speaker]), ...of('about', item.judged.value.about)];
  const { forecaster, about, likelihood, horizon } = item.judged.value;
  return [...of('words', [item.judged.value]), ...of('likelihood', [likelihood]), ...of('speaker', [forecaster]), ...of('about', about), ...of('horizon', [horizon])];
}
