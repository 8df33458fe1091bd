/**
 * Counting deeds. The queries ask for one direction of a pair at a time and add the two up: so each is a range of the
 * sorted table (see cluster.ts), where "either way round" in one condition would be a scan of all of it.
 */
import { isoOf } from '../dates.js';
import type { Layer, PairRow, PartnerLayerRow, PartnerRow, Period, SeriesRow, Unit } from '../store.js';
import { NONE, type Codes } from './codes.js';
import { coarsest } from './dyads.js';
import type { Engine } from './engine.js';
import { days, limitOf, within } from './period.js';

const SUMS = `count_if(quad = 1)::INTEGER AS q1, count_if(quad = 2)::INTEGER AS q2, count_if(quad = 3)::INTEGER AS q3, count_if(quad = 4)::INTEGER AS q4,
  count(*)::INTEGER AS n, sum(intensity) AS total, sum(intensity * intensity) AS squares`;

/**
 * Periods as running numbers, cheaper to group millions of rows by than dates: the expression that gives a row's, and the
 * first day of the period of a number. Weeks begin on Monday, as 1969-12-29 was.
 */
const PERIODS: Record<Unit, { number: string; first: (number: number) => string }> = {
  day: { number: days('day'), first: isoOf },
  week: { number: `floor((${days('day')} + 3) / 7)::INTEGER`, first: (week) => isoOf(week * 7 - 3) },
  month: { number: '(year(day) * 12 + month(day) - 1)::INTEGER', first: (month) => firstOfMonth(month) },
  quarter: { number: '(year(day) * 4 + quarter(day) - 1)::INTEGER', first: (quarter) => firstOfMonth(quarter * 3) },
  year: { number: 'year(day)::INTEGER', first: (year) => firstOfMonth(year * 12) },
};

const firstOfMonth = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;

type Sums = Pick<SeriesRow, 'quads' | 'count' | 'intensitySum' | 'intensitySumSquares'>;

/** Reads the columns of SUMS, which begin at an index. */
function sumsOf(columns: unknown[][], at: number, row: number): Sums {
  const number = (i: number): number => columns[at + i]![row] as number;
  return { quads: [number(0), number(1), number(2), number(3)], count: number(4), intensitySum: number(5), intensitySumSquares: number(6) };
}

/** First days of periods by their numbers, each made once. */
function dates(unit: Unit): (number: number) => string {
  const known = new Map<number, string>();
  return (number) => {
    const date = known.get(number) ?? PERIODS[unit].first(number);
    known.set(number, date);
    return date;
  };
}

export async function series(engine: Engine, codes: Codes, query: Period & { actor: string; recipient: string; direction: 'out' | 'in' | 'both'; unit: Unit }): Promise<SeriesRow[]> {
  const pairs: [string, string][] = [];
  if (query.direction !== 'in') pairs.push([query.actor, query.recipient]);
  if (query.direction !== 'out' && !(query.direction === 'both' && query.actor === query.recipient)) pairs.push([query.recipient, query.actor]);
  const rows: SeriesRow[] = [];
  const date = dates(query.unit);
  const once = query.direction === 'both' ? 'NOT mirror' : 'true';
  for (const [actor, recipient] of pairs) {
    const columns = await engine.columns(
      `SELECT ${PERIODS[query.unit].number} AS period, ${SUMS} FROM dyad
       WHERE actor = ${codes.actor(actor)} AND recipient = ${codes.actor(recipient)} AND deed AND ${once} AND precision <= ${coarsest(query.unit)} AND day IS NOT NULL AND ${within(query)}
       GROUP BY period ORDER BY period`,
    );
    for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) rows.push({ period: date(columns[0]![row] as number), actor, recipient, ...sumsOf(columns, 1, row) });
  }
  return rows.sort((left, right) => (left.period < right.period ? -1 : left.period > right.period ? 1 : 0));
}

