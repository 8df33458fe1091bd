/** One series of figures: dots at their dates; joined where they come at regular times, each on a stem where they are single acts. */
import type { DeskFacts } from '../../server/api/desk.js';
import { dated, number } from '../lib/words.js';
import { linear, ticks, time } from './scale.js';
import { useWidth } from './width.js';

interface Props {
  values: DeskFacts['series'][number]['values'];
  at: string;
  label: string;
}

/** Gaps at most so many times the middle one. */
const REGULAR = 2.5;

function regular(values: Props['values']): boolean {
  const gaps = values.slice(1).map(({ date }, i) => time(date) - time(values[i]!.date)).sort((a, b) => a - b);
  return gaps.at(-1)! <= REGULAR * gaps[Math.floor(gaps.length / 2)]!;
}

const HEIGHT = 110;
const [TOP, BOTTOM, LEFT, RIGHT] = [8, 20, 38, 8];

export function Figure({ values, at, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [first, last] = [values[0]!.date, values.at(-1)!.date];
  const x = linear([time(first), time(last)], [LEFT + 4, width - RIGHT]);
  const domain = [Math.min(0, ...values.map(({ value }) => value)), Math.max(0, ...values.map(({ value }) => value))] as const;
  const y = linear(domain, [HEIGHT - BOTTOM, TOP]);
  return (
    <div class="chart multiple figure" ref={ref}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          {ticks(domain, 3).map((value) => (
            <g key={value}>
              <line class={value === 0 ? 'zero' : 'grid'} x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
              <text class="tick" x={LEFT - 4} y={y(value)} dy="0.32em" text-anchor="end">{number(value, { digits: Number.isInteger(value) ? 0 : 1 })}</text>
            </g>
          ))}
          {at >= first && at <= last && <line class="at" x1={x(time(at))} x2={x(time(at))} y1={TOP - 4} y2={HEIGHT - BOTTOM} />}
          {regular(values) ? <path class="level" d={`M${values.map(({ date, value }) => `${x(time(date))},${y(value)}`).join('L')}`} /> : values.map(({ date, value }) => <line key={`${date}${value}`} class="level" x1={x(time(date))} x2={x(time(date))} y1={y(0)} y2={y(value)} />)}
          {values.map(({ date, precision, value, unit }) => (
            <circle key={`${date}${value}`} class="figure-dot" cx={x(time(date))} cy={y(value)} r="2.8"><title>{`${dated(date, precision)}: ${value} ${unit}`}</title></circle>
          ))}
          <text class="tick" x={LEFT} y={HEIGHT - 5}>{first.slice(0, 4)}</text>
          <text class="tick" x={width - RIGHT} y={HEIGHT - 5} text-anchor="end">{last.slice(0, 4)}</text>
        </svg>
      )}
    </div>
  );
}
