/** Who cooperates with whom and who confronts whom, in a period: as a graph and as a matrix. */
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Network as NetworkData } from '../../server/api/schemas.js';
import type { Props as GraphProps } from '../charts/NetworkGraph.js';
import { queryOf, useApi } from '../lib/api.js';
import { go, setQuery, type Place } from '../lib/route.js';
import { nameIn, plural } from '../lib/words.js';
import { Choice } from '../parts/Choice.js';
import { Waiting } from '../parts/Waiting.js';

const KINDS = [['all', 'All deeds'], ['cooperation', 'Cooperation'], ['conflict', 'Conflict']] as const;
type Kind = (typeof KINDS)[number][0];
const LEAST = ['1', '2', '3', '5', '10', '20', '50', '100'];
/** Rows of the matrix: more cannot be taken in. */
const MATRIX = 24;

export function Network({ place: { query } }: { place: Place }) {
  const least = Number(query.get('least') ?? 2);
  const { data, error, loading } = useApi<NetworkData>(`/network${queryOf({ from: query.get('from'), to: query.get('to'), least: query.get('least') })}`);
  const kind = KINDS.map(([name]) => name).find((name) => name === query.get('of')) ?? 'all';
  const [loaded, setLoaded] = useState<{ Graph: ComponentType<GraphProps> } | null>(null);
  const [unloaded, setUnloaded] = useState<string | null>(null);
  useEffect(() => {
    document.title = 'Network · demarche';
    import('../charts/NetworkGraph.js').then((module) => setLoaded({ Graph: module.default }), () => setUnloaded('The graph could not be loaded: load the page anew.'));
  }, []);
  const pairs = useMemo(() => (data?.pairs ?? []).filter((pair) => kind === 'all' || pair[kind] >= least), [data, kind, least]);
  const actors = useMemo(() => {
    const linked = new Set(pairs.flatMap(({ a, b }) => [a, b]));
    return (data?.actors ?? []).filter((code) => linked.has(code));
  }, [data, pairs]);
  const carried = { from: query.get('from'), to: query.get('to') };
  return (
    <main class="network" aria-busy={loading}>
      <h1>Who deals with whom</h1>
      <p class="answer">{data ? `${plural(actors.length, 'actor')} and ${plural(pairs.length, 'pair')} with at least ${plural(least, 'deed')}.` : ' '} Blue is mostly cooperation, orange mostly conflict; the wider, the more deeds.</p>
      <div class="controls">
        <Choice<Kind> label="Deeds" value={kind} options={KINDS} onChoose={(value) => setQuery({ of: value === 'all' ? undefined : value })} />
        <label class="field">
          <span>At least</span>
          <select value={String(least)} onChange={(event) => setQuery({ least: event.currentTarget.value === '2' ? undefined : event.currentTarget.value })}>
            {LEAST.map((count) => <option key={count} value={count}>{plural(Number(count), 'deed')}</option>)}
          </select>
        </label>
        <label class="field"><span>From</span><input type="date" value={carried.from ?? ''} onChange={(event) => setQuery({ from: event.currentTarget.value })} /></label>
        <label class="field"><span>Up to</span><input type="date" value={carried.to ?? ''} onChange={(event) => setQuery({ to: event.currentTarget.value })} /></label>
      </div>
      <Waiting loading={(loading && !data) || (!loaded && !unloaded)} error={error ?? unloaded} />
      {data && pairs.length === 0 && <p class="quiet">No two actors have so many deeds in this period.</p>}
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
  const byPair = new Map(pairs.flatMap((pair) => [[`${pair.a} ${pair.b}`, pair], [`${pair.b} ${pair.a}`, pair]] as const));
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix">As a matrix</h2>
      <p class="section-note">Deeds of cooperation / of conflict; each leads to the relation.{of > actors.length && ` The busiest ${actors.length} of ${of}.`}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Matrix of deeds">
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
                      <a href={`/dyad/${row}/${column}${queryOf(carried)}`} aria-label={`${nameIn(names, row)} and ${nameIn(names, column)}, cooperation / conflict: ${cooperation} / ${conflict}`}>{cooperation} / {conflict}</a>
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
