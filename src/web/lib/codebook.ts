/** The codebook's names and definitions, asked for once. */
import { useEffect, useState } from 'preact/hooks';
import type { CodebookView } from '../../server/api/schemas.js';
import { language } from '../text/index.js';
import { ask } from './api.js';
import { sentenceCase } from './words.js';

let asked: Promise<CodebookView> | null = null;
let known: CodebookView | null = null;

export interface CodebookWords {
  view: CodebookView | null;
  typeName(type: string, mode?: string | null): string;
  modeName(type: string, mode: string): string;
  contextName(code: string): string;
  sectorName(code: string): string;
  definition(type: string, mode?: string | null): string;
}

export function useCodebook(): CodebookWords {
  const [view, set] = useState(known);
  useEffect(() => {
    if (view) return;
    asked ??= ask<CodebookView>('/codebook');
    asked.then(
      (answer) => set((known = answer)),
      () => (asked = null),
    );
  }, [view]);
  const spoken = language();
  const typeOf = (code: string) => view?.types.find((type) => type.code === code);
  const modeOf = (code: string, mode: string | null | undefined) => view?.modes.find((entry) => entry.eventType === code && entry.mode === mode);
  return {
    view,
    typeName: (code, mode) => {
      const type = typeOf(code)?.name[spoken] ?? sentenceCase(code.toLowerCase());
      const name = modeOf(code, mode)?.name[spoken];
      return name ? `${type}: ${name.toLowerCase()}` : type;
    },
    modeName: (code, mode) => modeOf(code, mode)?.name[spoken] ?? mode,
    contextName: (code) => view?.contexts.find((context) => context.code === code)?.name[spoken] ?? code,
    sectorName: (code) => view?.sectors.find((sector) => sector.code === code)?.name[spoken] ?? code,
    definition: (code, mode) => (modeOf(code, mode)?.definition ?? typeOf(code)?.definition)?.[spoken] ?? '',
  };
}
