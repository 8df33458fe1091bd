/**
 * Weighing: what the ranker says of each candidate that the patterns found, and how sure the whole is. Patterns propose,
 * the ranker may doubt a vague word or name another type for it; confidence is a calibrated probability that the type and
 * the sides that are named are all right.
 */
import { NONE } from '../codebook/index.js';
import { classOf } from './classify.js';
import type { ReadingContext } from './context.js';
import type { Candidate } from './events.js';
import { headOfSpan, pairFeatures } from './features.js';
import type { Ranker } from './ranker.js';
import { R } from './tree.js';
import type { ActorMention, Why } from './types.js';

export interface Weighed {
  candidate: Candidate;
  type: string;
  mode: string | null;
  confidence: number;
  /** What the ranker added, in words. */
  why: Why[];
  /** What confidence is computed from: see `confidenceInputs`. */
  inputs: number[];
}

/** A pattern this sure of its words keeps its type whatever the ranker says. */
const SURE_WORDS = 0.8;
/** The ranker must be this sure of another type to overrule a vaguer pattern. */
const OVERRULE = 0.6;

/** Of words that no pattern knows the ranker must be this sure, and no surer than that of no event at all. */
const NAMES_OPEN = 0.5;
const NO_EVENT = 0.2;

/** The calibration's sentences all name somebody: what names nobody is no deed of anyone's, and counts for less than the least of them. */
const SIDELESS = 0.35;

/** Uncalibrated confidence, where no ranker is loaded: words times how well both sides were found. */
function plainConfidence({ certainty }: Candidate): number {
  return certainty.words * (0.2 + 0.4 * certainty.actor + 0.4 * certainty.recipient);
}

const codes = (mentions: readonly ActorMention[]): string => mentions.map((m) => m.code).sort().join();
const sameActors = (a: Candidate, b: Candidate): boolean => codes(a.actors) === codes(b.actors);
/** Nobody known to whom it is done. */
const isOpen = ({ recipients }: Candidate): boolean => recipients.every((m) => m.code === '');

/** Logistic function of a weighted sum; the last weight is the constant. */
export function logistic(weights: readonly number[], inputs: readonly number[]): number {
  let sum = weights[inputs.length] ?? 0;
  inputs.forEach((x, i) => (sum += x * (weights[i] ?? 0)));
  return 1 / (1 + Math.exp(-sum));
}

/** "Exiled critics", "the prisoners held at the border": what says only which ones are meant, and not who did it, tells no news. "Four soldiers killed in clash" does. */
function onlyTellsWhich({ deprel, head, language }: ReadingContext['doc'], { match: { word, pattern } }: Candidate): boolean {
  const relation = deprel[word] as number;
  return pattern.pos === 'VERB' && (relation === R.amod || (language === 'en' && relation === R.acl && (deprel[head[word] as number] as number) !== R.root));
}

/** Weighs the candidates of the sentence [from, to). */
export function weigh(context: ReadingContext, from: number, to: number, candidates: readonly Candidate[], ranker: Ranker | undefined): Weighed[] {
  const open = ranker ? context.events.open(from, to, candidates) : [];
  const inOrder = open.length === 0 ? candidates : [...candidates, ...open].sort((a, b) => a.depth - b.depth || (a.words[0] as number) - (b.words[0] as number));
  const weighed = inOrder.flatMap((candidate): (Weighed & { overruled: boolean })[] => {
    if (candidate.actors.length === 0 && onlyTellsWhich(context.doc, candidate)) return [];
    const unnamed = candidate.type === '';
    const kept = { candidate, type: candidate.type, mode: candidate.mode };
    if (!ranker) return [{ ...kept, confidence: plainConfidence(candidate), why: [], inputs: [], overruled: false }];
    const [actor, recipient] = [candidate.actors[0], candidate.recipients[0]];
    const features = pairFeatures(
      context, from, to, actor ? headOfSpan(context.doc, from, to, actor) : -1, recipient ? headOfSpan(context.doc, from, to, recipient) : -1,
      candidates, actor, recipient,
    );
    const { probabilities } = ranker.rank(features);
    const of = (label: string): number => probabilities[ranker.labels.indexOf(label)] ?? 0;
    // The ranker calls a planned visit an agreement and a planned attack a threat: compare like with like.
    const shown = unnamed ? '' : classOf(candidate.type, candidate.standing.status, candidate.standing.retyped !== null, context.codebook);
    const own = Math.max(of(candidate.type), of(shown));
    let best = -1;
    ranker.labels.forEach((label, i) => {
      if (label !== NONE && (best < 0 || (probabilities[i] as number) > (probabilities[best] as number))) best = i;
    });
    const bestLabel = ranker.labels[best] as string;
    const bestShare = probabilities[best] as number;
    if (unnamed && (bestShare < NAMES_OPEN || of(NONE) > NO_EVENT)) return [];
    const overruled = unnamed || (bestLabel !== candidate.type && bestLabel !== shown && bestShare > OVERRULE && candidate.certainty.words < SURE_WORDS && candidate.standing.status === 'done');
    const share = overruled ? bestShare : own;
    const inputs = [candidate.certainty.words, candidate.certainty.actor, candidate.certainty.recipient, share, of(NONE), share === bestShare ? 1 : 0, overruled ? 1 : 0, candidate.match.pattern.pos === 'NOUN' ? 1 : 0, candidate.actors.length > 0 ? 0 : 1, candidate.recipients.length > 0 ? 0 : 1, unnamed ? 1 : 0, share * share, candidate.certainty.actor * candidate.certainty.recipient];
    const why: Why[] = [{
      kind: 'ranker',
      text: unnamed ? `the ranker gives ${bestLabel} ${Math.round(100 * bestShare)} %, no event ${Math.round(100 * of(NONE))} %` : overruled ? `the ranker gives ${bestLabel} ${Math.round(100 * bestShare)} % and ${candidate.type} ${Math.round(100 * own)} %` : `the ranker gives ${shown} ${Math.round(100 * own)} %, no event ${Math.round(100 * of(NONE))} %`,
      ref: ranker.version,
    }];
    const sideless = candidate.actors.length === 0 && candidate.recipients.length === 0;
    const confidence = ranker.calibration.length > 0 ? logistic(ranker.calibration, inputs) : plainConfidence(candidate) * (1 - of(NONE));
    return [{
      candidate,
      type: overruled ? bestLabel : candidate.type,
      mode: overruled ? null : candidate.mode,
      confidence: sideless ? confidence * SIDELESS : confidence,
      why, inputs, overruled,
    }];
  });
  // What the ranker calls by the name of a surer event of the same actors is mostly that event once more.
  return weighed
    .filter((one) => !one.overruled || !isOpen(one.candidate) || !weighed.some((other) => other !== one && other.type === one.type && other.confidence >= one.confidence && sameActors(one.candidate, other.candidate)))
    .map(({ overruled: _, ...kept }) => kept);
}
