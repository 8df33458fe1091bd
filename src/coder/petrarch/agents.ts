/** The agent dictionary: what people are ("minister", "troops") and the code that this adds to an actor's. */
import { contentLines, type DictionaryFile, type Problems } from './lines.js';
import { PhraseIndex } from './phrase-index.js';
import { parsePhrase, plural } from './units.js';

export interface Agent {
  code: string;
  /** The code stands before the actor's ("NGO~"), not after it ("~GOV"). */
  before: boolean;
  at: string;
}

/** Reads agent dictionaries with their substitution sets (`!PERSON! = MAN, WOMAN`). */
export function parseAgentFiles(files: readonly DictionaryFile[], problems: Problems): PhraseIndex<Agent> {
  const index = new PhraseIndex<Agent>();
  for (const file of files) {
    const sets = new Map<string, string[]>();
    for (const line of contentLines(file)) {
      const set = /^\s*(![^!]+!)\s*=\s*(.*)$/.exec(line.text);
      if (set) {
        sets.set((set[1] as string).toUpperCase(), (set[2] as string).split(',').map((member) => member.trim()).filter(Boolean));
        continue;
      }
      const found = /^\s*([^{[\]]*?)\s*(?:\{([^}]*)\})?\s*\[([^\]}]*)[\]}]/.exec(line.text);
      const code = found ? /^(?:~(\S+)|(\S+)~)$/.exec((found[3] as string).trim()) : null;
      if (!found || !code || found[1] === '') {
        problems.add(line, `found ${JSON.stringify(line.text.trim())}, expected "PHRASE {PLURAL} [~CODE]" or "[CODE~]"`);
        continue;
      }
      const agent: Agent = { code: (code[1] ?? code[2]) as string, before: code[1] === undefined, at: `${line.file}:${line.number}` };
      const [, singular, plurals] = found as unknown as [string, string, string?];
      const marker = /![^!]+!/.exec(singular);
      if (marker) {
        const members = sets.get(marker[0].toUpperCase());
        if (!members) problems.add(line, `${marker[0]} is not defined above; add "${marker[0]} = WORD, WORD"`);
        for (const member of members ?? []) index.add(parsePhrase(singular.replace(marker[0], member)), agent);
        continue;
      }
      index.add(parsePhrase(singular), agent);
      if (plurals === undefined) {
        const phrase = parsePhrase(singular);
        phrase.words.push(plural(phrase.words.pop() as string));
        index.add(phrase, agent);
      } else {
        for (const form of plurals.split(/[\s,]+/).filter(Boolean)) index.add(parsePhrase(form), agent);
      }
    }
  }
  return index;
}