export async function partners(engine: Engine, codes: Codes, query: Period & { actor: string; limit?: number }): Promise<PartnerRow[]> {
  const limit = limitOf(query.limit, 1000);
  // Grouped by quad class too, which is less work for millions of rows than counting each class apart.
  const columns = await engine.columns(
    `SELECT partner, quad, count(*)::INTEGER, sum(intensity), sum(intensity * intensity)
     FROM (${bothWays(codes.actor(query.actor), 'day', () => within(query))}) GROUP BY partner, quad ORDER BY partner, quad`,
  );
  const rows = new Map<number, PartnerRow>();
  for (const [i, code] of (columns[0] as number[] | undefined ?? []).entries()) {
    const row = rows.get(code) ?? { partner: codes.word(code), count: 0, quads: [0, 0, 0, 0], intensitySum: 0, intensitySumSquares: 0 };
    addClass(row, columns.slice(1).map((column) => column[i] as number));
    rows.set(code, row);
  }
  return [...rows.values()].sort((left, right) => right.count - left.count || (left.partner < right.partner ? -1 : 1)).slice(0, limit);
}

export async function partnerSeries(engine: Engine, codes: Codes, query: Period & { actor: string; unit: Unit; partners?: string[] }): Promise<(SeriesRow & { partner: string })[]> {
  const actor = codes.actor(query.actor);
  const asked = query.partners?.map((partner) => codes.actor(partner));
  const where = (partner: string): string => [
    `precision <= ${coarsest(query.unit)}`, 'day IS NOT NULL', within(query), asked ? `${partner} IN (${asked.join(',') || 'NULL'})` : 'true',
  ].join(' AND ');
  const columns = await engine.columns(
    `SELECT partner, direction, ${PERIODS[query.unit].number} AS period, ${SUMS} FROM (${bothWays(actor, 'day', where)})
     GROUP BY partner, direction, period ORDER BY partner, period, direction`,
  );
  const [partnerOf, direction, period] = columns as [number[], number[], number[]];
  const date = dates(query.unit);
  return (partnerOf ?? []).map((code, row) => {
    const partner = codes.word(code);
    const out = direction[row] === 0;
    return { partner, period: date(period[row]!), actor: out ? query.actor : partner, recipient: out ? partner : query.actor, ...sumsOf(columns, 3, row) };
  });
}

/** Layers from fine to coarse, each with the coarsest precision that lies in it. */
const LAYERS: [unit: Layer, coarsest: number][] = (['day', 'month', 'quarter', 'year'] as const).map((unit) => [unit, coarsest(unit)]);

export async function partnerLayers(engine: Engine, codes: Codes, query: Period & { actor: string; direction: 'out' | 'in' | 'both'; partners: string[] }): Promise<PartnerLayerRow[]> {
  const asked = query.partners.map((partner) => codes.actor(partner)).join(',') || 'NULL';
  const where = (partner: string): string => `precision <= ${coarsest('year')} AND day IS NOT NULL AND ${within(query)} AND ${partner} IN (${asked})`;
  const chosen = (of: (unit: Layer, i: number) => string): string => `CASE ${LAYERS.map(([unit, least], i) => `WHEN precision <= ${least} THEN ${of(unit, i)}`).join(' ')} END`;
  const first = chosen((unit) => days(unit === 'day' ? 'day' : `date_trunc('${unit}', day)::DATE`));
  const [partnerOf, layer, period, q1, q2, q3, q4, count, sum, squares] = (await engine.numbers(
    `SELECT partner, ${chosen((_, i) => String(i))} AS layer, ${first} AS period, ${SUMS} FROM (${bothWays(codes.actor(query.actor), 'day, precision', where, query.direction)})
     GROUP BY partner, layer, period ORDER BY partner, period, layer`,
  )) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const date = dates('day');
  const rows = new Array<PartnerLayerRow>(partnerOf.length);
  // A hundred thousand days and more of a busy country: each row is made at one go.
  for (let row = 0; row < rows.length; row++) {
    rows[row] = {
      partner: codes.word(partnerOf[row]!), unit: LAYERS[layer[row]!]![0], period: date(period[row]!), quads: [q1[row]!, q2[row]!, q3[row]!, q4[row]!],
      count: count[row]!, intensitySum: sum[row]!, intensitySumSquares: squares[row]!,
    };
  }
  return rows;
}

