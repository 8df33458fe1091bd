import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCoder } from '../../src/coder/node.js';
import type { TrainingView } from '../../src/server/api/training.js';
import type { Store } from '../../src/record/index.js';
import type { LiveCoder } from '../../src/server/live.js';
import { Trainer } from '../../src/server/trainer.js';
import { ownFiles } from '../../src/training/pairs.js';
import { serveFixture, type Fixture } from './fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-training-'));
let server: Fixture;

beforeAll(async () => {
  // A few hundred of the project's sentences: enough to train on, and quick.
  const few = join(folder, 'few.jsonl');
  writeFileSync(few, readFileSync(ownFiles()[0]!, 'utf8').split('\n').filter((_, i) => i % 8 === 0).join('\n'));
  server = await serveFixture(0, { coder: await loadCoder(), trainingFiles: [few] });
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (path = '') => (await (await fetch(`${server.url}api/training${path}`)).json()) as TrainingView;
const send = (path = '', body: unknown = {}) => fetch(`${server.url}api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const add = async (text: string) => (await (await send('/documents', { text })).json()) as { id: string };
const coderOf = async (id: string) => (await server.store.document(id))!.coderVersion;

async function trained(): Promise<TrainingView> {
  for (;;) {
    const view = await ask();
    if (!view.running) return view;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('training from the record', () => {
  it('has nothing to learn where nobody judged anything', async () => {
    expect(await ask()).toMatchObject({ judged: 0, running: null, inUse: '', kept: [] });
    expect((await send('/training')).status).toBe(400);
  });

  it('trains with what was judged, keeps the ranker, and uses it only when told so', async () => {
    const { rows } = await server.store.events({ limit: 12 });
    for (const { event } of rows) await server.store.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict: 'accepted', changes: {}, note: '', judge: '' });
    const own = await coderOf((await add('Kenya met Uganda in Nairobi.')).id);

    expect((await send('/training')).status).toBe(202);
    expect((await send('/training')).status).toBe(409);
    const done = await trained();
    expect(done.problem).toBe('');
    expect(done).toMatchObject({ judged: 12, unlearned: 12, inUse: '' });
    const [ranker] = done.kept;
    expect(ranker!.report.judged.sentences).toBe(12);
    expect(ranker!.report.own.sentences).toBeGreaterThan(200);
    expect(ranker!.report.own.after / ranker!.report.own.sentences).toBeGreaterThan(0.4);
    expect(await coderOf((await add('Kenya praised Uganda in Nairobi.')).id)).toBe(own);

    const used = (await (await send('/training/use', { version: ranker!.version })).json()) as TrainingView;
    expect(used).toMatchObject({ inUse: ranker!.version, unlearned: 0 });
    const coder = await coderOf((await add('Kenya criticised Uganda in Nairobi.')).id);
    expect(coder).not.toBe(own);
    expect(coder.endsWith(ranker!.version)).toBe(true);
    // What the browser codes with is the same.
    const { files } = (await (await fetch(`${server.url}api/coder`)).json()) as { files: Record<string, { address: string }> };
    const bytes = Buffer.from(await (await fetch(new URL(files['ranker']!.address, server.url))).arrayBuffer());
    expect(bytes.includes(ranker!.version)).toBe(true);

    const undone = (await (await send('/training/use', { version: '' })).json()) as TrainingView;
    expect(undone.uses.map(({ version }) => version)).toEqual([ranker!.version, '']);
    expect(await coderOf((await add('Kenya thanked Uganda in Nairobi.')).id)).toBe(own);
  }, 300_000);

  it('is told of as running until what came of it is there to see', async () => {
    let read = (_: unknown): void => undefined;
    const rankers = new Promise((resolve) => (read = resolve));
    const store = { events: async () => ({ rows: [], next: null }), rankers: () => rankers } as unknown as Store;
    const trainer = new Trainer(store, { version: 'x' } as LiveCoder);
    const inside = trainer as unknown as { running: unknown };
    inside.running = { training: null, step: { kind: 'starting' }, startedAt: '', person: '' };
    const view = trainer.view();
    inside.running = null;
    read({ kept: [], uses: [] });
    expect((await view).running).toMatchObject({ step: { kind: 'starting' } });
  });

  it('refuses a ranker that was never kept, and says what failed', async () => {
    expect((await send('/training/use', { version: 'ranker-of-nobody' })).status).toBe(404);
  });

  it('stops when told so, and keeps nothing of it', async () => {
    const kept = (await ask()).kept.length;
    await send('/training');
    expect(((await (await send('/training/stop')).json()) as TrainingView).running).toBeNull();
    expect(await ask()).toMatchObject({ running: null, kept: expect.objectContaining({ length: kept }) });
  });
});

describe('judging what was seen', () => {
  it('refuses a verdict on what another has judged since', async () => {
    const { event } = (await server.store.events({ judged: false, limit: 1 })).rows[0]!;
    const id = event.documentId;
    const target = { targetKind: 'event', targetId: event.id, documentId: id };
    await server.store.judge({ ...target, targetKind: 'event', verdict: 'corrected', changes: { status: 'planned' }, note: '', judge: 'somebody' });
    const refused = await send('/judgements', { ...target, verdict: 'accepted', seen: '' });
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as { detail: string }).detail).toContain('somebody');
    const seen = (await server.store.document(id))!.events.find(({ coded }) => coded.id === event.id)!.judgements.at(-1)!.id;
    expect((await send('/judgements', { ...target, verdict: 'accepted', seen })).status).toBe(201);
  });
});
