/** Where states stood in votes: a line for each, named at its end; the first one with its interval. */
import type { DeskVotes } from '../../server/api/desk.js';
import { number } from '../lib/words.js';
import { linear, ticks } from './scale.js';
import { useWidth } from './width.js';

interface Props {
  /** The actor first. */
  lines: { name: string; points: DeskVotes['points'] }[];
  label: string;
}

const HEIGHT = 300;
const [TOP, BOTTOM, LEFT] = [10, 24, 34];
/** Lines are told apart by their dashes as well as by their names. */
const DASHES = ['', '7 3', '2 3', '10 3 2 3', '5 5', '1 4', '12 4', '3 6', '8 2 2 2 2 2'];
/** Least distance between two names. */
const NAME = 14;

export function Positions({ lines, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const all = lines.flatMap(({ points }) => points);
  const right = Math.min(150, width * 0.3);
  const years = all.map(({ year }) => year);
  const x = linear([Math.min(...years), Math.max(...years)], [LEFT, Math.max(LEFT + 1, width - right)]);
  const [first, ...others] = lines;
  const domain = [Math.floor(Math.min(...all.map(({ value }) => value))), Math.ceil(Math.max(...all.map(({ value }) => value)))] as const;
  const y = linear(domain, [HEIGHT - BOTTOM, TOP]);
  const path = (points: DeskVotes['points'], value: (point: DeskVotes['points'][number]) => number) => points.map((point) => `${x(point.year)},${Math.max(TOP, Math.min(HEIGHT - BOTTOM, y(value(point))))}`);
  const names = lines.flatMap(({ name, points }, i) => (points.length > 0 ? [{ name, i, y: y(points.at(-1)!.value), x: x(points.at(-1)!.year) }] : [])).sort((a, b) => a.y - b.y);
  names.forEach((one, i) => {
    const above = names[i - 1];
    if (above && one.y < above.y + NAME) one.y = above.y + NAME;
  });
  const room = Math.floor((right - 10) / 6.6);
  return (
    <div class="chart positions" ref={ref}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          {ticks(domain, 5).map((value) => (
            <g key={value}>
              <line class={value === 0 ? 'zero' : 'grid'} x1={LEFT} x2={width - right} y1={y(value)} y2={y(value)} />
              <text class="tick" x={LEFT - 6} y={y(value)} dy="0.32em" text-anchor="end">{number(value, { digits: 0, sign: true })}</text>
            </g>
          ))}
          {ticks(x.domain, (width - right) / 70).map((year) => <text key={year} class="tick" x={x(year)} y={HEIGHT - 6} text-anchor="middle">{year}</text>)}
          {first && first.points.length > 1 && <path class="band" d={`M${path(first.points, ({ high }) => high).join('L')}L${path(first.points, ({ low }) => low).reverse().join('L')}Z`} />}
          {others.map(({ name, points }, i) => points.length > 0 && <path key={name} class="level beside" stroke-dasharray={DASHES[(i + 1) % DASHES.length]} d={`M${path(points, ({ value }) => value).join('L')}`} />)}
          {first && first.points.length > 0 && <path class="level own" d={`M${path(first.points, ({ value }) => value).join('L')}`} />}
          {names.map(({ name, i, x: end, y: height }) => <text key={name} class={i === 0 ? 'line-name own' : 'line-name'} x={Math.max(end, width - right) + 6} y={height} dy="0.32em">{name.length > room ? `${name.slice(0, Math.max(3, room - 1))}…` : name}</text>)}
        </svg>
      )}
    </div>
  );
}
