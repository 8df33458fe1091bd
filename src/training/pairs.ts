/** What the ranker learns from: labelled sentences in files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFileError, versionOf } from '../codebook/index.js';
import { dataFolder } from '../codebook/node.js';
import type { LabelledPair } from '../coder/training/examples.js';

/** The project's own sentences. */
export function ownFiles(): string[] {
  const folder = join(dataFolder, 'training');
  return readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(folder, name));
}

/** Labelled pairs of a JSONL file. @throws DataFileError naming the line. */
export function readPairs(file: string): LabelledPair[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    let pair: LabelledPair;
    try {
      pair = JSON.parse(line) as LabelledPair;
    } catch (error) {
      throw new DataFileError(file, i + 1, (error as Error).message, 'one JSON object on the line');
    }
    if (typeof pair.text !== 'string' || !Array.isArray(pair.actor) || !Array.isArray(pair.recipient) || typeof pair.eventType !== 'string') {
      throw new DataFileError(file, i + 1, `fields ${Object.keys(pair).join(', ')}`, '{id, text, actor: [[start, end]], recipient: [[start, end]], eventType}');
    }
    return [{ ...pair, id: pair.id ?? `${file}:${i + 1}` }];
  });
}

/** A name for the ranker that these pairs give: the same pairs, the same ranker. */
export function rankerVersion(pairs: readonly LabelledPair[]): string {
  return `ranker-${pairs.length}-${versionOf(new Map([['pairs', JSON.stringify(pairs)]]))}`;
}
