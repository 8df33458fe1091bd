/** A country: its partners before and after a date. */
import { useEffect } from 'preact/hooks';
import type { Desk as DeskData, Direction, MeasureName, PartnerComparison } from '../../server/api/schemas.js';
import { BeforeAfter } from '../charts/BeforeAfter.js';
import { Multiple } from '../charts/Multiple.js';
import { holding } from '../charts/scale.js';
import { Timeline } from '../charts/Timeline.js';
import { queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { dated, day, inSentence, list, nameIn, number, period, periodEnd, plural, possessive } from '../lib/words.js';
import { Choice } from '../parts/Choice.js';
import { EventList } from '../parts/EventList.js';
import { MapSection } from '../parts/MapSection.js';
import { SaidList } from '../parts/SaidList.js';
import { EventPanel } from '../parts/EventPanel.js';
import { Waiting } from '../parts/Waiting.js';

const MEASURES = [['intensity', 'Intensity'], ['net', 'Net cooperation']] as const;
export const DIRECTIONS = [['both', 'Both ways'], ['out', 'Outward'], ['in', 'Inward']] as const;

export function Desk({ actor, place: { query } }: { actor: string; place: Place }) {
  const asked = Object.fromEntries(['at', 'from', 'to', 'measure', 'direction', 'partners'].map((name) => [name, query.get(name)]));
  const { data, error, loading } = useApi<DeskData>(`/desk/${encodeURIComponent(actor)}${queryOf(asked)}`);
  const open = query.get('open') ?? undefined;
  useEffect(() => {
    document.title = `${data?.actor.name.en ?? actor}: before and after · demarche`;
  }, [data, actor]);
  if (!data) return <main><h1 class="sr">{actor}</h1><Waiting loading={loading} error={error} /></main>;

  const name = data.actor.name.en;
  const last = lastDay(data.to);
  const carried = { from: query.get('from') ?? undefined, to: query.get('to') ?? undefined };
  const dyad = (partner: string) => `/dyad/${actor}/${partner}${queryOf({ ...carried, at: data.at })}`;
  const domain = holding(data.series.flatMap(({ points }) => points.map((point) => point.mean ?? 0)), 4);
  return (
    <main class={`desk${loading ? ' is-loading' : ''}`} aria-busy={loading}>
      <p class="kicker">Desk · <a href={`/desk/${actor}`}>{name}</a> · <a href={`/ledger/${actor}`}>{possessive(name)} ledger</a></p>
      <h1>Has {possessive(inSentence(name))} foreign policy changed since {day(data.at)}?</h1>
      <Answer data={data} />

      <section aria-labelledby="date" class="date-section">
        <h2 id="date" class="sr">The date between before and after</h2>
        <div class="controls">
          <label class="field">
            <span>Before and after</span>
            <input type="date" value={data.at} min={data.from} max={last} onChange={(event) => event.currentTarget.value && setQuery({ at: event.currentTarget.value })} />
          </label>
          <div class="presets" role="group" aria-label="Changes of government">
            {data.governments.filter(({ from }) => from && from > data.from && daysBetween(data.from, from) > LEAST_DAYS && daysBetween(from, last) > LEAST_DAYS).map((government) => (
              <button key={government.from} type="button" aria-pressed={government.from === data.at} onClick={() => setQuery({ at: government.from! })}>
                {government.person} <small>{dated(government.from!)}</small>
              </button>
            ))}
          </div>
          <Choice<MeasureName> label="Measure" value={(query.get('measure') as MeasureName | null) ?? 'intensity'} options={MEASURES} onChoose={(value) => setQuery({ measure: value === 'intensity' ? undefined : value })} />
          <Choice<Direction> label="Direction" value={(query.get('direction') as Direction | null) ?? 'both'} options={DIRECTIONS} onChoose={(value) => setQuery({ direction: value === 'both' ? undefined : value })} />
        </div>
        <figure>
          <figcaption>Deeds between {inSentence(name)} and its main partners, by quarter: cooperation above the line, conflict below. Drag the mark to move the date.</figcaption>
          <Timeline
            points={data.timeline}
            from={data.from}
            to={last}
            at={data.at}
            governments={data.governments}
            label={`Deeds of ${name} by quarter`}
            onAt={(at) => setQuery({ at }, { replace: true })}
            onOpen={(first) => setQuery({ open: `*.${first}` })}
          />
        </figure>
      </section>

      <section aria-labelledby="change">
        <h2 id="change">Before and after, partner by partner</h2>
        {data.partners.length === 0 ? <p class="quiet">The record has no deeds of {inSentence(name)} with anyone in this period.</p> : (
          <BeforeAfter actor={actor} partners={data.partners} measure={data.measure} names={data.names} dyadAddress={dyad} selected={open} onOpen={(partner, side) => setQuery({ open: `${partner}.${side}` })} />
        )}
      </section>

      {data.partners.length > 0 && data.measure === 'intensity' && (
        <MapSection data={data} of={mapOf(query.get('map'))} onOpen={(partner) => setQuery({ open: `${partner}.after` })} />
      )}

      <section aria-labelledby="multiples">
        <h2 id="multiples">Each relation over time</h2>
        <p class="section-note">Mean intensity of each quarter’s deeds (dots, larger for more), with a smoothed line that is drawn towards the relation’s own mean where deeds are few. The upright mark is {day(data.at)}.</p>
        <div class="multiples">
          {data.series.map(({ partner, points }) => (
            <figure key={partner}>
              <figcaption><a href={dyad(partner)}>{nameIn(data.names, partner)}</a> <small>{plural(points.reduce((sum, point) => sum + point.count, 0), 'deed')}</small></figcaption>
              <Multiple
                points={points}
                to={last}
                at={data.at}
                domain={domain}
                label={`${name} and ${nameIn(data.names, partner)}`}
                selected={open?.startsWith(`${partner}.`) ? open.slice(partner.length + 1) : undefined}
                onOpen={(first) => setQuery({ open: `${partner}.${first}` })}
              />
            </figure>
          ))}
        </div>
      </section>

      {data.ahead.length > 0 && (
        <section aria-labelledby="ahead">
          <h2 id="ahead">Coming up</h2>
          <p class="section-note">Planned, as the record has it, for after {day(last)}.</p>
          <EventList rows={data.ahead} names={data.names} />
        </section>
      )}

      {data.said.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">Last said</h2>
          <p class="section-note"><a href={`/ledger/${actor}`}>All that {inSentence(name)} said, held against what was done</a></p>
          <SaidList said={data.said} names={data.names} />
        </section>
      )}

      <section aria-labelledby="recent">
        <h2 id="recent">Latest events</h2>
        <EventList rows={data.recent} names={data.names} />
      </section>

      {open && <OpenEvents data={data} open={open} />}
    </main>
  );
}

