/**
 * The coder's reasons in Spanish. It gives them in English, each made by a rule of its own; here each rule has its twin. A
 * reason of no rule that is known here stays as it came, and is marked as English where it is shown.
 */
import { COMMON } from '../text/common.js';
import { GRAMMAR, relationName } from '../text/grammar.js';
import { language } from '../text/index.js';

/** What names of the codebook are taken from. */
export interface TypeNames {
  typeName(type: string, mode?: string | null): string;
}

/** A pattern of what the coder says, and the same in Spanish; null where a part of it has no Spanish here. */
type Rule = readonly [RegExp, (parts: readonly string[], names: TypeNames) => string | null];

const PRECISIONS: Record<string, string> = { day: 'día', week: 'semana', month: 'mes', quarter: 'trimestre', year: 'año', unknown: 'sin precisar' };

/** How a date hangs on its event. */
const HANGS: Record<string, string> = {
  'with the verb': 'junto al verbo', 'with the same act': 'junto a la misma acción', 'with the verb above': 'junto al verbo del que depende', 'only date of the sentence': 'única fecha de la oración',
};

/** Signs of a status. */
const SIGNS: Record<string, string> = {
  'infinitive of purpose': 'infinitivo de finalidad', 'conditional mood': 'modo condicional', 'future tense': 'tiempo futuro', 'infinitive of a headline': 'infinitivo de titular', imperative: 'imperativo',
  auxiliary: 'auxiliar', 'negative determiner': 'determinante negativo', negation: 'negación', adjective: 'adjetivo', 'adverb or conjunction': 'adverbio o conjunción', 'what it is about is negated': 'se niega aquello de lo que trata',
};

/** Ways in the parse from the trigger to who acts or is acted on. */
const PATHS: Record<string, string> = {
  subject: 'el sujeto', 'agent of a passive': 'el agente de una pasiva', 'noun that the relative clause modifies': 'el nombre que la oración de relativo modifica', 'noun that the participle modifies': 'el nombre que el participio modifica',
  'object that controls the infinitive': 'el objeto que rige el infinitivo', 'subject of the verb above': 'el sujeto del verbo superior', 'subject shared with the coordinated verb': 'el sujeto compartido con el verbo coordinado',
  'subject of the main clause': 'el sujeto de la oración principal', 'owner of the noun above': 'el poseedor del nombre superior', 'subject of the verb that governs the noun': 'el sujeto del verbo que rige el nombre',
  'subject of the verb that governs the noun above': 'el sujeto del verbo que rige el nombre superior', 'both sides of a reciprocal act': 'una de las dos partes de una acción recíproca', 'both sides of "between"': 'una de las dos partes de «entre»',
  'other party named in the clause': 'la otra parte nombrada en la oración', 'speaker of what is to be done': 'quien dice lo que ha de hacerse', 'name that a headline begins with': 'el nombre con que empieza el titular',
};

/** Offices by which somebody was found. */
const OFFICES: Record<string, string> = {
  'foreign-minister': 'canciller', president: 'presidencia', 'head-of-government': 'jefatura de Gobierno', 'head-of-state': 'jefatura de Estado', 'defence-minister': 'ministerio de Defensa', 'vice-president': 'vicepresidencia',
  'finance-minister': 'ministerio de Hacienda', 'economy-minister': 'ministerio de Economía', 'interior-minister': 'ministerio del Interior', 'security-minister': 'ministerio de Seguridad', 'trade-minister': 'ministerio de Comercio',
  'military-commander': 'mando militar', 'central-bank-governor': 'presidencia del banco central', 'secretary-general': 'secretaría general', speaker: 'presidencia de la cámara', 'un-ambassador': 'embajada ante la ONU',
  'opposition-leader': 'jefatura de la oposición', legislator: 'banca legislativa', 'regional-leader': 'gobierno regional', 'national-security-adviser': 'asesoría de seguridad nacional', 'chief-of-cabinet': 'jefatura de gabinete',
  'director-general': 'dirección general', 'managing-director': 'dirección gerente', 'commission-president': 'presidencia de la Comisión', 'high-representative': 'alta representación', 'council-president': 'presidencia del Consejo', pope: 'pontificado',
};

