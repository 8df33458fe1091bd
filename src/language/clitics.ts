/** Spanish pronouns written onto an infinitive or a gerund: "decírselo" is "decir", "se" and "lo". */
import { withoutLastAccent } from './accents.js';
import type { HashTable } from './hash.js';
import { lemmaKey } from './lemma.js';
import { uposId } from './ud.js';

const WITH_PRONOUNS = /^(.*(?:[aeiáéí]r|ndo))((?:me|te|se|nos|os)(?=l[aeo]s?$))?(me|te|se|nos|os|l[aeo]s?)$/i;
const VERBS = [uposId('VERB'), uposId('AUX')];

/** The words of such a token whose verb is among the known lemmas; undefined where it is none. */
export function splitClitics(token: string, known: HashTable): string[] | undefined {
  const match = WITH_PRONOUNS.exec(token);
  if (!match) return undefined;
  const [, host, first, last] = match as unknown as [string, string, string | undefined, string];
  const isVerb = (lemma: string): boolean => VERBS.some((tag) => known.get(lemmaKey(lemma, tag)) >= 0);
  const lower = host.toLowerCase(), plain = withoutLastAccent(lower);
  // "oírlo" has its accent without the pronoun as well.
  const own = lower.endsWith('r') && isVerb(lower);
  if (!own && !infinitives(plain).some(isVerb)) return undefined;
  return [own ? host : withoutLastAccent(host), ...(first ? [first] : []), last];
}

/**
 * Whether a token that is not known may be a verb with pronouns: a long enough infinitive or gerund, or an imperative, which
 * then has an accent ("dígale"); the subjunctive "tirase" has none.
 */
export function mayHaveClitics(token: string): boolean {
  const host = WITH_PRONOUNS.exec(token)?.[1];
  return host ? host.length > LONGEST_NOUN_STEM : /[áéíóú]/i.test(token);
}

/** "charla" is no verb of its own with "la". */
const LONGEST_NOUN_STEM = 4;

/** The infinitives that an infinitive or a regular gerund may be of. */
function infinitives(host: string): string[] {
  if (host.endsWith('r')) return [host];
  const stem = host.slice(0, -3);
  if (stem.endsWith('a')) return [`${stem}r`];
  return /[iy]e$/.test(stem) ? [`${stem.slice(0, -2)}er`, `${stem.slice(0, -2)}ir`] : [];
}