const mapOf = (asked: string | null) => (asked === 'change' || asked === 'standing' ? asked : null);

/** The page's question answered in words, from the comparisons alone. */
function Answer({ data }: { data: DeskData }) {
  const said = (verdict: PartnerComparison['verdict'], order: 1 | -1) =>
    data.partners
      .filter((row) => row.verdict === verdict)
      .sort((a, b) => order * ((a.difference ?? 0) - (b.difference ?? 0)))
      .map((row) => (
        <a key={row.partner} href={`#row-${row.partner}`} onClick={(event) => { event.preventDefault(); setQuery({ open: `${row.partner}.after` }); }}>
          {inSentence(nameIn(data.names, row.partner))} <small class="num">{number(row.difference!, { digits: data.measure === 'net' ? 2 : 1, sign: true })}</small>
        </a>
      ));
  const [warmer, cooler] = [said('warmer', -1), said('cooler', 1)];
  const unclear = data.partners.length - warmer.length - cooler.length;
  if (data.partners.length === 0) return null;
  if (warmer.length + cooler.length === 0) {
    return <p class="answer">The record shows no change that chance could not have made, toward any of {plural(unclear, 'partner')}.</p>;
  }
  return (
    <p class="answer">
      {cooler.length > 0 && <><strong class="conflict">Cooler</strong> with {commas(cooler)}. </>}
      {warmer.length > 0 && <><strong class="coop">Warmer</strong> with {commas(warmer)}. </>}
      {unclear > 0 && <span class="even">No evidence of change toward {unclear} other{unclear === 1 ? '' : 's'}.</span>}
    </p>
  );
}

function commas<T>(items: T[]) {
  return items.map((item, i) => <>{i > 0 && (i === items.length - 1 ? ' and ' : ', ')}{item}</>);
}

/** The events behind `PARTNER.before`, `PARTNER.after`, `PARTNER.2023-10-01` (a quarter) or `*.2023-10-01` (all partners). */
function OpenEvents({ data, open }: { data: DeskData; open: string }) {
  const dot = open.lastIndexOf('.');
  const [partner, when] = [open.slice(0, dot), open.slice(dot + 1)];
  const side = when === 'before' || when === 'after' ? when : null;
  const within = side === 'before' ? { from: data.from, to: data.at } : side === 'after' ? { from: data.at, to: data.to } : { from: when, to: periodEnd(when, 'quarter') };
  const code = data.actor.code;
  const who =
    partner === '*' ? (data.direction === 'both' ? { involving: code } : data.direction === 'out' ? { actor: code } : { recipient: code })
    : data.direction === 'both' ? { between: `${code},${partner}` }
    : data.direction === 'out' ? { actor: code, recipient: partner } : { actor: partner, recipient: code };
  const names = [data.actor.name.en, ...(partner === '*' ? [] : [nameIn(data.names, partner)])];
  const title = `${list(names)}, ${side ? `${side === 'before' ? 'before' : 'since'} ${day(data.at)}` : period(when, 'quarter')}`;
  return <EventPanel title={title} path={`/events${queryOf({ ...who, ...within, deeds: 1, limit: 100, ...(side ? { whole: 1 } : { unit: 'quarter' }) })}`} onClose={() => setQuery({ open: undefined })} />;
}

/** Days that must lie on each side of a date for it to be offered. */
const LEAST_DAYS = 60;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** `to` is the day after the last. */
function lastDay(to: string): string {
  return new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
}
