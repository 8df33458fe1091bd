/** Actors: finding one, deciding who is who (each decision appended, and taken back by another), names that wait for one. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { countNaming, documentsNaming } from '../../intake/again.js';
import { intake } from '../../intake/index.js';
import { addedOrganisationCode, addedPersonId, formsDecided, standingChanges, viewOf, type ActorChange, type ActorDecision } from '../../record/actors.js';
import { ActorProfile, ChangesPage, ChangesQuery, Decided, Deciding, FindQuery, FoundActors, Offices, UnresolvedPage, UnresolvedQuery, type ChangeView } from '../api/actors.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { pageOf } from '../paging.js';
import { HttpProblem } from '../problem.js';
import { judgeName, mustReach, noteAudit, personOf } from '../security/person.js';
import { ACTOR_DECISIONS } from '../security/roles.js';

/** Codes that a decision is about. */
function codesOf(decision: ActorDecision): string[] {
  switch (decision.kind) {
    case 'rename': return [decision.code];
    case 'merge': return [decision.code, decision.into];
    case 'alias': return decision.code === '' ? [] : [decision.code];
    case 'person': return [addedPersonId(decision.name), ...decision.offices.map(({ state }) => state)];
    case 'organisation': return [addedOrganisationCode(decision.name.en), ...(decision.state === null ? [] : [decision.state])];
    case 'import': return [...decision.people.map(({ id }) => id), ...decision.organisations.map(({ code }) => code)];
    default: return [];
  }
}

/** Codes of actors that a decision wants to be there before. */
function wantedBy(decision: ActorDecision): string[] {
  if (decision.kind === 'person') return decision.offices.map(({ state }) => state);
  if (decision.kind === 'organisation') return decision.state === null ? [] : [decision.state];
  return codesOf(decision);
}

