/** Who cooperates with whom and who confronts whom, in a period: as a graph and as a matrix. */
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Network as NetworkData } from '../../server/api/schemas.js';
import type { Props as GraphProps } from '../charts/NetworkGraph.js';
import { queryOf, useApi } from '../lib/api.js';
import { go, setQuery, type Place } from '../lib/route.js';
import { nameIn, whole } from '../lib/words.js';
import { Choice } from '../parts/Choice.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { NETWORK } from '../text/network.js';

const KINDS = ['all', 'cooperation', 'conflict'] as const;
type Kind = (typeof KINDS)[number];
const LEAST = ['1', '2', '3', '5', '10', '20', '50', '100'];
/** Rows of the matrix: more cannot be taken in. */
const MATRIX = 24;

export function Network({ place: { query } }: { place: Place }) {
  const [words, common] = [inLanguage(NETWORK), inLanguage(COMMON)];
  const least = Number(query.get('least') ?? 2);
  const { data, error, loading } = useApi<NetworkData>(`/network${queryOf({ from: query.get('from'), to: query.get('to'), least: query.get('least') })}`);
  const kind = KINDS.find((name) => name === query.get('of')) ?? 'all';
  const [loaded, setLoaded] = useState<{ Graph: ComponentType<GraphProps> } | null>(null);
  const [unloaded, setUnloaded] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${words.title} · demarche`;
    import('../charts/NetworkGraph.js').then((module) => setLoaded({ Graph: module.default }), () => setUnloaded(words.unloaded));
  }, []);
  const pairs = useMemo(() => (data?.pairs ?? []).filter((pair) => kind === 'all' || pair[kind] >= least), [data, kind, least]);
  const actors = useMemo(() => {
    const linked = new Set(pairs.flatMap(({ a, b }) => [a, b]));
    return (data?.actors ?? []).filter((code) => linked.has(code));
  }, [data, pairs]);
  const carried = { from: query.get('from'), to: query.get('to') };
  return (
    <main class="network" aria-busy={loading}>
      <h1>{words.heading}</h1>
      <p class="answer">{data ? words.answer(common.count.actors(actors.length), common.count.pairs(pairs.length), common.count.deeds(least)) : ' '} {words.colours}</p>
      <div class="controls">
        <Choice<Kind> label={words.deeds} value={kind} options={KINDS.map((name) => [name, words.kinds[name]] as const)} onChoose={(value) => setQuery({ of: value === 'all' ? undefined : value })} />
        <label class="field">
          <span>{words.atLeast}</span>
          <select value={String(least)} onChange={(event) => setQuery({ least: event.currentTarget.value === '2' ? undefined : event.currentTarget.value })}>
            {LEAST.map((count) => <option key={count} value={count}>{common.count.deeds(Number(count))}</option>)}
          </select>
        </label>
        <label class="field"><span>{common.from}</span><input type="date" value={carried.from ?? ''} onChange={(event) => setQuery({ from: event.currentTarget.value })} /></label>
        <label class="field"><span>{common.upTo}</span><input type="date" value={carried.to ?? ''} onChange={(event) => setQuery({ to: event.currentTarget.value })} /></label>
      </div>
      <Waiting loading={(loading && !data) || (!loaded && !unloaded)} error={error ?? unloaded} />
      {data && pairs.length === 0 && <p class="quiet">{words.noPairs}</p>}
      {data && pairs.length > 0 && (
        <>
          {loaded && <figure><loaded.Graph actors={actors} pairs={pairs} names={data.names} onOpen={(code) => go(`/desk/${code}`)} /></figure>}
          <Matrix actors={actors.slice(0, MATRIX)} of={actors.length} pairs={pairs} names={data.names} carried={carried} />
        </>
      )}
    </main>
  );
}

function Matrix({ actors, of, pairs, names, carried }: { actors: string[]; of: number; pairs: NetworkData['pairs']; names: NetworkData['names']; carried: Record<string, string | null> }) {
  const words = inLanguage(NETWORK);
  const byPair = new Map(pairs.flatMap((pair) => [[`${pair.a} ${pair.b}`, pair], [`${pair.b} ${pair.a}`, pair]] as const));
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix">{words.matrix}</h2>
      <p class="section-note">{words.matrixNote}{of > actors.length && words.busiest(whole(actors.length), whole(of))}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.matrixLabel}>
        <table class="matrix">
          <thead><tr><td />{actors.map((code) => <th key={code} scope="col"><abbr title={nameIn(names, code)}>{code}</abbr></th>)}</tr></thead>
          <tbody>
            {actors.map((row) => (
              <tr key={row}>
                <th scope="row">{nameIn(names, row)}</th>
                {actors.map((column) => {
                  const pair = byPair.get(`${row} ${column}`);
                  if (!pair) return <td key={column} />;
                  const { cooperation, conflict } = pair;
                  return (
                    <td key={column} class={cooperation >= conflict ? 'coop' : 'conflict'}>
                      <a href={`/dyad/${row}/${column}${queryOf(carried)}`} aria-label={words.cell(nameIn(names, row), nameIn(names, column), whole(cooperation), whole(conflict))}>{whole(cooperation)} / {whole(conflict)}</a>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
