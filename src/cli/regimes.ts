/** Regime types from a CSV file; without one, those of the embedded example. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { regimesOf, RegimeTable } from '../analysis/regimes.js';
import { dataFolder } from '../codebook/node.js';
import { inputFile } from './files.js';

export function exampleRegimes(file = join(dataFolder, 'example', 'regimes.csv')): RegimeTable {
  return new RegimeTable(regimesOf(parse(readFileSync(inputFile(file, 'regime types as a CSV table'), 'utf8'), { columns: true, bom: true }) as Record<string, string>[], file));
}
