/**
 * Own sentences in the manner of news (test/eval/sentences.news.*.jsonl): events as [PLOVER type, actor's state, recipient's
 * state], "---" where no state is known. A plan counts as what the codebook's standings make of it, and CONCEDE and RETREAT as one.
 */
import { readFileSync } from 'node:fs';
import type { Codebook } from '../../src/codebook/index.js';
import type { EventDraft } from '../../src/coder/index.js';
import { setF1, type Prf } from '../../src/coder/scoring/metrics.js';
import { cameoActor } from '../../src/coder/scoring/triples.js';
import { classOf } from '../../src/coder/classify.js';

interface Typed {
  type: string;
  source: string;
  target: string;
}

export interface NewsSentence {
  id: string;
  date: string;
  language: string;
  text: string;
  gold: Typed[];
}

export const readNews = (file: string): NewsSentence[] => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as NewsSentence);

function typed(events: readonly EventDraft[], codebook: Codebook, minimum: number): Typed[] {
  const state = (mention: EventDraft['actors'][number] | undefined): string => cameoActor(mention).slice(0, 3);
  return events.filter((event) => event.confidence >= minimum).flatMap((event) =>
    (event.actors.length > 0 ? event.actors : [undefined]).flatMap((actor) =>
      (event.recipients.length > 0 ? event.recipients : [undefined])
        .filter((recipient) => actor === undefined || recipient !== actor)
        .map((recipient) => ({ type: classOf(event.eventType, event.status, false, codebook), source: state(actor), target: state(recipient) }))));
}

/** F1 of types and of whole events, over sets per sentence. */
export function scoreNews(sentences: readonly NewsSentence[], found: readonly (readonly EventDraft[])[], codebook: Codebook, minimum: number): { type: Prf; whole: Prf } {
  const named = ({ type }: Typed): string => codebook.type(type).legacy ?? type;
  const score = (key: (event: Typed) => string): Prf =>
    setF1(sentences.map(({ gold }, i) => ({ gold: new Set(gold.map(key)), predicted: new Set(typed(found[i] ?? [], codebook, minimum).map(key)) })));
  return { type: score(named), whole: score((event) => `${named(event)} ${event.source}>${event.target}`) };
}
