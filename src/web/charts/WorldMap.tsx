/** The partners on a map, coloured by how the relation changed or by how it stands. Loaded only when it is asked for. */
import { geoEqualEarth, geoPath } from 'd3-geo';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Names, PartnerComparison } from '../../server/api/schemas.js';
import { byName, nameIn, number } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
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
  const [words, common] = [inLanguage(CHARTS), inLanguage(COMMON)];
  if (of === 'change') {
    if (row.difference === null) return ['one-side', words.mapOneSide];
    if (row.verdict === 'no evidence of change') return ['even', `${wordFor(common.changes, row.verdict)}, ${number(row.difference, { sign: true })}`];
    return [row.verdict === 'warmer' ? 'coop' : 'conflict', `${wordFor(common.changes, row.verdict)}, ${number(row.difference, { sign: true })}`];
  }
  const now = row.after.estimate?.value;
  if (now === undefined) return ['one-side', words.mapNoneAfter];
  const standing = words.valueFrom(number(now, { sign: true }), common.count.deeds(row.after.count));
  if (Math.abs(now) < SLIGHT) return ['even', standing];
  return [`${now > 0 ? 'coop' : 'conflict'}${Math.abs(now) < STRONG ? ' soft' : ''}`, standing];
}

export default function WorldMap({ actor, partners, names, of, onOpen }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState(false);
  const { tip, over } = useTip();
  const words = inLanguage(CHARTS);
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
  const drawn = shapes.filter(({ id }) => byCode.has(id)).sort((a, b) => byName(nameIn(names, a.id), nameIn(names, b.id)));
  const roving = useRoving(drawn.length);
  const missing = partners.filter(({ partner }) => shapes.length > 0 && !shapes.some(({ id }) => id === partner));

  return (
    <div class="chart map" ref={ref}>
      {failed && <p class="problem" role="alert">{words.mapFailed}</p>}
      {shapes.length > 0 && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={words.mapLabel(nameIn(names, actor))} onKeyDown={roving.onKeyDown}>
          <defs>
            <pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="stripe-ground" width="5" height="5" />
              <rect class="stripe" width="1.6" height="5" />
            </pattern>
          </defs>
          {shapes.map(({ id, d }, i) => !byCode.has(id) && <path key={`${id}${i}`} class={id === actor ? 'land self' : 'land'} d={d} />)}
          {drawn.map(({ id, d, centre: [x, y] }, i) => {
            const [look, what] = looks(byCode.get(id)!, of);
            const tips = over(x, y - 6, () => (<><strong>{nameIn(names, id)}</strong><span>{what}</span></>));
            return (
              <path
                key={id}
                data-point
                role="button"
                class={`land partner ${look}`}
                d={d}
                tabindex={roving.tabIndex(i)}
                aria-label={words.mapPoint(nameIn(names, id), what)}
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
          <><i class="swatch coop" /> {words.mapKey.warmer} <i class="swatch conflict striped" /> {words.mapKey.cooler} <i class="swatch even" /> {words.mapKey.even} <i class="swatch one-side" /> {words.mapOneSide}.</>
        ) : (
          <><i class="swatch coop" /> {words.mapKey.above(number(STRONG, { digits: 0, sign: true }))} <i class="swatch coop soft" /> {words.mapKey.warm} <i class="swatch even" /> {words.mapKey.within(number(SLIGHT))} <i class="swatch conflict soft striped" /> {words.mapKey.cold} <i class="swatch conflict striped" /> {words.mapKey.below(number(-STRONG, { digits: 0 }))}.</>
        )}
        {missing.length > 0 && <> {words.mapMissing(missing.map(({ partner }) => nameIn(names, partner)).join(', '))}</>} {words.mapSource}
      </p>
    </div>
  );
}
