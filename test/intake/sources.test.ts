import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeFailure, LONGEST_TEXT } from '../../src/sources/index.js';
import { dateOf } from '../../src/sources/fields.js';
import { docxOf, itemsOf, named, pdfOf, zipOf } from './fixtures.js';

/** The one document that a source holds. */
async function one(name: string, content: string | Uint8Array) {
  const items = await itemsOf(named(name, content));
  expect(items).toHaveLength(1);
  const [item] = items;
  if (!item || !('document' in item)) throw new Error(JSON.stringify(item));
  return item.document;
}

/** The one failure that a source holds, as a line. */
async function refused(name: string, content: string | Uint8Array): Promise<string> {
  const items = await itemsOf(named(name, content));
  expect(items).toHaveLength(1);
  const [item] = items;
  if (!item || !('failure' in item)) throw new Error('read');
  return describeFailure(item.failure);
}

const SPANISH = 'El ministro se reunió en Asunción con su par; según él, «habrá acuerdo».';

describe('encodings', () => {
  const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  it.each([
    ['UTF-8', Buffer.from(SPANISH)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${SPANISH}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${SPANISH}`, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\uFEFF${SPANISH}`)],
    ['UTF-16 LE', Buffer.from(SPANISH, 'utf16le')],
    ['UTF-16 BE', utf16be(SPANISH)],
    ['Latin-1', Buffer.from(SPANISH, 'latin1')],
  ])('reads %s', async (_name, bytes) => {
    expect((await one('nota.txt', bytes)).text).toBe(SPANISH);
  });

  it('reads the marks that Windows-1252 has and Latin-1 lacks', async () => {
    expect((await one('note.txt', Buffer.from([0x93, 0x4e, 0x6f, 0x94, 0x20, 0x96, 0x20, 0x80, 0x35, 0x20, 0x69, 0x74, 0x92, 0x73]))).text).toBe('“No” – €5 it’s');
  });

  it('reads Cyrillic and Chinese in their older encodings', async () => {
    const cp1251 = Buffer.from([...'Министр иностранных дел прибыл в столицу с визитом и встретился с президентом.'].map((c) => { const n = c.charCodeAt(0); return n >= 0x410 ? n - 0x350 : n; }));
    expect((await one('a.txt', cp1251)).text).toMatch(/^Министр иностранных/);
    const utf16 = Buffer.from('\uFEFF外交部长访问了首都。', 'utf16le');
    expect((await one('b.txt', utf16)).text).toBe('外交部长访问了首都。');
  });

  it('reads Latin-1 that shows only after a long stretch of ASCII', async () => {
    const long = Buffer.concat([Buffer.from('Plain words. '.repeat(6000)), Buffer.from('Asunción', 'latin1')]);
    expect((await one('a.txt', long)).text).toMatch(/Asunción$/);
  });

  it('refuses what is no text, and says what it is', async () => {
    expect(await refused('photo.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0, 0]))).toMatch(/^photo\.txt: found a PNG picture, expected text/);
    expect(await refused('old.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0]))).toMatch(/older Office file.*Save it as \.docx/);
    expect(await refused('noise.txt', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)))).toMatch(/bytes that are no text/);
    expect(await refused('noise.jsonl', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)))).toMatch(/bytes that are no text/);
    expect(await refused('empty.txt', '')).toMatch(/an empty file/);
    expect(await refused('blank.txt', ' \n\t\n')).toMatch(/found no text/);
  });
});

