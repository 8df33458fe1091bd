/** The coder's reasons in Spanish: every reason that it gives has its twin. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadCoder } from '../../src/coder/node.js';
import type { Coder, Why } from '../../src/coder/index.js';

// The language is read from the browser when the tables are loaded.
vi.stubGlobal('location', { search: '', href: 'http://localhost/' });
vi.stubGlobal('navigator', { language: 'es' });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });
const { foundInSpanish, reasonInSpanish } = await import('../../src/web/lib/reasons.js');

const names = { typeName: (type: string, mode?: string | null) => (mode ? `${type}: ${mode}` : type) };
const DISPATCHES = new URL('../../data/example/dispatches/', import.meta.url);
/** One in so many dispatches is coded. */
const EVERY = 12;

let coder: Coder;
beforeAll(async () => {
  coder = await loadCoder();
});

describe('reasons in Spanish', () => {
  it.each([
    ['lexicon', '"signed … charter" means SUPPORT', '«signed … charter» quiere decir «SUPPORT»'],
    ['lexicon', '"likely" is "likely" on the scale of Kent: 0.63 to 0.87', '«likely» vale de 0,63 a 0,87 en la escala de Kent'],
    ['operator', '"abstained" above it leaves it denied', '«abstained», del que depende, lo deja como desmentido'],
    ['relation', 'actor is the subject of the trigger (root)', 'el actor es el sujeto del disparador (raíz)'],
    ['relation', 'recipient is the obj.nmod:of of the trigger (root)', 'el destinatario es el modificador nominal con «of» del objeto del disparador (raíz)'],
    ['actor', '"Milei" is ARG GOV by president on 2024-05-01 (Javier Milei)', '«Milei» es ARG GOV por su cargo (presidencia) el 2024-05-01 (Javier Milei)'],
    ['actor', '"the agency" is in no dictionary by unresolved', '«the agency» no está en ningún diccionario'],
    ['date', '"Saturday" is 2026-01-17 (day), with the verb', '«Saturday» es 2026-01-17 (día), junto al verbo'],
    ['ranker', 'the ranker gives SUPPORT 91 %, no event 1 %', 'el clasificador da 91 % a «SUPPORT» y 1 % a que no sea un hecho'],
    ['rule', '"would": auxiliary', '«would»: auxiliar'],
  ])('%s: %s', (kind, text, spanish) => {
    expect(reasonInSpanish({ kind, text }, names)).toBe(spanish);
  });

  it('stay as they came where no rule is known', () => {
    expect(reasonInSpanish({ kind: 'import', text: 'row 7 of a data set' }, names)).toBeNull();
    expect(reasonInSpanish({ kind: 'rule', text: 'something else' }, names)).toBeNull();
    expect(foundInSpanish('a way that nobody knows')).toBeNull();
  });

  it('are there for all that the coder says of the example', () => {
    const reasons: Why[] = [];
    readdirSync(DISPATCHES).forEach((file) => {
      const lines = readFileSync(new URL(file, DISPATCHES), 'utf8').trim().split('\n');
      lines.forEach((line, i) => {
        if (i % EVERY !== 0) return;
        const { text, date, language } = JSON.parse(line) as { text: string; date: string; language?: string };
        const { events, statements, forecasts } = coder.code({ text, date, ...(language ? { language } : {}) });
        reasons.push(...[...events, ...statements, ...forecasts].flatMap(({ why }) => why));
      });
    });
    expect(reasons.length).toBeGreaterThan(300);
    expect(reasons.filter((reason) => reasonInSpanish(reason, names) === null).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([]);
  });
});
