/** How well ideal points estimated here agree with the published ones, and how long they take. */
import { createReadStream, existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { estimateIdealPoints } from '../src/analysis/ideal-points.js';
import { ballotsOf, type RollCall, type Vote } from '../src/analysis/votes.js';

const SAMPLES = '../shared/samples';
/** States by the names that the votes give them, as the published estimates call them. */
const CALLED: Record<string, string> = { 'Federal Republic of Germany': 'German Federal Republic', 'North Macedonia': 'Macedonia', Eswatini: 'Swaziland', 'Côte d’Ivoire': 'Côte d\u0092Ivoire' };

async function* rowsOf(file: string, encoding: BufferEncoding = 'utf8'): AsyncGenerator<Record<string, string>> {
  const rows = createReadStream(`${SAMPLES}/${file}`).pipe(createGunzip()).pipe(parse({ columns: true, encoding, relax_quotes: true, escape: '\\', relax_column_count: true }));
  for await (const row of rows) yield row as Record<string, string>;
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [x, y] of pairs) {
    ab += (x - a) * (y - b);
    aa += (x - a) ** 2;
    bb += (y - b) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Runs the benchmark and prints its figures. */
export async function run(): Promise<void> {
  if (!existsSync(SAMPLES)) {
    console.log(`ideal points: left out, there are no votes under ${SAMPLES}`);
    return;
  }
  const rollCalls = new Map<string, RollCall>();
  for await (const { rcid, session, date, amend, para } of rowsOf('un_roll_calls.csv.gz')) {
    rollCalls.set(rcid!, { id: rcid!, session: Number(session), date: date!, issues: [], partial: amend === '1' || para === '1' });
  }
  const votes: Vote[] = [];
  for await (const { rcid, country, vote } of rowsOf('un_votes.csv.gz')) votes.push({ rollCall: rcid!, state: CALLED[country!] ?? country!, choice: vote as Vote['choice'] });
  const published = new Map<string, number>();
  for await (const row of rowsOf('un_ideal_points_2020.csv.gz', 'latin1')) published.set(`${row['Countryname']} ${row['session']}`, Number(row['IdealPoint']));

  console.log(`ideal points: ${votes.length.toLocaleString('en')} votes in ${rollCalls.size.toLocaleString('en')} roll calls, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);
  const began = process.cpuUsage();
  const start = performance.now();
  const { points, rounds } = estimateIdealPoints(ballotsOf(votes, rollCalls), { positive: 'United States' });
  const used = process.cpuUsage(began);
  const bySession = new Map<number, [number, number][]>();
  for (const { state, session, value } of points) {
    const other = published.get(`${state} ${session}`);
    if (other === undefined) continue;
    const list = bySession.get(session) ?? [];
    bySession.set(session, list);
    list.push([value, other]);
  }
  const within = [...bySession.values()].map(correlation).sort((a, b) => a - b);
  const all = [...bySession.values()].flat();
  console.log(`${'estimated'.padEnd(58)} ${((performance.now() - start) / 1000).toFixed(1)} s, ${((used.user + used.system) / 1e6).toFixed(1)} s of one core, ${rounds} rounds`);
  console.log(`${'state-sessions compared, of those published'.padEnd(58)} ${all.length} of ${published.size}`);
  console.log(`${'correlation with the published estimates'.padEnd(58)} ${correlation(all).toFixed(4)}`);
  console.log(`${'within sessions: median, least'.padEnd(58)} ${within[Math.floor(within.length / 2)]!.toFixed(4)}, ${within[0]!.toFixed(4)}`);
  console.log('The published estimates come from 24,000 sweeps of a sampler, which its authors advise to leave running overnight.');
}
