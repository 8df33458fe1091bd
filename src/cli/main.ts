/**
 * The command `demarche`: a face without logic of its own. Exit status: 0 fine, 1 some inputs failed (each named, the
 * rest done), 2 wrong usage. Results go to standard output, everything else to standard error.
 */
import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { add } from './commands/add.js';
import { bloc } from './commands/bloc.js';
import { brief } from './commands/brief.js';
import { classify } from './commands/classify.js';
import { code } from './commands/code.js';
import { demo } from './commands/demo.js';
import { evalCommand } from './commands/eval.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { ledgerCommand } from './commands/ledger.js';
import { mcp } from './commands/mcp.js';
import { parse } from './commands/parse.js';
import { relation } from './commands/relation.js';
import { serveCommand } from './commands/serve.js';
import { shift } from './commands/shift.js';
import { trainCommand } from './commands/train.js';
import { tokenCommand, userCommand } from './commands/user.js';
import { votesCommand } from './commands/votes.js';
import { watchCommand } from './commands/watch.js';
import { UsageError } from './errors.js';

/** All commands with their options; each says by `done` with which exit status it ended. */
export function commandLine(done: (status: number) => void): Command {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  const program = new Command('demarche')
    .description('Reads what is written about a country’s foreign policy and keeps a sourced record of it.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });
  for (const define of [demo, code, classify, parse, add, importCommand, watchCommand, relation, shift, bloc, votesCommand, ledgerCommand, brief, mcp, exportCommand, serveCommand, userCommand, tokenCommand, trainCommand, evalCommand]) define(program, done);
  return program;
}

/** Runs the command line; returns the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = commandLine((ended) => {
    status = ended;
  });
  try {
    await program.parseAsync([...argv]);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`demarche: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
