/** Briefs that an author changed: what may be put in other words, what is refused and how, and what the files say of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BriefError, checked, composeBrief, draft, edited, EditError, gather, keyOf, loadTemplates, refusals, Words, writeBrief, type Brief, type EditedSection, type EditedSentence, type Evidence, type Question } from '../../src/brief/index.js';
import { numbersIn, strayIn } from '../../src/brief/numbers.js';
import { DuckStore, makeDocument } from '../../src/record/index.js';
import { codingOf, eventOf } from '../record/make.js';

const names = { nameOf: (code: string) => ({ ARG: 'Argentina', USA: 'United States' })[code] ?? code, isState: () => true, isRenamed: () => false, sectorOf: (sector: string) => sector };
const words = new Words(loadTemplates('en'), names);
const question: Question = { actor: 'ARG', at: '2023-12-10', from: '2023-01-01', to: '2025-01-01', language: 'en' };
const folder = mkdtempSync(join(tmpdir(), 'brief-edit-'));
let store: DuckStore;
let evidence: Evidence;
let plain: Brief;

beforeAll(async () => {
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  const one = (date: string, eventType: string, intensity: number) => {
    const document = makeDocument({ title: date, publication: 'Gazette', date, text: `ARG did ${eventType} to USA on ${date}.` });
    return { document, coding: codingOf(document, { events: [eventOf(document, 'did', 'ARG', 'USA', { eventType, mode: null, intensity, quad: intensity > 0 ? 1 : 3 })] }) };
  };
  await store.add([...Array(8).keys()].flatMap((i) => [one(`2023-03-0${i + 1}`, 'ACCUSE', -2), one(`2024-03-0${i + 1}`, 'SUPPORT', 4.6)]));
  evidence = await gather(store, question);
  plain = draft(evidence, words);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The draft as an edit that changes nothing; `change` makes another sentence of each, or none. */
function edit(change: (key: string, text: string) => EditedSentence[] = (key) => [{ key }]): EditedSection[] {
  return plain.sections.map(({ key, facts }) => ({ key, sentences: facts.flatMap((fact) => change(keyOf(fact.claim), fact.text)) }));
}
const reworded = (wanted: string, wording: (text: string) => string) => edited(evidence, words, edit((key, text) => [key === wanted ? { key, wording: wording(text) } : { key }]));
const added = (own: string) => edited(evidence, words, edit((key) => (key === 'holdings' ? [{ key }, { own }] : [{ key }])));
const refusedFor = (brief: Brief) => refusals(brief, words).map(({ detail }) => detail);

describe('numbers', () => {
  const en = (text: string) => numbersIn(text, loadTemplates('en')).map(({ value }) => value);
  it('are read as each language writes them', () => {
    expect(en('On 10 December 2023, −2.0 (−2.50 to 1,234.5); n = 9, twelve of 95%')).toEqual(['10', 'month 12', '2023', '-2', '-2.5', '1234.5', '9', '12', '95']);
    expect(en('It may be; May is; 1–28; 2023-12-10; 1,5')).toEqual(['month 5', '1', '28', '2023', '12', '10', '1,5']);
    expect(numbersIn('El 3 de mayo, −2,5 y 1.234, veintidós', loadTemplates('es')).map(({ value }) => value)).toEqual(['3', 'month 5', '-2.5', '1234', '22']);
  });
  it('must follow in their order', () => {
    const read = (text: string) => numbersIn(text, loadTemplates('en'));
    expect(strayIn(read('1 and 3'), read('1, 2, 3'))).toBeNull();
    expect(strayIn(read('3 and 1'), read('1, 2, 3'))).toEqual({ stray: { text: '1', value: '1' }, known: true });
    expect(strayIn(read('4'), read('1'))!.known).toBe(false);
  });
});