describe('text', () => {
  it('takes a heading as title and the date from the name', async () => {
    expect(await one('notes/2022-02-06-beijing.txt', 'Visit to Beijing\r\n\r\nARG met CHN.\r\nThey signed.')).toMatchObject({ title: 'Visit to Beijing', date: '2022-02-06', datePrecision: 'day', text: 'ARG met CHN.\nThey signed.' });
    expect(await one('note_a.txt', 'ARG met CHN.\n\nThey signed.')).toMatchObject({ title: 'note a', date: '', datePrecision: 'unknown', text: 'ARG met CHN.\n\nThey signed.' });
  });

  it('reads Markdown with its front matter', async () => {
    const text = '---\ntitle: "The swap"\ndate: 2023-06\npublication: Gazette\nlanguage: en-GB\n---\n# Heading\n\nARG **renewed** the [swap](https://example.org) with _CHN_.\n';
    expect(await one('a.md', text)).toMatchObject({ title: 'The swap', date: '2023-06-01', datePrecision: 'month', publication: 'Gazette', language: 'en', text: 'ARG renewed the swap with CHN.\n' });
    expect(await refused('b.md', '---\ndate: yesterday\n---\nText.')).toMatch(/b\.md, field date: found "yesterday"/);
  });

  it('reads 50 MB in parts that lose nothing, and a sentence of 20,000 characters whole', async () => {
    const paragraph = `${'ARG met CHN and they spoke at length. '.repeat(50).trim()}\n\n`;
    const text = paragraph.repeat(Math.ceil(50e6 / paragraph.length));
    const items = await itemsOf(named('long.txt', text));
    const parts = items.map((item) => ('document' in item ? item.document : { text: '', title: '' }));
    expect(parts.length).toBeGreaterThan(250);
    expect(parts[0]!.title).toBe(`long (part 1 of ${parts.length})`);
    expect(Math.max(...parts.map((part) => part.text.length))).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(parts.map((part) => part.text).join('') === text).toBe(true);
    const sentence = `ARG met ${'CHN and '.repeat(2500)}USA.`;
    expect((await one('sentence.txt', sentence)).text).toBe(sentence);
    const unbroken = await itemsOf(named('unbroken.txt', '🇦'.repeat(LONGEST_TEXT)));
    expect(unbroken.every((item) => 'failure' in item || !/[\uD800-\uDBFF]$/.test(item.document.text))).toBe(true);
  }, 20_000);
});

describe('JSONL', () => {
  it('reads all fields, and names the line of each that is wrong', async () => {
    const lines = [
      '{"id":"a1","date":"2022-02-06","datePrecision":"week","title":"T","publication":"P","author":"A","url":"https://example.org/","language":"es-AR","lookup":"L","text":"Uno."}',
      '{"text":"Two."',
      '',
      '{"text":"Three.","date":null,"extra":1}',
      '{"title":"no text"}',
      '{"text":"Five.","date":"2022-02-30"}',
      '{"text":"Six.","date":"2022-13"}',
      '{"text":"Seven.","title":7}',
      '[1]',
      '{"text":"Nine.","date":"2022","id":9}',
      '{"text":"Ten.","datePrecision":"about"}',
    ];
    const items = await itemsOf(named('in.jsonl', lines.join('\r\n')));
    expect(items[0]).toEqual({
      document: { date: '2022-02-06', datePrecision: 'week', title: 'T', publication: 'P', author: 'A', url: 'https://example.org/', language: 'es', lookup: 'L', text: 'Uno.' },
      id: 'a1', source: 'in.jsonl', place: 'line 1',
    });
    const described = items.map((item) => ('failure' in item ? describeFailure(item.failure) : `${item.place} ${item.document.text}`));
    expect(described[1]).toMatch(/^in\.jsonl, line 2: found JSON that can't be read .*Mend or remove the line/);
    expect(described[2]).toBe('line 4 Three.');
    expect(described[3]).toMatch(/line 5, field text: found nothing/);
    expect(described[4]).toMatch(/line 6, field date: found "2022-02-30"/);
    expect(described[5]).toMatch(/line 7, field date: found "2022-13"/);
    expect(described[6]).toMatch(/line 8, field title: found 7, expected a string/);
    expect(described[7]).toMatch(/line 9: found a list/);
    expect(items[8]).toMatchObject({ id: '9', document: { date: '2022-01-01', datePrecision: 'year' } });
    expect(described[9]).toMatch(/line 11, field datePrecision: found "about"/);
  });

  it('reads lines in Latin-1 and UTF-16, and a whole file of JSON', async () => {
    const line = JSON.stringify({ text: SPANISH });
    for (const bytes of [Buffer.from(line, 'latin1'), Buffer.from(`\uFEFF${line}\n`, 'utf16le'), Buffer.from(`\uFEFF${line}`)]) expect((await one('in.jsonl', bytes)).text).toBe(SPANISH);
    expect(await itemsOf(named('in.json', '[{"text":"One."},{"text":""},{"text":"Three."}]'))).toMatchObject([{ place: 'item 1' }, { failure: { place: 'item 2, field text' } }, { place: 'item 3' }]);
    expect(await refused('in.json', '{"text":')).toMatch(/JSON that can't be read/);
  });

  it('reads gzip, and what came before its break', async () => {
    const text = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ text: `Document ${i} ${Math.sin(i)}.` })).join('\n');
    const packed = gzipSync(text);
    expect(await itemsOf(named('in.jsonl.gz', packed))).toHaveLength(3000);
    const cut = await itemsOf(named('in.jsonl.gz', packed.subarray(0, packed.length / 2)));
    expect(cut.length).toBeGreaterThan(1000);
    expect(cut.at(-1)).toMatchObject({ failure: { source: 'in.jsonl.gz', place: expect.stringMatching(/^line \d+$/) as unknown, found: 'a gzip file that breaks off' } });
    packed[packed.length >> 1]! ^= 0xff;
    expect((await itemsOf(named('in.jsonl.gz', packed))).at(-1)).toHaveProperty('failure');
  });
});

