/** A coder of a dozen words, for tests of what stands on a coding: it must be predictable, not clever. */
import type { Codebook } from '../../src/codebook/index.js';
import type { ActorMention, Coding, CoderInput, EventDraft, Span } from '../../src/coder/index.js';
import type { CoderLike } from '../../src/intake/index.js';

const NAMES: Record<string, string> = { Argentina: 'ARG', China: 'CHN', Brazil: 'BRA', 'United States': 'USA', Spain: 'ESP', Israel: 'ISR' };
const VERBS: Record<string, [type: string, mode: string | null]> = {
  met: ['CONSULT', null],
  praised: ['SUPPORT', null],
  criticised: ['ACCUSE', null],
  rebuffed: ['REJECT', null],
  aided: ['AID', null],
};

/** Names that it sees and does not know. */
const STRANGERS = ['Zoltan Prueba', 'Wagner Group', 'Villa Inventada'];

export function testCoder(codebook: Codebook, added: Record<string, string> = {}): CoderLike {
  const version = ['test-1', ...Object.entries(added).map((name) => name.join('='))].join('+');
  return {
    version,
    code: (input) => codeText(input, codebook, { ...NAMES, ...added }, version),
    withActors: ({ people, organisations, aliases }) =>
      testCoder(codebook, Object.fromEntries([
        ...people.map(({ name, offices }) => [name, offices[0]!.state]), ...organisations.flatMap(({ code, name, names }) => [name.en, name.es, ...names].map((form) => [form, code])), ...aliases.map(({ form, code }) => [form, code]),
      ])),
  };
}

function codeText({ text, date = '', datePrecision = 'day' }: CoderInput, codebook: Codebook, known: Record<string, string>, coderVersion: string): Coding {
  const sentences: Span[] = [...text.matchAll(/[^.\n]+\.?/g)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { start: match.index + lead, end: match.index + match[0].length };
  });
  const coding: Coding = { coderVersion, language: 'en', sentences, mentions: [], events: [], statements: [], forecasts: [] };
  coding.unresolved = STRANGERS.filter((name) => known[name] === undefined).flatMap((name) => [...text.matchAll(new RegExp(name, 'g'))].map(({ index }) => ({ text: name, start: index, end: index + name.length })));
  sentences.forEach((sentence, index) => {
    const words = text.slice(sentence.start, sentence.end);
    const find = (pattern: RegExp): Span[] => [...words.matchAll(pattern)].map((match) => ({ start: sentence.start + match.index, end: sentence.start + match.index + match[0].length }));
    const mentions: ActorMention[] = find(new RegExp(Object.keys(known).join('|'), 'g')).map((span) => {
      const name = text.slice(span.start, span.end);
      return { ...span, text: name, code: known[name]!, sectors: ['GOV'], by: 'name' };
    });
    coding.mentions.push(...mentions);
    const common = { sentence: index, date, datePrecision, confidence: words.includes('maybe') ? 0.2 : 0.8 };
    for (const trigger of find(new RegExp(`\\b(${Object.keys(VERBS).join('|')})\\b`, 'g'))) {
      const verb = text.slice(trigger.start, trigger.end);
      const [eventType, mode] = VERBS[verb]!;
      const actor = mentions.filter(({ end }) => end <= trigger.start).at(-1);
      const recipient = mentions.find(({ start }) => start >= trigger.end);
      if (!actor || !recipient) continue;
      const event: EventDraft = {
        ...common, ...sentence, eventType, mode, quad: codebook.type(eventType).quad, intensity: codebook.intensity(eventType, mode), reciprocal: eventType === 'CONSULT',
        actors: [actor], recipients: [recipient], status: 'done', absence: false, attributedTo: null, contexts: [], place: null, trigger: [trigger],
        why: [
          { kind: 'lexicon', text: `“${verb}” is ${eventType}`, ref: `en:${verb}#1`, ...trigger },
          { kind: 'actor', text: `“${actor.text}” by its name`, start: actor.start, end: actor.end },
        ],
      };
      coding.events.push(event);
    }
    for (const said of find(/(?<=(said|promised) that ).+(?=\.)/g)) {
      coding.statements.push({ ...common, ...said, speaker: mentions[0] ?? null, about: mentions.slice(1), kind: words.includes('promised that') ? 'promise' : 'claim', direct: false, words: text.slice(said.start, said.end), why: [] });
    }
    for (const hedge of find(/\bis likely\b/g)) {
      coding.forecasts.push({ ...common, ...sentence, forecaster: null, about: mentions, words, likelihood: { ...hedge, words: 'is likely', scale: 'test', low: 0.55, point: 0.7, high: 0.8 }, horizon: null, why: [] });
    }
  });
  return coding;
}
