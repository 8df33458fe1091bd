/** The same questions asked of a plain SQLite database, as one would set it up by hand: one table, one index for each side. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import sqlite from 'node-sqlite3-wasm';

/** The answers of a database filled from the synthetic CSV, and how long filling it took. */
export interface Plain {
  seconds: number;
  series(one: string, other: string): number;
  desk(actor: string): number;
  close(): void;
}

const ROWS_AT_ONCE = 500;

export async function plainSqlite(file: string, csv: string): Promise<Plain> {
  const started = performance.now();
  const db = new sqlite.Database(file);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE event (actor TEXT, recipient TEXT, day TEXT, quad INTEGER, intensity REAL); BEGIN');
  const insert = db.prepare(`INSERT INTO event VALUES ${Array.from({ length: ROWS_AT_ONCE }, () => '(?,?,?,?,?)').join(',')}`);
  let values: (string | number)[] = [];
  let header = true;
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    if (header) {
      header = false;
      continue;
    }
    const [actor, recipient, day, quad, intensity] = line.split(',');
    values.push(actor!, recipient!, day!, Number(quad), Number(intensity));
    if (values.length === 5 * ROWS_AT_ONCE) {
      insert.run(values);
      values = [];
    }
  }
  for (let i = 0; i < values.length; i += 5) db.run('INSERT INTO event VALUES (?,?,?,?,?)', values.slice(i, i + 5));
  insert.finalize();
  db.exec('COMMIT; CREATE INDEX by_actor ON event (actor, recipient, day); CREATE INDEX by_recipient ON event (recipient, actor, day); ANALYZE');
  const sums = 'sum(quad = 1), sum(quad = 2), sum(quad = 3), sum(quad = 4), count(*), sum(intensity), sum(intensity * intensity)';
  const ask = (sql: string, given: (string | number)[]): number => db.all(sql, given).length;
  const partners = (when: string): string =>
    `SELECT partner, ${sums} FROM (SELECT recipient AS partner, quad, intensity FROM event WHERE actor = ?1 AND day ${when}
       UNION ALL SELECT actor, quad, intensity FROM event WHERE recipient = ?1 AND actor <> ?1 AND day ${when}) GROUP BY partner`;
  return {
    seconds: (performance.now() - started) / 1000,
    series: (one, other) => ask(
      `SELECT substr(day, 1, 7), actor, ${sums} FROM event WHERE (actor = ?1 AND recipient = ?2) OR (actor = ?2 AND recipient = ?1) GROUP BY 1, 2`, [one, other],
    ),
    desk: (actor) =>
      ask(`SELECT partner, month, ${sums} FROM (SELECT recipient AS partner, substr(day, 1, 7) AS month, quad, intensity FROM event WHERE actor = ?1 AND day >= '2015'
             UNION ALL SELECT actor, substr(day, 1, 7), quad, intensity FROM event WHERE recipient = ?1 AND actor <> ?1 AND day >= '2015') GROUP BY 1, 2`, [actor]) +
      ask(partners(`< '2019-12-10'`), [actor]) + ask(partners(`>= '2019-12-10'`), [actor]) +
      ask('SELECT * FROM event WHERE actor = ?1 ORDER BY day DESC LIMIT 20', [actor]),
    close: () => db.close(),
  };
}
