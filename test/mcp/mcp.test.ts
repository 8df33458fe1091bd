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
import { DuckStore } from '../../src/record/index.js';
import { meeting } from '../record/make.js';

const folder = mkdtempSync(join(tmpdir(), 'mcp-'));
const client = new Client({ name: 'test', version: '1' });
let store: DuckStore;

beforeAll(async () => {
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  await store.add([meeting('ARG', 'CHN', '2023-05-01'), meeting('ARG', 'CHN', '2024-05-01'), meeting('ARG', 'USA', '2024-06-01')]);
  const [one, other] = InMemoryTransport.createLinkedPair();
  await createMcpServer({ store, actors: loadActors(), codebook: loadCodebook(), version: '1' }).connect(one);
  await client.connect(other);
});
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
    const { citations } = JSON.parse(text) as { citations: { documentId: string; sentence: string }[] };
    expect(citations.length, name).toBeGreaterThan(0);
    for (const { documentId, sentence } of citations) expect((await store.document(documentId))!.document.text).toContain(sentence);
  }
});

it('gives a document, and says what is wrong with an id that is not there', async () => {
  const { events } = JSON.parse((await call('search', { actor: 'ARG', limit: 1 })).text) as { events: { documentId: string }[] };
  const { document, citations } = JSON.parse((await call('document', { id: events[0]!.documentId })).text) as { document: { text: string }; citations: { sentence: string }[] };
  expect(document.text).toContain(citations[0]!.sentence);
  expect(await call('document', { id: '0'.repeat(32) })).toEqual({ failed: true, text: expect.stringContaining('holds no document') as string });
});
