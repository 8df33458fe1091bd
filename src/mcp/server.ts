/**
 * The record as tools of the Model Context Protocol: search, relation, shift, document, brief. A face without logic of its
 * own. Every answer carries `citations`: the documents and sentences that it rests on.
 */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { ActorDictionary } from '../actors/index.js';
import { composeBrief, gather, loadTemplates, questionOf, Words, writeBrief, type Evidence, type Question } from '../brief/index.js';
import type { Codebook } from '../codebook/index.js';
import { IsoDate } from '../record/schema.js';
import type { EventRow, Store } from '../record/store.js';
import { ActorNames } from '../server/names.js';

export interface McpContext {
  store: Store;
  actors: ActorDictionary;
  codebook: Codebook;
  version: string;
}

interface Citation {
  documentId: string;
  title: string;
  publication: string;
  sentence: string;
}

const Code = z.string().min(1).describe('code of an actor: ISO 3166-1 alpha-3 for states (ARG), the dictionary’s code for organisations (MERCOSUR)');
const Day = IsoDate.describe('YYYY-MM-DD');
const Period = { from: Day.optional(), to: Day.optional().describe('day after the last, YYYY-MM-DD') };
const Limit = z.number().int().min(1).max(200).default(25);

/** A server over a store; the caller connects it to a transport and closes both. */
export function createMcpServer({ store, actors, codebook, version }: McpContext): McpServer {
  const server = new McpServer({ name: 'demarche', version });
  const names = new ActorNames(actors);
  const changesOf = (actor: string) => (from: string, to: string) => names.governments(actor, from, to).map((government) => government.from);
  const readOnly = { readOnlyHint: true, openWorldHint: false };

  server.registerTool(
    'search',
    { description: 'Coded events by actor, recipient, type, status and date, newest first; with text, the documents that hold those words.', annotations: readOnly, inputSchema: { actor: Code.optional(), recipient: Code.optional(), eventType: z.string().optional().describe('a PLOVER type, such as CONSULT'), status: z.string().optional(), text: z.string().optional(), limit: Limit, after: z.string().optional().describe('the next of the previous answer'), ...Period } },
    async ({ text, ...filter }) => {
      if (text !== undefined) {
        const { rows, next } = await store.documents({ ...given({ from: filter.from, to: filter.to, after: filter.after }), text, limit: filter.limit });
        return answer({ documents: rows, next }, await Promise.all(rows.map(({ id }) => sentenceWith(store, id, text))));
      }
      const { rows, next } = await store.events(given(filter));
      return answer({ events: rows.map(eventOf), next }, rows.map(citationOf));
    },
  );

  server.registerTool(
    'relation',
    { description: 'The relation of two actors over time: deeds by period, both directions, with the latest events between them.', annotations: readOnly, inputSchema: { actor: Code, partner: Code, unit: z.enum(['day', 'week', 'month', 'quarter', 'year']).default('quarter'), limit: Limit, ...Period } },
    async ({ actor, partner, unit, limit, ...period }) => {
      const series = await store.series({ actor, recipient: partner, direction: 'both', unit, ...given(period) });
      const { rows } = await store.events({ between: [actor, partner], limit, ...given(period) });
      return answer({ actor: names.of(actor), partner: names.of(partner), series, events: rows.map(eventOf) }, rows.map(citationOf));
    },
  );

  server.registerTool(
    'shift',
    { description: 'Every partner of an actor before and after a date: estimate, interval, q, number of deeds and a verdict in words; with the deeds that each rests on.', annotations: readOnly, inputSchema: { actor: Code, at: Day.optional().describe('the last change of government when left out'), partners: z.array(Code).optional(), ...Period } },
    async ({ actor, ...asked }) => {
      const evidence = await gather(store, await questionOf(store, { actor, language: 'en', ...given(asked) } as Pick<Question, 'actor' | 'language'>, changesOf(actor)));
      const comparison = [...evidence.comparisons.values()].filter(({ partner }) => asked.partners?.includes(partner) ?? true);
      const rests = comparison.map((row) => ({ ...row, name: actors.nameOf(row.partner), deeds: evidence.sides.get(row.partner) }));
      return answer({ actor: names.of(actor), at: evidence.question.at, from: evidence.question.from, to: evidence.question.to, comparison: rests }, citedBy(evidence, comparison.map(({ partner }) => partner)));
    },
  );

  server.registerTool(
    'document',
    { description: 'One document with its text, and what was coded from each of its sentences.', annotations: readOnly, inputSchema: { id: z.string() } },
    async ({ id }) => {
      const coding = await store.document(id);
      if (!coding) throw new Error(`The record holds no document ${id}; the search tool gives the ids of those that it holds.`);
      const { document, sentences } = coding;
      const values = <T>(list: { value: T; rejected: boolean }[]) => list.filter(({ rejected }) => !rejected).map(({ value }) => value);
      return answer(
        { document, events: values(coding.events), statements: values(coding.statements), forecasts: values(coding.forecasts) },
        sentences.map(({ start, end }) => ({ documentId: id, title: document.title, publication: document.publication, sentence: document.text.slice(start, end) })),
      );
    },
  );

  server.registerTool(
    'brief',
    { description: 'A report on an actor, as Markdown with footnotes, every number of which was checked against the record.', annotations: readOnly, inputSchema: { actor: Code, at: Day.optional(), partners: z.array(Code).optional(), language: z.enum(['en', 'es']).default('en'), ...Period } },
    async ({ actor, language, ...asked }) => {
      const words = new Words(loadTemplates(language), {
        nameOf: (code) => actors.nameOf(code, language),
        isState: (code) => actors.states.has(code),
        sectorOf: (sector) => codebook.sectors.get(sector)?.name[language] ?? sector,
      });
      const brief = await composeBrief(store, await questionOf(store, { actor, language, ...given(asked) } as Pick<Question, 'actor' | 'language'>, changesOf(actor)), words);
      const citations = brief.sources.flatMap((source) => (source.kind === 'sentence' ? [{ number: source.number, documentId: source.documentId, title: source.title, publication: source.publication, sentence: source.sentence }] : []));
      return answer({ markdown: new TextDecoder().decode(await writeBrief(brief, 'md', words)) }, citations);
    },
  );
  return server;
}