export async function activity(engine: Engine, codes: Codes, { actor }: { actor: string }): Promise<{ period: string; count: number }[]> {
  const rows = await engine.rows(
    `SELECT ${PERIODS.month.number} AS period, count(*)::INTEGER AS n
     FROM (${bothWays(codes.actor(actor), 'day', () => `precision <= ${coarsest('month')} AND day IS NOT NULL`)}) GROUP BY period ORDER BY period`,
  );
  return rows.map((row) => ({ period: PERIODS.month.first(Number(row.period)), count: Number(row.n) }));
}

export async function pairs(engine: Engine, codes: Codes, query: Period & { actors: string[] }): Promise<PairRow[]> {
  const asked = [...new Set(query.actors.map((code) => codes.actor(code)))].join(',') || 'NULL';
  const columns = await engine.columns(
    `SELECT least(actor, recipient) AS a, greatest(actor, recipient) AS b, quad, count(*)::INTEGER, sum(intensity), sum(intensity * intensity) FROM dyad
     WHERE actor IN (${asked}) AND recipient IN (${asked}) AND actor <> recipient AND deed AND NOT mirror AND ${within(query)} GROUP BY a, b, quad ORDER BY a, b, quad`,
  );
  const rows = new Map<string, PairRow>();
  for (const [i, one] of (columns[0] as number[] | undefined ?? []).entries()) {
    const [a, b] = [codes.word(one), codes.word(columns[1]![i] as number)].sort() as [string, string];
    const row = rows.get(`${a} ${b}`) ?? { a, b, count: 0, quads: [0, 0, 0, 0], intensitySum: 0, intensitySumSquares: 0 };
    addClass(row, columns.slice(2).map((column) => column[i] as number));
    rows.set(`${a} ${b}`, row);
  }
  return [...rows.values()].sort((left, right) => right.count - left.count || (left.a + left.b < right.a + right.b ? -1 : 1));
}

/** Adds the sums of one quad class: class, count, intensity, squares. */
function addClass(row: Sums, [quad, count, sum, squares]: number[]): void {
  row.quads[quad! - 1]! += count!;
  row.count += count!;
  row.intensitySum += sum!;
  row.intensitySumSquares += squares!;
}

/**
 * All deeds of an actor with a partner, whichever acted, each once for each partner, under a condition that may name the
 * partner's column. Of one direction alone, what both sides do is theirs too.
 */
function bothWays(actor: number, columns: string, where: (partner: string) => string, direction: 'out' | 'in' | 'both' = 'both'): string {
  const once = direction === 'both' ? 'NOT mirror' : 'true';
  const way = (self: string, other: string, number: number): string =>
    `SELECT ${other} AS partner, ${number} AS direction, ${columns}, quad, intensity FROM dyad
     WHERE ${self} = ${actor} AND ${other} <> ${actor} AND ${other} <> ${NONE} AND deed AND ${once} AND ${where(other)}`;
  return [...(direction === 'in' ? [] : [way('actor', 'recipient', 0)]), ...(direction === 'out' ? [] : [way('recipient', 'actor', 1)])].join(' UNION ALL ');
}

export async function actors(engine: Engine, codes: Codes, limit: number | undefined): Promise<{ code: string; count: number; first: string; last: string }[]> {
  const rows = await engine.rows(
    `SELECT seen, count(*)::INTEGER AS n, ${days('min(day)')} AS first, ${days('max(day)')} AS last FROM (
       SELECT actor AS seen, day FROM dyad WHERE deed AND first_a AND actor <> ${NONE}
       UNION ALL SELECT recipient, day FROM dyad WHERE deed AND first_r AND NOT acts AND recipient <> ${NONE})
     GROUP BY seen ORDER BY n DESC, (SELECT word FROM code WHERE code.n = seen) LIMIT ${limitOf(limit, 1000)}`,
  );
  return rows.map((row) => ({ code: codes.word(Number(row.seen)), count: Number(row.n), first: isoOf(row.first as number | null), last: isoOf(row.last as number | null) }));
}
