/** A worker thread that codes documents: each message is one, each answer its coding. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CoderInput } from '../coder/types.js';
import { codeOne, type CoderModule } from './coding.js';

const port = parentPort!;
const { coderModule } = workerData as { coderModule: string };
const { loadCoder } = (await import(coderModule)) as CoderModule;
const coder = await loadCoder();
port.on('message', (input: CoderInput) => port.postMessage(codeOne(coder, input)));
port.postMessage('ready');
