import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packActors, unpackActors } from '../actors/index.js';
import { loadActors } from '../actors/node.js';
import { packCodebook, packLexicon, unpackCodebook, type LanguageLexicon } from './index.js';
import { loadCodebook } from './node.js';

/** As after being written and read. */
const written = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('compiled data', () => {
  it('is the codebook that its files give', () => {
    const codebook = loadCodebook();
    const again = unpackCodebook(written(packCodebook(codebook)), (language) => written(packLexicon(codebook.lexicons.get(language) as LanguageLexicon)));
    const { lexicons, ...rest } = codebook;
    const { lexicons: lexiconsAgain, ...restAgain } = again;
    expect(restAgain).toEqual(rest);
    expect([...lexiconsAgain.keys()]).toEqual([...lexicons.keys()]);
    for (const language of lexicons.keys()) expect(lexiconsAgain.get(language)).toEqual(lexicons.get(language));
    expect(again.lexicons.get('xx')).toBeUndefined();
  });

  it('makes a lexicon when it is first asked for, and once', () => {
    const codebook = loadCodebook();
    const asked: string[] = [];
    const again = unpackCodebook(packCodebook(codebook), (language) => (asked.push(language), packLexicon(codebook.lexicons.get(language) as LanguageLexicon)));
    expect(asked).toEqual([]);
    expect(again.lexicons.get('es')).toBe(again.lexicons.get('es'));
    expect(asked).toEqual(['es']);
  });

  it('is the actor dictionary that its files give', () => {
    const actors = loadActors();
    const again = unpackActors(written(packActors(actors)));
    expect(again.tree.next?.get('no such word')).toBeUndefined();
    // Names that are made when they are asked for are those of the files; then all are made.
    expect(again.tree.next?.get('argentina')).toEqual(actors.tree.next?.get('argentina'));
    const places = new Map([...again.tree.next!].sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(places).toEqual(new Map([...actors.tree.next!].sort(([a], [b]) => (a < b ? -1 : 1))));
    for (const part of ['version', 'states', 'organisations', 'people', 'memberships'] as const) expect(again[part]).toEqual(actors[part]);
    expect(again.holders('ARG', 'president', '2024-06-01')).toEqual(actors.holders('ARG', 'president', '2024-06-01'));
  });

  it('reads other folders from their files', () => {
    expect(() => loadCodebook(join(import.meta.dirname, 'no-such-folder'))).toThrow(/no-such-folder/);
  });
});
