/** What an actor said held against what was done: each saying with later deeds, settled by a person. */
import { useEffect, useState } from 'preact/hooks';
import type { Ledger as LedgerData, Outcome, Said } from '../../server/api/schemas.js';
import { queryOf, send, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { day, inSentence, plural, possessive, sentenceCase } from '../lib/words.js';
import { EventList } from '../parts/EventList.js';
import { SaidList } from '../parts/SaidList.js';
import { Waiting } from '../parts/Waiting.js';

const OUTCOMES: readonly Outcome[] = ['borne out', 'gone against', 'void'];

export function Ledger({ actor, place: { query } }: { actor: string; place: Place }) {
  const asked = Object.fromEntries(['kind', 'about', 'from', 'to'].map((name) => [name, query.get(name)]));
  const { data, error, loading, again } = useApi<LedgerData>(`/ledger/${encodeURIComponent(actor)}${queryOf(asked)}`);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${data?.actor.name.en ?? actor}: said and done · demarche`;
  }, [data, actor]);
  if (!data) return <main><h1 class="sr">{actor}</h1><Waiting loading={loading} error={error} /></main>;
  const name = data.actor.name.en;
  const settle = async ({ id, documentId, kind, outcome }: Said, chosen: Outcome) => {
    const target = { targetKind: kind === 'forecast' ? 'forecast' : 'statement', targetId: id, documentId };
    try {
      // Pressing what is chosen already takes it back.
      await send('/judgements', chosen === outcome ? { ...target, verdict: 'withdrawn' } : { ...target, verdict: 'resolved', outcome: chosen });
      setFailed(null);
      again();
    } catch (problem) {
      setFailed((problem as Error).message);
    }
  };
  const byId = new Map(data.rows.map((row) => [row.said.id, row]));
  return (
    <main class={`ledger${loading ? ' is-loading' : ''}`} aria-busy={loading}>
      <p class="kicker">Ledger · <a href={`/desk/${actor}`}>{possessive(name)} desk</a></p>
      <h1>What {inSentence(name)} said, and what was done</h1>
      <p class="answer">{plural(data.tally.reduce((sum, { count }) => sum + count, 0), 'saying')} of the record, each with the deeds that followed between the speaker and those spoken of. Whether they bear it out is for a person to say.</p>
      {data.tally.length > 0 && (
        <section aria-labelledby="tally">
          <h2 id="tally">How they stand</h2>
          <div class="scroll" tabIndex={0} role="region" aria-label="How the sayings stand">
            <table>
              <thead><tr><th scope="col">Kind</th><th scope="col">All</th><th scope="col">Borne out</th><th scope="col">Gone against</th><th scope="col">Void</th><th scope="col">Pending</th></tr></thead>
              <tbody>
                {data.tally.map((row) => (
                  <tr key={row.kind}>
                    <th scope="row">{sentenceCase(row.kind)}</th>
                    {[row.count, row.borneOut, row.goneAgainst, row.void, row.pending].map((count, i) => <td key={i}>{count}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <section aria-labelledby="sayings">
        <h2 id="sayings">Sayings, latest first</h2>
        <div class="controls">
          <label class="field">
            <span>Kind</span>
            <select value={query.get('kind') ?? ''} onChange={(event) => setQuery({ kind: event.currentTarget.value })}>
              <option value="">all</option>
              {data.tally.map(({ kind }) => <option key={kind} value={kind}>{kind}</option>)}
            </select>
          </label>
          <label class="field"><span>From</span><input type="date" value={query.get('from') ?? ''} onChange={(event) => setQuery({ from: event.currentTarget.value })} /></label>
          <label class="field"><span>Up to</span><input type="date" value={query.get('to') ?? ''} onChange={(event) => setQuery({ to: event.currentTarget.value })} /></label>
        </div>
        {failed && <p class="problem" role="alert">{failed}</p>}
        {data.rows.length === 0 && <p class="quiet">The record has none.</p>}
        <SaidList
          said={data.rows.map(({ said }) => said)}
          names={data.names}
          more={(one) => {
            const { later, cooperation, conflict, until } = byId.get(one.id)!;
            return (
              <>
                <div class="buttons outcomes" role="group" aria-label={`Outcome of “${one.words.slice(0, 60)}”`}>
                  {OUTCOMES.map((outcome) => <button key={outcome} type="button" aria-pressed={one.outcome === outcome} onClick={() => void settle(one, outcome)}>{sentenceCase(outcome)}</button>)}
                </div>
                {cooperation + conflict === 0 ? <p class="quiet">{until === '' ? 'It has no date to look from.' : `No deed between them followed up to ${day(until)}.`}</p> : (
                  <details>
                    <summary>{plural(cooperation + conflict, 'deed')} up to {day(until)}: {cooperation} of cooperation, {conflict} of conflict</summary>
                    <EventList rows={later} names={data.names} />
                    {cooperation + conflict > later.length && <p><a href={`/dyad/${actor}/${one.about.find((code) => code !== actor) ?? actor}${queryOf({ from: one.date })}`}>All of them in the relation</a></p>}
                  </details>
                )}
              </>
            );
          }}
        />
      </section>
    </main>
  );
}