describe('an edited brief', () => {
  it('that changes nothing is the draft, and passes', async () => {
    const same = edited(evidence, words, edit());
    expect(same).toEqual(plain);
    expect(await checked(same, store, words)).toEqual(await composeBrief(store, question, words));
  });

  it('may say the same otherwise, leave out, reorder, and numbers its sources anew', async () => {
    const sections = edit((key, text) => (key === 'holdings' ? [] : key === 'change USA' ? [{ key, wording: text.replace('warmer; mean intensity', 'relations are warmer: the mean rose from') }] : [{ key }])).reverse();
    const brief = await checked(edited(evidence, words, sections), store, words);
    expect(brief.sections.map(({ key }) => key)).toEqual(plain.sections.map(({ key }) => key).reverse());
    const cited = brief.sections.flatMap(({ facts }) => facts.flatMap(({ sources }) => sources));
    expect([...new Set(cited)]).toEqual([...new Set(cited)].sort((a, b) => a - b));
    expect(brief.sections.flatMap(({ facts }) => facts).find(({ claim }) => claim.of === 'change')!.wording).toContain('the mean rose from');
  });

  it('holds no number that the record does not give, and says which', async () => {
    const more = reworded('holdings', (text) => text.replace('16 deeds', '17 deeds'));
    expect(refusedFor(more)).toEqual([expect.stringMatching(/^Found 17, which the record does not give here\. It gives, in this order: 1, March, 2023, 8, March, 2024, 16, /)]);
    await expect(checked(more, store, words)).rejects.toThrow(BriefError);
    await expect(checked(more, store, words)).rejects.toThrow(/17 deeds.*Found 17/);
    expect(refusedFor(reworded('holdings', (text) => text.replace('16 deeds', 'seventeen deeds')))[0]).toContain('Found seventeen');
    expect(refusedFor(reworded('holdings', (text) => text.replace('March 2023', 'April 2023')))[0]).toContain('Found April');
    expect(refusedFor(reworded('holdings', (text) => text.replace('16 deeds', 'sixteen deeds')))).toEqual([]);
  });

  it('keeps numbers where they belong, the verdict, and what is quoted', () => {
    const swapped = reworded('change USA', (text) => text.replace('−2.0 before', '4.6 before').replace('4.6 after', '−2.0 after'));
    expect(refusedFor(swapped)[0]).toMatch(/does not stand where the record has it/);
    expect(refusedFor(reworded('change USA', (text) => text.replace('warmer', 'cooler')))).toEqual(['Found “cooler”, but the record’s verdict is “warmer”.']);
    expect(refusedFor(reworded('change USA', () => 'Relations are “better than ever”.'))[0]).toContain('“better than ever” is between quotation marks');
    expect(refusedFor(reworded('change USA', () => ' '))).toEqual(['The sentence is empty: write it, or take it out.']);
  });

  it('takes an author’s own sentences, with numbers that a sentence with a source gives', async () => {
    expect(refusedFor(added('This is a turn in words, not yet in trade.'))).toEqual([]);
    expect(refusedFor(added('All 16 of them are words.'))).toEqual([]);
    expect(refusedFor(added('Exports rose by 37 per cent.'))).toEqual([expect.stringMatching(/^Found 37, which no sentence with a source/)]);
    await expect(checked(added('Exports rose by 37 per cent.'), store, words)).rejects.toThrow(/Found 37/);
  });

  it('names only what there is', () => {
    expect(() => edited(evidence, words, [{ key: 'course', sentences: [{ key: 'deed 123' }] }])).toThrow(EditError);
    expect(() => edited(evidence, words, [{ key: 'nothing', sentences: [] }])).toThrow(EditError);
  });

  it('marks the author’s words in every file', async () => {
    const both = edited(evidence, words, edit((key, text) => (key === 'holdings' ? [{ key, wording: `In short: ${text}` }, { own: 'A sentence <b>of mine</b>.' }] : [{ key }])));
    const brief = await checked(both, store, words);
    const text = async (format: 'md' | 'html') => new TextDecoder().decode(await writeBrief(brief, format, words));
    expect(await text('md')).toContain('- A sentence \\<b\\>of mine\\</b\\>. *(author’s own words)*');
    expect(await text('md')).toMatch(/In short: From .* \*\(worded by the author\)\*/);
    expect(await text('md')).toContain('| Partner | Before | After |');
    expect(await text('html')).toContain('A sentence &lt;b&gt;of mine&lt;/b&gt;. <small class="by">(author’s own words)</small>');
    for (const format of ['docx', 'pdf'] as const) expect((await writeBrief(brief, format, words)).length).toBeGreaterThan(1000);
  });
});
