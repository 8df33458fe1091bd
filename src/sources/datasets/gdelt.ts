/** GDELT events, versions 1.0 and 2.0: no header; 57 columns, 58 with the source's address, 61 in the second version. */
import { basename } from 'node:path';
import { placed, type Bytes } from '../types.js';
import { Batch, isKey, shown, sideOf, type DatasetItem, type Tables } from './batch.js';
import { blocksOf, Rows, type Broken } from './rows.js';

/** Columns of the two versions that lie elsewhere: the last one, of the source's address. */
const ADDRESS: Record<number, number | null> = { 57: null, 58: 57, 61: 60 };
const [ID, DAY, ACTOR, ACTOR_NAME, RECIPIENT, RECIPIENT_NAME, CODE] = [0, 1, 5, 6, 15, 16, 26] as const;

/** Events of a file. Rows of another number of columns, without a date of the calendar or of an unknown code are named; the rest is read. */
export async function* readGdelt(file: Bytes, tables: Tables, options: { onBytes?: (count: number) => void; batchRows?: number } = {}): AsyncGenerator<DatasetItem> {
  const batch = new Batch('gdelt', basename(file.name), options.batchRows);
  const rows = new Rows();
  let leftOut = 0;
  const side = (code: number, name: number): number =>
    batch.side(rows.fields(code, name), () => sideOf(rows.field(name), rows.field(code), tables.actorCode(rows.field(code))));
  const broken: Broken = {};
  for await (const block of blocksOf(file, options.onBytes, broken)) {
    rows.load(block);
    while (rows.advance()) {
      const address = ADDRESS[rows.columns];
      if (address === undefined) {
        // A first line of names is not part of the format, but some who pass the data on add one.
        if (rows.line === 1 && /^global_?event_?id/i.test(rows.field(0))) continue;
        yield batch.failure(rows.line, '', `${rows.columns} columns`, '57, 58 or 61');
        continue;
      }
      const key = rows.field(ID);
      if (!isKey(key)) {
        if (rows.line === 1 && /^global_?event_?id/i.test(key)) continue;
        yield batch.failure(rows.line, 'GlobalEventID', shown(key), 'the row\'s number');
        continue;
      }
      const day = batch.day(rows.field(DAY));
      if (Number.isNaN(day)) {
        yield batch.failure(rows.line, 'Day', shown(rows.field(DAY)), 'a date of the calendar as YYYYMMDD');
        continue;
      }
      const code = rows.field(CODE);
      const kind = batch.kind(code, () => tables.cameo(code));
      if (Number.isNaN(kind)) leftOut += 1;
      else if (kind < 0) yield batch.failure(rows.line, 'EventCode', shown(code), 'a CAMEO code');
      else {
        const written = address === null ? '' : rows.field(address);
        const reference = batch.reference(written, () => hostOf(written));
        batch.add(rows.line, key, day, kind, side(ACTOR, ACTOR_NAME), side(RECIPIENT, RECIPIENT_NAME), batch.publicationOf(reference), reference);
        if (batch.full) yield { batch: batch.take() };
      }
    }
  }
  if (batch.rows > 0) yield { batch: batch.take() };
  if (leftOut > 0) yield { leftOut };
  if (broken.error) throw placed(broken.error, `line ${rows.line + 1}`);
}

/** The site of an address: "https://www.example.org/a" → "example.org"; what is no address is a publication's name as it stands. */
function hostOf(address: string): string {
  const after = address.indexOf('://');
  if (after < 0) return address.startsWith('http') ? '' : address.trim();
  const start = address.startsWith('www.', after + 3) ? after + 7 : after + 3;
  const end = address.indexOf('/', start);
  return (end < 0 ? address.slice(start) : address.slice(start, end)).toLowerCase();
}
