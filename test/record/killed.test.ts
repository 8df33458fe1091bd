import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuckStore } from '../../src/record/index.js';
import { BATCH, batchOf } from './make.js';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-killed-'));
  path = join(folder, 'record.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the child until some milliseconds after its first word; gives the batches that it was told are kept. */
function runAndKill(first: number, afterMs: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, path, String(first), '10000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
      said += data.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve([...said.matchAll(/^ack (\d+)$/gm)].map((match) => Number(match[1]))));
  });
}

/** Checks that the store holds the first batches whole, each thing once; gives how many. */
async function wholeBatches(): Promise<number> {
  const store = await DuckStore.open(path);
  try {
    const { documents, events } = await store.summary();
    expect(documents % BATCH).toBe(0);
    expect(events).toBe(documents);
    const batches = documents / BATCH;
    const last = batchOf(batches - 1);
    expect((await store.has(last.map((item) => item.document.id), 'test 1')).size).toBe(BATCH);
    // Counted from the other table: the two were written together or not at all.
    expect((await store.partners({ actor: 'ARG' }))[0]!.count).toBe(events);
    expect((await store.document(last[3]!.document.id))!.events).toHaveLength(1);
    return batches;
  } finally {
    await store.close();
  }
}

describe('a store whose process is killed', () => {
  it('has every batch that was acknowledged, none by half and none twice, wherever the kill falls', async () => {
    let batches = 0;
    let longest = 700;
    for (let round = 0; round < 9 || batches < 10; round += 1) {
      // Begins anew one batch back, as one would who can't know how far it got.
      const kept = await runAndKill(Math.max(0, batches - 1), Math.floor(Math.random() * longest));
      const there = await wholeBatches();
      expect(there).toBeGreaterThanOrEqual(Math.max(batches, (kept.at(-1) ?? -1) + 1));
      // How far a process gets in some milliseconds is the machine's affair: one that is busy is given more of them.
      if (there === batches) longest *= 2;
      batches = there;
    }
  }, 300_000);
});

describe('a store on a full disk', () => {
  it.skipIf(process.platform === 'win32')('says so, keeps what was acknowledged, answers on, and takes more once there is room', async () => {
    // A limit on the size of a file stands in for the disk's end: the writes fail at the same place.
    const ran = spawnSync('bash', ['-c', `ulimit -f 6000; exec "$0" --import tsx "$@"`, process.execPath, CHILD, path, '0', '10000'], { encoding: 'utf8' });
    const acknowledged = [...ran.stdout.matchAll(/^ack (\d+)$/gm)].length;
    expect(ran.stdout).toMatch(/^refused disk-full .*the disk is full\. Nothing of this batch was kept, all earlier ones are there\./m);
    expect(ran.stdout).toContain(`reads ${acknowledged * BATCH}\n`);
    expect(await wholeBatches()).toBe(acknowledged);
    const store = await DuckStore.open(path);
    expect(await store.add(batchOf(acknowledged))).toMatchObject({ added: BATCH });
    await store.close();
    expect(await wholeBatches()).toBe(acknowledged + 1);
  });
});

describe('a store that another process has open', () => {
  it('says so', async () => {
    const store = await DuckStore.open(path);
    const ran = spawnSync(process.execPath, ['--import', 'tsx', CHILD, path, '0', '1'], { encoding: 'utf8' });
    expect(ran.stderr).toMatch(new RegExp(`found the store open in another process${process.platform === 'win32' ? '' : ` \\(.+, process ${process.pid}\\)`}, expected none that writes`));
    await store.close();
  });
});
