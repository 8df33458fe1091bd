/**
 * Trains a ranker from the project's sentences and a record's judgements, and measures what the judgements gained: by
 * five-fold cross-validation, in which each sentence is labelled by rankers that never saw it, once trained without those
 * judgements that the ranker in use has not learnt from, and once with all.
 */
import type { CoderResources } from '../coder/context.js';
import type { LabelledPair } from '../coder/training/examples.js';
import { train, type TrainStep } from '../coder/training/train.js';
import { rankerVersion } from './pairs.js';

/** Sentences that were left out, and how many of them each ranker labels rightly. */
interface Compared {
  sentences: number;
  before: number;
  after: number;
}

export interface TrainingReport {
  /** The project's own sentences. */
  own: Compared;
  /** Events that people judged. */
  judged: Compared;
  /** Of the judged, those that the ranker in use had learnt from. */
  known: number;
  /** Expected calibration error of events' confidence. */
  calibrationError: number;
  seconds: number;
  /** Ids of the judged events that it learnt from. */
  learned: string[];
}

export interface Trained {
  version: string;
  bytes: Uint8Array;
  report: TrainingReport;
}

export interface TrainingInput {
  own: readonly LabelledPair[];
  judged: readonly LabelledPair[];
  /** Ids of the judged events that the ranker in use learnt from. */
  known: readonly string[];
}

/** Trains and compares. Takes a minute and all of a core: see worker.ts. */
export function trainCompared(resources: CoderResources, { own, judged, known }: TrainingInput, onStep: (step: TrainStep) => void): Trained {
  const began = performance.now();
  const pairs = [...own, ...judged];
  const version = rankerVersion(pairs);
  const judgedIds = new Set(judged.map(({ id }) => id));
  const learnt = new Set(known);
  const before = (pair: LabelledPair): boolean => !judgedIds.has(pair.id) || learnt.has(pair.id);
  const { ranker, report } = train(resources, pairs, { version, before }, onStep);
  const compared = (of: boolean): Compared => {
    const answers = report.answers.filter(({ id }) => judgedIds.has(id) === of);
    return {
      sentences: answers.length,
      before: answers.filter((answer) => answer.before === answer.gold).length,
      after: answers.filter((answer) => answer.predicted === answer.gold).length,
    };
  };
  return {
    version,
    bytes: ranker.toBytes(),
    report: {
      own: compared(false), judged: compared(true), known: judged.filter(({ id }) => learnt.has(id)).length,
      calibrationError: report.calibrationError, seconds: (performance.now() - began) / 1000, learned: judged.map(({ id }) => id),
    },
  };
}
