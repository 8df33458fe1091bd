/** The users of a record, as commands name their file; and reading a password. */
import type { Command } from 'commander';
import { createInterface } from 'node:readline';
import { Users, UsersError, usersFileOf } from '../server/index.js';
import { UsageError } from './errors.js';

/** Adds the option that every command with users has. */
export function withUsers(command: Command): Command {
  return command.option('--users <file>', 'file of users and tokens (or DEMARCHE_USERS); beside the record when left out', process.env['DEMARCHE_USERS']);
}

/** The users of a record. @throws UsageError where their file is not as it should be. */
export function openUsers({ store, users }: { store: string; users?: string | undefined }): Users {
  return asked(() => Users.open(users ?? usersFileOf(store)));
}

/** What is wrong with users is said as wrong usage: nothing is done. */
function asked<T>(job: () => T): T {
  try {
    return job();
  } catch (error) {
    throw error instanceof UsersError ? new UsageError(error.message) : error;
  }
}

const ENTER = /[\r\n]/;
const INTERRUPT = '\u0003';
const END = '\u0004';
const BACKSPACE = /[\b\u007f]/;

/** A line typed at the terminal without showing it. */
function typed(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let line: string[] = [];
    const end = (): void => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const take = (text: string): void => {
      for (const sign of text) {
        if (sign === INTERRUPT) {
          end();
          reject(new UsageError('Stopped; nothing was changed.'));
          return;
        }
        if (ENTER.test(sign) || sign === END) {
          end();
          resolve(line.join(''));
          return;
        }
        if (BACKSPACE.test(sign)) line = line.slice(0, -1);
        else line.push(sign);
      }
    };
    stdin.on('data', take);
  });
}

/** A new password: typed twice at the terminal, or the first line of standard input. Never an argument, which others on the machine can read. */
export async function newPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    for await (const line of createInterface({ input: process.stdin })) return line;
    throw new UsageError('The password is read from standard input, and there was nothing in it.');
  }
  const password = await typed('Password: ');
  if ((await typed('Once more: ')) !== password) throw new UsageError('The two are not the same; nothing was changed.');
  return password;
}
