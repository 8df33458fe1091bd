/** A store's judgements as labelled sentences: what people accepted or corrected teaches the ranker. */
import type { LabelledPair } from '../coder/training/examples.js';
import type { Store } from '../record/index.js';

/** Accepted and corrected events with both sides, and rejected ones as no event. */
export async function judgedPairs(store: Store): Promise<LabelledPair[]> {
  const pairs: LabelledPair[] = [];
  let after: string | undefined;
  do {
    const page = await store.events({ judged: true, limit: 500, ...(after === undefined ? {} : { after }) });
    for (const { event, sentenceText, judged } of page.rows) {
      const within = (spans: readonly { start: number; end: number }[]): [number, number][] =>
        spans.filter((s) => s.start >= event.start && s.end <= event.end).map((s) => [s.start - event.start, s.end - event.start]);
      const actor = within(event.actors);
      const recipient = within(event.recipients);
      if (actor.length === 0 && recipient.length === 0) continue;
      pairs.push({ id: event.id, text: sentenceText, actor, recipient, eventType: judged === 'rejected' ? 'NONE' : event.eventType });
    }
    after = page.next ?? undefined;
  } while (after !== undefined);
  return pairs;
}
