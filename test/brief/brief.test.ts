/** Briefs: what is in one, that nothing false can be in one, and each way of writing one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { getDocumentProxy, extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BriefError, checked, composeBrief, formatOf, loadTemplates, Words, writeBrief, type Brief, type CheckedBrief, type Language, type Question } from '../../src/brief/index.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { DuckStore, makeDocument } from '../../src/record/index.js';
import { codingOf, eventOf, mention } from '../record/make.js';

const NAMES: Record<string, Record<Language, string>> = {
  ARG: { en: 'Argentina', es: 'Argentina' },
  CHN: { en: 'China', es: 'China' },
  USA: { en: 'United States', es: 'Estados Unidos' },
  IMF: { en: 'International Monetary Fund', es: 'Fondo Monetario Internacional' },
};
const wordsIn = (language: Language) =>
  new Words(loadTemplates(language), { nameOf: (code) => NAMES[code]?.[language] ?? code, isState: (code) => code !== 'IMF', isRenamed: () => false, sectorOf: (sector) => sector });

const folder = mkdtempSync(join(tmpdir(), 'brief-'));
const question: Question = { actor: 'ARG', at: '2023-12-10', from: '2023-01-01', to: '2025-01-01', language: 'en' };
let store: DuckStore;
let brief: CheckedBrief;

/** Twelve days on either side with one partner, cold before and warm after; a few deeds with others. */
function dispatches() {
  const one = (recipient: string, date: string, eventType: string, intensity: number, more: Parameters<typeof eventOf>[4] = {}) => {
    const document = makeDocument({ title: `Dispatch <${date}> & más`, publication: 'Gazette', date, text: `ARG did ${eventType} to ${recipient} on ${date} (acción & reacción).`, lookup: `Gazette, ${date}` });
    return { document, coding: codingOf(document, { events: [eventOf(document, 'did', 'ARG', recipient, { eventType, mode: null, intensity, quad: intensity > 0 ? 1 : 3, ...more })] }) };
  };
  const days = Array.from({ length: 9 }, (_, i) => `0${i + 1}`);
  const said = makeDocument({ title: 'A promise', publication: 'Gazette', date: '2024-06-01', text: 'ARG promised that it would work closely with USA. It seems likely to do so.' });
  return [
    ...days.map((day) => one('USA', `2023-03-${day}`, 'ACCUSE', -2)),
    ...days.map((day) => one('USA', `2024-03-${day}`, 'SUPPORT', 4.6)),
    one('CHN', '2023-05-01', 'CONSULT', 2.1), one('CHN', '2024-05-02', 'REQUEST', -3),
    one('IMF', '2024-05-01', 'AGREE', 4.2, { datePrecision: 'month' }), one('IMF', '2023-12-01', 'AGREE', 4.2, { datePrecision: 'month' }),
    one('CHN', '2024-11-01', 'CONSULT', 2.1, { status: 'planned' }), one('CHN', '2024-11-02', 'THREATEN', -5, { confidence: 0.1 }),
    { document: said, coding: codingOf(said, {
      sentences: [{ start: 0, end: 49 }, { start: 50, end: said.text.length }],
      statements: [{ start: 0, end: 49, sentence: 0, confidence: 0.9, why: [], speaker: mention('ARG', 'ARG'), about: [mention('USA', 'USA', 45)], kind: 'promise', direct: false, words: 'it would work closely with USA', date: '2024-06-01', datePrecision: 'day' }],
      forecasts: [{ start: 50, end: 75, sentence: 1, confidence: 0.9, why: [], forecaster: mention('ARG', 'ARG'), about: [], words: 'it seems likely to do so', likelihood: { start: 59, end: 65, words: 'likely', scale: 'Kent', low: 0.63, point: 0.75, high: 0.87 }, horizon: null, date: '2024-06-01', datePrecision: 'day' }],
    }) },
  ];
}

