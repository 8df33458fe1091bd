/**
 * `demarche train`: from labelled sentences to the ranker and its calibration. Everything that is reported was measured on
 * sentences left out of the fit (five folds).
 */
import { NONE } from '../../codebook/index.js';
import { classOf } from '../classify.js';
import { readDocument, type CoderResources } from '../context.js';
import { Ranker } from '../ranker.js';
import { logistic, weigh } from '../weigh.js';
import { exampleOf, labelsOf, type LabelledPair } from './examples.js';
import { fit, type Example, type FitOptions } from './fit.js';

const FOLDS = 5;

export interface TrainReport {
  sentences: number;
  /** Accuracy of the type of the marked pair, on left-out sentences. */
  accuracy: number;
  /** Gold label, label given, for each sentence: on left-out sentences. */
  answers: { id: string; gold: string; predicted: string; /** As a ranker says that did not learn from all; where one was asked for. */ before?: string; text: string }[];
  /** Events of the whole pipeline on left-out sentences: stated confidence beside the share that was right, by tenths. */
  reliability: { from: number; events: number; stated: number; right: number }[];
  /** Expected calibration error: mean distance between the two, weighted by events. */
  calibrationError: number;
}

/** What is being done: a fold is one of the rounds in which a part is left out and labelled. */
export type TrainStep = { kind: 'reading'; sentences: number } | { kind: 'fold'; n: number; of: number } | { kind: 'calibrating' } | { kind: 'fitting' };

export interface TrainOptions extends FitOptions {
  /** Of which pairs a ranker learns that each left-out sentence is labelled by too, for comparison. */
  before?: (pair: LabelledPair) => boolean;
}

/** Weights of a logistic regression, the constant last; plain gradient descent, deterministic. */
export function fitLogistic(rows: readonly { inputs: readonly number[]; right: boolean }[], steps = 3000, rate = 0.5, decay = 1e-3): number[] {
  const n = rows[0]?.inputs.length ?? 0;
  const weights = new Array<number>(n + 1).fill(0);
  for (let step = 0; step < steps && rows.length > 0; step++) {
    const gradient = new Array<number>(n + 1).fill(0);
    for (const { inputs, right } of rows) {
      const error = logistic(weights, inputs) - (right ? 1 : 0);
      inputs.forEach((x, i) => (gradient[i] = (gradient[i] as number) + error * x));
      gradient[n] = (gradient[n] as number) + error;
    }
    for (let i = 0; i <= n; i++) weights[i] = (weights[i] as number) - rate * ((gradient[i] as number) / rows.length + decay * (i < n ? (weights[i] as number) : 0));
  }
  return weights;
}

interface Judged {
  inputs: number[];
  right: boolean;
}

/** The pipeline's events in a labelled sentence that touch the marked pair, and whether each is right. */
function judge(resources: CoderResources, pair: LabelledPair, ranker: Ranker): Judged[] {
  const context = readDocument(resources, { text: pair.text, language: pair.language ?? 'auto' });
  const touches = (mentions: readonly { start: number; end: number }[], spans: readonly (readonly [number, number])[]): boolean =>
    mentions.some((m) => spans.some(([start, end]) => m.start < end && start < m.end));
  const judged: Judged[] = [];
  for (let s = 0; s < context.doc.sentenceCount; s++) {
    const from = context.doc.sentenceStart[s] as number;
    const to = context.doc.sentenceStart[s + 1] as number;
    for (const { candidate, type, inputs } of weigh(context, from, to, context.events.read(from, to), ranker)) {
      const actor = touches(candidate.actors, pair.actor);
      const recipient = touches(candidate.recipients, pair.recipient);
      // Another pair of the sentence: nobody has said whether it is right.
      if (!actor && !recipient) continue;
      const named = classOf(type, candidate.standing.status, candidate.standing.retyped !== null, context.codebook);
      // What is said must be right; a side that is left open is no error.
      const sides = (actor || candidate.actors.length === 0) && (recipient || candidate.recipients.length === 0);
      judged.push({ inputs, right: pair.eventType !== NONE && sides && (type === pair.eventType || named === pair.eventType) });
    }
  }
  return judged;
}

/**
 * Fits ranker and calibration on all pairs, and reports on left-out ones.
 * @param onStep told what is being done.
 * @throws when a pair's label or spans are wrong (named by its id).
 */
export function train(resources: CoderResources, pairs: readonly LabelledPair[], options: TrainOptions = {}, onStep: (step: TrainStep) => void = () => undefined): { ranker: Ranker; report: TrainReport } {
  const labels = labelsOf(resources);
  onStep({ kind: 'reading', sentences: pairs.length });
  const examples: Example[] = pairs.map((pair) => exampleOf(resources, labels, pair));
  const answers: TrainReport['answers'] = [];
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    onStep({ kind: 'fold', n: fold + 1, of: FOLDS });
    const without = (also: (pair: LabelledPair) => boolean) => fit(examples.filter((_, i) => i % FOLDS !== fold && also(pairs[i] as LabelledPair)), labels, options);
    const ranker = without(() => true);
    const { before } = options;
    // Where both learn from the same they are the same.
    const earlier = !before ? undefined : pairs.every((pair) => before(pair)) ? ranker : without(before);
    const label = (by: Ranker, i: number): string => labels[by.rank((examples[i] as Example).features).best] as string;
    pairs.forEach((pair, i) => {
      if (i % FOLDS !== fold) return;
      answers.push({ id: pair.id, gold: pair.eventType, predicted: label(ranker, i), ...(earlier ? { before: label(earlier, i) } : {}), text: pair.text });
      judged.push(...judge(resources, pair, ranker));
    });
  }
  onStep({ kind: 'calibrating' });
  const calibration = fitLogistic(judged);
  const reliability = Array.from({ length: 10 }, (_, k) => ({ from: k / 10, events: 0, stated: 0, right: 0 }));
  for (const { inputs, right } of judged) {
    const confidence = logistic(calibration, inputs);
    const bin = reliability[Math.min(9, Math.floor(confidence * 10))] as TrainReport['reliability'][number];
    bin.events++;
    bin.stated += confidence;
    if (right) bin.right++;
  }
  let distance = 0;
  for (const bin of reliability) {
    distance += Math.abs(bin.stated - bin.right);
    bin.stated = bin.events === 0 ? 0 : bin.stated / bin.events;
    bin.right = bin.events === 0 ? 0 : bin.right / bin.events;
  }
  onStep({ kind: 'fitting' });
  const fitted = fit(examples, labels, options);
  const ranker = new Ranker(fitted.version, fitted.labels, fitted.weights, fitted.scale, calibration.map((w) => Math.round(w * 1e4) / 1e4));
  const accuracy = answers.filter((a) => a.gold === a.predicted).length / Math.max(1, answers.length);
  return { ranker, report: { sentences: pairs.length, accuracy, answers, reliability, calibrationError: distance / Math.max(1, judged.length) } };
}
