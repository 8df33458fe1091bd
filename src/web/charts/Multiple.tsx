/** A small chart of one relation, one of many on the same scale, with a date marked. */
import type { Point } from '../../server/api/schemas.js';
import { number, period } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { PeriodTip, withFocus } from './RelationChart.js';
import { pressing, useRoving } from './roving.js';
import { linear, time } from './scale.js';
import { Tip, useTip } from './Tip.js';
import { useWidth } from './width.js';

interface Props {
  points: Point[];
  to: string;
  at: string;
  domain: [number, number];
  label: string;
  selected?: string | undefined;
  onOpen(period: string): void;
}

const HEIGHT = 108;
const [TOP, BOTTOM, LEFT, RIGHT] = [8, 20, 24, 6];

export function Multiple({ points, to, at, domain, label, selected, onOpen }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { tip, over } = useTip();
  const [words, { count }] = [inLanguage(CHARTS), inLanguage(COMMON)];
  const filled = points.filter((point) => point.count > 0);
  const roving = useRoving(filled.length);
  const first = points[0]!.period;
  const x = linear([time(first), time(to)], [LEFT, width - RIGHT]);
  const y = linear(domain, [HEIGHT - BOTTOM, TOP]);
  const centre = (point: Point, i: number) => (x(time(point.period)) + x(time(points[i + 1]?.period ?? to))) / 2;
  const path = (value: (point: Point) => number) => points.map((point, i) => `${centre(point, i)},${Math.max(TOP, Math.min(HEIGHT - BOTTOM, y(value(point))))}`);
  const years = [first.slice(0, 4), to.slice(0, 4)];

  return (
    <div class="chart multiple" ref={ref}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label={label} onKeyDown={roving.onKeyDown}>
          <g aria-hidden="true">
            {[domain[1], 0, domain[0]].map((value) => (
              <g key={value}>
                <line class={value === 0 ? 'zero' : 'grid'} x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
                <text class="tick" x={LEFT - 4} y={y(value)} dy="0.32em" text-anchor="end">{number(value, { digits: 0, sign: true })}</text>
              </g>
            ))}
            <line class="at" x1={x(time(at))} x2={x(time(at))} y1={TOP - 4} y2={HEIGHT - BOTTOM} />
            <text class="tick" x={LEFT} y={HEIGHT - 5}>{years[0]}</text>
            <text class="tick" x={width - RIGHT} y={HEIGHT - 5} text-anchor="end">{years[1]}</text>
          </g>
          <path class="band" d={`M${path((point) => point.level.high).join('L')}L${path((point) => point.level.low).reverse().join('L')}Z`} />
          <path class="level" d={`M${path((point) => point.level.value).join('L')}`} />
          {points.map((point, i) => {
            if (point.count === 0) return null;
            const index = filled.indexOf(point);
            const [px, py] = [centre(point, i), y(point.mean!)];
            return (
              <g
                key={point.period}
                data-point
                role="button"
                class={`point ${point.mean! >= 0 ? 'coop' : 'conflict'}${selected === point.period ? ' selected' : ''}`}
                tabindex={roving.tabIndex(index)}
                aria-label={words.openIts(words.pointLabel(`${label}, ${period(point.period, 'quarter')}`, count.deeds(point.count), number(point.mean!, { sign: true })))}
                {...pressing(() => onOpen(point.period))}
                {...withFocus(over(px, py - 8, () => <PeriodTip point={point} unit="quarter" />), () => roving.onFocus(index))}
              >
                <rect class="hit" x={px - 4} width="8" y={TOP} height={HEIGHT - TOP - BOTTOM} />
                <circle cx={px} cy={py} r={1.6 + Math.min(3.4, 0.8 * Math.sqrt(point.count))} />
              </g>
            );
          })}
        </svg>
      )}
      <Tip tip={tip} width={width} />
    </div>
  );
}
