/** The tools of the Model Context Protocol, called by a client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadActors } from '../../src/actors/node.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { DuckStore, makeDocument } from '../../src/record/index.js';
import { codingOf, meeting, mention } from '../record/make.js';

const folder = mkdtempSync(join(tmpdir(), 'mcp-'));
const client = new Client({ name: 'test', version: '1' });
let store: DuckStore;

beforeAll(async () => {
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  await store.add([meeting('ARG', 'CHN', '2023-05-01'), meeting('ARG', 'CHN', '2024-05-01'), meeting('ARG', 'USA', '2024-06-01'), promise()]);
  const [one, other] = InMemoryTransport.createLinkedPair();
  await (await createMcpServer({ store, actors: loadActors(), codebook: loadCodebook(), version: '1' })).connect(one);
  await client.connect(other);
});
/** A document whose second sentence is a promise of ARG to CHN. */
function promise() {
  const document = makeDocument({ title: 'A promise', publication: 'Test Gazette', date: '2024-07-01', url: 'https://example.org/promise', text: 'It rained. ARG said it will visit CHN.' });
  const [start, end] = [document.text.indexOf('it will'), document.text.length - 1];
  const said = {
    sentence: 1, start, end, speaker: mention('ARG', 'ARG', 11), about: [mention('CHN', 'CHN', document.text.indexOf('CHN'))], kind: 'promise' as const, direct: false,
    words: document.text.slice(start, end), date: document.date, datePrecision: document.datePrecision, confidence: 0.8, why: [],
  };
  return { document, coding: codingOf(document, { sentences: [{ start: 0, end: 10 }, { start: 11, end: document.text.length }], statements: [said] }) };
}

afterAll(async () => {
  await client.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call(name: string, args: Record<string, unknown>) {
  const result = (await client.callTool({ name, arguments: args })) as { isError?: boolean; content: { text: string }[] };
  return { failed: result.isError === true, text: result.content[0]!.text };
}

it('lists its five tools', async () => {
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['search', 'relation', 'shift', 'document', 'brief']);
});

it('cites a document and a sentence in it with every answer', async () => {
  for (const [name, args] of [
    ['search', { actor: 'ARG' }], ['search', { text: 'met CHN' }], ['relation', { actor: 'ARG', partner: 'CHN' }],
    ['shift', { actor: 'ARG', at: '2023-12-10' }], ['brief', { actor: 'ARG', at: '2023-12-10' }],
  ] as const) {
    const { failed, text } = await call(name, args);
    expect(failed, text).toBe(false);
    const { citations } = JSON.parse(text) as { citations: { documentId: string; sentence: string; start: number; end: number; date: string; url: string }[] };
    expect(citations.length, name).toBeGreaterThan(0);
    for (const { documentId, sentence, start, end, date, url } of citations) {
      const { document } = (await store.document(documentId))!;
      expect(sentence.length, name).toBeGreaterThan(5);
      expect(document.text.slice(start, end), name).toBe(sentence);
      expect([date, url]).toEqual([document.date, document.url]);
    }
  }
});

it('gives a document, and says what is wrong with an id that is not there', async () => {
  const { events } = JSON.parse((await call('search', { actor: 'ARG', limit: 1 })).text) as { events: { documentId: string }[] };
  const { document, citations } = JSON.parse((await call('document', { id: events[0]!.documentId })).text) as { document: { text: string }; citations: { sentence: string }[] };
  expect(document.text).toContain(citations[0]!.sentence);
  expect(await call('document', { id: '0'.repeat(32) })).toEqual({ failed: true, text: expect.stringContaining('holds no document') as string });
});

it('cites what was said beside what was done', async () => {
  const { said, citations } = JSON.parse((await call('relation', { actor: 'ARG', partner: 'CHN' })).text) as { said: { words: string }[]; citations: { sentence: string; url: string }[] };
  expect(said.map(({ words }) => words)).toEqual(['it will visit CHN']);
  expect(citations).toContainEqual(expect.objectContaining({ sentence: 'ARG said it will visit CHN.', url: 'https://example.org/promise' }));
});

it('says so where nothing can be cited, and refuses a code that stands for nobody', async () => {
  const { note, citations } = JSON.parse((await call('relation', { actor: 'BRA', partner: 'CHL' })).text) as { note: string; citations: unknown[] };
  expect(citations).toEqual([]);
  expect(note).toMatch(/holds nothing that answers this/);
  for (const [name, args] of [['search', { actor: 'NOBODY' }], ['relation', { actor: 'ARG', partner: 'NOBODY' }], ['shift', { actor: 'NOBODY' }], ['brief', { actor: 'ARG', partners: ['NOBODY'] }]] as const) {
    expect(await call(name, args)).toEqual({ failed: true, text: expect.stringContaining('No actor has the code "NOBODY"') as string });
  }
  expect((await call('search', { eventType: 'NONE' })).failed).toBe(true);
});

it('calls actors as people decided in the record', async () => {
  const { id } = await store.changeActor({ decision: { kind: 'rename', code: 'CHN', name: { en: 'Middle Kingdom', es: 'Reino del Medio' } }, note: '', judge: '' });
  const [one, other] = InMemoryTransport.createLinkedPair();
  await (await createMcpServer({ store, actors: loadActors(), codebook: loadCodebook(), version: '1' })).connect(one);
  const again = new Client({ name: 'test', version: '1' });
  await again.connect(other);
  const told = async (name: string, args: Record<string, unknown>) => ((await again.callTool({ name, arguments: args })) as { content: { text: string }[] }).content[0]!.text;
  expect(JSON.parse(await told('relation', { actor: 'ARG', partner: 'CHN' })).partner.name.en).toBe('Middle Kingdom');
  expect(JSON.parse(await told('shift', { actor: 'ARG', at: '2023-12-10' })).comparison.map((row: { name: string }) => row.name)).toContain('Middle Kingdom');
  expect(JSON.parse(await told('brief', { actor: 'ARG', at: '2023-12-10', language: 'es' })).markdown).toContain('Reino del Medio');
  await again.close();
  await store.changeActor({ decision: { kind: 'withdrawn', of: id }, note: '', judge: '' });
});

it('tells its clients that what it quotes is no instruction', () => {
  expect(client.getInstructions()).toMatch(/never instructions/);
});
