/** Tables of figures: one value of one actor's series on a date in each row, with where it can be looked up. */
import type { Indicator } from '../record/store.js';
import { dateOf } from './fields.js';
import { readNamed, shown, type NamedRow } from './table.js';
import type { Bytes, Failure } from './types.js';

const COLUMNS = ['actor', 'series', 'date', 'value', 'unit', 'source'] as const;
type Column = (typeof COLUMNS)[number];

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

export type IndicatorItem = { indicator: Indicator } | { failure: Failure };

/**
 * Figures of a file (also packed with gzip). Bad rows are named by line, column and what stands there; the rest is read.
 * `actorOf` gives the code for what a row calls its actor, undefined where nobody is called so.
 * @throws Unreadable where the table can't be read on.
 */
export async function* readIndicators(file: Bytes, actorOf: (name: string) => string | undefined): AsyncGenerator<IndicatorItem> {
  for await (const row of readNamed(file, COLUMNS)) {
    const { field, failure, record, width } = row;
    if (record.length !== width) {
      yield failure('', `${record.length} columns${splitNumber(row)}`, `${width}, as in the first line`);
      continue;
    }
    const actor = actorOf(field('actor'));
    const dated = dateOf(field('date'));
    const value = field('value');
    const missing = COLUMNS.find((column) => column !== 'unit' && field(column) === '');
    if (missing) yield failure(missing, 'nothing', 'a value');
    else if (actor === undefined) yield failure('actor', shown(field('actor')), 'the code or name of an actor, such as ARG');
    else if (dated === null) yield failure('date', shown(field('date')), 'a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY');
    else if (DECIMAL_COMMA.test(value)) yield failure('value', `${shown(value)}, with a comma as decimal sign`, `a point: ${value.replace(',', '.')}`);
    else if (!NUMBER.test(value) || !Number.isFinite(Number(value))) yield failure('value', shown(value), 'a number, such as 1234.5');
    else yield { indicator: { actor, series: field('series'), ...dated, value: Number(value), unit: field('unit'), source: field('source') } };
  }
}

/** One column too many, and digits on both sides of where the number was cut: it was written with a comma. */
function splitNumber({ record, width, at }: NamedRow<Column>): string {
  const [whole, part] = [record[at('value')] ?? '', record[at('value') + 1] ?? ''];
  return record.length === width + 1 && /^[+-]?\d+$/.test(whole.trim()) && /^\d+$/.test(part.trim()) ? `, in column value ${shown(`${whole},${part}`)} with a comma as decimal sign` : '';
}
