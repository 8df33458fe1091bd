/**
 * The built codebook as plain JSON values, and back: what was read, checked and inflected once need not be again at each
 * start. What comes back is what `parseCodebook` gives.
 */
import { Codebook, type LanguageLexicon, type Lexicons, type NamedOperator, type Pattern } from './codebook.js';
import type { CameoCode, CameoRoot, Context, EventType, Hedge, LikelihoodScale, Mode, Sector } from './schema.js';

/** Lists of words that many patterns share, each once; −1 stands for "any". */
type ListIndex = number;
type Conditions = Pick<Pattern, 'objectSet' | 'notObjectSet' | 'complementSet' | 'subjectSet'>;

/** A pattern with the numbers of its lists; what it does not say is left out. */
type PackedPattern = Partial<Omit<Pattern, keyof Conditions | 'withList'>> & {
  sets?: readonly [object: ListIndex, notObject: ListIndex, complement: ListIndex, subject: ListIndex];
  with?: readonly (readonly [preposition: string, list: ListIndex])[];
};

export interface PackedLexicon {
  language: string;
  /** Each list's words, one a line. */
  lists: string[];
  patterns: [key: string, patterns: PackedPattern[]][];
  /** "VERB:meet" and its forms, apart by spaces; no lemma that is inflected has any. */
  forms: string[];
  operators: [key: string, operators: NamedOperator[]][];
  classes: [name: string, list: ListIndex][];
  contexts: [lemma: string, codes: readonly string[]][];
}

export interface PackedCodebook {
  version: string;
  types: EventType[];
  modes: Mode[];
  sectors: Sector[];
  contexts: Context[];
  cameo: [string, CameoCode][];
  cameoRoots: readonly CameoRoot[];
  likelihood: readonly LikelihoodScale[];
  hedges: readonly Hedge[];
  standing: Readonly<Record<string, Readonly<Record<string, string>>>>;
  languages: string[];
}

/** A language's lexicon as values that JSON can hold. */
export function packLexicon({ language, patterns, forms, operators, classes, contexts }: LanguageLexicon): PackedLexicon {
  const lists = new Map<string, ListIndex>();
  const indexOf = (set: ReadonlySet<string> | undefined): ListIndex => {
    if (!set) return -1;
    const text = [...set].join('\n');
    const known = lists.get(text);
    if (known !== undefined) return known;
    lists.set(text, lists.size);
    return lists.size - 1;
  };
  const packPattern = ({ objectSet, notObjectSet, complementSet, subjectSet, withList, ...rest }: Pattern): PackedPattern => {
    const sets = [indexOf(objectSet), indexOf(notObjectSet), indexOf(complementSet), indexOf(subjectSet)] as const;
    return {
      ...rest,
      ...(sets.some((index) => index >= 0) ? { sets } : {}),
      ...(withList.length > 0 ? { with: withList.map(([preposition, set]) => [preposition, indexOf(set)] as const) } : {}),
    };
  };
  const byLemma = new Map<string, string[]>();
  for (const [key, lemma] of forms) {
    const colon = key.indexOf(':');
    const owner = key.slice(0, colon + 1) + lemma;
    const list = byLemma.get(owner) ?? [];
    if (list.length === 0) byLemma.set(owner, list);
    list.push(key.slice(colon + 1));
  }
  return {
    language,
    patterns: [...patterns].map(([key, list]) => [key, list.map(packPattern)]),
    forms: [...byLemma].map(([owner, list]) => `${owner} ${list.join(' ')}`),
    operators: [...operators].map(([key, list]) => [key, [...list]]),
    classes: [...classes].map(([name, set]) => [name, indexOf(set)]),
    contexts: [...contexts],
    lists: [...lists.keys()],
  };
}

/** The lexicon that was packed; it was checked when it was built. */
function unpackLexicon(packed: PackedLexicon): LanguageLexicon {
  const sets = packed.lists.map((text) => new Set(text.split('\n')) as ReadonlySet<string>);
  const unpackPattern = (given: PackedPattern): Pattern => ({
    ref: given.ref as string,
    lemma: given.lemma as string,
    pos: given.pos as Pattern['pos'],
    type: given.type as string,
    mode: given.mode,
    particle: given.particle,
    reflexive: given.reflexive,
    light: given.light,
    reciprocal: given.reciprocal,
    weight: given.weight,
    contexts: given.contexts,
    actor: given.actor,
    recipient: given.recipient,
    specificity: given.specificity as number,
    objectSet: given.sets && sets[given.sets[0]],
    notObjectSet: given.sets && sets[given.sets[1]],
    complementSet: given.sets && sets[given.sets[2]],
    subjectSet: given.sets && sets[given.sets[3]],
    withList: given.with?.map(([preposition, index]) => [preposition, sets[index]] as const) ?? [],
  });
  const patterns = new Map(packed.patterns.map(([key, list]) => [key, list.map(unpackPattern) as readonly Pattern[]]));
  const forms = new Map<string, string>();
  for (const line of packed.forms) {
    const [owner, ...list] = line.split(' ') as [string, ...string[]];
    const colon = owner.indexOf(':') + 1;
    const pos = owner.slice(0, colon);
    const lemma = owner.slice(colon);
    for (const form of list) forms.set(pos + form, lemma);
  }
  const classes = new Map(packed.classes.map(([name, index]) => [name, sets[index] as ReadonlySet<string>]));
  return { language: packed.language, patterns, forms, operators: new Map(packed.operators), classes, contexts: new Map(packed.contexts) };
}

/** A codebook, but for its lexicons, as values that JSON can hold. */
export function packCodebook({ version, types, modes, sectors, contexts, cameo, cameoRoots, likelihood, hedges, standing, lexicons }: Codebook): PackedCodebook {
  return {
    version, types: [...types.values()], modes: [...modes.values()], sectors: [...sectors.values()], contexts: [...contexts.values()], cameo: [...cameo],
    cameoRoots, likelihood, hedges, standing, languages: [...lexicons.keys()],
  };
}

/**
 * The codebook that was packed; it was checked when it was built.
 * @param lexiconOf gives a language's packed lexicon when that is first asked for; it is asked once.
 */
export function unpackCodebook(packed: PackedCodebook, lexiconOf: (language: string) => PackedLexicon): Codebook {
  const byCode = <T extends { code: string }>(list: readonly T[]) => new Map(list.map((entry) => [entry.code, entry]));
  const made = new Map<string, LanguageLexicon>();
  const lexicons: Lexicons = {
    keys: () => packed.languages,
    get(language) {
      if (!packed.languages.includes(language)) return undefined;
      const lexicon = made.get(language) ?? unpackLexicon(lexiconOf(language));
      made.set(language, lexicon);
      return lexicon;
    },
  };
  return new Codebook(
    packed.version, byCode(packed.types), new Map(packed.modes.map((mode) => [`${mode.eventType}/${mode.mode}`, mode])), byCode(packed.sectors), byCode(packed.contexts),
    new Map(packed.cameo), packed.cameoRoots, packed.likelihood, packed.hedges, packed.standing, lexicons,
  );
}
