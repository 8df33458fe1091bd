/** Codings as they count after merges of actors: the machine's own stands beside, untouched. */
import type { Coded } from '../judgements.js';
import type { ActorMention } from '../schema.js';
import type { Judged } from '../store.js';
import type { Codes } from './codes.js';

/** Everybody whom a coding names. */
export function mentionsOf(coded: Coded): ActorMention[] {
  if ('actors' in coded) return [...coded.actors, ...coded.recipients, ...(coded.attributedTo ? [coded.attributedTo] : [])];
  const speaker = 'speaker' in coded ? coded.speaker : coded.forecaster;
  return [...(speaker ? [speaker] : []), ...coded.about];
}

/** A coding whose value names, for each actor that was merged into another, that other. */
export function counted<T extends Coded>(codes: Codes, judged: Judged<T>): Judged<T> {
  const of = (mention: ActorMention): ActorMention => {
    const code = codes.countedAs(mention.code);
    const person = mention.person === undefined ? undefined : codes.countedAs(mention.person);
    return code === mention.code && person === mention.person ? mention : { ...mention, code, ...(person === undefined ? {} : { person }) };
  };
  const value: Coded = judged.value;
  if (mentionsOf(value).every((mention) => of(mention) === mention)) return judged;
  const maybe = (mention: ActorMention | null): ActorMention | null => mention && of(mention);
  if ('actors' in value) return { ...judged, value: { ...value, actors: value.actors.map(of), recipients: value.recipients.map(of), attributedTo: maybe(value.attributedTo) } as T };
  const said = 'speaker' in value ? { ...value, speaker: maybe(value.speaker) } : { ...value, forecaster: maybe(value.forecaster) };
  return { ...judged, value: { ...said, about: value.about.map(of) } as T };
}
