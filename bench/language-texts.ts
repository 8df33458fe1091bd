/** The texts that the language benchmark runs on. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readConllu, type Doc } from '../src/language/index.js';

export const TEST_SETS = [
  { language: 'en', name: 'en_ewt-test' },
  { language: 'en', name: 'en_gum_open-test' },
  { language: 'en', name: 'en_pud-test' },
  { language: 'es', name: 'es_ancora-test' },
] as const;

export function treebankFile(name: string): string {
  return fileURLToPath(new URL(`../../shared/treebanks/${name}.conllu.gz`, import.meta.url));
}

export function treebank(name: string, language: string): Doc {
  return readConllu(gunzipSync(readFileSync(treebankFile(name))).toString('utf8'), language);
}

/** A made-up report, for where the treebanks are not. */
const REPORT = {
  en: 'The foreign minister said on Monday that the two governments had agreed to reopen their embassies. He did not give a date. Officials in both capitals have met four times since March, and a trade delegation is expected next week. The opposition said the plan was a mistake.\n\n',
  es: 'El ministro de Relaciones Exteriores dijo el lunes que los dos gobiernos acordaron reabrir sus embajadas. No dio una fecha. Los funcionarios de ambos países se reunieron cuatro veces desde marzo y se espera una delegación comercial la semana próxima.\n\n',
};

/** Texts of the length of a news article (some twenty sentences). */
export function articles(language: 'en' | 'es'): string[] {
  const name = language === 'en' ? 'en_pud-test' : 'es_ancora-test';
  if (!existsSync(treebankFile(name))) return Array.from({ length: 50 }, () => REPORT[language].repeat(5));
  const doc = treebank(name, language);
  const texts: string[] = [];
  for (let s = 0; s < doc.sentenceCount; s += 20) {
    const last = Math.min(s + 20, doc.sentenceCount);
    texts.push(doc.text.slice(doc.start[doc.sentenceStart[s] as number], doc.end[(doc.sentenceStart[last] as number) - 1]));
  }
  return texts;
}
