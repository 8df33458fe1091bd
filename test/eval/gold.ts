/** Gold sentences with their events, from JSONL. */
import { readFileSync } from 'node:fs';
import type { GoldSentence } from '../../src/coder/scoring/triples.js';

export const readGold = (file: string): GoldSentence[] => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as GoldSentence);
