/** A country's votes in the United Nations held against those of others: asked for after the desk's first look. */
import type { DeskVotes } from '../../server/api/desk.js';
import { Positions } from '../charts/Positions.js';
import { queryOf, useApi } from '../lib/api.js';
import { setQuery } from '../lib/route.js';
import { list, nameIn, percent } from '../lib/words.js';
import { DESK } from '../text/desk.js';
import { inLanguage } from '../text/index.js';
import { ActorInput } from './ActorInput.js';
import { Waiting } from './Waiting.js';

export function VoteSection({ actor, chosen }: { actor: string; chosen: string | null }) {
  const { data, error, loading } = useApi<DeskVotes>(`/desk/${encodeURIComponent(actor)}/votes${queryOf({ with: chosen })}`);
  const words = inLanguage(DESK);
  return (
    <section aria-labelledby="votes">
      <h2 id="votes">{words.votes}</h2>
      {!data && <Waiting loading={loading} error={error} />}
      {data && !data.held && <p class="quiet">{words.noVotes} <code>demarche import votes FILE --roll-calls FILE</code></p>}
      {data?.held && <Held data={data} />}
    </section>
  );
}

function Held({ data }: { data: DeskVotes }) {
  const words = inLanguage(DESK);
  const nameOf = (code: string) => nameIn(data.names, code);
  const choose = (others: string[]) => setQuery({ with: others.join(',') });
  const lines = [data.actor.code, ...data.others].map((code) => ({ name: nameOf(code), points: data.points.filter(({ state }) => state === code) }));
  const years = [...new Set(data.agreement.flatMap(({ years: own }) => own.map(({ year }) => year)))].sort((a, b) => b - a);
  return (
    <>
      {data.points.length > 0 && <p class="section-note">{words.votesNote}</p>}
      <div class="controls">
        <ActorInput label={words.addOther} value="" onChange={(code) => code !== '' && code !== data.actor.code && choose([...new Set([...data.others, code])])} />
        <div class="presets">
          {data.others.map((code) => <button key={code} type="button" aria-label={words.remove(nameOf(code))} onClick={() => choose(data.others.filter((other) => other !== code))}>{nameOf(code)} ×</button>)}
        </div>
      </div>
      {data.points.length > 0
        ? <figure><Positions lines={lines} label={words.votesLabel(list(lines.map(({ name }) => name)))} /></figure>
        : <p class="quiet">{years.length === 0 ? words.noVotesOf : words.noPoints}</p>}
      {years.length > 0 && (
        <details class="table-view">
          <summary>{words.agreement}</summary>
          <div class="scroll" tabIndex={0} role="region" aria-label={words.tableOf(words.agreement)}>
            <table>
              <thead><tr><th scope="col">{words.year}</th>{data.agreement.map(({ state }) => <th key={state} scope="col">{nameOf(state)}</th>)}</tr></thead>
              <tbody>
                {years.map((year) => (
                  <tr key={year}>
                    <th scope="row">{year}</th>
                    {data.agreement.map(({ state, years: own }) => {
                      const cell = own.find((one) => one.year === year);
                      return <td key={state}>{cell && cell.simple !== null ? words.agreementCell(percent(cell.simple), cell.count) : ''}</td>;
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </>
  );
}
