/** A country: its partners before and after a date. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Desk as DeskData, Direction, MeasureName, PartnerComparison } from '../../server/api/schemas.js';
import { BeforeAfter } from '../charts/BeforeAfter.js';
import { Multiple } from '../charts/Multiple.js';
import { holding } from '../charts/scale.js';
import { Timeline } from '../charts/Timeline.js';
import { queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { dated, day, inSentence, list, nameIn, number, period, periodEnd } from '../lib/words.js';
import { Choice } from '../parts/Choice.js';
import { AgendaSection } from '../parts/DeskAgenda.js';
import { FactSections } from '../parts/DeskFacts.js';
import { VoteSection } from '../parts/DeskVotes.js';
import { EventList } from '../parts/EventList.js';
import { MapSection } from '../parts/MapSection.js';
import { SaidList } from '../parts/SaidList.js';
import { EventPanel } from '../parts/EventPanel.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON } from '../text/common.js';
import { DESK } from '../text/desk.js';
import { inLanguage, language } from '../text/index.js';

const MEASURES = ['intensity', 'net'] as const;
const DIRECTIONS = ['both', 'out', 'in'] as const;

export function Desk({ actor, place: { query } }: { actor: string; place: Place }) {
  const asked = Object.fromEntries(['at', 'from', 'to', 'measure', 'direction', 'partners'].map((name) => [name, query.get(name)]));
  const { data, error, loading } = useApi<DeskData>(`/desk/${encodeURIComponent(actor)}${queryOf(asked)}`);
  const open = query.get('open') ?? undefined;
  const [words, common] = [inLanguage(DESK), inLanguage(COMMON)];
  useEffect(() => {
    document.title = `${words.title(data?.actor.name[language()] ?? actor)} · demarche`;
  }, [data, actor, words]);
  if (!data) return <main><h1 class="sr">{actor}</h1><Waiting loading={loading} error={error} /></main>;

  const name = data.actor.name[language()];
  const last = lastDay(data.to);
  const carried = { from: query.get('from') ?? undefined, to: query.get('to') ?? undefined };
  const dyad = (partner: string) => `/dyad/${actor}/${partner}${queryOf({ ...carried, at: data.at })}`;
  const domain = holding(data.series.flatMap(({ points }) => points.map((point) => point.mean ?? 0)), 4);
  return (
    <main class={`desk${loading ? ' is-loading' : ''}`} aria-busy={loading}>
      <p class="kicker">{words.kicker} · <a href={`/desk/${actor}`}>{name}</a> · <a href={`/ledger/${actor}`}>{words.ledger(name)}</a> · <a href={`/brief/${actor}${queryOf({ ...carried, at: query.get('at') })}`}>{words.brief}</a></p>
      <h1>{words.heading(name, day(data.at))}</h1>
      <Answer data={data} />

      <section aria-labelledby="date" class="date-section">
        <h2 id="date" class="sr">{words.dateHeading}</h2>
        <div class="controls">
          <label class="field">
            <span>{words.beforeAndAfter}</span>
            <input type="date" value={data.at} min={data.from} max={last} onChange={(event) => event.currentTarget.value && setQuery({ at: event.currentTarget.value })} />
          </label>
          <div class="presets" role="group" aria-label={words.governments}>
            {data.governments.filter(({ from }) => from && from > data.from && daysBetween(data.from, from) > LEAST_DAYS && daysBetween(from, last) > LEAST_DAYS).map((government) => (
              <button key={government.from} type="button" aria-pressed={government.from === data.at} onClick={() => setQuery({ at: government.from! })}>
                {government.person} <small>{dated(government.from!)}</small>
              </button>
            ))}
          </div>
          <Choice<MeasureName> label={words.measure} value={(query.get('measure') as MeasureName | null) ?? 'intensity'} options={MEASURES.map((measure) => [measure, words.measures[measure]] as const)} onChoose={(value) => setQuery({ measure: value === 'intensity' ? undefined : value })} />
          <Choice<Direction> label={words.direction} value={(query.get('direction') as Direction | null) ?? 'both'} options={DIRECTIONS.map((direction) => [direction, words.directions[direction]] as const)} onChoose={(value) => setQuery({ direction: value === 'both' ? undefined : value })} />
        </div>
        <figure>
          <figcaption>{words.timeline(name)}</figcaption>
          <Timeline
            points={data.timeline}
            from={data.from}
            to={last}
            at={data.at}
            governments={data.governments}
            label={words.timelineLabel(name)}
            onAt={(at) => setQuery({ at }, { replace: true })}
            onOpen={(first) => setQuery({ open: `*.${first}` })}
          />
        </figure>
      </section>

      <section aria-labelledby="change">
        <h2 id="change">{words.change}</h2>
        {data.partners.length === 0 ? <p class="quiet">{words.noDeeds(name)}</p> : (
          <BeforeAfter actor={actor} partners={data.partners} measure={data.measure} names={data.names} dyadAddress={dyad} selected={open} onOpen={(partner, side) => setQuery({ open: `${partner}.${side}` })} />
        )}
      </section>

      {data.partners.length > 0 && data.measure === 'intensity' && (
        <MapSection data={data} of={mapOf(query.get('map'))} onOpen={(partner) => setQuery({ open: `${partner}.after` })} />
      )}

      <section aria-labelledby="multiples">
        <h2 id="multiples">{words.multiples}</h2>
        <p class="section-note">{words.multiplesNote(day(data.at))}</p>
        <div class="multiples">
          {data.series.map(({ partner, points }) => (
            <figure key={partner}>
              <figcaption><a href={dyad(partner)}>{nameIn(data.names, partner)}</a> <small>{common.count.deeds(points.reduce((sum, point) => sum + point.count, 0))}</small></figcaption>
              <Multiple
                points={points}
                to={last}
                at={data.at}
                domain={domain}
                label={words.pair(name, nameIn(data.names, partner))}
                selected={open?.startsWith(`${partner}.`) ? open.slice(partner.length + 1) : undefined}
                onOpen={(first) => setQuery({ open: `${partner}.${first}` })}
              />
            </figure>
          ))}
        </div>
      </section>

      <AgendaSection actor={actor} asOf={query.get('to')} />
      <FactSections actor={actor} at={data.at} from={data.from} to={last} />
      <VoteSection actor={actor} chosen={query.get('with')} />

      {data.said.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">{words.said}</h2>
          <p class="section-note"><a href={`/ledger/${actor}`}>{words.allSaid(name)}</a></p>
          <SaidList said={data.said} names={data.names} />
        </section>
      )}

      <section aria-labelledby="recent">
        <h2 id="recent">{words.recent}</h2>
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
  const thin = data.partners.filter(({ p }) => p === null).length;
  const unclear = data.partners.length - warmer.length - cooler.length - thin;
  const words = inLanguage(DESK);
  if (data.partners.length === 0) return null;
  if (warmer.length + cooler.length === 0) return <p class="answer">{words.noChange(inLanguage(COMMON).count.partners(unclear + thin))}</p>;
  return (
    <p class="answer">
      {cooler.length > 0 && <><strong class="conflict">{words.cooler}</strong> {words.with} <Listed items={cooler} />. </>}
      {warmer.length > 0 && <><strong class="coop">{words.warmer}</strong> {words.with} <Listed items={warmer} />. </>}
      {unclear > 0 && <span class="even">{words.unclear(unclear)}</span>}{thin > 0 && <span class="even"> {words.thin(thin)}</span>}
    </p>
  );
}

/** Items as the language writes a list of words: commas, and its "and" before the last. */
function Listed({ items }: { items: ComponentChildren[] }) {
  const marks = items.map((_, i) => `\u0000${i}\u0000`);
  return <>{list(marks).split('\u0000').map((part, i) => (i % 2 === 1 ? items[Number(part)] : part))}</>;
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
  const words = inLanguage(DESK);
  const names = [data.actor.name[language()], ...(partner === '*' ? [] : [nameIn(data.names, partner)])];
  const title = words.panel(list(names), side ? words[side === 'before' ? 'before' : 'since'](day(data.at)) : period(when, 'quarter'));
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
