/** Events as CAMEO-style triples, and their score against gold of that form (score.py's definitions). */
import type { Codebook } from '../../codebook/index.js';
import type { ActorMention, EventDraft } from '../types.js';
import { setF1, type Prf } from './metrics.js';

export interface GoldSentence {
  id: string;
  date: string;
  language: string;
  text: string;
  gold: { source: string; target: string; root: string }[];
}

export interface Triple {
  source: string;
  target: string;
  root: string;
}

/** CAMEO actor code: state (or the state an organisation belongs to), then sectors; "---" where no state is known. */
export function cameoActor(mention: ActorMention | undefined): string {
  if (!mention) return '---';
  // An organisation's code may have three letters too (ELN, IMF): the state that it belongs to goes first, else that it is among states.
  const state = mention.state ?? (/^[A-Z]{3}$/.test(mention.code) && mention.sectors[0] !== 'IGO' ? mention.code : mention.code === '' ? '---' : (mention.sectors[0] ?? '---'));
  return `${state}${mention.sectors.filter((sector) => sector !== state).slice(0, 1).join('')}`;
}

/** CAMEO root of an event: the last row of the codebook's table that fits. */
export function cameoRoot(event: EventDraft, text: string, codebook: Codebook): string {
  const direction = codebook.type(event.eventType).direction;
  const shown = codebook.standing[event.status]?.[event.eventType] ?? codebook.standing[event.status]?.[direction] ?? event.eventType;
  const sectors = event.actors.flatMap((m) => m.sectors);
  const words = event.trigger.map((t) => text.slice(t.start, t.end).toLowerCase());
  const row = codebook.cameoRoots
    .filter((r) => r.type === shown)
    .filter((r) => !r.actorSectors || r.actorSectors.some((s) => sectors.includes(s)))
    .filter((r) => !(event.mode && r.notModes?.includes(event.mode)))
    .filter((r) => !r.stems || r.stems.some((stem) => words.some((word) => word.startsWith(stem))))
    .at(-1);
  return row?.root ?? '';
}

/** One triple for each pair of actor and recipient: CAMEO's are from who is named as acting to whom, also where both act; who are named as one act on each other. */
export function triples(events: readonly EventDraft[], text: string, codebook: Codebook, minimum: number): Triple[] {
  const found: Triple[] = [];
  for (const event of events) {
    if (event.confidence < minimum) continue;
    const root = cameoRoot(event, text, codebook);
    for (const actor of event.actors.length > 0 ? event.actors : [undefined]) {
      for (const recipient of event.recipients.length > 0 ? event.recipients : [undefined]) {
        if (actor && actor === recipient) continue;
        found.push({ root, source: cameoActor(actor), target: cameoActor(recipient) });
      }
    }
  }
  return found;
}

/** F1 of roots, dyads and triples (states only) over sets per sentence. */
export function scoreTriples(gold: readonly GoldSentence[], predicted: readonly (readonly Triple[])[], merge = (root: string): string => root): { root: Prf; dyad: Prf; triple: Prf } {
  const country = (code: string): string => code.replace('~', '---').slice(0, 3) || '---';
  const keys = (list: readonly Triple[], key: (t: Triple) => string): Set<string> => new Set(list.map(key));
  const score = (key: (t: Triple) => string): Prf => setF1(gold.map((g, i) => ({ gold: keys(g.gold, key), predicted: keys(predicted[i] ?? [], key) })));
  return {
    root: score((t) => merge(t.root)),
    dyad: score((t) => `${country(t.source)}>${country(t.target)}`),
    triple: score((t) => `${merge(t.root)} ${country(t.source)}>${country(t.target)}`),
  };
}
