/** Documents: reading one with its coding, listing, adding what was pasted, coding a text without keeping it, judging. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { describeFailure, intake } from '../../intake/index.js';
import { Judgement, type Document, type Event } from '../../record/schema.js';
import { FORECAST_STATUSES, STATEMENT_STATUSES } from '../../record/statuses.js';
import { listQuery } from '../api/lists.js';
import { DocumentFields } from '../api/search.js';
import { Added, CodedDocument, Decision, DocumentPage, Pasted } from '../api/schemas.js';
import { codedDraft, draftOf, inputOf, namesIn } from '../coded.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { FILTERS, findDocuments } from '../searching.js';
import { judgeName, noteAudit, personOf } from '../security/person.js';

type ActorMention = Event['actors'][number];

export function documentRoutes({ store, coder, names, codebook }: ServerContext): OpenAPIHono {
  const app = router();

  function checked(pasted: Pasted): Document {
    const draft = draftOf(pasted);
    if (draft.text === '') throw new HttpProblem(400, 'text: found only blank space, expected some words.');
    return draft;
  }

  app.openapi(
    createRoute({
      method: 'get',
      path: '/documents',
      summary: 'Documents by words in title and text, date, publication and language; of a search by words, each with the sentence that has most of them',
      request: { query: z.object({ ...DocumentFields, ...listQuery(30, 200) }) },
      responses: { 200: json(DocumentPage, 'A page of documents'), ...problems(400) },
    }),
    async (c) => {
      const { limit, after, updated_since: updatedSince, ...fields } = c.req.valid('query');
      const { rows, next } = await findDocuments(store, FILTERS.documents(fields), { limit, after, updatedSince });
      return c.json({ rows, next }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/document/{id}',
      summary: 'A document with its coding and what people made of it',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: json(CodedDocument, 'The document'), ...problems(404) },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const found = await store.document(id);
      if (!found) throw new HttpProblem(404, `No document has the id "${id}": it may be in another store.`);
      const { document, sentences, events, statements, forecasts } = found;
      return c.json({ document, sentences, events, statements, forecasts, names: namesIn(found, names) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/documents',
      summary: 'Adds a text to the record, coded',
      request: { body: body(Pasted) },
      responses: { 201: json(Added, 'What was added'), ...problems(400, 413) },
    }),
    async (c) => {
      const pasted = c.req.valid('json');
      checked(pasted);
      const { added, recoded, alreadyThere, events, statements, forecasts, documentIds, failures } = await intake({
        store,
        inputs: [{ name: 'pasted text', documents: [inputOf(pasted)] }],
        language: pasted.language,
        workers: 1,
        coder,
      });
      const [id] = documentIds;
      if (id === undefined) throw new HttpProblem(400, failures.map(describeFailure).join(' '));
      noteAudit(c, { target: `document ${id}`, detail: pasted.title });
      return c.json({ id, added, recoded, alreadyThere, events, statements, forecasts }, 201);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/code',
      summary: 'Codes a text and keeps nothing',
      request: { body: body(Pasted) },
      responses: { 200: json(CodedDocument, 'The text with its coding'), ...problems(400, 413) },
    }),
    (c) => {
      const pasted = c.req.valid('json');
      return c.json(codedDraft(checked(pasted), pasted.language, coder, names), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/judgements',
      summary: 'Keeps what a person decided about an event, statement or forecast; withdrawn takes the last decision back',
      request: { body: body(Decision) },
      responses: { 201: json(Judgement, 'The judgement as kept'), ...problems(400, 404) },
    }),
    async (c) => {
      const { status, evidence, seen, ...decision } = c.req.valid('json');
      if (seen !== undefined) await unchangedSince(seen, decision, judgeName(personOf(c)));
      const resolved = await resolution(decision.targetKind, decision.verdict, status, evidence);
      const { actor, recipient, ...fields } = decision.changes;
      const changes: Record<string, unknown> = resolved ?? { ...fields };
      if (decision.targetKind === 'event' && decision.verdict === 'corrected') {
        const row = await store.event(decision.targetId);
        if (!row) throw new HttpProblem(404, `No event has the id "${decision.targetId}".`);
        if (fields.eventType !== undefined) Object.assign(changes, ofType(fields.eventType, fields.mode ?? null));
        if (actor !== undefined) changes['actors'] = renamed(actor, row.event.actors, row.event);
        if (recipient !== undefined) changes['recipients'] = renamed(recipient, row.event.recipients, row.event);
      }
      return c.json(await store.judge({ ...decision, changes, judge: judgeName(personOf(c)) }), 201);
    },
  );

  /** A person judges what stands on the page; where another has judged it since, that was not seen. */
  async function unchangedSince(seen: string, { targetKind, targetId, documentId }: Pick<Decision, 'targetKind' | 'targetId' | 'documentId'>, judge: string): Promise<void> {
    const found = await store.document(documentId);
    const judged = found?.[`${targetKind}s`].find(({ coded }) => coded.id === targetId);
    const later = judged ? judged.judgements.slice(judged.judgements.findIndex(({ id }) => id === seen) + 1) : [];
    const others = later.filter((one) => one.judge !== judge);
    if (others.length > 0) throw new HttpProblem(409, `Somebody else (${others.map((one) => one.judge || 'local').join(', ')}) has judged this since the page was opened: open the document anew, and look again.`);
  }

  /** What a resolution keeps: what became of something said, and on what evidence; null where nothing is resolved. */
  async function resolution(kind: Decision['targetKind'], verdict: Decision['verdict'], status: Decision['status'], evidence: Decision['evidence']): Promise<Record<string, unknown> | null> {
    if ((verdict === 'resolved') !== (status !== undefined)) throw new HttpProblem(400, 'status: expected with the verdict "resolved", and only with it.');
    if (status === undefined) {
      if (evidence !== undefined) throw new HttpProblem(400, 'evidence: expected with the verdict "resolved", and only with it.');
      return null;
    }
    if (kind === 'event') throw new HttpProblem(400, 'targetKind: found "event", expected "statement" or "forecast": only what was said is resolved.');
    const own: readonly string[] = kind === 'forecast' ? FORECAST_STATUSES : STATEMENT_STATUSES;
    if (!own.includes(status)) throw new HttpProblem(400, `status: found "${status}", expected of a ${kind} one of ${own.join(', ')}.`);
    for (const id of evidence ?? []) if (!(await store.event(id))) throw new HttpProblem(400, `evidence: found "${id}", expected the id of an event in the record.`);
    return { status, ...(evidence === undefined || evidence.length === 0 ? {} : { evidence: [...new Set(evidence)] }) };
  }

  /** A type brings its quad class and intensity with it. */
  function ofType(eventType: string, mode: string | null): Partial<Event> {
    const type = codebook.types.get(eventType);
    if (!type) throw new HttpProblem(400, `eventType: found "${eventType}", expected one of ${[...codebook.types.keys()].join(', ')}.`);
    if (mode !== null && !codebook.modes.has(`${eventType}/${mode}`)) {
      const modes = [...codebook.modes.values()].filter((entry) => entry.eventType === eventType).map((entry) => entry.mode);
      throw new HttpProblem(400, `mode: found "${mode}", expected one of ${eventType}'s (${modes.join(', ') || 'it has none'}), or none.`);
    }
    return { eventType, mode, quad: type.quad, intensity: codebook.intensity(eventType, mode) };
  }

  /** A mention of the actor that a person named, at the words that the machine took for another's. */
  function renamed(code: string, mentions: readonly ActorMention[], { start, end }: Event): ActorMention[] {
    if (!names.knows(code)) throw new HttpProblem(400, `actor: found "${code}", expected the code of a state or organisation that the dictionary knows.`);
    const [old] = mentions;
    return [{ start: old?.start ?? start, end: old?.end ?? end, text: old?.text ?? names.of(code).name.en, code, sectors: old?.sectors ?? [], by: 'judgement' }];
  }

  return app;
}
