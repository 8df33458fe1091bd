/** ICEWS events: a header, columns apart by tabs, quotation marks without meaning; an event's id is unique on its day alone. */
import { basename } from 'node:path';
import type { ImportSide } from '../../record/imports.js';
import { placed, type Bytes } from '../types.js';
import { Batch, isKey, shown, sideOf, type DatasetItem, type Tables } from './batch.js';
import { columnsOf } from './header.js';
import { blocksOf, Rows, type Broken } from './rows.js';

const COLUMNS = {
  id: { names: ['Event ID'] }, date: { names: ['Event Date'] }, code: { names: ['CAMEO Code'] },
  actor: { names: ['Source Name'] }, actorSectors: { names: ['Source Sectors'] }, actorCountry: { names: ['Source Country'] },
  recipient: { names: ['Target Name'] }, recipientSectors: { names: ['Target Sectors'] }, recipientCountry: { names: ['Target Country'] },
  story: { names: ['Story ID'], optional: true }, publisher: { names: ['Publisher'], optional: true },
};

/** Events of a file. Bad rows are named; the rest is read. */
export async function* readIcews(file: Bytes, tables: Tables, options: { onBytes?: (count: number) => void; batchRows?: number } = {}): AsyncGenerator<DatasetItem> {
  const batch = new Batch('icews', basename(file.name), options.batchRows);
  const rows = new Rows();
  let columns: Record<keyof typeof COLUMNS, number | null> | null = null;
  let width = 0;
  let leftOut = 0;
  const field = (name: keyof typeof COLUMNS): string => {
    const place = columns![name];
    const value = place === null ? '' : rows.field(place);
    return value === 'NA' || value === 'NULL' ? '' : value;
  };
  const side = (who: 'actor' | 'recipient'): number => {
    const [name, sectors, country] = [field(who), field(`${who}Sectors`), field(`${who}Country`)];
    return batch.side(`${name}\t${sectors}\t${country}`, () => icewsSide(name, sectors, country, tables));
  };
  const broken: Broken = {};
  for await (const block of blocksOf(file, options.onBytes, broken)) {
    rows.load(block);
    while (rows.advance()) {
      if (columns === null) {
        columns = columnsOf(rows, COLUMNS);
        width = rows.columns;
        continue;
      }
      if (rows.columns !== width) {
        yield batch.failure(rows.line, '', `${rows.columns} columns`, `${width}, as in the first line`);
        continue;
      }
      const key = field('id');
      if (!isKey(key)) {
        yield batch.failure(rows.line, 'Event ID', shown(key), 'the row\'s number');
        continue;
      }
      const day = batch.day(field('date'));
      if (Number.isNaN(day)) {
        yield batch.failure(rows.line, 'Event Date', shown(field('date')), 'a date of the calendar as YYYY-MM-DD');
        continue;
      }
      const code = field('code');
      const kind = batch.kind(code, () => tables.cameo(code));
      if (Number.isNaN(kind)) leftOut += 1;
      else if (kind < 0) yield batch.failure(rows.line, 'CAMEO Code', shown(code), 'a CAMEO code');
      else {
        const publisher = field('publisher');
        const story = field('story');
        batch.add(rows.line, key, day, kind, side('actor'), side('recipient'), batch.publication(publisher), batch.reference(story && `story ${story}`, () => publisher));
        if (batch.full) yield { batch: batch.take() };
      }
    }
  }
  if (batch.rows > 0) yield { batch: batch.take() };
  if (leftOut > 0) yield { leftOut };
  if (broken.error) throw placed(broken.error, `line ${rows.line + 1}`);
}

function icewsSide(name: string, words: string, country: string, tables: Tables): ImportSide {
  const sectors = [...new Set(words.split(',').map((word) => tables.sector(word.trim())).filter((sector) => sector !== ''))];
  return sideOf(name, [name, country].filter(Boolean).join(', '), { code: tables.country(country) || (country === '' ? tables.country(name) : ''), sectors });
}
