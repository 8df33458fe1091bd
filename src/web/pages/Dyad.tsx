/** A relation over time, and the events that it is made of. */
import { useEffect, useState } from 'preact/hooks';
import type { Direction, Dyad as DyadData, EventPage, SeriesUnit, Turns } from '../../server/api/schemas.js';
import { RelationChart } from '../charts/RelationChart.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { day, number, percent, period, periodEnd, sentenceCase, whole } from '../lib/words.js';
import { ActorInput } from '../parts/ActorInput.js';
import { Choice } from '../parts/Choice.js';
import { EventList } from '../parts/EventList.js';
import { SaidList } from '../parts/SaidList.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON, wordFor } from '../text/common.js';
import { DYAD } from '../text/dyad.js';
import { inLanguage, language } from '../text/index.js';

const UNITS = ['month', 'quarter', 'year'] as const;

/** The two of a relation, by name. */
function pairOf({ actor, partner }: Pick<DyadData, 'actor' | 'partner'>): string {
  return inLanguage(DYAD).pair(actor.name[language()], partner.name[language()]);
}

export function Dyad({ actor, partner, place: { query } }: { actor: string; partner: string; place: Place }) {
  const asked = Object.fromEntries(['unit', 'from', 'to', 'direction', 'with'].map((name) => [name, query.get(name)]));
  const { data, error, loading } = useApi<DyadData>(`/dyad/${encodeURIComponent(actor)}/${encodeURIComponent(partner)}${queryOf(asked)}`);
  const [words, common] = [inLanguage(DYAD), inLanguage(COMMON)];
  const chosen = query.get('period') ?? undefined;
  useEffect(() => {
    document.title = data ? `${pairOf(data)} · demarche` : 'demarche';
  }, [data]);
  if (!data) return <main><h1 class="sr">{words.pair(actor, partner)}</h1><Waiting loading={loading} error={error} /></main>;
  const [a, b] = [data.actor.name[language()], data.partner.name[language()]];
  const directions = [['both', words.both], ['out', words.oneWay(a, b)], ['in', words.oneWay(b, a)]] as const;
  const lanes = [[a, actor], [b, partner]].map(([label, state]) => ({ label: label!, governments: data.governments.filter((government) => government.state === state) })).filter(({ governments }) => governments.length > 0);
  return (
    <main class={`dyad${loading ? ' is-loading' : ''}`} aria-busy={loading}>
      <p class="kicker">{words.relation} · <a href={`/desk/${actor}${queryOf({ at: query.get('at') })}`}>{sentenceCase(common.deskOf(a))}</a> · <a href={`/desk/${partner}`}>{sentenceCase(common.deskOf(b))}</a></p>
      <h1>{words.heading(pairOf(data))}</h1>
      <p class="answer">{words.answer(common.count.deeds(data.total), day(data.from), day(new Date(Date.parse(data.to) - 86_400_000).toISOString().slice(0, 10)))}</p>
      <div class="controls">
        <Choice<SeriesUnit> label={words.by} value={(query.get('unit') as SeriesUnit | null) ?? 'quarter'} options={UNITS.map((unit) => [unit, words.units[unit]] as const)} onChoose={(unit) => setQuery({ unit: unit === 'quarter' ? undefined : unit, period: undefined })} />
        <Choice<Direction> label={words.direction} value={(query.get('direction') as Direction | null) ?? 'both'} options={directions} onChoose={(direction) => setQuery({ direction: direction === 'both' ? undefined : direction })} />
        <label class="field"><span>{common.from}</span><input type="date" value={data.from} onChange={(event) => setQuery({ from: event.currentTarget.value, period: undefined })} /></label>
        <label class="field"><span>{common.upTo}</span><input type="date" value={data.to} onChange={(event) => setQuery({ to: event.currentTarget.value, period: undefined })} /></label>
      </div>
      {data.total === 0 ? <p class="quiet">{words.noDeeds}</p> : (
        <figure>
          <RelationChart turns={data.turns.turns} said={data.said} other={data.other?.points} points={data.points} unit={data.unit} from={data.from} to={data.to} lanes={lanes} selected={chosen} label={words.chart(pairOf(data), data.unit)} onOpen={(first) => setQuery({ period: first === chosen ? undefined : first })} />
          <figcaption class="legend">
            {common.quads.map((quad, i) => <span key={quad}><i class={`swatch ${i < 2 ? 'coop' : 'conflict'}${i % 2 === 0 ? ' soft' : ''}`} aria-hidden="true" />{quad}</span>)}
            <span><i class="swatch line" aria-hidden="true" />{words.smoothed}</span>
            {data.other && <span><i class="swatch line other" aria-hidden="true" />{words.smoothedOf(pairOf(data.other))}</span>}
            {data.said.length > 0 && <span><svg class="flag" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true"><path d="M1,14v-13h9l-2.5,3.5l2.5,3.5h-9" /></svg> {words.flag}</span>}
          </figcaption>
          <SeriesTable data={data} />
        </figure>
      )}
      <TurnsFound data={data} />
      <Events data={data} chosen={chosen} />
      {data.said.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">{words.said}</h2>
          <SaidList said={[...data.said].reverse()} names={data.names} />
        </section>
      )}
    </main>
  );
}

