/**
 * The codebook as the coder uses it: PLOVER's types, modes, sectors and contexts, and for each language the lexicon of
 * patterns and operators, indexed by lemma. PLOVER: Halterman et al., "PLOVER and POLECAT: A New Political Event
 * Ontology and Dataset" (2023). Everything here is read from data files; no event type is named in code.
 */
import { z } from 'zod';
import { fold } from './fold.js';
import { formsOf } from './inflect.js';
import { DataFileError, fileOf, readJson, readJsonl } from './files.js';
import {
  CameoCode, CameoRoot, Context, EventType, Hedge, LexiconEntry, LikelihoodScale, Mode, NounClass, Operator, Sector,
} from './schema.js';

/** A pattern as it is matched: of every pattern the same fields in the same order, so that reading one is fast. */
export interface Pattern {
  /** Its name ("en:impose#3"), by which a `why` refers to it. */
  ref: string;
  lemma: string;
  pos: LexiconEntry['pos'];
  type: string;
  mode: string | null | undefined;
  particle: string | undefined;
  reflexive: boolean | undefined;
  light: boolean | undefined;
  reciprocal: boolean | undefined;
  weight: number | undefined;
  contexts: readonly string[] | undefined;
  actor: readonly string[] | undefined;
  recipient: readonly string[] | undefined;
  /** How many conditions it sets: of two that fit, the one with more says more. */
  specificity: number;
  /** Lemmas with classes spelled out, or undefined where the pattern does not care. */
  objectSet: ReadonlySet<string> | undefined;
  notObjectSet: ReadonlySet<string> | undefined;
  complementSet: ReadonlySet<string> | undefined;
  subjectSet: ReadonlySet<string> | undefined;
  /** [preposition, lemmas or undefined for any]. */
  withList: readonly (readonly [string, ReadonlySet<string> | undefined])[];
}

export type NamedOperator = Omit<Operator, 'example'> & { ref: string };

/** The type of patterns that say what is no event, and of pairs between which there is none. */
export const NONE = 'NONE';

export interface LanguageLexicon {
  language: string;
  /** Patterns by "POS:lemma", most specific first. Lemmas here and below are folded: texts come without accents too. */
  patterns: ReadonlyMap<string, readonly Pattern[]>;
  /** Lemma by "POS:form", for the forms by rule of every lemma of patterns, operators and classes. */
  forms: ReadonlyMap<string, string>;
  /** Operators by "POS:lemma". */
  operators: ReadonlyMap<string, readonly NamedOperator[]>;
  classes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Context codes by trigger lemma. */
  contexts: ReadonlyMap<string, readonly string[]>;
}

/** The lexicons by language; one may be made only when it is asked for. */
export interface Lexicons {
  get(language: string): LanguageLexicon | undefined;
  keys(): Iterable<string>;
}

export class Codebook {
  /** @param version digits that stand for the state of the files: another codebook, another version. */
  constructor(
    readonly version: string,
    readonly types: ReadonlyMap<string, EventType>,
    readonly modes: ReadonlyMap<string, Mode>,
    readonly sectors: ReadonlyMap<string, Sector>,
    readonly contexts: ReadonlyMap<string, Context>,
    readonly cameo: ReadonlyMap<string, CameoCode>,
    readonly cameoRoots: readonly CameoRoot[],
    readonly likelihood: readonly LikelihoodScale[],
    readonly hedges: readonly Hedge[],
    /** What a type becomes by its standing where only types are told apart: standing → type, type/mode or direction → type. */
    readonly standing: Readonly<Record<string, Readonly<Record<string, string>>>>,
    readonly lexicons: Lexicons,
  ) {}

  /** @throws when the type is not PLOVER's. */
  type(code: string): EventType {
    const type = this.types.get(code);
    if (!type) throw new Error(`Event type "${code}" is not in the codebook; expected one of ${[...this.types.keys()].join(', ')}.`);
    return type;
  }

  /** Intensity of a type and mode, −10…+10; the type's own where the mode has none. */
  intensity(type: string, mode: string | null): number {
    return this.modes.get(`${type}/${mode ?? ''}`)?.intensity ?? this.type(type).intensity;
  }
}

function classLookup(file: string, classes: ReadonlyMap<string, ReadonlySet<string>>) {
  return (list: readonly string[] | undefined): ReadonlySet<string> | undefined => {
    if (!list) return undefined;
    const set = new Set<string>();
    for (const item of list) {
      if (!item.startsWith('@')) set.add(fold(item));
      else {
        const members = classes.get(item.slice(1));
        if (!members) throw new DataFileError(file, null, `class "${item}"`, 'a class that the classes file defines');
        for (const lemma of members) set.add(lemma);
      }
    }
    return set;
  };
}

