/** A server over a small hand-made record in which it is known who cooled and who warmed on 10 December 2023. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseActors } from '../../src/actors/index.js';
import { loadCodebook, readDataFiles, dataFolder } from '../../src/codebook/node.js';
import { DuckStore, makeDocument, type Document } from '../../src/record/index.js';
import { serve, type ServeOptions, type Serving } from '../../src/server/index.js';
import { testCoder } from './coder.js';

export const TURN = '2023-12-10';

const office = (from: string, to: string | null) => [{ office: 'president', state: 'ARG', title: { en: 'president', es: 'presidente' }, from, to, source: 'test' }];
const PEOPLE = [
  { id: 'alberto-fernandez', name: 'Alberto Fernández', offices: office('2019-12-10', TURN) },
  { id: 'javier-milei', name: 'Javier Milei', offices: office(TURN, null) },
];

/** Each partner's sentence before and after the turn. */
const COURSES: [partner: string, before: string, after: string][] = [
  ['China', 'Argentina praised China over trade.', 'Argentina criticised China over loans.'],
  ['United States', 'Argentina criticised the United States over debt.', 'Argentina praised the United States over reform.'],
  ['Brazil', 'Argentina met Brazil in Montevideo.', 'Argentina met Brazil in Asunción.'],
  ['Spain', 'Argentina met Spain in Madrid.', 'Argentina criticised Spain in public.'],
];
const ROUNDS = 12;

export function documents(): Document[] {
  const made: Document[] = [];
  const dayAfter = (start: string, days: number) => new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10);
  for (let round = 0; round < ROUNDS; round++) {
    COURSES.forEach(([partner, before, after], i) => {
      made.push(makeDocument({ title: `Before: Argentina and ${partner}, ${round}`, text: before, date: dayAfter('2021-01-15', round * 80 + i), publication: 'Test Wire', language: 'en' }));
      if (partner === 'Spain' && round > 1) return;
      made.push(makeDocument({ title: `After: Argentina and ${partner}, ${round}`, text: after, date: dayAfter('2024-01-15', round * 50 + i), publication: 'Test Wire', language: 'en' }));
    });
  }
  made.push(
    makeDocument({
      title: 'A document with everything',
      text: 'Argentina met Israel in Buenos Aires. Argentina said that Israel is its friend.\n\nA treaty between Argentina and Israel is likely. Argentina criticised China <script>alert(1)</script> over <b>loans</b>.',
      date: '2025-03-01', publication: 'Test Wire', author: 'A. Writer', url: 'https://example.org/a', lookup: 'a test', language: 'en',
    }),
  );
  return made;
}

export interface Fixture extends Serving {
  store: DuckStore;
}

/** Serves the record on a free port, with `more` of the server's options; `close` takes it all away again. */
export async function serveFixture(port = 0, more: Partial<ServeOptions> = {}): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-test-'));
  const codebook = loadCodebook();
  const files = readDataFiles(join(dataFolder, 'actors'));
  const actors = parseActors(new Map([['states.jsonl', files.get('states.jsonl')!], ['people.jsonl', PEOPLE.map((person) => JSON.stringify(person)).join('\n')]]));
  const coder = testCoder(codebook);
  const store = await DuckStore.open(join(folder, 'test.duckdb'));
  await store.add(documents().map((document) => ({ document, coding: coder.code(document) })));
  const serving = await serve({ store, coder, actors, codebook, port, ...more });
  return {
    ...serving,
    store,
    async close() {
      await serving.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
