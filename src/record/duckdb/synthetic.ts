/**
 * A store of any size filled with made-up dyads, for measuring. Actors are drawn so that a few are in most events, as in
 * the field's data sets; days are spread evenly over 33 years and come in the order of time, as imports do.
 */
import { Engine } from './engine.js';

/**
 * Fills the store at a path with that many events between actors called A1, A2, … (A1 the busiest), all of one document;
 * and, if a second path is given, writes the same events there as CSV: actor, recipient, day, quad, intensity.
 */
export async function fillSynthetic(path: string, rows: number, csv?: string, actors = 250): Promise<void> {
  const engine = await Engine.open(path);
  // One statement after another in one transaction; the generator is DuckDB's own, seeded so that every run is the same.
  await engine.write(async (connection) => {
    await connection.run('SELECT setseed(0.5)');
    await connection.run(`INSERT INTO code SELECT i + 1, 'A' || (i + 1) FROM range(${actors}) AS t(i)`);
    await connection.run(`INSERT INTO document VALUES (1, '00000000000000000000000000000001', 'Synthetic', '', '', '', NULL, 'unknown', 'en', 'Synthetic.', '')`);
    await connection.run(`INSERT INTO coding VALUES (1, 'synthetic', 'en', '[0,10]', ${rows}, 0, 0)`);
    const actor = `1 + floor(${actors} * pow(random(), 3))::INTEGER`;
    await connection.run(
      `INSERT INTO dyad SELECT i + 1, 1, ${actor}, ${actor}, DATE '1990-01-01' + (i * 12000 // ${rows})::INTEGER, 0, 1 + floor(random() * 16)::INTEGER,
         1 + floor(random() * 4)::INTEGER, round(random() * 20 - 10, 1), 0, 0.8, 0, true, true, true, true, false, false FROM range(${rows}) AS t(i)`,
    );
    await connection.run(
      `INSERT INTO coded_event SELECT event, 1, uuid(), 'Synthetic.',
         '{"start":0,"end":10,"sentence":0,"confidence":0.8,"why":[],"eventType":"A' || type || '","mode":null,"quad":' || quad || ',"intensity":' || intensity ||
         ',"actors":[],"recipients":[],"reciprocal":false,"status":"done","absence":false,"attributedTo":null,"date":"' || day || '","datePrecision":"day","contexts":[],"place":null,"trigger":[]}'
       FROM dyad`,
    );
  });
  if (csv !== undefined) {
    await engine.rows(`COPY (SELECT 'A' || actor AS actor, 'A' || recipient AS recipient, day, quad, intensity FROM dyad) TO '${csv.replaceAll("'", "''")}' (HEADER)`);
  }
  await engine.close();
}
