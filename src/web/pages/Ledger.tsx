/** What an actor said held against what was done, what people made of it, and how it adds up. */
import { useEffect, useState } from 'preact/hooks';
import type { ForecastScore, Ledger as LedgerData, LedgerRow, SaidStatus, StatementScore } from '../../server/api/ledger.js';
import { ask, queryOf, send, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { inSentence, nameIn, number, percent, sentenceCase, whole } from '../lib/words.js';
import { Choice } from '../parts/Choice.js';
import { Problem } from '../parts/Problem.js';
import { Rating } from '../parts/Rating.js';
import { SaidList } from '../parts/SaidList.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage, language } from '../text/index.js';
import { LEDGER } from '../text/ledger.js';

const FILTERS = ['kind', 'status', 'who', 'author', 'about', 'from', 'to', 'at'] as const;
/** Statuses that have a column, in the order of their columns. */
const STATUSES = ['not yet rated', 'in the works', 'stalled', 'compromise', 'kept', 'broken'] as const;
type Group = 'speakers' | 'authors';

export function Ledger({ actor, place: { query } }: { actor: string; place: Place }) {
  const asked = Object.fromEntries(FILTERS.map((name) => [name, query.get(name)]));
  const path = `/ledger/${encodeURIComponent(actor)}${queryOf(asked)}`;
  const { data, error, loading, again } = useApi<LedgerData>(path);
  const [more, setMore] = useState<LedgerData[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const [words, common] = [inLanguage(LEDGER), inLanguage(COMMON)];
  useEffect(() => setMore([]), [path]);
  useEffect(() => {
    document.title = `${words.title(data?.actor.name[language()] ?? actor)} · demarche`;
  }, [data, actor, words]);
  if (!data) return <main><h1 class="sr">{actor}</h1><Waiting loading={loading} error={error} /></main>;

  const name = data.actor.name[language()];
  const group: Group = query.get('by') === 'authors' ? 'authors' : 'speakers';
  const pages = [data, ...more];
  const rows = new Map(pages.flatMap((page) => page.rows).map((row) => [row.said.id, row]));
  const names = Object.assign({}, ...pages.map((page) => page.names)) as LedgerData['names'];
  const next = pages.at(-1)!.next;
  const count = data.kinds.reduce((sum, kind) => sum + kind.count, 0);
  const judge = async ({ said }: LedgerRow, decision: { verdict: 'resolved'; status: SaidStatus; evidence: string[] } | { verdict: 'withdrawn' }) => {
    try {
      await send('/judgements', { targetKind: said.kind === 'forecast' ? 'forecast' : 'statement', targetId: said.id, documentId: said.documentId, ...decision });
      setFailed(null);
      // What is on later pages was read before: only the first is asked for anew, with all that is shown.
      setMore([]);
      again();
    } catch (problem) {
      setFailed((problem as Error).message);
    }
  };
  const select = (field: 'kind' | 'status' | 'who', label: string, options: readonly (readonly [string, string])[]) => (
    <label class="field">
      <span>{label}</span>
      <select value={query.get(field) ?? ''} onChange={(event) => setQuery({ [field]: event.currentTarget.value })}>
        {[['', words.any] as const, ...options].map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </label>
  );
  const date = (field: 'from' | 'to' | 'at', label: string) => (
    <label class="field"><span>{label}</span><input type="date" value={query.get(field) ?? ''} onChange={(event) => setQuery({ [field]: event.currentTarget.value })} /></label>
  );
  const speakers = [...new Set([...data.kept.speakers, ...data.scores.speakers].map(({ who }) => who))].filter((who) => who !== '');
  return (
    <main class={`ledger${loading ? ' is-loading' : ''}`} aria-busy={loading}>
      <p class="kicker">{words.kicker} · <a href={`/desk/${actor}`}>{words.desk(name)}</a></p>
      <h1>{words.heading(name)}</h1>
      <p class="answer">{words.answer(common.count.sayings(count), name)}</p>
      {data.claims > 0 && <p class="section-note">{words.claims(data.claims)} <a href={`/statements${queryOf({ speaker: actor, kind: 'claim' })}`}>{words.allStatements}</a></p>}

      {(data.kept.speakers.length > 0 || data.scores.speakers.length > 0) && (
        <div class="controls">
          <Choice<Group> label={words.by} value={group} options={[['speakers', words.groups.speakers], ['authors', words.groups.authors]]} onChoose={(by) => setQuery({ by: by === 'speakers' ? undefined : by })} />
        </div>
      )}
      {data.kept.speakers.length > 0 && <Kept scores={data.kept[group]} names={names} group={group} />}
      {data.scores.speakers.length > 0 && <Forecasts data={data} names={names} group={group} />}

      <section aria-labelledby="sayings">
        <h2 id="sayings">{words.listTitle}</h2>
        <div class="controls">
          {select('kind', words.kind, data.kinds.map(({ kind, count: n }) => [kind, `${wordFor(common.kinds, kind)} (${whole(n)})`] as const))}
          {select('status', words.status, data.statuses.map(({ status, count: n }) => [status, `${wordFor(words.statuses, status)} (${whole(n)})`] as const))}
          {select('who', words.who.speakers, speakers.map((who) => [who, nameIn(names, who)] as const))}
          {date('from', common.from)}
          {date('to', common.upTo)}
          {date('at', words.asOf)}
        </div>
        {failed && <Problem message={failed} />}
        {rows.size === 0 && <p class="quiet">{words.nothing}</p>}
        <SaidList
          said={[...rows.values()].map(({ said }) => said)}
          names={names}
          more={({ id }) => {
            const row = rows.get(id)!;
            return (
              <>
                {row.who !== row.said.speaker && row.who !== '' && <p class="quiet spoke">{nameIn(names, row.who)}</p>}
                <Rating row={row} names={names} onResolve={(status, evidence) => void judge(row, { verdict: 'resolved', status, evidence })} onUndo={() => void judge(row, { verdict: 'withdrawn' })} />
              </>
            );
          }}
        />
        {next && <button type="button" onClick={async () => { const further = await ask<LedgerData>(`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>{words.more}</button>}
      </section>
    </main>
  );
}

/** How often each kept what they said. */
function Kept({ scores, names, group }: { scores: StatementScore[]; names: LedgerData['names']; group: Group }) {
  const words = inLanguage(LEDGER);
  const settled = ({ counts }: StatementScore) => (counts.kept ?? 0) + (counts.compromise ?? 0) + (counts.broken ?? 0);
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{words.keptTitle}</h2>
      <p class="section-note">{words.keptNote}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.tableOf(words.keptTitle)}>
        <table>
          <thead><tr><th scope="col">{words.who[group]}</th><th scope="col">{words.total}</th>{STATUSES.map((status) => <th key={status} scope="col">{sentenceCase(words.statuses[status]!)}</th>)}<th scope="col">{words.kept}</th></tr></thead>
          <tbody>
            {scores.map((score) => (
              <tr key={score.who}>
                <th scope="row">{sentenceCase(inSentence(nameIn(names, score.who)))}</th>
                <td>{whole(score.total)}</td>
                {STATUSES.map((status) => <td key={status}>{whole(score.counts[status] ?? 0)}</td>)}
                <td>{score.kept === null ? <span class="quiet">{words.noneSettled}</span> : words.keptOf(percent(score.kept.value), percent(score.kept.low), percent(score.kept.high), settled(score))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** How good the forecasts were: scores, and how often what was said to be so likely happened. */
function Forecasts({ data, names, group }: { data: LedgerData; names: LedgerData['names']; group: Group }) {
  const words = inLanguage(LEDGER);
  const score = (value: number | null) => (value === null ? '–' : number(value, { digits: 3 }));
  const row = (one: ForecastScore, title: string) => (
    <tr key={title}>
      <th scope="row">{title}</th>
      <td>{whole(one.n)}</td>
      {[one.brier, one.log, one.baseRateBrier].map((value, i) => <td key={i}>{score(value)}</td>)}
      {[one.pending, one.due, one.void, one.withoutNumber].map((value, i) => <td key={i}>{whole(value)}</td>)}
    </tr>
  );
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">{words.scoresTitle}</h2>
      <p class="section-note">{words.scoresNote}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.tableOf(words.scoresTitle)}>
        <table>
          <thead><tr>{[words.who[group], words.scored, words.brier, words.log, words.baseBrier, words.pending, words.due, words.void, words.withoutNumber].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
          <tbody>
            {row(data.scores.all, words.all)}
            {data.scores[group].map((one) => row(one, nameIn(names, one.who)))}
          </tbody>
        </table>
      </div>
      <h3>{words.calibration}</h3>
      <p class="section-note">{words.calibrationNote}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.tableOf(words.calibration)}>
        <table>
          <thead><tr>{[words.saidToBe, words.forecasts, words.meanProbability, words.happened].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
          <tbody>
            {data.calibration.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">{words.range(percent(bin.from), percent(bin.to))}</th>
                <td>{whole(bin.n)}</td>
                <td>{bin.forecast === null ? '–' : percent(bin.forecast)}</td>
                <td>{bin.happened === null ? '–' : words.keptOf(percent(bin.happened.value), percent(bin.happened.low), percent(bin.happened.high), bin.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
