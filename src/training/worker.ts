/** A thread that trains: told once what to learn from, it says how far it is, and at the end what came of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadResources } from '../coder/node.js';
import type { TrainStep } from '../coder/training/train.js';
import { ownFiles, readPairs } from './pairs.js';
import { trainCompared, type Trained, type TrainingInput } from './train.js';

export type TrainingMessage = { step: TrainStep } | { trained: Trained };

const port = parentPort!;
const { judged, known, files } = workerData as Omit<TrainingInput, 'own'> & { files?: string[] };
const own = (files ?? ownFiles()).flatMap(readPairs);
const say = (message: TrainingMessage): void => port.postMessage(message);
say({ trained: trainCompared(loadResources(), { own, judged, known }, (step) => say({ step })) });
