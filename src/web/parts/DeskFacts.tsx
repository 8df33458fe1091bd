/** Memberships and figures of a country: asked for after the desk's first look. */
import type { DeskFacts } from '../../server/api/desk.js';
import { Bars } from '../charts/Bars.js';
import { Figure } from '../charts/Figure.js';
import { useApi } from '../lib/api.js';
import { byName, dated, nameIn } from '../lib/words.js';
import { wordFor } from '../text/common.js';
import { DESK } from '../text/desk.js';
import { inLanguage } from '../text/index.js';
import { Waiting } from './Waiting.js';

/** Values that make a chart; fewer are said in words. */
const LEAST = 3;
/** Years before the desk's own time in which memberships are shown. */
const YEARS_BEFORE = 8;

interface Props {
  actor: string;
  at: string;
  from: string;
  /** The last day. */
  to: string;
}

export function FactSections({ actor, at, from, to }: Props) {
  const { data, error, loading } = useApi<DeskFacts>(`/desk/${encodeURIComponent(actor)}/facts`);
  const words = inLanguage(DESK);
  return (
    <>
      <section aria-labelledby="blocs">
        <h2 id="blocs">{words.blocs}</h2>
        {data ? <Blocs data={data} at={at} from={`${Number(from.slice(0, 4)) - YEARS_BEFORE}-01-01`} to={to} /> : <Waiting loading={loading} error={error} />}
      </section>
      <section aria-labelledby="figures">
        <h2 id="figures">{words.figures}</h2>
        {data ? <Figures data={data} at={at} /> : <Waiting loading={loading} error={null} />}
      </section>
    </>
  );
}

function Blocs({ data: { memberships, names, actor }, at, from, to }: { data: DeskFacts; at: string; from: string; to: string }) {
  const words = inLanguage(DESK);
  if (memberships.length === 0) return <p class="quiet">{words.noBlocs}</p>;
  const date = (day: string | null, precision: 'day' | 'month' | 'year' | null, otherwise: string) => (day === null ? otherwise : dated(day, precision ?? 'day'));
  const rows = new Map<string, (DeskFacts['memberships'][number] & { roleName: string; label: string })[]>();
  for (const one of memberships) {
    const roleName = wordFor(words.roles, one.role);
    const organisation = nameIn(names, one.organisation);
    const label = words.bar(organisation, roleName, date(one.from, one.fromPrecision, words.earlier), date(one.to, one.toPrecision, words.lasting));
    rows.set(organisation, [...(rows.get(organisation) ?? []), { ...one, roleName, label }]);
  }
  const shown = [...rows].filter(([, bars]) => bars.some((bar) => (bar.to ?? '9999') > from && (bar.from ?? '') < to));
  return (
    <>
      <p class="section-note">{words.blocsNote}</p>
      {shown.length > 0 && <figure><Bars rows={shown.map(([name, bars]) => ({ name, bars }))} from={from} to={to} at={at} label={`${words.blocs}: ${nameIn(names, actor.code)}`} /></figure>}
      <details class="table-view">
        <summary>{words.asTable}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={words.tableOf(words.blocs)}>
          <table class="log">
            <thead><tr>{[words.organisation, words.role, words.from, words.until, words.source].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
            <tbody>
              {[...rows].flatMap(([organisation, bars]) => bars.map((bar) => (
                <tr key={`${organisation}${bar.role}${bar.from}`}>
                  <th scope="row">{organisation}</th><td>{bar.roleName}</td><td>{date(bar.from, bar.fromPrecision, words.earlier)}</td><td>{date(bar.to, bar.toPrecision, words.lasting)}</td><td lang="en">{bar.source}</td>
                </tr>
              )))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function Figures({ data: { series, names, actor }, at }: { data: DeskFacts; at: string }) {
  const words = inLanguage(DESK);
  if (series.length === 0) return <p class="quiet">{words.noFigures} <code>demarche import indicators FILE</code></p>;
  const named = series
    .map((one) => {
      const title = words.names[one.series] ?? one.series.replaceAll('-', ' ');
      return { ...one, title: one.partner === null ? title : words.towards(title, nameIn(names, one.partner)) };
    })
    .sort((a, b) => byName(a.title, b.title));
  return (
    <>
      <p class="section-note">{words.figuresNote}</p>
      <div class="multiples">
        {named.filter(({ values }) => values.length >= LEAST).map(({ title, values }) => (
          <figure key={title}>
            <figcaption>{title} <small lang="en">{values.at(-1)!.unit}</small></figcaption>
            <Figure values={values} at={at} label={`${words.figureLabel(title, values.length)}, ${nameIn(names, actor.code)}`} />
          </figure>
        ))}
      </div>
      <details class="table-view">
        <summary>{words.asTable}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={words.tableOf(words.figures)}>
          <table class="log">
            <thead><tr>{[words.series, words.date, words.value, words.unit, words.source].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
            <tbody>
              {named.flatMap(({ title, values }) => values.map(({ date, precision, value, unit, source }) => (
                <tr key={`${title}${date}${source}`}><th scope="row">{title}</th><td>{dated(date, precision)}</td><td>{value}</td><td lang="en">{unit}</td><td lang="en">{source}</td></tr>
              )))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
