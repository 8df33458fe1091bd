/** A relation over time, and the events that it is made of. */
import { useEffect, useState } from 'preact/hooks';
import type { Direction, Dyad as DyadData, EventPage, SeriesUnit, Turns } from '../../server/api/schemas.js';
import { RelationChart } from '../charts/RelationChart.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { day, inSentence, number, percent, period, periodEnd, plural, possessive, QUADS } from '../lib/words.js';
import { ActorInput } from '../parts/ActorInput.js';
import { Choice } from '../parts/Choice.js';
import { EventList } from '../parts/EventList.js';
import { SaidList } from '../parts/SaidList.js';
import { Waiting } from '../parts/Waiting.js';

const UNITS = [['month', 'Month'], ['quarter', 'Quarter'], ['year', 'Year']] as const;

export function Dyad({ actor, partner, place: { query } }: { actor: string; partner: string; place: Place }) {
  const asked = Object.fromEntries(['unit', 'from', 'to', 'direction', 'with'].map((name) => [name, query.get(name)]));
  const { data, error, loading } = useApi<DyadData>(`/dyad/${encodeURIComponent(actor)}/${encodeURIComponent(partner)}${queryOf(asked)}`);
  const chosen = query.get('period') ?? undefined;
  useEffect(() => {
    document.title = data ? `${data.actor.name.en} and ${data.partner.name.en} · demarche` : 'demarche';
  }, [data]);
  if (!data) return <main><h1 class="sr">{actor} and {partner}</h1><Waiting loading={loading} error={error} /></main>;
  const [a, b] = [data.actor.name.en, data.partner.name.en];
  const directions = [['both', 'Both ways'], ['out', `${a} to ${b}`], ['in', `${b} to ${a}`]] as const;
  const lanes = [[a, actor], [b, partner]].map(([label, state]) => ({ label: label!, governments: data.governments.filter((government) => government.state === state) })).filter(({ governments }) => governments.length > 0);
  return (
    <main class={`dyad${loading ? ' is-loading' : ''}`} aria-busy={loading}>
      <p class="kicker">Relation · <a href={`/desk/${actor}${queryOf({ at: query.get('at') })}`}>{possessive(a)} desk</a> · <a href={`/desk/${partner}`}>{possessive(b)} desk</a></p>
      <h1>{a} and {inSentence(b)}: how the relation went</h1>
      <p class="answer">{plural(data.total, 'deed')} from {day(data.from)} to {day(new Date(Date.parse(data.to) - 86_400_000).toISOString().slice(0, 10))}. Choose a period in the chart to read what it is made of.</p>
      <div class="controls">
        <Choice<SeriesUnit> label="By" value={(query.get('unit') as SeriesUnit | null) ?? 'quarter'} options={UNITS} onChoose={(unit) => setQuery({ unit: unit === 'quarter' ? undefined : unit, period: undefined })} />
        <Choice<Direction> label="Direction" value={(query.get('direction') as Direction | null) ?? 'both'} options={directions} onChoose={(direction) => setQuery({ direction: direction === 'both' ? undefined : direction })} />
        <label class="field"><span>From</span><input type="date" value={data.from} onChange={(event) => setQuery({ from: event.currentTarget.value, period: undefined })} /></label>
        <label class="field"><span>Up to</span><input type="date" value={data.to} onChange={(event) => setQuery({ to: event.currentTarget.value, period: undefined })} /></label>
      </div>
      {data.total === 0 ? <p class="quiet">The record has no deeds between these two in this period.</p> : (
        <figure>
          <RelationChart turns={data.turns.turns} said={data.said} other={data.other?.points} points={data.points} unit={data.unit} from={data.from} to={data.to} lanes={lanes} selected={chosen} label={`${a} and ${b} by ${data.unit}`} onOpen={(first) => setQuery({ period: first === chosen ? undefined : first })} />
          <figcaption class="legend">
            {QUADS.map((words, i) => <span key={words}><i class={`swatch ${i < 2 ? 'coop' : 'conflict'}${i % 2 === 0 ? ' soft' : ''}`} aria-hidden="true" />{words}</span>)}
            <span><i class="swatch line" aria-hidden="true" />smoothed level, drawn towards the relation’s mean where deeds are few, with its 95 % band</span>
            {data.other && <span><i class="swatch line other" aria-hidden="true" />smoothed level of {data.other.actor.name.en} and {inSentence(data.other.partner.name.en)}</span>}
            {data.said.length > 0 && <span><svg class="flag" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true"><path d="M1,14v-13h9l-2.5,3.5l2.5,3.5h-9" /></svg> something said, listed below</span>}
          </figcaption>
          <SeriesTable data={data} />
        </figure>
      )}
      <TurnsFound data={data} />
      <Events data={data} chosen={chosen} />
      {data.said.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">What they said of each other</h2>
          <SaidList said={[...data.said].reverse()} names={data.names} />
        </section>
      )}
    </main>
  );
}

