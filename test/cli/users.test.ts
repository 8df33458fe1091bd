/** demarche user, token and serve: who may come in, from the command line. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Users } from '../../src/server/index.js';
import { ROLES } from '../../src/server/security/roles.js';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-user-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = join(folder, 'record.duckdb');
const file = join(folder, 'record.users.json');
const PASSWORD = 'correct horse battery staple';

/** Runs a command line in a process of its own, with something on its standard input. */
function runWith(input: string, ...args: string[]): { status: number | null; out: string; err: string } {
  const entry = new URL('../../src/cli/main.ts', import.meta.url).href;
  const program = `import { main } from ${JSON.stringify(entry)}; process.exitCode = await main(['node', 'demarche', ...process.argv.slice(1)]);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, '--', ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)), input, encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

describe('demarche user', () => {
  it('adds one whose password is read from standard input', () => {
    const { status, err } = runWith(`${PASSWORD}\n`, 'user', 'add', 'Ana', '--role', 'admin', '-s', store);
    expect(err).toContain('Ana may log in as admin.');
    expect(status).toBe(0);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(PASSWORD);
  });

  it('made one that can log in', async () => {
    expect(await Users.open(file).check('ana', PASSWORD)).toMatchObject({ name: 'Ana', role: 'admin' });
  });

  it('refuses a weak password, an empty input and a password as an argument', async () => {
    expect(runWith('short\n', 'user', 'add', 'eva', '-s', store)).toMatchObject({ status: 2, err: expect.stringContaining('expected at least 12') as string });
    expect(runWith('', 'user', 'password', 'Ana', '-s', store)).toMatchObject({ status: 2, err: expect.stringContaining('there was nothing in it') as string });
    expect((await run('user', 'add', 'eva', PASSWORD, '-s', store)).status).toBe(2);
    expect((await run('user', 'add', 'eva', '--password', PASSWORD, '-s', store)).status).toBe(2);
    expect(Users.open(file).list.map(({ name }) => name)).toEqual(['Ana']);
  });

  it('lists, changes and takes away, and says what is wrong', async () => {
    expect((await run('user', 'list', '-s', store)).out).toMatch(/^name\s+role.*\n.*\nAna\s+admin/);
    expect((await run('user', 'role', 'ana', 'reader', '-s', store)).status).toBe(0);
    expect((await run('user', 'list', '-s', store)).out).toMatch(/Ana\s+reader/);
    for (const args of [['role', 'ana', 'emperor'], ['role', 'eva', 'reader'], ['remove', 'eva'], ['password', 'eva'], ['add', 'ana'], ['add', 'eva', '--role', 'root']]) {
      const { status, err } = await run('user', ...args, '-s', store);
      expect(status, args.join(' ')).toBe(2);
      expect(err).toMatch(/There is (no|a) user|expected one of reader, analyst, admin/);
    }
    expect((await run('user', 'remove', 'ANA', '-s', store)).status).toBe(0);
    expect((await run('user', 'list', '--users', file)).out).not.toMatch(/Ana/);
  });
});

describe('demarche token', () => {
  it('shows a token once and keeps it hashed', async () => {
    const { out } = await run('token', 'add', 'nightly', '--role', 'analyst', '--days', '30', '-s', store);
    const token = out.trim();
    expect(token).toMatch(/^demarche_[\w-]{43}$/);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(Users.open(file).bearer(token)).toEqual({ kind: 'token', name: 'token:nightly', role: 'analyst' });
    const list = (await run('token', 'list', '-s', store)).out;
    expect(list).toMatch(/nightly\s+analyst\s+\d{4}-\d\d-\d\d\s+\d{4}-\d\d-\d\d/);
    expect(list).not.toContain(token);
    expect((await run('token', 'add', 'nightly', '-s', store)).status).toBe(2);
    expect((await run('token', 'add', 'weekly', '--days', '-1', '-s', store)).status).toBe(2);
    expect((await run('token', 'remove', 'nightly', '-s', store)).status).toBe(0);
    expect(Users.open(file).bearer(token)).toBeNull();
    expect((await run('token', 'remove', 'nightly', '-s', store)).status).toBe(2);
  });
});

describe('demarche serve', () => {
  it('does not listen on a network where nobody has a login', async () => {
    for (const options of [['--host', '0.0.0.0'], ['--behind-proxy'], ['--public-name', 'record.example.org']]) {
      const { status, err, out } = await run('serve', '-s', join(folder, 'none.duckdb'), '--port', '0', ...options);
      expect(status, options.join(' ')).toBe(1);
      expect(err).toMatch(/nobody has a login: add a user with "demarche user add/);
      expect(out).toBe('');
    }
    expect((await run('serve', '-s', join(folder, 'none.duckdb'), '--public-name', 'https://record.example.org/')).status).toBe(2);
  });

  it('has each of its settings, roles and commands in docs/serving.md', async () => {
    const manual = readFileSync(new URL('../../docs/serving.md', import.meta.url), 'utf8');
    for (const command of [['serve'], ['user', 'add'], ['token', 'add']]) {
      const { out } = await run(...command, '--help');
      const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1]!).filter((name) => name !== '--help');
      expect(options.length).toBeGreaterThan(2);
      for (const option of options) expect(manual, `${command.join(' ')} ${option}`).toContain(option);
    }
    for (const [name, least] of [['user', 5], ['token', 3]] as const) {
      const commands = [...(await run(name, '--help')).out.matchAll(/^ {2}(\w+) .*?(?:<name>|\[options\])/gm)].map((match) => match[1]!).filter((word) => word !== 'help');
      expect(commands.length).toBe(least);
      for (const word of commands) expect(manual).toContain(`demarche ${name} ${word}`);
    }
    for (const role of ROLES) expect(manual).toContain(`\`${role}\``);
  });
});
