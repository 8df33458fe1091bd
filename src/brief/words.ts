/** The words of a brief in one language, from data/brief/templates.LANGUAGE.json: which types of event there are is data. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ActorMention, Precision } from '../record/schema.js';
import type { Language } from './model.js';

const Texts = z.record(z.string(), z.string());
const Templates = z.strictObject({
  language: z.enum(['en', 'es']),
  months: z.array(z.string()).length(12),
  dates: z.strictObject({ day: z.string(), month: z.string(), quarter: z.string(), year: z.string(), the: Texts, on: Texts }),
  and: z.string(),
  decimal: z.string(),
  articles: z.strictObject({ codes: Texts, firstWords: Texts }),
  contractions: z.array(z.tuple([z.string(), z.string()])),
  sides: Texts,
  verdicts: Texts,
  kinds: Texts,
  facts: Texts,
  headings: Texts,
  /** Numbers in letters, but for those that are articles too. */
  numerals: z.record(z.string(), z.number()),
  /** Behind a sentence that is not the record's as it stands. */
  marks: z.strictObject({ own: z.string(), wording: z.string() }),
  /** What is said of an author's words that the record does not bear out. */
  refusals: Texts,
  notes: Texts,
  source: Texts,
  /** By event type, or type/mode. `didPlural` where the language tells many actors from one. */
  events: z.record(z.string(), z.strictObject({ did: z.string(), didPlural: z.string().optional(), todo: z.string() })),
});
export type Templates = z.infer<typeof Templates>;

/** What actors are called: the actor dictionary, as a brief needs it. */
export interface Names {
  nameOf(code: string, language: Language): string;
  isState(code: string): boolean;
  /** Whether people gave it a name of their own, which takes no article. */
  isRenamed(code: string): boolean;
  sectorOf(sector: string, language: Language): string;
}

/** Reads a language's templates. @throws when the file does not say what is expected. */
export function loadTemplates(language: Language): Templates {
  const path = fileURLToPath(new URL(`../../data/brief/templates.${language}.json`, import.meta.url));
  const read = Templates.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  throw new Error(`data/brief/templates.${language}.json, field ${issue.path.join('.')}: ${issue.message}; see docs/brief.md for what a template file holds.`);
}

/** Sectors that stand for the state itself: a government needs no mention. */
const UNMARKED = 'GOV';

export class Words {
  constructor(
    readonly templates: Templates,
    private readonly names: Names,
  ) {}

  get language(): Language {
    return this.templates.language;
  }

  /** A template with its places filled: {n} with a value, {n|deed|deeds} with the word that goes with it. @throws when a value is missing: half a sentence is none. */
  fill(template: string, values: Readonly<Record<string, string | number | null>>): string {
    const text = template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one: string | undefined, many: string | undefined) => {
      const value = values[name];
      if (value === undefined || value === null) throw new Error(`The template "${template}" wants a value for {${name}}.`);
      if (one !== undefined) return value === 1 ? one : many!;
      return typeof value === 'number' ? this.number(value, 0) : value;
    });
    return this.templates.contractions.reduce((so_far, [from, to]) => so_far.replaceAll(from, to), text);
  }

  fact(name: string, values: Readonly<Record<string, string | number | null>>): string {
    return this.fill(this.templates.facts[name]!, values);
  }

  heading(name: string, values: Readonly<Record<string, string | number | null>> = {}): string {
    return this.fill(this.templates.headings[name]!, values);
  }

  number(value: number, digits: number): string {
    return value.toFixed(digits).replace(/^-(0[.]?0*)$/, '$1').replace('-', '−').replace('.', this.templates.decimal);
  }

  /** A difference, with its sign. */
  signed(value: number): string {
    const shown = this.number(value, 1);
    return value > 0 && !/^0[.,]?0*$/.test(shown) ? `+${shown}` : shown;
  }

  /** A date as precisely as it is known. */
  date(iso: string, precision: Precision = 'day'): string {
    const [y, m, d] = iso.split('-').map(Number) as [number, number, number];
    const form = precision === 'week' || precision === 'unknown' ? 'day' : precision;
    return this.fill(this.templates.dates[form], { y: String(y), month: this.templates.months[m - 1]!, d: String(d), q: String(Math.ceil(m / 3)) });
  }

  /** A date inside a sentence, with its article where the language gives it one. */
  the(iso: string, precision: Precision): string {
    return this.fill(this.templates.dates.the[precision === 'unknown' ? 'day' : precision]!, { date: this.date(iso, precision) });
  }

  /** The beginning of a sentence: when. */
  on(iso: string, precision: Precision): string {
    return this.fill(this.templates.dates.on[precision === 'unknown' ? 'day' : precision]!, { date: this.date(iso, precision) });
  }

  /** An actor's name without an article: for headings. */
  name(code: string): string {
    return this.names.nameOf(code, this.language);
  }

  private article(code: string): string {
    if (this.names.isRenamed(code)) return '';
    const { codes, firstWords } = this.templates.articles;
    const name = this.name(code);
    return codes[code] ?? (name.includes(' ') ? firstWords[name.split(' ')[0]!] ?? '' : '');
  }

  /** An actor in a sentence: with its article, the person named and a sector that is not the government. */
  actor(mention: Pick<ActorMention, 'code' | 'person' | 'sectors'>): string {
    const article = this.article(mention.code);
    const name = article ? `${article} ${this.name(mention.code)}` : this.name(mention.code);
    const own = this.name(mention.code);
    // An organisation's sector says what kind of thing it is, which its name does already.
    const sectors = this.names.isState(mention.code) ? mention.sectors.filter((sector) => sector !== UNMARKED).map((sector) => this.names.sectorOf(sector, this.language).toLowerCase()) : [];
    const person = mention.person ? this.names.nameOf(mention.person, this.language) : '';
    const detail = person && person !== own ? [person] : sectors;
    return detail.length > 0 ? `${name} (${detail.join(', ')})` : name;
  }

  /** Several actors, each once; "" when none has a name. */
  actors(mentions: readonly ActorMention[]): string {
    const named = [...new Set(mentions.filter(({ code }) => code !== '').map((mention) => this.actor(mention)))];
    return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} ${this.templates.and} ${named.at(-1)!}`;
  }

  /** What was done to whom, by a type's template; a mode's own where there is one. */
  did(event: { eventType: string; mode: string | null; actors: readonly ActorMention[] }, recipients: string, form: 'did' | 'todo'): string {
    const { events } = this.templates;
    const entry = events[`${event.eventType}/${event.mode ?? ''}`] ?? events[event.eventType];
    if (!entry) throw new Error(`data/brief/templates.${this.language}.json has no words for events of type ${event.eventType}: add an entry under "events".`);
    const codes = new Set(event.actors.map(({ code }) => code).filter((code) => code !== ''));
    const many = codes.size > 1 || [...codes].some((code) => /^l[ao]s$/.test(this.article(code)));
    return this.fill(form === 'did' && many ? entry.didPlural ?? entry.did : entry[form], { recipient: recipients });
  }
}