const FOUND: Record<string, string> = {
  name: 'por su nombre', metonym: 'por metonimia', demonym: 'por su gentilicio', person: 'por la persona', surname: 'por el apellido', place: 'por el lugar', description: 'por descripción', clause: 'por la oración', label: 'por la etiqueta del conjunto de datos',
  'description, of the state where it is met': 'por descripción, del Estado en que se lo encuentra',
};

/** Steps of a path that are no relations of Universal Dependencies. */
const STEPS: Record<string, string> = { subj: 'sujeto', poss: 'poseedor' };

/** "obj.nmod:of": the modifier with "of" of the object. */
function pathOf(path: string): string {
  const steps = path.split('.').map((step) => {
    const [relation = '', preposition] = step.split(':');
    return `${STEPS[relation] ?? relationName(GRAMMAR.es.relations, relation)}${preposition === undefined ? '' : ` con «${preposition}»`}`;
  });
  return `el ${steps.reverse().join(' del ')}`;
}

const officeOf = (office: string): string => OFFICES[office] ?? (office.startsWith('ambassador-to-') ? `embajada ante ${office.slice('ambassador-to-'.length)}` : office);

/** An office by its code ("foreign-minister") in words of the interface. */
export function officeName(office: string): string {
  return language() === 'es' ? officeOf(office) : office.replace(/-(?=[a-z])/g, ' ');
}

const BY: readonly Rule[] = [
  [/^(\S+) on (\d{4}-\d\d-\d\d)$/, ([office, date]) => `por su cargo (${officeOf(office!)}) el ${date}`],
  [/^former (\S+)$/, ([office]) => `por su cargo anterior (${officeOf(office!)})`],
  [/^pronoun for "(.+)"$/, ([who]) => `por el pronombre que está por «${who}»`],
  [/^first person, of "(.+)"$/, ([who]) => `por la primera persona de «${who}»`],
  [/^description for the state of "(.+)"$/, ([who]) => `por descripción del Estado de «${who}»`],
  [/^counterpart of "(.+)"$/, ([who]) => `como contraparte de «${who}»`],
  [/^subject of the sentence before, "(.+)"$/, ([who]) => `como sujeto de la oración anterior, «${who}»`],
  [/^named before as "(.+)"$/, ([who]) => `nombrado antes como «${who}»`],
];

/** How an actor was found ("president on 2024-05-01"), in Spanish; null where that is not known here. */
export function foundInSpanish(by: string): string | null {
  return FOUND[by] ?? twinOf(BY, by, { typeName: (type) => type });
}

