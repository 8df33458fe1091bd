/** POLECAT events: PLOVER's own types, a header whose names vary from release to release, several actors on a side. */
import { basename } from 'node:path';
import type { ImportSide } from '../../record/imports.js';
import { placed, type Bytes } from '../types.js';
import { Batch, isKey, shown, type DatasetItem, type Tables } from './batch.js';
import { columnsOf } from './header.js';
import { blocksOf, Rows, type Broken } from './rows.js';

const COLUMNS = {
  id: { names: ['Event ID', 'ID', 'Event Identifier'] }, date: { names: ['Event Date', 'Date'] },
  type: { names: ['Event Type', 'Type', 'PLOVER Type'] }, mode: { names: ['Event Mode', 'Mode'], optional: true },
  contexts: { names: ['Contexts', 'Context', 'Event Context', 'Event Contexts'], optional: true },
  actor: { names: ['Actor Name', 'Actor', 'Actor Name Raw'] }, actorCountry: { names: ['Actor Country', 'Actor Country Code'] },
  actorSectors: { names: ['Actor Sectors', 'Primary Actor Sector', 'Actor Sector'], optional: true },
  recipient: { names: ['Recipient Name', 'Recipient', 'Recipient Name Raw'] }, recipientCountry: { names: ['Recipient Country', 'Recipient Country Code'] },
  recipientSectors: { names: ['Recipient Sectors', 'Primary Recipient Sector', 'Recipient Sector'], optional: true },
  source: { names: ['Source', 'Publisher', 'Publication'], optional: true },
};

/** Events of a file. Bad rows are named; the rest is read. */
export async function* readPolecat(file: Bytes, tables: Tables, options: { onBytes?: (count: number) => void; batchRows?: number } = {}): AsyncGenerator<DatasetItem> {
  const batch = new Batch('polecat', basename(file.name), options.batchRows);
  const rows = new Rows();
  let columns: Record<keyof typeof COLUMNS, number | null> | null = null;
  let width = 0;
  const field = (name: keyof typeof COLUMNS): string => {
    const place = columns![name];
    const value = place === null ? '' : rows.field(place);
    return value === 'None' || value === 'NA' ? '' : value;
  };
  const side = (who: 'actor' | 'recipient'): number => {
    const [name, country, sectors] = [field(who), field(`${who}Country`), field(`${who}Sectors`)];
    return batch.side(`${name}\t${country}\t${sectors}`, () => polecatSide(name, country, sectors, tables));
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
        yield batch.failure(rows.line, 'Event ID', shown(key), 'the row\'s own name: letters, digits, ".", ":", "-"');
        continue;
      }
      const day = batch.day(field('date').slice(0, 10));
      if (Number.isNaN(day)) {
        yield batch.failure(rows.line, 'Event Date', shown(field('date')), 'a date of the calendar as YYYY-MM-DD');
        continue;
      }
      const [type, mode, contexts] = [field('type'), field('mode'), field('contexts')];
      const kind = batch.kind(`${type}\t${mode}\t${contexts}`, () => tables.plover(type, mode, listOf(contexts)));
      if (!(kind >= 0)) yield batch.failure(rows.line, 'Event Type', shown(type), 'one of PLOVER\'s event types');
      else {
        const source = field('source');
        batch.add(rows.line, key, day, kind, side('actor'), side('recipient'), batch.publication(source), batch.reference('', () => source));
        if (batch.full) yield { batch: batch.take() };
      }
    }
  }
  if (batch.rows > 0) yield { batch: batch.take() };
  if (broken.error) throw placed(broken.error, `line ${rows.line + 1}`);
}

const listOf = (text: string): string[] => text.split(/[;,|]/).map((item) => item.trim()).filter((item) => item !== '' && item !== 'None');

/** Names and countries come in step, apart by semicolons; where their numbers differ, the last country stands for the rest. */
function polecatSide(names: string, countries: string, sectors: string, tables: Tables): ImportSide {
  const named = names.split(';').map((name) => name.trim()).filter(Boolean);
  const codes = countries.split(';').map((country) => tables.country(country.trim())).filter((code) => code !== '');
  const known = [...new Set(listOf(sectors).map((word) => tables.sector(word)).filter((sector) => sector !== ''))];
  const count = Math.max(named.length, codes.length);
  const mentions = Array.from({ length: count }, (_, i) => {
    const code = codes[i] ?? codes.at(-1) ?? '';
    return { start: 0, end: 0, text: named[i] ?? code, code, sectors: known, by: 'import' };
  });
  return { mentions, text: names || countries, code: countries };
}
