import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importVotes } from '../../src/intake/votes.js';
import { DuckStore, type IdealPointRow, type RollCall, type Vote } from '../../src/record/index.js';
import { describeFailure } from '../../src/sources/types.js';

let folder = '';
let store: DuckStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-votes-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (id: string, more: Partial<RollCall> = {}): RollCall => ({ id, session: 78, date: '2023-10-27', issues: ['Palestinian conflict'], partial: false, ...more });
const vote = (rollCall: string, state: string, choice: Vote['choice']): Vote => ({ rollCall, state, choice });
const point = (state: string): IdealPointRow => ({ state, session: 78, value: 1.5, low: 1, high: 2, votes: 40 });

it('keeps roll calls and votes once, revised ones as revised, and votes only in roll calls that are known', async () => {
  expect(await store.addRollCalls([call('1'), call('2', { issues: [], date: '', partial: true })])).toMatchObject({ added: 2, alreadyThere: 0 });
  expect(await store.addRollCalls([call('1'), call('2', { issues: [], date: '2023-12-01', partial: true })])).toMatchObject({ added: 0, replaced: 1, alreadyThere: 1 });
  expect(await store.rollCalls()).toEqual([call('1'), call('2', { issues: [], date: '2023-12-01', partial: true })]);
  expect(await store.addVotes([vote('1', 'ARG', 'yes'), vote('1', 'USA', 'no'), vote('9', 'ARG', 'no')])).toEqual({ added: 2, replaced: 0, alreadyThere: 0, unplaced: 1 });
  expect(await store.addVotes([vote('1', 'ARG', 'abstain'), vote('1', 'USA', 'no')])).toEqual({ added: 0, replaced: 1, alreadyThere: 1, unplaced: 0 });
  expect(await store.votes({ states: ['ARG'] })).toEqual([vote('1', 'ARG', 'abstain')]);
  expect(await store.votes({})).toHaveLength(2);
  expect(await store.votes({ states: [] })).toEqual([]);
});

it('keeps what was estimated until the votes change', async () => {
  await store.addRollCalls([call('1')]);
  await store.addVotes([vote('1', 'ARG', 'yes')]);
  await store.keepIdealPoints([point('ARG'), point('USA')]);
  await store.addVotes([vote('1', 'ARG', 'yes')]);
  expect(await store.idealPoints({ states: ['USA'] })).toEqual([point('USA')]);
  await store.addVotes([vote('1', 'ARG', 'no')]);
  expect(await store.idealPoints({})).toEqual([]);
});

it('reads files, names each bad row, and estimates once', async () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const files = {
    rollCalls: file('calls.csv', '"rcid","session","date","amend","para","descr"\n1,78,2023-10-27,0,0,"a \\"quoted\\" title"\n2,seven,2023-10-28,0,0,"b"\n3,78,2023-13-01,0,0,"c"\n4,78,2023-11-01,1,0,"d"\n'),
    votes: file('votes.csv', 'rcid,country,vote\n1,Argentina,yes\n1,Nowhere,maybe\n4,Argentina,no\n2,Argentina,no\n'),
    issues: file('issues.csv', 'rcid,issue\n1,Colonialism\n'),
  };
  const failures: string[] = [];
  let estimates = 0;
  const run = () => importVotes({
    store, ...files, stateOf: (name) => (name === 'Argentina' ? 'ARG' : name), onFailure: (failure) => failures.push(describeFailure(failure).replace(folder, '')),
    estimate: (votes, rollCalls) => ((estimates += 1), expect([votes.length, rollCalls.get('1')!.issues]).toEqual([2, ['Colonialism']]), [point('ARG')]),
  });
  expect(await run()).toMatchObject({ rollCalls: { added: 2 }, votes: { added: 2, unplaced: 1 }, failed: 3 });
  expect(failures).toEqual([
    '/calls.csv, row 3, column session: found "seven", expected the number of a session. Mend the row; the other rows were read.',
    '/calls.csv, row 4, column date: found "2023-13-01", expected a date of the calendar as YYYY-MM-DD. Mend the row; the other rows were read.',
    '/votes.csv, row 3, column vote: found "maybe", expected no, abstain, yes (leave absences out). Mend the row; the other rows were read.',
  ]);
  expect((await store.rollCalls()).map(({ id, partial }) => [id, partial])).toEqual([['1', false], ['4', true]]);
  await run();
  expect(estimates).toBe(1);
  const wrong = await importVotes({ store, ...files, votes: file('wrong.csv', 'a,b\n1,2\n'), stateOf: String, onFailure: (failure) => failures.push(failure.advice), estimate: () => [] });
  expect([wrong.failed, failures.at(-1)]).toEqual([3, 'Name the column "rcid".']);
});
