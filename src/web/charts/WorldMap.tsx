/** The partners on a map, coloured by how the relation changed or by how it stands. Loaded only when it is asked for. */
import { geoEqualEarth, geoPath } from 'd3-geo';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Names, PartnerComparison } from '../../server/api/schemas.js';
import { nameIn, number, plural } from '../lib/words.js';
import { pressing, useRoving } from './roving.js';
import { Tip, useTip } from './Tip.js';
import { useWidth } from './width.js';

export type MapOf = 'change' | 'standing';

export interface Props {
  actor: string;
  partners: PartnerComparison[];
  names: Names;
  of: MapOf;
  onOpen(partner: string): void;
}

type World = Topology<{ states: GeometryCollection }>;

/** Intensity beyond which a relation is drawn strong. */
const STRONG = 3;
/** Intensity within which it is drawn as neither warm nor cold. */
const SLIGHT = 0.5;

/** How a partner is drawn: a class, and the same in words. */
function looks(row: PartnerComparison, of: MapOf): [string, string] {
  if (of === 'change') {
    if (row.difference === null) return ['one-side', 'deeds on one side of the date only'];
    if (row.verdict === 'no evidence of change') return ['even', `no evidence of change, ${number(row.difference, { sign: true })}`];
    return [row.verdict === 'warmer' ? 'coop' : 'conflict', `${row.verdict}, ${number(row.difference, { sign: true })}`];
  }
  const now = row.after.estimate?.value;
  if (now === undefined) return ['one-side', 'no deed after the date'];
  const words = `${number(now, { sign: true })} from ${plural(row.after.count, 'deed')}`;
  if (Math.abs(now) < SLIGHT) return ['even', words];
  return [`${now > 0 ? 'coop' : 'conflict'}${Math.abs(now) < STRONG ? ' soft' : ''}`, words];
}

export default function WorldMap({ actor, partners, names, of, onOpen }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState(false);
  const { tip, over } = useTip();
  useEffect(() => {
    fetch('/world.topojson')
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then(setWorld, () => setFailed(true));
  }, []);
  const height = Math.round(width * 0.47);
  const shapes = useMemo(() => {
    if (!world || width === 0) return [];
    const states = feature(world, world.objects.states);
    const path = geoPath(geoEqualEarth().fitSize([width, height], { type: 'Sphere' }));
    return states.features.map((state) => ({ id: String(state.id ?? ''), d: path(state) ?? '', centre: path.centroid(state) }));
  }, [world, width, height]);
  const byCode = new Map(partners.map((row) => [row.partner, row]));
  const drawn = shapes.filter(({ id }) => byCode.has(id)).sort((a, b) => nameIn(names, a.id).localeCompare(nameIn(names, b.id)));
  const roving = useRoving(drawn.length);
  const missing = partners.filter(({ partner }) => shapes.length > 0 && !shapes.some(({ id }) => id === partner));

  return (
    <div class="chart map" ref={ref}>
      {failed && <p class="problem" role="alert">The shapes of the map could not be read.</p>}
      {shapes.length > 0 && (
        <svg width={width} height={height} role="group" aria-label={`Partners of ${nameIn(names, actor)} on a map`} onKeyDown={roving.onKeyDown}>
          <defs>
            <pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="stripe-ground" width="5" height="5" />
              <rect class="stripe" width="1.6" height="5" />
            </pattern>
          </defs>
          {shapes.map(({ id, d }, i) => !byCode.has(id) && <path key={`${id}${i}`} class={id === actor ? 'land self' : 'land'} d={d} />)}
          {drawn.map(({ id, d, centre: [x, y] }, i) => {
            const [look, words] = looks(byCode.get(id)!, of);
            const tips = over(x, y - 6, () => (<><strong>{nameIn(names, id)}</strong><span>{words}</span></>));
            return (
              <path
                key={id}
                data-point
                role="button"
                class={`land partner ${look}`}
                d={d}
                tabindex={roving.tabIndex(i)}
                aria-label={`${nameIn(names, id)}: ${words}. Open the events after the date.`}
                {...pressing(() => onOpen(id))}
                {...tips}
                onFocus={() => {
                  roving.onFocus(i);
                  tips.onFocus();
                }}
              />
            );
          })}
        </svg>
      )}
      <Tip tip={tip} width={width} />
      <p class="key">
        {of === 'change' ? (
          <><i class="swatch coop" /> warmer <i class="swatch conflict striped" /> cooler, striped <i class="swatch even" /> no evidence of change <i class="swatch one-side" /> deeds on one side of the date only.</>
        ) : (
          <><i class="swatch coop" /> above +{STRONG} <i class="swatch coop soft" /> warm <i class="swatch even" /> within ±{SLIGHT} <i class="swatch conflict soft striped" /> cold, striped <i class="swatch conflict striped" /> below −{STRONG}.</>
        )}
        {missing.length > 0 && <> Too small for this map, or no territory: {missing.map(({ partner }) => nameIn(names, partner)).join(', ')}.</>} Shapes: Natural Earth; where borders are disputed they show who holds the ground and take no side.
      </p>
    </div>
  );
}
