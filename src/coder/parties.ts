/** Who speaks and whom the words are about: what statements and forecasts have in common. */
import type { Doc } from '../language/index.js';
import type { Coreference } from './coreference.js';
import type { MentionReader } from './mentions.js';
import { childrenOf, P, phrase, R } from './tree.js';
import type { ActorMention } from './types.js';

export interface Party {
  mention: ActorMention;
  /** How surely this is who speaks, 0…1. */
  certainty: number;
}

/** Relations inside a name and between a name and what describes it. */
const NAME_PARTS = new Set<number>([R.flat, R.flatName, R.appos, R.nmodDesc, R.compound]);

interface Parties {
  doc: Doc;
  mentions: MentionReader;
  coreference: Coreference;
}

/** True for "I", "nosotros": whoever speaks. */
export function isFirstPerson(doc: Doc, i: number): boolean {
  return (doc.upos[i] as number) === P.PRON && doc.feat(i, 'Person') === '1';
}

/** True for "he", "it", "ellos" as the subject of a clause. */
export function isThirdPerson(doc: Doc, i: number): boolean {
  return (doc.upos[i] as number) === P.PRON && doc.feat(i, 'Person') === '3' && doc.feat(i, 'PronType') === 'Prs';
}

/** Who the phrase headed by word i is, as a speaker: null where it is a pronoun that stands for nobody known. */
export function partyAt({ doc, mentions, coreference }: Parties, i: number): Party | null {
  const own = mentions.read(i);
  if (own && (own.mention.code !== '' || own.mention.sectors.length > 0)) {
    return { mention: own.mention, certainty: own.isActor ? (own.mention.code === '' ? 0.8 : 1) : 0.75 };
  }
  const tag = doc.upos[i] as number;
  if (tag === P.PRON || tag === P.DET) {
    const linked = coreference.read(i);
    return linked?.isActor ? { mention: linked.mention, certainty: 0.8 } : null;
  }
  if (tag !== P.PROPN && tag !== P.NOUN) return null;
  const [from, to] = phrase(doc, i);
  const start = doc.start[from] as number;
  const end = doc.end[to] as number;
  const text = doc.text.slice(start, end);
  if (from === to) {
    const before = describedBefore(doc, mentions, i);
    if (before) return { mention: { ...before, start, end, text, by: `named before as "${before.text}"` }, certainty: 0.85 };
  }
  // Things that say something ("the data", "a study") are no speakers; a name may be.
  for (const word of [i, ...childrenOf(doc, i, R.flat, R.flatName, R.appos, R.nmodDesc, R.compound)]) {
    if ((doc.upos[word] as number) === P.PROPN) return { mention: { start, end, text, code: '', sectors: [], by: 'unresolved' }, certainty: 0.7 };
  }
  return null;
}

/** Whatever the phrase headed by word i names, known or not. */
export function plainParty(doc: Doc, i: number): Party {
  const [from, to] = phrase(doc, i);
  const start = doc.start[from] as number;
  const end = doc.end[to] as number;
  return { mention: { start, end, text: doc.text.slice(start, end), code: '', sectors: [], by: 'unresolved' }, certainty: 0.6 };
}

/** The earlier phrase that gave a bare surname its description: "transport official Troy Roberts … Roberts said". */
function describedBefore(doc: Doc, mentions: MentionReader, i: number): ActorMention | null {
  const name = doc.form[i] as string;
  for (let word = i - 1; word >= 0; word--) {
    if (doc.form[word] !== name || (doc.upos[word] as number) !== P.PROPN) continue;
    let top = word;
    while (NAME_PARTS.has(doc.deprel[top] as number) && (doc.head[top] as number) >= 0) top = doc.head[top] as number;
    if (top === word) continue;
    const reading = mentions.read(top);
    if (reading?.isActor && reading.agent && reading.mention.code !== '') return reading.mention;
  }
  return null;
}

/** Same person, or same state or organisation and nobody told apart within it. */
export function sameParty(a: ActorMention, b: ActorMention): boolean {
  if (a.code === '' || a.code !== b.code) return a.start === b.start && a.end === b.end;
  return a.person === undefined || b.person === undefined || a.person === b.person;
}

/** The actors named among the words [from, to), each once; the speaker's own side only where nobody else is. */
export function partiesIn({ doc, mentions, coreference }: Parties, from: number, to: number, speaker: ActorMention | null): ActorMention[] {
  const found: ActorMention[] = [];
  const own: ActorMention[] = [];
  let end = -1;
  for (let i = from; i < to; i++) {
    const tag = doc.upos[i] as number;
    if (tag !== P.NOUN && tag !== P.PROPN && tag !== P.PRON && tag !== P.ADJ) continue;
    const match = mentions.match(i);
    const head = doc.head[i] as number;
    // A name of several words is read at its head.
    if (match && head >= match.from && head < match.to) continue;
    if (tag === P.PRON && (doc.feat(i, 'PronType') !== 'Prs' || doc.feat(i, 'Poss') === 'Yes' || (doc.language === 'es' && /Acc|Dat/.test(doc.feat(i, 'Case') ?? '')))) continue;
    const reading = tag === P.PRON ? coreference.read(i) : mentions.read(i);
    if (!reading || reading.mention.code === '' || reading.mention.by === 'place' || (tag === P.ADJ && !reading.isActor)) continue;
    const { mention } = reading;
    if (mention.start < (doc.start[from] as number)) continue;
    // A pronoun for the subject of reported speech is mostly whoever speaks.
    if (tag === P.PRON && (doc.deprel[i] as number) === R.nsubj) continue;
    // A thing of somebody's is about them only where they are not named otherwise; a longer phrase holds the shorter.
    if (found.some((f) => f.code === mention.code && (!reading.isActor || f.person === mention.person)) || mention.start < end) continue;
    end = reading.isActor ? mention.end : end;
    (speaker && sameParty(speaker, mention) ? own : found).push(mention);
  }
  return found.length > 0 ? found : own.slice(0, 1);
}
