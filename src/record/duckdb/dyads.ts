/** An event as rows of the `dyad` table: one for each actor and recipient. */
import type { DuckDBAppender } from '@duckdb/node-api';
import { DuckDBDateValue } from '@duckdb/node-api';
import { daysOf } from '../dates.js';
import { isDeed } from '../deeds.js';
import { lastVerdict } from '../judgements.js';
import { Precision, Status, type Event } from '../schema.js';
import type { Judged, Unit } from '../store.js';
import { NONE, type Codes } from './codes.js';

export const STATUSES = Status.options;
export const PRECISIONS = Precision.options;
export const VERDICTS = ['none', 'accepted', 'corrected', 'rejected', 'resolved'] as const;

/** A date less precise than the unit has no place in a series by that unit: "in 2023" is no event of January. */
export function coarsest(unit: Unit): number {
  return PRECISIONS.indexOf(unit);
}

/** Words for which an event's rows need numbers. */
export function wordsOf(event: Event): string[] {
  return [event.eventType, ...event.actors.map((mention) => mention.code), ...event.recipients.map((mention) => mention.code)];
}

/** Known codes, each once; when there is none, the one that stands for nobody. */
function side(mentions: Event['actors'], codes: Codes): number[] {
  const known = [...new Set(mentions.map((mention) => codes.actor(mention.code)))].filter((n) => n !== NONE);
  return known.length > 0 ? known : [NONE];
}

/** Who did it to whom, each pair once; what both sides do goes both ways. */
function pairsOf(event: Event, codes: Codes): [number, number][] {
  const actors = side(event.actors, codes);
  const recipients = side(event.recipients, codes);
  const pairs = new Map<string, [number, number]>();
  for (const actor of actors) for (const recipient of recipients) pairs.set(`${actor} ${recipient}`, [actor, recipient]);
  if (event.reciprocal && actors[0] !== NONE && recipients[0] !== NONE) {
    for (const actor of actors) for (const recipient of recipients) pairs.set(`${recipient} ${actor}`, [recipient, actor]);
  }
  return [...pairs.values()];
}

export function appendDyads(appender: DuckDBAppender, n: number, doc: number, judged: Judged<Event>, codes: Codes): void {
  const event = judged.value;
  const pairs = pairsOf(event, codes);
  const acting = new Set(pairs.map(([actor]) => actor));
  const days = daysOf(event.date);
  const last = lastVerdict(judged.judgements);
  const deed = isDeed(event, last);
  const verdict = VERDICTS.indexOf(last);
  for (const [i, [actor, recipient]] of pairs.entries()) {
    const earlier = pairs.slice(0, i);
    appender.appendBigInt(BigInt(n));
    appender.appendInteger(doc);
    appender.appendInteger(actor);
    appender.appendInteger(recipient);
    if (days === null) appender.appendNull();
    else appender.appendDate(new DuckDBDateValue(days));
    appender.appendUTinyInt(PRECISIONS.indexOf(event.datePrecision));
    appender.appendInteger(codes.find(event.eventType));
    appender.appendUTinyInt(event.quad);
    appender.appendDouble(event.intensity);
    appender.appendUTinyInt(STATUSES.indexOf(event.status));
    appender.appendFloat(event.confidence);
    appender.appendUTinyInt(verdict);
    appender.appendBoolean(deed);
    appender.appendBoolean(i === 0);
    appender.appendBoolean(!earlier.some((pair) => pair[0] === actor));
    appender.appendBoolean(!earlier.some((pair) => pair[1] === recipient));
    appender.appendBoolean(acting.has(recipient));
    appender.appendBoolean(earlier.some((pair) => pair[0] === recipient && pair[1] === actor));
    appender.endRow();
  }
}