/** Turns in words, of this relation and of the one beside it. */
function TurnsFound({ data }: { data: DyadData }) {
  const { other } = data;
  return (
    <section aria-labelledby="turns">
      <h2 id="turns">Where it turned</h2>
      <p class="section-note">Found by an exact Bayesian search over the deeds that are dated to the day; the dates in brackets hold the turn with 95 % probability, given that there is one.</p>
      <TurnList of={`${data.actor.name.en} and ${inSentence(data.partner.name.en)}`} turns={data.turns} />
      {other && <TurnList of={`${other.actor.name.en} and ${inSentence(other.partner.name.en)}`} turns={other.turns} />}
      <Beside key={other ? `${other.actor.code}/${other.partner.code}` : ''} data={data} />
    </section>
  );
}

function TurnList({ of, turns: { count, probability, turns } }: { of: string; turns: Turns }) {
  const level = ({ value, count: deeds }: Turns['turns'][number]['before']) => `${number(value, { sign: true })} on ${plural(deeds, 'deed')}`;
  return (
    <div class="turns">
      <h3>{of}</h3>
      {turns.length === 0 ? (
        <p>No evidence of a turn in {plural(count, 'deed')}{probability === null ? ': too few to ask.' : `; the probability of one is ${percent(probability)}.`}</p>
      ) : (
        <ol>
          {turns.map((turn) => (
            <li key={turn.date}>
              <strong class={`verdict ${turn.verdict === 'warmer' ? 'coop' : 'conflict'}`}><svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true"><path d={turn.verdict === 'warmer' ? 'M5.5 1L10 9H1z' : 'M5.5 10L1 2h9z'} fill="currentColor" /></svg> {turn.verdict}</strong> from {day(turn.date)} ({turn.from === turn.to ? 'to the day' : `${day(turn.from)} to ${day(turn.to)}`}), probability {percent(turn.probability)}: {level(turn.before)}, then {level(turn.after)}.
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Chooses the relation that is shown beside this one. */
function Beside({ data: { actor, other } }: { data: DyadData }) {
  const [one, setOne] = useState(other?.actor.code ?? actor.code);
  const two = other?.partner.code ?? '';
  const compare = (first: string, second: string) => {
    setOne(first);
    if (second !== '' || other) setQuery({ with: first && second && `${first}/${second}` });
  };
  return (
    <div class="controls" role="group" aria-label="Compare with another relation">
      <ActorInput label="Compare with" value={one} onChange={(code) => compare(code, two)} />
      <ActorInput label="and" value={two} onChange={(code) => compare(one, code)} />
      {other && <button type="button" onClick={() => setQuery({ with: undefined })}>Show this one alone</button>}
    </div>
  );
}

/** The chart in numbers, for those who would rather read, or cannot see it. */
function SeriesTable({ data }: { data: DyadData }) {
  return (
    <details class="table-view">
      <summary>The chart as a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Series as a table">
        <table>
          <thead><tr><th scope="col">Period</th><th scope="col">Deeds</th>{QUADS.map((words) => <th key={words} scope="col">{words}</th>)}<th scope="col">Mean intensity</th><th scope="col">Smoothed</th></tr></thead>
          <tbody>
            {data.points.map((point) => (
              <tr key={point.period}>
                <th scope="row">{period(point.period, data.unit)}</th>
                <td>{point.count}</td>
                {point.quads.map((count, i) => <td key={i}>{count}</td>)}
                <td>{point.mean === null ? '' : number(point.mean, { sign: true })}</td>
                <td>{number(point.level.value, { sign: true })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Events({ data, chosen }: { data: DyadData; chosen: string | undefined }) {
  const [a, b] = [data.actor.code, data.partner.code];
  const who = data.direction === 'both' ? { between: `${a},${b}` } : data.direction === 'out' ? { actor: a, recipient: b } : { actor: b, recipient: a };
  const within = chosen ? { from: chosen, to: periodEnd(chosen, data.unit) } : { from: data.from, to: data.to };
  const path = `/events${queryOf({ ...who, ...within, deeds: 1, unit: data.unit, limit: 50 })}`;
  const { data: page, error, loading } = useApi<EventPage>(path);
  const [more, setMore] = useState<EventPage[]>([]);
  useEffect(() => setMore([]), [page]);
  const pages = page ? [page, ...more] : [];
  const next = pages.at(-1)?.next;
  const shown = pages.flatMap(({ rows }) => rows);
  return (
    <section aria-labelledby="events" id="period-events">
      <h2 id="events">
        {chosen ? `Events of the ${period(chosen, data.unit)}`.replace('the 2', '2') : 'Events, latest first'}
        {chosen && <button type="button" class="plain" onClick={() => setQuery({ period: undefined })}>Show all</button>}
      </h2>
      <p class="sr" aria-live="polite">{page ? `${plural(shown.length, 'event')} shown` : ''}</p>
      <Waiting loading={loading && !page} error={error} />
      {page && <EventList rows={shown} names={Object.assign({}, ...pages.map(({ names }) => names))} />}
      {page && shown.length === 0 && <p class="quiet">None.</p>}
      {next && <button type="button" onClick={async () => { const further = await ask<EventPage>(`${path}&after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>More events</button>}
    </section>
  );
}
