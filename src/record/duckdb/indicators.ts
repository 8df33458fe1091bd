/** Figures of actors, beside what is coded from documents. */
import { DuckDBDateValue, type DuckDBConnection } from '@duckdb/node-api';
import { daysOf, isoOf } from '../dates.js';
import { RecordError } from '../errors.js';
import { Precision } from '../schema.js';
import type { Indicator, IndicatorSummary, Period } from '../store.js';
import type { Engine } from './engine.js';
import { days, within } from './period.js';

/** Adds figures inside a transaction; of a figure that the batch has twice the last counts. */
export async function addIndicators(connection: DuckDBConnection, rows: Indicator[]): Promise<IndicatorSummary> {
  const checked = rows.map((row) => ({ row, day: checkedDay(row) }));
  await connection.run('CREATE OR REPLACE TEMP TABLE given_all AS SELECT 0 AS n, * FROM indicator LIMIT 0');
  const appender = await connection.createAppender('given_all', 'main', 'temp');
  for (const [n, { row, day }] of checked.entries()) {
    appender.appendInteger(n);
    appender.appendVarchar(row.actor);
    appender.appendVarchar(row.series);
    appender.appendDate(new DuckDBDateValue(day));
    appender.appendVarchar(row.datePrecision);
    appender.appendDouble(row.value);
    appender.appendVarchar(row.unit);
    appender.appendVarchar(row.source);
    appender.endRow();
  }
  appender.closeSync();
  const same = 'indicator.actor = given.actor AND indicator.series = given.series AND indicator.day = given.day AND indicator.source = given.source';
  const equal = 'indicator.value = given.value AND indicator.unit = given.unit AND indicator.precision = given.precision';
  await connection.run('CREATE OR REPLACE TEMP TABLE given AS SELECT * EXCLUDE (n) FROM given_all QUALIFY row_number() OVER (PARTITION BY actor, series, day, source ORDER BY n DESC) = 1');
  const count = async (sql: string): Promise<number> => (await connection.runAndReadAll(sql)).currentRowCount;
  await connection.run(`DELETE FROM given WHERE EXISTS (SELECT 1 FROM indicator WHERE ${same} AND ${equal})`);
  const replaced = await count(`DELETE FROM indicator USING given WHERE ${same} RETURNING 1`);
  const written = await count('INSERT INTO indicator SELECT * FROM given RETURNING 1');
  for (const table of ['given', 'given_all']) await connection.run(`DROP TABLE temp.${table}`);
  return { added: written - replaced, replaced, alreadyThere: rows.length - written };
}

function checkedDay({ actor, series, date, datePrecision, value }: Indicator): number {
  const day = daysOf(date);
  const name = `Indicator ${actor} ${series} of ${date}`;
  if (day === null) throw new RecordError('invalid', `${name}, field date: found "${date}", expected a date of the calendar as YYYY-MM-DD.`);
  if (!Number.isFinite(value)) throw new RecordError('invalid', `${name}, field value: found ${value}, expected a number.`);
  if (!(Precision.options as string[]).includes(datePrecision)) throw new RecordError('invalid', `${name}, field datePrecision: found "${datePrecision}", expected one of ${Precision.options.join(', ')}.`);
  return day;
}

export async function indicators(engine: Engine, query: Period & { actor?: string; series?: string }): Promise<Indicator[]> {
  const where = [within(query)];
  const values: Record<string, string> = {};
  for (const name of ['actor', 'series'] as const) {
    const value = query[name];
    if (value === undefined) continue;
    where.push(`${name} = $${name}`);
    values[name] = value;
  }
  const rows = await engine.rows(
    `SELECT actor, series, ${days('day')} AS date, precision, value, unit, source FROM indicator WHERE ${where.join(' AND ')} ORDER BY actor, series, day, source`, values,
  );
  return rows.map((row) => ({
    actor: String(row.actor), series: String(row.series), date: isoOf(Number(row.date)), datePrecision: row.precision as Precision,
    value: Number(row.value), unit: String(row.unit), source: String(row.source),
  }));
}
