/** Training in a thread of its own, so that a server goes on answering. */
import type { TrainStep } from '../coder/training/train.js';
import { startThread } from '../intake/thread.js';
import type { Trained, TrainingInput } from './train.js';
import type { TrainingMessage } from './worker.js';

export interface Training {
  /** Rejects when it is stopped or fails. */
  trained: Promise<Trained>;
  stop(): Promise<void>;
}

/** Begins to train; `files` are the project's own sentences, those of the package when left out. */
export function startTraining(input: Omit<TrainingInput, 'own'> & { files?: string[] }, onStep: (step: TrainStep) => void): Training {
  const worker = startThread(import.meta.url, 'worker', input);
  const trained = new Promise<Trained>((done, fail) => {
    worker.on('message', (message: TrainingMessage) => ('step' in message ? onStep(message.step) : done(message.trained)));
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The training was stopped.')));
  });
  trained.catch(() => undefined);
  return { trained, stop: async () => void (await worker.terminate()) };
}
