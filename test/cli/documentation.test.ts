/** The documentation held against what there is: commands, options, files and links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cli/main.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const listed = (folder: string): string[] => readdirSync(join(root, folder)).filter((name) => name.endsWith('.md')).map((name) => posix.join(folder, name));
const PAGES = ['README.md', ...listed('docs'), ...listed('models'), 'data/codebook/README.md', 'data/actors/README.md'];
const text = new Map(PAGES.map((page) => [page, readFileSync(join(root, page), 'utf8')]));

/** Every command that does something, by its full name: "user add". */
function commandsOf(parent: Command, prefix = ''): Map<string, Command> {
  return new Map(parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    return command.commands.length > 0 ? [...commandsOf(command, `${name} `)] : [[name, command] as const];
  }));
}
const commands = commandsOf(commandLine(() => undefined));
const groups = new Set([...commands.keys()].flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]!] : [])));

/** What a page shows as code: each span, and each line of a block. */
function codeOf(page: string): string[] {
  const blocks = [...page.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.split('\n'));
  const spans = [...page.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span]) => span!);
  return [...blocks, ...spans];
}

describe('commands', () => {
  it('docs/commands.md has each with its options, and no other', () => {
    const sections = new Map([...text.get('docs/commands.md')!.matchAll(/^#{2,3} `demarche ([^`]+)`\n([\s\S]*?)(?=^#{2,3} |(?![\s\S]))/gm)].map(([, title, body]) => [title!, body!]));
    const wanted = [...commands].map(([name, command]) => [`${name} ${command.usage().replace('[options]', '').trim()}`.trim(), command.options.map(({ flags }) => flags).sort()] as const);
    const found = [...sections].filter(([title]) => !groups.has(title)).map(([title, body]) => [title, [...body.matchAll(/^\| `([^`]+)`/gm)].map((row) => row[1]!).sort()] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  it('README names each', () => {
    const readme = text.get('README.md')!;
    expect([...commands.keys()].filter((name) => !new RegExp(`demarche ${name.split(' ')[0]}\\b`).test(readme))).toEqual([]);
  });

  it.each(PAGES)('%s names none that is not there, and no option that it lacks', (page) => {
    const wrong: string[] = [];
    for (const line of codeOf(text.get(page)!)) {
      const [said, first, second = ''] = /^(?:\$ |.*\| )?(?:npx )?demarche ([a-z]+)(?: ([a-z]+))?.*/.exec(line) ?? [];
      if (said === undefined || (groups.has(first!) && second === '')) continue;
      const command = commands.get(groups.has(first!) ? `${first} ${second}` : first!);
      if (!command) wrong.push(said);
      for (const [option] of said.split('# ')[0]!.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)) if (!command?.options.some(({ long, short }) => option === long || option === short)) wrong.push(`${said}: ${option}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  it.each(PAGES)('%s names and links to those that are there', (page) => {
    const missing: string[] = [];
    const there = (path: string): boolean => existsSync(join(root, path));
    for (const [, target] of text.get(page)!.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/i.test(target!)) continue;
      const [path, anchor] = target!.split('#') as [string, string?];
      const full = path === '' ? page : posix.join(dirname(page), path);
      if (!there(full)) missing.push(target!);
      else if (anchor !== undefined && !headings(full).includes(anchor)) missing.push(target!);
    }
    for (const [, path] of text.get(page)!.matchAll(/`((?:src|data|docs|models|test|bench|scripts|bin)\/[\w./-]*[\w/])(?::\d+)?`/g)) if (!there(path!)) missing.push(path!);
    expect(missing).toEqual([]);
  });
});

function headings(page: string): string[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));
}

it('every page of docs/ is found from the README', () => {
  const found = new Set<string>(['README.md']);
  for (const page of found) {
    for (const [, target] of (text.get(page) ?? '').matchAll(/\]\(([^)\s#]+\.md)/g)) found.add(relative(root, join(root, dirname(page), target!)).replaceAll('\\', '/'));
  }
  expect(listed('docs').filter((page) => !found.has(page))).toEqual([]);
});
