/** Training in a thread of its own, so that a server goes on answering. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TrainStep } from '../coder/training/train.js';
import type { Trained, TrainingInput } from './train.js';
import type { TrainingMessage } from './worker.js';

export interface Training {
  /** Rejects when it is stopped or fails. */
  trained: Promise<Trained>;
  stop(): Promise<void>;
}

/** Begins to train; `files` are the project's own sentences, those of the package when left out. */
export function startTraining(input: Omit<TrainingInput, 'own'> & { files?: string[] }, onStep: (step: TrainStep) => void): Training {
  const worker = start(input);
  const trained = new Promise<Trained>((done, fail) => {
    worker.on('message', (message: TrainingMessage) => ('step' in message ? onStep(message.step) : done(message.trained)));
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The training was stopped.')));
  });
  trained.catch(() => undefined);
  return { trained, stop: async () => void (await worker.terminate()) };
}

/** The worker's file lies beside this one; uncompiled it needs the loader that this one was run by (as in intake/coding.ts). */
function start(data: unknown): Worker {
  const options = { workerData: data };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('worker.js', import.meta.url), options);
  const loader = new URL('dist/esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))).href;
  const file = new URL('worker.ts', import.meta.url).href;
  return new Worker(`import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(file)}); })`, { eval: true, execArgv: [], ...options });
}