/** Turns in words, of this relation and of the one beside it. */
function TurnsFound({ data }: { data: DyadData }) {
  const { other } = data;
  const words = inLanguage(DYAD);
  return (
    <section aria-labelledby="turns">
      <h2 id="turns">{words.turns}</h2>
      <p class="section-note">{words.turnsNote}</p>
      <TurnList of={pairOf(data)} turns={data.turns} />
      {other && <TurnList of={pairOf(other)} turns={other.turns} />}
      <Beside key={other ? `${other.actor.code}/${other.partner.code}` : ''} data={data} />
    </section>
  );
}

function TurnList({ of, turns: { count, probability, turns } }: { of: string; turns: Turns }) {
  const [words, common] = [inLanguage(DYAD), inLanguage(COMMON)];
  const level = ({ value, count: deeds }: Turns['turns'][number]['before']) => words.level(number(value, { sign: true }), common.count.deeds(deeds));
  return (
    <div class="turns">
      <h3>{of}</h3>
      {turns.length === 0 ? (
        <p>{words.noTurn(common.count.deeds(count), probability === null ? null : percent(probability))}</p>
      ) : (
        <ol>
          {turns.map((turn) => (
            <li key={turn.date}>
              <strong class={`verdict ${turn.verdict === 'warmer' ? 'coop' : 'conflict'}`}><svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true"><path d={turn.verdict === 'warmer' ? 'M5.5 1L10 9H1z' : 'M5.5 10L1 2h9z'} fill="currentColor" /></svg> {wordFor(common.changes, turn.verdict)}</strong>{words.turn(day(turn.date), turn.from === turn.to ? words.toTheDay : words.between(day(turn.from), day(turn.to)), percent(turn.probability), level(turn.before), level(turn.after))}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Chooses the relation that is shown beside this one. */
function Beside({ data: { actor, other } }: { data: DyadData }) {
  const words = inLanguage(DYAD);
  const [one, setOne] = useState(other?.actor.code ?? actor.code);
  const two = other?.partner.code ?? '';
  const compare = (first: string, second: string) => {
    setOne(first);
    if (second !== '' || other) setQuery({ with: first && second && `${first}/${second}` });
  };
  return (
    <div class="controls" role="group" aria-label={words.compareGroup}>
      <ActorInput label={words.compareWith} value={one} onChange={(code) => compare(code, two)} />
      <ActorInput label={words.and} value={two} onChange={(code) => compare(one, code)} />
      {other && <button type="button" onClick={() => setQuery({ with: undefined })}>{words.alone}</button>}
    </div>
  );
}

/** The chart in numbers, for those who would rather read, or cannot see it. */
function SeriesTable({ data }: { data: DyadData }) {
  const [words, { quads }] = [inLanguage(DYAD), inLanguage(COMMON)];
  return (
    <details class="table-view">
      <summary>{words.asTable}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.tableLabel}>
        <table>
          <thead><tr><th scope="col">{words.period}</th><th scope="col">{words.deeds}</th>{quads.map((quad) => <th key={quad} scope="col">{quad}</th>)}<th scope="col">{words.mean}</th><th scope="col">{words.smoothedColumn}</th></tr></thead>
          <tbody>
            {data.points.map((point) => (
              <tr key={point.period}>
                <th scope="row">{period(point.period, data.unit)}</th>
                <td>{whole(point.count)}</td>
                {point.quads.map((count, i) => <td key={i}>{whole(count)}</td>)}
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
  const [words, common] = [inLanguage(DYAD), inLanguage(COMMON)];
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
        {chosen ? words.eventsOf(period(chosen, data.unit), data.unit) : words.events}
        {chosen && <button type="button" class="plain" onClick={() => setQuery({ period: undefined })}>{words.showAll}</button>}
      </h2>
      <p class="sr" aria-live="polite">{page ? words.shown(common.count.events(shown.length)) : ''}</p>
      <Waiting loading={loading && !page} error={error} />
      {page && <EventList rows={shown} names={Object.assign({}, ...pages.map(({ names }) => names))} />}
      {page && shown.length === 0 && <p class="quiet">{words.none}</p>}
      {next && <button type="button" onClick={async () => { const further = await ask<EventPage>(`${path}&after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>{common.moreEvents}</button>}
    </section>
  );
}