export function actorRoutes(context: ServerContext): OpenAPIHono {
  const { store, names, jobs, codebook } = context;
  const app = router();

  const viewed = (changes: readonly ActorChange[]): ChangeView[] => {
    const standing = new Set(standingChanges(changes).map(({ id }) => id));
    return changes.map((change) => ({ ...change, decision: viewOf(change.decision), standing: standing.has(change.id) })).reverse();
  };
  const busy = async () => new Map((await store.actors(100_000)).map((actor) => [actor.code, actor]));
  const intoOf = (code: string) => (names.countedAs(code) === code ? null : names.countedAs(code));
  /** Names for what decisions say; those of a list are many, and it says only how many. */
  const namesOf = (changes: readonly ChangeView[]) => names.ofAll(changes.flatMap(({ decision }) => (decision.kind === 'import' ? [] : codesOf(decision))), { own: true });

  app.openapi(
    createRoute({
      method: 'get', path: '/actors/find', summary: 'Actors and people by any of their names or their code, busiest first; all that have deeds where nothing is asked for',
      request: { query: FindQuery }, responses: { 200: json(FoundActors, 'Actors'), ...problems(400) },
    }),
    async (c) => {
      const { q, limit } = c.req.valid('query');
      const counts = await busy();
      const found = (q.trim() === '' ? [...counts.keys()].filter((code) => code !== '').map((code) => ({ code, forms: [] as string[] })) : names.find(q, counts.keys()))
        .map(({ code, forms }) => ({ ...names.own(code), count: counts.get(code)?.count ?? 0, forms: forms.slice(0, 4), into: intoOf(code) }))
        .sort((a, b) => b.count - a.count || (a.name.en < b.name.en ? -1 : 1))
        .slice(0, limit);
      return c.json({ found, names: names.ofAll(found.flatMap(({ into }) => into ?? []), { own: true }) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get', path: '/actors/profile/{actor}', summary: 'All that is known of an actor or a person, and what was decided about it',
      request: { params: z.object({ actor: z.string() }) }, responses: { 200: json(ActorProfile, 'The actor'), ...problems(404) },
    }),
    async (c) => {
      const { actor: code } = c.req.valid('param');
      const counts = await busy();
      const deeds = counts.get(code);
      const changes = await store.actorChanges();
      const naming = new Set(changes.filter(({ decision }) => codesOf(decision).includes(code)).map(({ id }) => id));
      if (!names.knowsAnybody(code) && !deeds && naming.size === 0) throw new HttpProblem(404, `No actor has the code "${code}".`);
      const about = viewed(changes).filter(({ id }) => naming.has(id));
      const offices = names.officesOf(code);
      const merged = names.mergedInto(code);
      const into = intoOf(code);
      const organisation = names.organisation(code);
      return c.json({
        actor: names.own(code), given: names.given(code), organisation, into, merged, count: deeds?.count ?? 0, first: deeds?.first ?? '', last: deeds?.last ?? '', forms: names.formsOf(code), offices, changes: about,
        names: { ...namesOf(about), ...names.ofAll([...merged, ...(into ? [into] : []), ...(organisation?.state ? [organisation.state] : []), ...offices.map(({ state }) => state)], { own: true }) },
      }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get', path: '/actors/changes', summary: 'Decisions about who is who, newest first',
      request: { query: ChangesQuery }, responses: { 200: json(ChangesPage, 'A page of decisions'), ...problems(400) },
    }),
    async (c) => {
      const { updated_since: since, ...page } = c.req.valid('query');
      const changes = viewed(await store.actorChanges()).filter(({ at }) => since === undefined || Date.parse(at) >= Date.parse(since));
      const { rows, next } = pageOf(changes, page, ({ id }) => id);
      return c.json({ rows, next, names: namesOf(rows) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get', path: '/actors/unresolved', summary: 'Names of somebody or some body that no dictionary knows, those of most documents first',
      request: { query: UnresolvedQuery }, responses: { 200: json(UnresolvedPage, 'A page of names'), ...problems(400) },
    }),
    async (c) => {
      const { updated_since: updatedSince, text, limit, after } = c.req.valid('query');
      return c.json(await store.unresolvedNames({ limit, ...(text === undefined ? {} : { text }), ...(after === undefined ? {} : { after }), ...(updatedSince === undefined ? {} : { updatedSince }) }), 200);
    },
  );

  app.openapi(
    createRoute({ method: 'get', path: '/actors/offices', summary: 'Offices that the dictionary knows', responses: { 200: json(Offices, 'Offices') } }),
    (c) => c.json({ offices: names.offices() }, 200),
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/actors/changes', summary: 'Decides who is who; "withdrawn" takes an earlier decision back. Documents that it concerns are coded anew',
      request: { body: body(Deciding) }, responses: { 201: json(Decided, 'The decision as kept'), ...problems(400) },
    }),
    async (c) => {
      const { decision, note } = c.req.valid('json');
      const weighed = decision.kind === 'withdrawn' ? (await store.actorChanges()).find(({ id }) => id === decision.of)?.decision.kind : decision.kind;
      mustReach(c, ACTOR_DECISIONS[weighed ?? ''] ?? 'analyst');
      const counts = decision.kind === 'merge' ? await busy() : null;
      for (const code of wantedBy(decision)) {
        if (!names.knowsAnybody(code) && !counts?.has(code)) throw new HttpProblem(400, `Found "${code}", expected the code of an actor or person that the dictionary or the record knows.`);
      }
      if (decision.kind === 'merge' && names.isPerson(decision.code) !== names.isPerson(decision.into)) throw new HttpProblem(400, 'Found a person and an actor that is none, expected two people, or two actors.');
      if (decision.kind === 'organisation' && !codebook.sectors.has(decision.sector)) throw new HttpProblem(400, `Field sector: found "${decision.sector}", expected one of ${[...codebook.sectors.keys()].join(', ')}.`);
      const change = await store.changeActor({ decision, note, judge: judgeName(personOf(c)) });
      await context.knowDecisions();
      noteAudit(c, { target: codesOf(decision)[0] ?? ('form' in decision ? decision.form : 'of' in decision ? decision.of : decision.kind), detail: decision.kind, ...(weighed === 'merge' ? { kind: 'merge' } : {}) });
      const changes = await store.actorChanges();
      const weighing = decision.kind === 'withdrawn' ? changes.find(({ id }) => id === decision.of)!.decision : decision;
      return c.json({ change: viewed(changes).find(({ id }) => id === change.id)!, job: await codeAnew(weighing, personOf(c).name) }, 201);
    },
  );

  /** The job that codes documents anew that have any of the names that a decision is about; null where none has any. */
  async function codeAnew(decision: ActorDecision, person: string) {
    const forms = formsDecided(decision);
    const inputs = await countNaming(store, forms);
    if (inputs === 0) return null;
    const label = decision.kind === 'import' ? decision.file : forms.join(', ');
    return jobs.add({ kind: 'again', label, inputs, person }, (reporting) => intake({ store, inputs: [{ name: label, documents: documentsNaming(store, forms) }], workers: context.workers, coder: context.coder, ...reporting }));
  }

  return app;
}