describe('HTML', () => {
  const page = `<!doctype html><html lang="es-AR"><head><meta charset="utf-8"><title>Diario | Acuerdo</title>
    <meta property="og:title" content="Acuerdo con Brasil"><meta property="og:site_name" content="El Diario">
    <meta property="article:published_time" content="2023-01-23T23:50:00-03:00"><link rel="canonical" href="https://example.org/acuerdo">
    <script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"A. Redactora"},{"name":"B. Redactor"}]}</script></head>
    <body><nav><a href="/">Inicio</a> <a href="/mundo">Mundo</a></nav><article><h1>Acuerdo con Brasil</h1>
    <p>Los presidentes de la Argentina y del Brasil<br>se reunieron en Buenos Aires, donde hablaron de comercio, de energía y de una moneda común.</p>
    <p>Según los dos gobiernos, habrá un acuerdo &amp; una <b>nueva</b> reunión, que se hará en Brasilia antes de que termine el año en curso.</p></article>
    <footer>Todos los derechos reservados</footer><script>track()</script></body></html>`;

  it('takes the article and what the page says of it', async () => {
    const document = await one('a.html', page);
    expect(document).toMatchObject({ title: 'Acuerdo con Brasil', publication: 'El Diario', author: 'A. Redactora, B. Redactor', date: '2023-01-23', language: 'es', url: 'https://example.org/acuerdo' });
    expect(document.text).toMatch(/del Brasil\nse reunieron en Buenos Aires/);
    expect(document.text).toMatch(/común\.\n\nSegún los dos gobiernos, habrá un acuerdo & una nueva reunión/);
    expect(document.text).not.toMatch(/Inicio|derechos|track/);
  });

  it('reads a page that is all there is, a fragment, and a page in Latin-1', async () => {
    expect((await one('b.html', '<p>ARG met CHN.</p><ul><li>One</li><li>Two</li></ul>')).text).toBe('ARG met CHN.\n\nOne\n\nTwo');
    const latin = Buffer.from(page.replace('charset="utf-8"', 'charset="iso-8859-1"'), 'latin1');
    expect((await one('c.html', latin)).text).toMatch(/Según/);
  });

  it('leaves furniture out, nested too, and loses nothing where its tags do not close', async () => {
    const paragraph = (n: number): string => `<p>Paragraph ${n} says at some length what the two governments agreed upon, when they did so, and who signed for either of them.</p>`;
    const page = (before: string, after: string): string => `<html><body>${before}<article>${[1, 2, 3, 4].map(paragraph).join('')}</article>${after}</body></html>`;
    const nested = await itemsOf(named('a.html', page('<nav>Menu <nav>inner</nav> more of the menu</nav><!-- <aside> -->', '<aside>Teaser</aside><footer>Imprint</footer>')));
    expect(nested).toMatchObject([{ document: { text: expect.stringMatching(/^Paragraph 1[^]*Paragraph 4 says[^]*either of them\.$/) as unknown } }]);
    const open = await itemsOf(named('b.html', page('</nav></aside>', '<footer>Imprint')));
    expect(open).toMatchObject([{ document: { text: expect.stringMatching(/^Paragraph 1[^]*Paragraph 4/) as unknown } }]);
  });

  it('refuses one nested 100,000 deep in little time', async () => {
    const start = performance.now();
    expect(await refused('deep.html', `<html><body>${'<div>'.repeat(100_000)}<p>Text.</p>`)).toMatch(/^deep\.html, line 1: found elements nested more than 250 deep, expected at most 250/);
    expect(await refused('deepish.html', `<html><body>${'<b>'.repeat(600)}<p>Text.</p>`)).toMatch(/nested more than 250 deep/);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('PDF', () => {
  it('joins lines, mends broken words, leaves running headers and page numbers out', async () => {
    const pages = [1, 2, 3].map((n) => ['Gazette of Testing', '', `Page ${n} says that the govern-`, 'ment met its counterpart', 'and signed.', '', '', 'A second paragraph of the page.', '', `${n}`]);
    const { text, title, date } = await one('2022-02-06.pdf', pdfOf(pages));
    expect({ title, date }).toEqual({ title: '2022 02 06', date: '2022-02-06' });
    expect(text).not.toMatch(/Gazette/);
    expect(text.split('\n\n').slice(0, 2)).toEqual(['Page 1 says that the government met its counterpart and signed.', 'A second paragraph of the page.']);
  });

  it('refuses one with a password, with no text, or damaged', async () => {
    expect(await refused('locked.pdf', pdfOf([['Secret.']], true))).toMatch(/^locked\.pdf: found a PDF with a password/);
    expect(await refused('scan.pdf', pdfOf([[''], ['']]))).toMatch(/found 2 pages with no text on them.*OCR/);
    expect(await refused('broken.pdf', '%PDF-1.4\nnothing more')).toMatch(/damaged PDF/);
  });
});

describe('DOCX', () => {
  it('reads paragraphs and footnotes', async () => {
    const document = await one('a.docx', docxOf(['ARG met CHN.', 'They signed.'], 'In Beijing.'));
    expect(document).toMatchObject({ title: 'Notes & queries', author: 'Desk' });
    expect(document.text).toBe('ARG met CHN.\n\nThey signed.\n\nIn Beijing.');
  });

  it('refuses a zip bomb, a cut file, and an archive that is no document', async () => {
    const bomb = docxOf(['x'], 'y', { 'word/styles.xml': Buffer.alloc(120 << 20, 'a') });
    expect(bomb.length).toBeLessThan(1 << 20);
    expect(await refused('bomb.docx', bomb)).toMatch(/^bomb\.docx, word\/styles\.xml: found an archive that unpacks to more than 100 MB/);
    expect(await refused('cut.docx', docxOf(['x'], 'y').subarray(0, 900))).toMatch(/breaks off/);
    expect(await refused('other.docx', zipOf({ 'a.txt': 'Hello.' }))).toMatch(/no Word document/);
    expect(await refused('broken.docx', zipOf({ 'word/document.xml': '<w:document' }))).toMatch(/^broken\.docx/);
    expect(await refused('archive.zip', zipOf({ 'a.txt': 'Hello.' }))).toMatch(/found a ZIP archive, expected text/);
  });
});

describe('mail, feeds and tables', () => {
  it('reads a message', async () => {
    const mail = 'From: =?utf-8?q?Oficina_de_Prensa?= <prensa@example.org>\r\nDate: Sun, 6 Feb 2022 23:30:00 -0300\r\nSubject: =?utf-8?b?VmlzaXRhIGEgUGVrw61u?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>ARG met CHN.</p><p>They signed.</p>\r\n';
    expect(await one('a.eml', mail)).toMatchObject({ title: 'Visita a Pekín', author: 'Oficina de Prensa', date: '2022-02-06', text: expect.stringMatching(/ARG met CHN\.\s+They signed\./) as unknown });
    expect(await refused('b.eml', '\n')).toMatch(/b\.eml/);
  });

  it('reads RSS and Atom, each entry with its date', async () => {
    const rss = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Gazette</title><language>en-us</language>
      <item><title>Visit &amp; talks</title><link>https://example.org/1</link><pubDate>Sun, 06 Feb 2022 23:30:00 -0300</pubDate><dc:creator>Desk</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>ARG met CHN.</p><p>They signed.</p>]]></content:encoded></item>
      <item><title>Only a title</title><guid>x</guid></item><item><guid>y</guid></item></channel></rss>`;
    const items = await itemsOf(named('feed.xml', rss));
    expect(items[0]).toMatchObject({ id: 'https://example.org/1', place: 'item 1', document: { title: 'Visit & talks', publication: 'Gazette', author: 'Desk', date: '2022-02-06', language: 'en', text: 'ARG met CHN.\n\nThey signed.' } });
    expect(items[1]).toMatchObject({ document: { text: 'Only a title', date: '' } });
    expect(items[2]).toMatchObject({ failure: { place: 'item 3' } });
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Office</title><id>i</id><updated>2022-02-07T00:00:00Z</updated><entry><title>T</title><id>e</id><link rel="alternate" href="https://example.org/2"/><published>2022-02-06T10:00:00Z</published><updated>2022-02-07T00:00:00Z</updated><author><name>A</name></author><content type="html">&lt;p&gt;ARG met CHN.&lt;/p&gt;</content></entry></feed>`;
    expect(await one('feed', atom)).toMatchObject({ publication: 'Office', author: 'A', url: 'https://example.org/2', date: '2022-02-06', text: 'ARG met CHN.' });
    expect(await refused('other.xml', '<catalog><book/></catalog>')).toMatch(/no feed/);
  });

  it('reads tables with named columns, and names the row that is wrong', async () => {
    const csv = 'Fecha;Título;Texto;ID\n2022-02-06;Visita;"ARG se reunió; con CHN.\nFirmaron.";a\n2022-02-31;Mal;x;b\n2022-02-07;corta\n2022;Bien;"Dijo ""no""."; c\n;;;\n';
    const items = await itemsOf(named('t.csv', Buffer.from(csv, 'latin1')));
    expect(items[0]).toMatchObject({ id: 'a', place: 'line 2', document: { date: '2022-02-06', title: 'Visita', text: 'ARG se reunió; con CHN.\nFirmaron.' } });
    expect(items[1]).toMatchObject({ failure: { place: 'line 4, field date', found: '"2022-02-31"' } });
    expect(items[2]).toMatchObject({ failure: { place: 'line 5', found: '2 columns', expected: '4, as in the first line' } });
    expect(items[3]).toMatchObject({ id: 'c', place: 'line 6', document: { text: 'Dijo "no".', datePrecision: 'year' } });
    expect(items[4]).toMatchObject({ failure: { place: 'line 7, field text' } });
    expect(await refused('u.csv', 'a,b\n1,2\n')).toMatch(/u\.csv, line 1: found columns "a", "b", expected a column "text"/);
    expect((await itemsOf(named('v.csv', 'text,date\nOne.,2022\n"Two.,2022\n'))).map((item) => 'failure' in item)).toEqual([false, true]);
    expect((await one('w.tsv', 'text\tdate\n"Quoted" no more.\t2022-01-01\n'.replace(/"/g, ''))).date).toBe('2022-01-01');
  });
});

describe('paths', () => {
  it('reads a folder in the order of names, and says what is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demarche-sources-'));
    try {
      mkdirSync(join(folder, 'b'));
      writeFileSync(join(folder, 'c.txt'), 'Third.');
      writeFileSync(join(folder, 'b', 'b.md'), 'Second.');
      writeFileSync(join(folder, 'a.jsonl'), '{"text":"First."}');
      writeFileSync(join(folder, 'picture.png'), 'x');
      writeFileSync(join(folder, '.hidden.txt'), 'Hidden.');
      expect((await itemsOf(folder)).map((item) => ('document' in item ? item.document.text : ''))).toEqual(['First.', 'Second.', 'Third.']);
      expect(await itemsOf(join(folder, 'none.txt'))).toMatchObject([{ failure: { found: 'no such file' } }]);
      expect(await itemsOf({ name: '-', bytes: Buffer.from('{"text":"In."}') }, { kind: 'jsonl' })).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('dates', () => {
  it.each([
    ['2022-02-06', '2022-02-06', 'day'], ['2022-02-06T23:30:00-03:00', '2022-02-06', 'day'], ['2022-02', '2022-02-01', 'month'], ['2022', '2022-01-01', 'year'],
    ['20220206', '2022-02-06', 'day'], ['Sun, 06 Feb 2022 23:30:00 -0300', '2022-02-06', 'day'], ['6 February 2022', '2022-02-06', 'day'], ['February 6, 2022', '2022-02-06', 'day'], ['', '', 'unknown'],
  ])('reads %s', (text, date, datePrecision) => expect(dateOf(text)).toEqual({ date, datePrecision }));
  it.each(['yesterday', '2022-02-30', '9999-01-01', '06/02/2022', '2022-00-10'])('refuses %s', (text) => expect(dateOf(text)).toBeNull());
});