function buildLexicon(language: string, files: ReadonlyMap<string, string>, check: (file: string, type: string, mode: string | null | undefined) => void, contexts: Iterable<Context>): LanguageLexicon {
  const classes = new Map<string, ReadonlySet<string>>();
  const classFile = `classes.${language}.jsonl`;
  for (const entry of readJsonl(classFile, fileOf(files, classFile), NounClass)) classes.set(entry.class, new Set(entry.lemmas.map(fold)));

  const lexiconFile = `lexicon.${language}.jsonl`;
  const lookup = classLookup(lexiconFile, classes);
  const patterns = new Map<string, Pattern[]>();
  for (const entry of readJsonl(lexiconFile, fileOf(files, lexiconFile), LexiconEntry)) {
    if (entry.type !== NONE) check(lexiconFile, entry.type, entry.mode);
    const key = `${entry.pos}:${fold(entry.lemma)}`;
    const list = patterns.get(key) ?? [];
    if (list.length === 0) patterns.set(key, list);
    const { object, notObject, complement, subject, with: prepositions } = entry;
    const withList = (prepositions ?? []).map((item) => {
      const [preposition, lemma] = item.split(':', 2) as [string, string | undefined];
      return [fold(preposition), lemma === undefined || lemma === '*' ? undefined : lookup([lemma])] as const;
    });
    list.push({
      ref: `${language}:${entry.lemma}${entry.particle ? ` ${entry.particle}` : ''}#${list.length + 1}`,
      lemma: entry.lemma,
      pos: entry.pos,
      type: entry.type,
      mode: entry.mode,
      particle: entry.particle,
      reflexive: entry.reflexive,
      light: entry.light,
      reciprocal: entry.reciprocal,
      weight: entry.weight,
      contexts: entry.contexts,
      actor: entry.actor?.map(fold),
      recipient: entry.recipient?.map(fold),
      specificity:
        (entry.particle ? 2 : 0) + (object ? 2 : 0) + (complement ? 2 : 0) + (subject ? 2 : 0) +
        2 * withList.length + (entry.reflexive ? 1 : 0),
      objectSet: lookup(object),
      notObjectSet: lookup(notObject),
      complementSet: lookup(complement),
      subjectSet: lookup(subject),
      withList,
    });
  }
  for (const list of patterns.values()) list.sort((a, b) => b.specificity - a.specificity || (b.weight ?? 0.7) - (a.weight ?? 0.7));

  const operatorFile = `operators.${language}.jsonl`;
  const operators = new Map<string, NamedOperator[]>();
  for (const entry of readJsonl(operatorFile, fileOf(files, operatorFile), Operator)) {
    if (entry.effect.type) check(operatorFile, entry.effect.type, entry.effect.mode);
    const key = `${entry.pos}:${fold(entry.lemma)}`;
    const list = operators.get(key) ?? [];
    if (list.length === 0) operators.set(key, list);
    const { example: _, ...kept } = entry;
    list.push({ ...kept, ref: `${language}:op:${entry.lemma}#${list.length + 1}` });
  }

  const contextTriggers = new Map<string, string[]>();
  for (const context of contexts) {
    for (const lemma of context.triggers[language as 'en' | 'es'] ?? []) {
      const list = contextTriggers.get(fold(lemma)) ?? [];
      if (list.length === 0) contextTriggers.set(fold(lemma), list);
      list.push(context.code);
    }
  }
  const forms = new Map<string, string>();
  const inflect = (pos: string, lemma: string): void => {
    for (const form of formsOf(language, lemma, pos)) if (!forms.has(`${pos}:${form}`)) forms.set(`${pos}:${form}`, lemma);
  };
  for (const key of [...patterns.keys(), ...operators.keys()]) inflect(key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1));
  for (const lemmas of classes.values()) for (const lemma of lemmas) inflect('NOUN', lemma);
  return { language, patterns, forms, operators, classes, contexts: contextTriggers };
}

/**
 * A name for the state of a set of files: eight digits that change when any of them does (FNV-1a over names and texts; a
 * cryptographic hash of megabytes would cost more than reading them, and nobody forges a codebook against himself).
 */
export function versionOf(files: ReadonlyMap<string, string>): string {
  let hash = 0x811c9dc5;
  for (const [name, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const part of [name, text]) {
      for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
      hash = Math.imul(hash ^ 0xffff, 0x01000193);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * Builds the codebook from its files (name → text), checking each entry against its schema and every reference.
 * @throws DataFileError naming file, line and field.
 */
export function parseCodebook(files: ReadonlyMap<string, string>): Codebook {
  const read = <S extends z.ZodType>(name: string, schema: S) => readJson(name, fileOf(files, name), schema);
  const types = new Map(read('event-types.json', z.array(EventType)).map((t) => [t.code, t]));
  const modes = new Map(read('modes.json', z.array(Mode)).map((m) => [`${m.eventType}/${m.mode}`, m]));
  const sectors = new Map(read('sectors.json', z.array(Sector)).map((s) => [s.code, s]));
  const contexts = new Map(read('contexts.json', z.array(Context)).map((c) => [c.code, c]));
  const cameo = new Map(Object.entries(read('cameo.json', z.record(z.string(), CameoCode))));
  const likelihood = read('likelihood.json', z.array(LikelihoodScale));
  const cameoRoots = read('cameo-roots.json', z.array(CameoRoot));
  const standing = read('standing.json', z.record(z.string(), z.record(z.string(), z.string())));
  const hedges = read('hedges.json', z.array(Hedge));

  const check = (file: string, type: string, mode: string | null | undefined) => {
    if (!types.has(type)) throw new DataFileError(file, null, `event type "${type}"`, `one of ${[...types.keys()].join(', ')}`);
    if (mode && !modes.has(`${type}/${mode}`)) throw new DataFileError(file, null, `mode "${mode}" of ${type}`, 'a mode that modes.json defines for that type');
  };
  for (const table of Object.values(standing)) for (const type of Object.values(table)) check('standing.json', type, null);
  for (const { type } of cameoRoots) check('cameo-roots.json', type, null);
  for (const mode of modes.values()) check('modes.json', mode.eventType, null);
  for (const { type, mode } of cameo.values()) check('cameo.json', type, mode);

  const languages = [...files.keys()].flatMap((name) => /^lexicon\.(\w+)\.jsonl$/.exec(name)?.[1] ?? []).sort();
  const lexicons = new Map(languages.map((language) => [language, buildLexicon(language, files, check, contexts.values())]));
  return new Codebook(versionOf(files), types, modes, sectors, contexts, cameo, cameoRoots, likelihood, hedges, standing, lexicons);
}