const RULES: Record<string, readonly Rule[]> = {
  lexicon: [
    [/^no pattern knows "(.+)", which stands between two known sides$/, ([words]) => `ningún patrón conoce «${words}», que está entre dos partes conocidas`],
    [/^"(.+)" means (\w+)(?: \((.+)\))?$/, ([words, type, mode], names) => `«${words}» quiere decir «${names.typeName(type!, mode ?? null)}»`],
    [/^"(.+)" leaves it open \(.+\)$/, ([words]) => `«${words}» lo deja abierto`],
    [/^"(.+)" is "(.+)" on the scale of (.+): (.+) to (.+)$/, ([words, , scale, low, high]) => `«${words}» vale de ${decimal(low!)} a ${decimal(high!)} en la escala de ${scale}`],
  ],
  operator: [
    [/^"(.+)" above it makes it (\w+)$/, ([word, type], names) => `«${word}», del que depende, lo vuelve «${names.typeName(type!)}»`],
    [/^"(.+)" above it gives it on somebody.s word$/, ([word]) => `«${word}», del que depende, lo atribuye a lo que alguien dice`],
    [/^"(.+)" above it leaves it as it is$/, ([word]) => `«${word}», del que depende, lo deja como está`],
    [/^"(.+)" above it leaves it (\w+)$/, ([word, status]) => `«${word}», del que depende, lo deja como ${COMMON.es.statuses[status!] ?? status}`],
    [/^"(.+)" says$/, ([word]) => `«${word}» introduce lo dicho`],
    [/^"(.+)" forecasts$/, ([word]) => `«${word}» introduce un pronóstico`],
  ],
  rule: [
    [/^"(.+)": "(.+)"$/, ([word, lemma]) => `«${word}»: «${lemma}»`],
    [/^"(.+)": (.+)$/, ([word, sign]) => (SIGNS[sign!] ? `«${word}»: ${SIGNS[sign!]}` : null)],
    [/^"(.+)" is who says it$/, ([who]) => `lo dice «${who}»`],
    [/^"(.+)" is who "(.+)" it$/, ([who, verb]) => `«${who}» es quien «${verb}»`],
    [/^nobody fits "(.+)"$/, ([verb]) => `a nadie le corresponde «${verb}»`],
    [/^on the word of "(.+)"$/, ([who]) => `según «${who}»`],
    [/^"(.+)" stands before the colon$/, ([who]) => `«${who}» está antes de los dos puntos`],
    [/^goes on with the words of "(.+)"$/, ([who]) => `continúa lo que dice «${who}»`],
    [/^nobody is named as the speaker$/, () => 'no se nombra a quien habla'],
    [/^nobody is found who says it$/, () => 'no se encuentra quién lo dice'],
    [/^nobody is named who forecasts it: the author$/, () => 'no se nombra a quien pronostica: quien firma'],
    [/^in quotation marks$/, () => 'entre comillas'],
  ],
  relation: [
    [/^(actor|recipient) is the (.+) of the trigger \((.+)\)$/, ([side, path, relation]) => `el ${side === 'actor' ? 'actor' : 'destinatario'} es ${PATHS[path!] ?? pathOf(path!)} del disparador (${relationName(GRAMMAR.es.relations, relation!)})`],
    [/^about "(.+)"$/, ([word]) => `acerca de «${word}»`],
    [/^(\S+) of "(.+)"$/, ([relation, word]) => `${relationName(GRAMMAR.es.relations, relation!)} de «${word}»`],
  ],
  actor: [
    [/^(?:"(.*)"|the author) is (in no dictionary|\S+)((?: [A-Z]{3})*) by (.+?)(?: \(([^()]+)\))?$/s, ([text, code, sectors, by, person]) => {
      const unknown = code === 'in no dictionary';
      const found = unknown && by === 'unresolved' ? '' : foundInSpanish(by!);
      return found === null ? null : `${text === undefined ? 'quien firma' : `«${text}»`} ${unknown ? 'no está en ningún diccionario' : `es ${code}`}${sectors}${found && ` ${found}`}${person ? ` (${person})` : ''}`;
    }],
  ],
  date: [
    [/^no date of its own: the document.s, (.+)$/, ([date]) => `sin fecha propia: la del documento, ${date}`],
    [/^no date in the sentence, and the document has none$/, () => 'sin fecha en la oración ni en el documento'],
    [/^"(.+)" is (\S+) \((\w+)\)(?:, (.+))?$/, ([words, date, precision, how]) => `«${words}» es ${date} (${PRECISIONS[precision!] ?? precision})${how === undefined ? '' : `, ${HANGS[how] ?? how}`}`],
  ],
  ranker: [
    [/^the ranker gives (\w+) (\d+) %, no event (\d+) %$/, ([type, share, none], names) => `el clasificador da ${share} % a «${names.typeName(type!)}» y ${none} % a que no sea un hecho`],
    [/^the ranker gives (\w+) (\d+) % and (\w+) (\d+) %$/, ([type, share, other, rest], names) => `el clasificador da ${share} % a «${names.typeName(type!)}» y ${rest} % a «${names.typeName(other!)}»`],
  ],
};

const decimal = (value: string): string => value.replace('.', ',');

function twinOf(rules: readonly Rule[], text: string, names: TypeNames): string | null {
  for (const [pattern, twin] of rules) {
    const found = pattern.exec(text);
    if (found) return twin(found.slice(1), names);
  }
  return null;
}

/** A reason in Spanish; null where its rule is not known here. */
export function reasonInSpanish({ kind, text }: { kind: string; text: string }, names: TypeNames): string | null {
  return twinOf(RULES[kind] ?? [], text, names);
}
