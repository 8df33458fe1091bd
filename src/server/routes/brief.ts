/** Briefs: the draft, the draft as an author changed it, and the file. Every text and number is made from the record again each time. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { briefWords, checked, draft, edited, EditError, BriefError, gather, governmentChanges, keyOf, questionOf, QuestionError, refusals, shown, writeBrief, type Brief, type EditedSection, type Evidence, type Language, type Words } from '../../brief/index.js';
import { seriesTitle } from '../../brief/chart.js';
import { citation, citedSources, deedLine } from '../../brief/citation.js';
import { BriefFormat, BriefQuestion, BriefView, EditedBrief } from '../api/brief.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { noteAudit } from '../security/person.js';

const TYPES: Record<BriefFormat, string> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

interface Asked {
  at?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  partners?: string | undefined;
  language: Language;
}

export function briefRoutes({ store, names, codebook }: ServerContext): OpenAPIHono {
  const app = router();
  /** The brief on a question, as an author changed it; not checked. */
  async function made(actor: string, { at, from, to, partners, language }: Asked, sections?: readonly EditedSection[]): Promise<{ brief: Brief; words: Words; evidence: Evidence }> {
    const words = briefWords(names, codebook, language);
    const asked = Object.fromEntries(Object.entries({ at, from, to, partners: partners ? partners.split(',') : undefined }).filter(([, value]) => value !== undefined));
    try {
      const evidence = await gather(store, await questionOf(store, { actor, language, ...asked }, governmentChanges(names, actor)));
      return { brief: sections ? edited(evidence, words, sections) : draft(evidence, words), words, evidence };
    } catch (error) {
      if (error instanceof QuestionError || error instanceof EditError) throw new HttpProblem(400, error.message);
      throw error;
    }
  }

  function viewOf(actor: string, { brief, words }: { brief: Brief; words: Words }): BriefView {
    const { question, sections } = brief;
    const refused = new Map(refusals(brief, words).map(({ section, fact, detail }) => [`${section} ${fact}`, detail]));
    return {
      actor: names.of(actor),
      at: question.at, from: question.from, to: question.to, language: question.language, title: brief.title, period: brief.period,
      sections: sections.map(({ key, level, heading, facts }, section) => ({
        key, level, heading,
        sentences: facts.map((fact, i) => ({
          key: fact.claim.of === 'own' ? null : keyOf(fact.claim), text: shown(fact), record: fact.wording === undefined ? null : fact.text, sources: fact.sources, problem: refused.get(`${section} ${i}`) ?? null,
        })),
      })),
      chart: brief.chart,
      chartTitle: words.heading('chart', { at: words.date(question.at) }),
      series: brief.series.map((series) => ({ ...series, title: seriesTitle(series, question, words) })),
      sources: citedSources(brief).map((source) => ({
        number: source.number, ...citation(source, words), ...(source.kind === 'sentence' ? { documentId: source.documentId, date: source.date, datePrecision: source.datePrecision } : { documentId: null, date: '', datePrecision: null }),
      })),
      deeds: brief.deeds.map((deed) => {
        const source = brief.sources[deed.source - 1]!;
        return { number: deed.number, event: deed.event, date: deed.date, type: deed.type, partners: deed.partners, documentId: source.kind === 'sentence' ? source.documentId : '', text: deedLine(deed, brief, words) };
      }),
      notes: brief.notes,
      governments: names.governments(actor, question.from, question.to).flatMap(({ person, from }) => (from === null ? [] : [{ person, from }])),
      names: names.ofAll([actor, ...brief.chart.map(({ partner }) => partner), ...brief.deeds.flatMap(({ partners }) => partners)]),
    };
  }

  const params = z.object({ actor: z.string() });

  app.openapi(
    createRoute({
      method: 'get',
      path: '/brief/{actor}',
      summary: 'A cited report on a country: every sentence of fact with its sources',
      request: { params, query: z.object(BriefQuestion) },
      responses: { 200: json(BriefView, 'The draft'), ...problems(400) },
    }),
    async (c) => {
      const { actor } = c.req.valid('param');
      return c.json(viewOf(actor, await made(actor, c.req.valid('query'))), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/brief/{actor}',
      summary: 'The report as an author changed it, its sources numbered anew; of each sentence that cannot stand, why. Keeps nothing',
      request: { params, body: body(EditedBrief) },
      responses: { 200: json(BriefView, 'The brief as changed'), ...problems(400) },
    }),
    async (c) => {
      const { actor } = c.req.valid('param');
      const { sections, ...asked } = c.req.valid('json');
      return c.json(viewOf(actor, await made(actor, asked, sections)), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/brief/{actor}/{format}',
      summary: 'The report, perhaps as an author changed it, as a file; refused where a sentence does not follow from the record as it is now',
      request: { params: params.extend({ format: BriefFormat }), body: body(EditedBrief) },
      responses: { 200: { description: 'The file', content: Object.fromEntries(Object.values(TYPES).map((type) => [type.split(';')[0]!, { schema: z.string() }])) }, ...problems(400) },
    }),
    async (c) => {
      const { actor, format } = c.req.valid('param');
      const { sections, ...asked } = c.req.valid('json');
      const { brief, words, evidence } = await made(actor, asked, sections);
      const passed = await checked(brief, store, words, evidence.texts).catch((error: unknown) => {
        throw error instanceof BriefError ? new HttpProblem(400, error.message) : error;
      });
      const bytes = await writeBrief(passed, format, words);
      const { at, from, to } = brief.question;
      noteAudit(c, { target: `brief ${actor}`, detail: `${format}, ${from} to ${to}, at ${at}` });
      const name = `${actor.replace(/[^\w-]/g, '')}-${at}.${format}`;
      return c.body(new Uint8Array(bytes), 200, { 'Content-Type': TYPES[format], 'Content-Disposition': `attachment; filename="${name}"` });
    },
  );

  return app;
}