beforeAll(async () => {
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  await store.add(dispatches());
  brief = await composeBrief(store, question, wordsIn('en'));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Whether every tag of an XML text that is opened is closed, in order. */
function balanced(xml: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, rest] of xml.matchAll(/<(\/?)([A-Za-z][\w:.-]*)((?:[^>"]|"[^"]*")*)>/g)) {
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!rest!.endsWith('/')) open.push(name!);
  }
  return open.length === 0 && !/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(xml);
}

const facts = (of: Brief) => of.sections.flatMap((section) => section.facts);
/** A copy that a test may falsify. */
const copy = (): Brief => structuredClone<Brief>(brief);
const refused = (false_: Brief) => expect(checked(false_, store, wordsIn('en'))).rejects.toThrow(BriefError);

describe('a brief', () => {
  it('says what the record holds, what changed and what it rests on', () => {
    expect(brief.title).toBe('Argentina: foreign policy before and after 10 December 2023');
    expect(brief.sections.map(({ level, heading }) => `${level} ${heading}`)).toEqual([
      '2 What the record holds', '2 Has the course changed?',
      '3 United States', '4 Before 10 December 2023', '4 From 10 December 2023 on', '3 China', '4 Before 10 December 2023', '4 From 10 December 2023 on',
      '3 International Monetary Fund', '4 From 10 December 2023 on',
      '2 Statements and forecasts', '2 What is planned', '2 How this was made',
    ]);
    const texts = facts(brief).map(({ text }) => text);
    expect(texts[0]).toBe('From 1 March 2023 to 2 May 2024 the record holds 22 deeds between Argentina and 3 partners, from 22 documents.');
    expect(texts[2]).toBe('Of 1 partner with at least 3 deeds on either side of 10 December 2023, 1 is found warmer, 0 cooler, and for 0 there is no evidence of change.');
    expect(texts[3]).toMatch(/^United States: warmer; mean intensity −2\.0 before \(95% interval .*; n = 9\) and 4\.6 after \(.*; n = 9\), a difference of \+6\.6 \(q = 0\.00\d\)\.$/);
    expect(texts).toContain('On 2 May 2024 Argentina made a request or demand to China.');
    expect(texts).toContain('In May 2024 Argentina gave its word to the International Monetary Fund.');
    expect(texts).toContain('1 deed is dated too roughly to lie on one side of the date and is left out of the comparison.');
    expect(texts).toContain('On 1 June 2024 Argentina made a promise that concerns the United States, in the words of the text: “it would work closely with USA”.');
    expect(texts.some((text) => text.includes('63 to 87 per cent on the scale Kent'))).toBe(true);
    expect(texts).toContain('A text of 1 November 2024 speaks of a plan of Argentina to hold talks with China.');
  });

  it('has a source for every sentence, and every source says what its document says', async () => {
    for (const fact of facts(brief)) expect(fact.sources.length, fact.text).toBeGreaterThan(0);
    expect(brief.sources.map(({ number }) => number)).toEqual(brief.sources.map((_, i) => i + 1));
    for (const source of brief.sources) {
      if (source.kind !== 'sentence') continue;
      expect((await store.document(source.documentId))!.document.text).toContain(source.sentence);
    }
  });

  it('has words for every event type of the codebook in both languages, and writes Spanish', async () => {
    for (const language of ['en', 'es'] as const) for (const type of loadCodebook().types.keys()) expect(loadTemplates(language).events).toHaveProperty(type);
    const spanish = await composeBrief(store, { ...question, language: 'es' }, wordsIn('es'));
    expect(facts(spanish).map(({ text }) => text)).toContain('En mayo de 2024, Argentina se comprometió con el Fondo Monetario Internacional.');
    expect(facts(spanish).find(({ claim }) => claim.of === 'change')!.text).toContain('más cálida; intensidad media −2,0 antes');
  });

  it('writes about the partners named, and of an actor without deeds says so', async () => {
    const narrow = await composeBrief(store, { ...question, partners: ['CHN'] }, wordsIn('en'));
    expect(narrow.chart.map(({ partner }) => partner)).toEqual(['CHN']);
    const empty = await composeBrief(store, { ...question, actor: 'FRA' }, wordsIn('en'));
    expect(facts(empty)[0]!.text).toContain('holds no deed');
  });
});

describe('the check refuses', () => {
  it('a number that does not follow from the record', async () => {
    const tampered = copy();
    const change = facts(tampered).find(({ claim }) => claim.of === 'change')!;
    change.values['after'] = 10;
    await refused(tampered);
  });
  it('a sentence that says another number than its claim', async () => {
    const tampered = copy();
    facts(tampered)[0]!.text = facts(tampered)[0]!.text.replace('22 deeds', '23 deeds');
    await refused(tampered);
  });
  it('a verdict turned round', async () => {
    const tampered = copy();
    const change = facts(tampered).find(({ claim }) => claim.of === 'change')!;
    change.text = change.text.replace('warmer', 'cooler');
    await refused(tampered);
  });
  it('events left out, sources left out, sources falsified, a chart bent', async () => {
    for (const falsify of [
      (it: Brief) => facts(it)[0]!.events.pop(),
      (it: Brief) => (facts(it)[0]!.sources = []),
      (it: Brief) => (facts(it)[0]!.sources = [it.sources.length]),
      (it: Brief) => it.sources.forEach((source) => source.kind === 'sentence' && (source.sentence += ' And more.')),
      (it: Brief) => (it.chart[0]!.sides.after!.value = 9),
      (it: Brief) => (it.series[0]!.points[0]!.mean = 9),
      (it: Brief) => it.series[0]!.turns.push({ verdict: 'warmer', date: '2024-01-01', from: '2024-01-01', to: '2024-01-01' }),
      (it: Brief) => facts(it).push({ ...facts(it)[0]!, claim: { of: 'deed', event: 'none' } }) && it.sections[0]!.facts.push({ ...facts(it)[0]!, claim: { of: 'deed', event: 'none' } }),
    ]) {
      const tampered = copy();
      falsify(tampered);
      await refused(tampered);
    }
  });
  it('a brief that the record has outgrown', async () => {
    const document = makeDocument({ date: '2024-07-01', text: 'ARG did meet USA.' });
    const other = await DuckStore.open(join(folder, 'other.duckdb'));
    await other.add([...dispatches(), { document, coding: codingOf(document, { events: [eventOf(document, 'did', 'ARG', 'USA')] }) }]);
    await expect(checked(copy(), other, wordsIn('en'))).rejects.toThrow(/does not follow from the record/);
    await other.close();
  });
});

describe('writers', () => {
  const write = async (format: 'md' | 'html' | 'docx' | 'pdf') => writeBrief(brief, format, wordsIn('en'));
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  it('Markdown defines every footnote that it uses, once', async () => {
    const markdown = text(await write('md'));
    const used = new Set([...markdown.matchAll(/\[\^(\d+)\](?!:)/g)].map((match) => match[1]));
    const defined = [...markdown.matchAll(/^\[\^(\d+)\]:/gm)].map((match) => match[1]);
    expect(defined.length).toBe(used.size);
    expect(new Set(defined)).toEqual(used);
    expect(markdown).toContain('Dispatch \\<2024-05-02\\> & más, Gazette, 2 May 2024:');
  });
  it('HTML loads nothing, escapes what texts say and resolves its links', async () => {
    const html = text(await write('html'));
    expect(html).not.toMatch(/<script|src=|https?:/);
    expect(html).toContain('Dispatch &lt;2024-05-02&gt; &amp; más');
    for (const [, target] of html.matchAll(/href="#([\w-]+)"/g)) expect(html).toContain(`id="${target}"`);
    expect(html).toContain('<svg');
  });
  it('DOCX has real footnotes', async () => {
    const parts = unzipSync(await write('docx'));
    const footnotes = text(parts['word/footnotes.xml']!);
    expect(footnotes).toContain('Dispatch &lt;2024-05-02&gt; &amp; más');
    const references = [...text(parts['word/document.xml']!).matchAll(/<w:footnoteReference /g)].length;
    expect(references).toBe(facts(brief).reduce((sum, { sources }) => sum + sources.length, 0));
  });
  it('DOCX is what Word wants: every part known, every reference there, every id once, charts as pictures', async () => {
    const parts = unzipSync(await write('docx'));
    const names = Object.keys(parts);
    const xml = Object.fromEntries(names.filter((name) => /\.(xml|rels|svg)$/.test(name)).map((name) => [name, text(parts[name]!)]));
    for (const [name, content] of Object.entries(xml)) expect(balanced(content), name).toBe(true);
    const all = (content: string, pattern: RegExp) => [...content.matchAll(pattern)].map((match) => match[1]!);
    const once = (list: string[], what: string) => expect(new Set(list).size, what).toBe(list.length);

    const types = xml['[Content_Types].xml']!;
    const [endings, overrides] = [all(types, /<Default [^>]*Extension="([^"]+)"/g), all(types, /<Override [^>]*PartName="\/([^"]+)"/g)];
    for (const name of names.filter((one) => one !== '[Content_Types].xml')) expect(overrides.includes(name) || endings.includes(name.split('.').at(-1)!), `a type for ${name}`).toBe(true);
    for (const part of overrides) expect(names).toContain(part);

    for (const name of names.filter((one) => one.endsWith('.rels'))) {
      const relations = [...xml[name]!.matchAll(/<Relationship [^>]*>/g)].map(([tag]) => ({ id: /\bId="([^"]+)"/.exec(tag)![1]!, target: /Target="([^"]+)"/.exec(tag)![1]!, external: tag.includes('TargetMode="External"') }));
      once(relations.map(({ id }) => id), `ids of ${name}`);
      const folder = name.replace(/_rels\/[^/]+$/, '');
      for (const { target, external } of relations) if (!external) expect(names, `${name}: ${target}`).toContain(target.startsWith('/') ? target.slice(1) : `${folder}${target}`);
      const owner = name.replace('_rels/', '').replace(/\.rels$/, '');
      for (const id of all(xml[owner] ?? '', /\br:(?:id|embed|link)="([^"]+)"/g)) expect(relations.map((one) => one.id), `${owner} refers to ${id}`).toContain(id);
    }

    const [body, footnotes] = [xml['word/document.xml']!, xml['word/footnotes.xml']!];
    const defined = all(footnotes, /<w:footnote [^>]*w:id="(-?\d+)"/g);
    once(defined, 'ids of footnotes');
    const referred = all(body, /<w:footnoteReference [^>]*w:id="(-?\d+)"/g);
    once(referred, 'references to footnotes');
    for (const id of referred) expect(defined).toContain(id);
    once(all(body, /<wp:docPr [^>]*\bid="(\d+)"/g), 'ids of pictures');
    const styles = all(xml['word/styles.xml']!, /w:styleId="([^"]+)"/g);
    for (const style of all(body + footnotes, /<w:(?:pStyle|rStyle) w:val="([^"]+)"/g)) expect(styles, `style ${style}`).toContain(style);

    const charts = 1 + brief.series.length;
    expect(brief.series.length).toBeGreaterThan(0);
    expect(all(body, /<wp:docPr [^>]*descr="([^"]*)"/g).filter((words) => words !== '')).toHaveLength(charts);
    const pictures = names.filter((name) => name.startsWith('word/media/'));
    for (const ending of ['svg', 'png']) expect(pictures.filter((name) => name.endsWith(ending)), ending).toHaveLength(charts);
    for (const name of pictures.filter((one) => one.endsWith('png'))) {
      const view = new DataView(parts[name]!.buffer, parts[name]!.byteOffset);
      expect([view.getUint32(0), view.getUint32(4)]).toEqual([0x89504e47, 0x0d0a1a0a]);
      expect(view.getUint32(16)).toBeGreaterThan(1000);
    }
    for (const name of pictures.filter((one) => one.endsWith('svg'))) expect(text(parts[name]!)).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  });
  it('all show the same charts', async () => {
    const [markdown, html] = [text(await write('md')), text(await write('html'))];
    const charts = 1 + brief.series.length;
    expect(html.match(/<figure>/g)).toHaveLength(charts);
    const used = [...markdown.matchAll(/^!\[[^\n]*\]\[([\w-]+)\]$/gm)].map((match) => match[1]!);
    expect(used).toHaveLength(charts);
    for (const name of used) {
      const data = new RegExp(`^\\[${name}\\]: data:image/svg\\+xml;base64,(\\S+)$`, 'm').exec(markdown)![1]!;
      expect(balanced(Buffer.from(data, 'base64').toString())).toBe(true);
    }
    expect(brief.series.find(({ partner }) => partner === 'USA')!.turns).toMatchObject([{ verdict: 'warmer', date: '2024-03-01' }]);
    expect(html).toContain('Turns: warmer from 1 March 2024');
  });
  it('PDF has the text, accents and all', async () => {
    const bytes = await write('pdf');
    expect(text(bytes.slice(0, 4))).toBe('%PDF');
    const { text: read } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
    const flat = read.replace(/\s+/g, ' ');
    expect(flat).toContain('Argentina made a request or demand to China.');
    expect(flat).toContain('acción & reacción');
  });
  it('are chosen by the ending of the file', () => {
    expect(formatOf('a/b.PDF')).toBe('pdf');
    expect(formatOf('brief.txt')).toBeNull();
  });
});
