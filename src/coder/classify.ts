/**
 * Which type of event passes between an actor and a recipient that somebody has marked: by the patterns alone, or by the
 * ranker where one is loaded.
 */
import { NONE, type Codebook } from '../codebook/index.js';
import type { ReadingContext } from './context.js';
import type { Candidate } from './events.js';
import { headOfSpan, pairFeatures, type Features } from './features.js';
import type { Ranker } from './ranker.js';
import type { Span, Why } from './types.js';

export interface Classification {
  eventType: string;
  /** Probability of each type. */
  scores: Record<string, number>;
  why: Why[];
}

/** The pair of a labelled sentence: where it is in the tree, and what it looks like to the ranker. */
export interface PairReading {
  candidates: Candidate[];
  features: Features;
}

/** Reads the pair in the sentence (or the whole text, when the two are in different sentences). */
export function readPair(context: ReadingContext, actor: readonly Span[], recipient: readonly Span[], explain = false): PairReading {
  const { doc } = context;
  const at = (spans: readonly Span[]): number => {
    const span = spans[0];
    return span === undefined ? -1 : headOfSpan(doc, 0, doc.length, span);
  };
  const a = at(actor);
  const r = at(recipient);
  const anchor = Math.max(0, a >= 0 ? a : r);
  let from = 0;
  let to = doc.length;
  for (let s = 0; s < doc.sentenceCount; s++) {
    const begin = doc.sentenceStart[s] as number;
    const end = doc.sentenceStart[s + 1] as number;
    if (anchor >= begin && anchor < end && (r < 0 || (r >= begin && r < end))) {
      from = begin;
      to = end;
    }
  }
  const candidates = context.events.read(from, to);
  return { candidates, features: pairFeatures(context, from, to, a, r, candidates, actor[0], recipient[0], explain) };
}

/** What a type is called when only types are told apart: a cooperative plan is an agreement, a hostile one a threat. */
export function classOf(type: string, status: string, retyped: boolean, codebook: Codebook): string {
  if (retyped) return type;
  const table = codebook.standing[status];
  return table?.[type] ?? table?.[codebook.type(type).direction] ?? type;
}

/** The type between the pair by the patterns: of the event whose actor and recipient fit best. */
export function classifyByPattern(candidates: readonly Candidate[], actor: readonly Span[], recipient: readonly Span[], codebook: Codebook): { candidate: Candidate; type: string } | null {
  const overlaps = (mentions: readonly Span[], spans: readonly Span[]): boolean => mentions.some((m) => spans.some((s) => m.start < s.end && s.start < m.end));
  let best: Candidate | null = null;
  let most = -1;
  for (const candidate of candidates) {
    const a = overlaps(candidate.actors, actor);
    const r = overlaps(candidate.recipients, recipient);
    const score = (a ? 2 : 0) + (r ? 2 : 0) + candidate.certainty.words - 0.05 * candidate.depth;
    if (score > most) {
      most = score;
      best = candidate;
    }
  }
  return best ? { candidate: best, type: classOf(best.type, best.standing.status, best.standing.retyped !== null, codebook) } : null;
}

/** How many logits the pattern's own type is given over what the ranker says, times how sure its words are. */
const PATTERN_VOTE = 1;

/** Classifies the marked pair. */
export function classify(context: ReadingContext, actor: readonly Span[], recipient: readonly Span[], ranker: Ranker | undefined): Classification {
  const { candidates, features } = readPair(context, actor, recipient, ranker !== undefined);
  const byPattern = classifyByPattern(candidates, actor, recipient, context.codebook);
  const why: Why[] = byPattern ? [...byPattern.candidate.why] : [];
  if (!ranker) {
    const eventType = byPattern?.type ?? NONE;
    return { eventType, scores: { [eventType]: byPattern?.candidate.certainty.words ?? 0 }, why };
  }
  const { probabilities } = ranker.rank(features);
  const vote = byPattern ? ranker.labels.indexOf(byPattern.type) : -1;
  if (byPattern && vote >= 0) {
    probabilities[vote] = (probabilities[vote] as number) * Math.exp(PATTERN_VOTE * byPattern.candidate.certainty.words);
    const sum = probabilities.reduce((all, p) => all + p, 0);
    for (let i = 0; i < probabilities.length; i++) probabilities[i] = (probabilities[i] as number) / sum;
  }
  const scores: Record<string, number> = {};
  let best = -1;
  ranker.labels.forEach((label, i) => {
    scores[label] = Math.round((probabilities[i] as number) * 10000) / 10000;
    if (label !== NONE && (best < 0 || (probabilities[i] as number) > (probabilities[best] as number))) best = i;
  });
  for (const { name, weight } of ranker.reasons(features, best, 6)) why.push({ kind: 'ranker', text: `${name} adds ${weight.toFixed(2)}`, ref: name });
  return { eventType: ranker.labels[best] as string, scores, why };
}