/** Fields that were left out are left out, not undefined. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function answer(content: Record<string, unknown>, citations: Citation[]): { content: { type: 'text'; text: string }[] } {
  const once = new Map(citations.map((citation) => [`${citation.documentId} ${citation.sentence}`, citation]));
  return { content: [{ type: 'text', text: JSON.stringify({ ...content, citations: [...once.values()] }) }] };
}

function citationOf({ event, documentTitle, publication, sentenceText }: EventRow): Citation {
  return { documentId: event.documentId, title: documentTitle, publication, sentence: sentenceText };
}

/** The sentence of a document that holds a text, or most of its words; its first sentence where the title alone does. */
async function sentenceWith(store: Store, id: string, text: string): Promise<Citation> {
  const { document, sentences } = (await store.document(id))!;
  const wanted = folded(text).split(/\s+/);
  const held = (sentence: string) => wanted.filter((word) => folded(sentence).includes(word)).length;
  const [best = ''] = sentences.map(({ start, end }) => document.text.slice(start, end)).sort((a, b) => held(b) - held(a));
  return { documentId: id, title: document.title, publication: document.publication, sentence: best };
}

/** Without accents and capitals. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** An event as an answer needs it: without the coder's reasons, which the document tool gives. */
function eventOf({ event, judged, sentenceText }: EventRow): Record<string, unknown> {
  const codes = (mentions: EventRow['event']['actors']) => mentions.map(({ code, person, sectors }) => ({ code, ...(person ? { person } : {}), sectors }));
  const { id, documentId, date, datePrecision, eventType, mode, status, absence, quad, intensity, confidence } = event;
  return { id, documentId, date, datePrecision, eventType, mode, status, absence, quad, intensity, confidence, judged, actors: codes(event.actors), recipients: codes(event.recipients), sentence: sentenceText };
}

function citedBy({ deeds, sides }: Evidence, partners: readonly string[]): Citation[] {
  return partners.flatMap((partner) => {
    const own = sides.get(partner)!;
    return [...own.before, ...own.after].map((id) => citationOf(deeds.get(id)!.row));
  });
}
