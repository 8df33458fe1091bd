/** demarche bloc BRICS --at 2024-01-01: members on a date. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { actorCode, isoDate } from '../checks.js';
import { table } from '../table.js';

export function bloc(program: Command, done: (status: number) => void): void {
  program
    .command('bloc <organisation>')
    .description('members of a bloc on a date')
    .option('--at <date>', 'the day, YYYY-MM-DD', new Date().toISOString().slice(0, 10))
    .option('--json', 'as JSON')
    .action((name: string, options: { at: string; json?: boolean }) => {
      const actors = loadActors();
      const code = actorCode(name, actors);
      const at = isoDate(options.at);
      const members = actors.memberships
        .filter((m) => m.organisation === code && (m.from === null || m.from <= at) && (m.to === null || at < m.to))
        .sort((a, b) => a.role.localeCompare(b.role) || (a.from ?? '').localeCompare(b.from ?? '') || a.state.localeCompare(b.state));
      if (options.json) process.stdout.write(`${JSON.stringify({ organisation: code, at, members })}\n`);
      else {
        process.stdout.write(`${actors.nameOf(code)} on ${at}: ${members.filter((m) => m.role === 'member').length} members\n\n`);
        process.stdout.write(`${table(['state', 'role', 'since', 'source'], members.map((m) => [actors.nameOf(m.state), m.role, m.from ?? '', m.source]), ['left', 'left', 'left', 'left'])}\n`);
      }
      done(0);
    });
}
