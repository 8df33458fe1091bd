/** demarche user, demarche token: who may log in to a server of a record, and with which role. */
import type { Command } from 'commander';
import { ROLES, type Role, type Users, UsersError } from '../../server/index.js';
import { oneOf } from '../checks.js';
import { UsageError } from '../errors.js';
import { withStore } from '../store.js';
import { table } from '../table.js';
import { newPassword, openUsers, withUsers } from '../users.js';

interface Options {
  store: string;
  users?: string;
  role: string;
  days?: string;
}

const ROLE_OPTION = ['--role <role>', `one of ${ROLES.join(', ')}: each may do what those before it may`, 'reader'] as const;
const role = (text: string): Role => oneOf('role', text, ROLES);

/** A command's job on the users of a record; what is wrong with it is wrong usage. */
async function change(options: Options, job: (users: Users) => void | Promise<void>): Promise<void> {
  const users = openUsers(options);
  try {
    await job(users);
  } catch (error) {
    throw error instanceof UsersError ? new UsageError(error.message) : error;
  }
}

export function userCommand(program: Command, done: (status: number) => void): void {
  const user = program.command('user').description('who may log in to the web app: reader reads, analyst judges and adds, admin does all');
  const command = (usage: string): Command => withUsers(withStore(user.command(usage)));

  command('add <name>').description('adds a user; the password is typed, or read from standard input').option(...ROLE_OPTION).action(async (name: string, options: Options) => {
    const wanted = role(options.role);
    await change(options, async (users) => {
      if (users.user(name)) throw new UsersError(`There is a user ${name} already; "demarche user password ${name}" gives a new password.`);
      await users.addUser(name, wanted, await newPassword());
      process.stderr.write(`${name} may log in as ${wanted}. (${users.file})\n`);
    });
    done(0);
  });
  command('list').description('users and their roles').action(async (options: Options) => {
    await change(options, ({ list }) => {
      process.stdout.write(`${table(['name', 'role', 'since', 'password of'], list.map((one) => [one.name, one.role, one.created.slice(0, 10), one.changed.slice(0, 10)]), ['left', 'left', 'left', 'left'])}\n`);
    });
    done(0);
  });
  command('remove <name>').description('takes a user away; a running server ends the user’s sessions').action(async (name: string, options: Options) => {
    await change(options, (users) => users.removeUser(name));
    done(0);
  });
  command('password <name>').description('gives a user a new password; a running server ends the user’s sessions').action(async (name: string, options: Options) => {
    await change(options, async (users) => {
      if (!users.user(name)) throw new UsersError(`There is no user ${name}; "demarche user list" shows those that there are.`);
      await users.setPassword(name, await newPassword());
    });
    done(0);
  });
  command('role <name> <role>').description('gives a user another role, at once').action(async (name: string, wanted: string, options: Options) => {
    await change(options, (users) => users.setRole(name, role(wanted)));
    done(0);
  });
}

export function tokenCommand(program: Command, done: (status: number) => void): void {
  const token = program.command('token').description('tokens by which scripts use the API');
  const command = (usage: string): Command => withUsers(withStore(token.command(usage)));

  command('add <name>').description('makes a token; it is shown this once').option(...ROLE_OPTION).option('--days <days>', 'days after which it is no longer good').action(async (name: string, options: Options) => {
    const days = options.days === undefined ? null : Number(options.days);
    if (days !== null && !(days > 0)) throw new UsageError(`--days ${options.days}: expected a number above 0.`);
    const wanted = role(options.role);
    await change(options, (users) => {
      const secret = users.addToken(name, wanted, days);
      process.stderr.write('Send it in a header, "Authorization: Bearer …". It is not kept and will not be shown again:\n');
      process.stdout.write(`${secret}\n`);
    });
    done(0);
  });
  command('list').description('tokens and their roles').action(async (options: Options) => {
    await change(options, ({ tokens }) => {
      process.stdout.write(`${table(['name', 'role', 'since', 'until'], tokens.map((one) => [one.name, one.role, one.created.slice(0, 10), one.expires?.slice(0, 10) ?? '']), ['left', 'left', 'left', 'left'])}\n`);
    });
    done(0);
  });
  command('remove <name>').description('takes a token away, at once').action(async (name: string, options: Options) => {
    await change(options, (users) => users.removeToken(name));
    done(0);
  });
}
