/** All of a country's relations by quarter, with the date between before and after on a handle that can be dragged. */
import { useRef, useState } from 'preact/hooks';
import type { Government, Point } from '../../server/api/schemas.js';
import { day, period, whole } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { pressing, useRoving } from './roving.js';
import { dateAt, linear, time, yearTicks } from './scale.js';
import { Tip, useTip } from './Tip.js';
import { useWidth } from './width.js';
import { withFocus } from './RelationChart.js';

interface Props {
  points: Point[];
  from: string;
  to: string;
  at: string;
  governments: Government[];
  label: string;
  onAt(date: string): void;
  onOpen(period: string): void;
}

const [LEFT, RIGHT, LANE, PLOT] = [34, 14, 22, 84];
const TOP = LANE + 16;
const HEIGHT = TOP + PLOT + 38;
const DAY = 86_400_000;

export function Timeline({ points, from, to, at, governments, label, onAt, onOpen }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { tip, over } = useTip();
  const [dragged, setDragged] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const [words, { count }] = [inLanguage(CHARTS), inLanguage(COMMON)];
  const filled = points.filter((point) => point.count > 0);
  const roving = useRoving(filled.length);
  const first = points[0]?.period ?? from;
  const x = linear([time(first), time(to)], [LEFT, width - RIGHT]);
  const most = Math.max(1, ...points.map(({ quads }) => Math.max(quads[0] + quads[1], quads[2] + quads[3])));
  const n = linear([-most, most], [TOP + PLOT, TOP]);
  const shown = dragged ?? at;
  const clamp = (instant: number) => dateAt(Math.max(time(from) + DAY, Math.min(time(to) - DAY, instant)));

  const drag = (event: PointerEvent) => {
    const handle = event.currentTarget as SVGGElement;
    handle.setPointerCapture(event.pointerId);
    const left = ref.current!.getBoundingClientRect().left;
    const move = (moved: PointerEvent) => {
      latest.current = clamp(x.invert(moved.clientX - left));
      setDragged(latest.current);
    };
    const drop = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', drop);
      handle.removeEventListener('pointercancel', drop);
      if (latest.current !== null) onAt(latest.current);
      latest.current = null;
      setDragged(null);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', drop);
    handle.addEventListener('pointercancel', drop);
  };
  const slide = (event: KeyboardEvent) => {
    const days = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
    if (days === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onAt(clamp(time(at) + days * DAY));
  };

  return (
    <div class="chart timeline" ref={ref}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="group" aria-label={label} onKeyDown={roving.onKeyDown}>
          <g aria-hidden="true">
            {governments.map((government, i) => {
              const x0 = x(Math.max(time(first), time(government.from ?? '0001-01-01')));
              const x1 = x(Math.min(time(to), time(government.to ?? to)));
              const room = (x1 - x0 - 12) / 6.6;
              return (
                <g key={`${government.person}${government.from}`}>
                  <rect class={`term ${i % 2 === 0 ? 'even' : 'odd'}`} x={x0} width={Math.max(0, x1 - x0 - 1)} y="0" height={LANE} rx="2" />
                  <text class="term-name" x={x0 + 7} y={LANE / 2} dy="0.34em">{[government.person, government.person.split(' ').at(-1)!].find((name) => name.length <= room) ?? ''}</text>
                </g>
              );
            })}
            {[most, 0, -most].map((value) => (
              <g key={value}>
                <line class={value === 0 ? 'zero' : 'grid'} x1={LEFT} x2={width - RIGHT} y1={n(value)} y2={n(value)} />
                <text class="tick" x={LEFT - 6} y={n(value)} dy="0.32em" text-anchor="end">{whole(Math.abs(value))}</text>
              </g>
            ))}
            {yearTicks(first, to, (width - LEFT) / 60).map((date) => (
              <text key={date} class="tick" x={x(time(date))} y={HEIGHT - 8} text-anchor="middle">{date.slice(0, 4)}</text>
            ))}
          </g>
          {points.map((point, i) => {
            if (point.count === 0) return null;
            const index = filled.indexOf(point);
            const next = x(time(points[i + 1]?.period ?? to));
            const x0 = x(time(point.period));
            const bar = Math.max(1, (next - x0) * 0.72);
            const middle = (x0 + next) / 2;
            const [up, down] = [point.quads[0] + point.quads[1], point.quads[2] + point.quads[3]];
            const kinds = words.bothKinds(whole(up), whole(down));
            return (
              <g
                key={point.period}
                data-point
                role="button"
                class="point bars"
                tabindex={roving.tabIndex(index)}
                aria-label={words.openIts(`${period(point.period, 'quarter')}: ${count.deeds(point.count)}, ${kinds}`)}
                {...pressing(() => onOpen(point.period))}
                {...withFocus(over(middle, n(up) - 4, () => (<><strong>{period(point.period, 'quarter')}</strong><span>{kinds}</span></>)), () => roving.onFocus(index))}
              >
                <rect class="hit" x={x0} width={Math.max(1, next - x0)} y={TOP} height={PLOT} />
                <rect class="bar coop" x={middle - bar / 2} width={bar} y={n(up)} height={n(0) - n(up)} />
                <rect class="bar conflict" x={middle - bar / 2} width={bar} y={n(0)} height={n(-down) - n(0)} />
              </g>
            );
          })}
          <g
            class="handle"
            role="slider"
            tabindex={0}
            aria-label={words.handle}
            aria-valuemin={time(from) / DAY}
            aria-valuemax={time(to) / DAY}
            aria-valuenow={time(shown) / DAY}
            aria-valuetext={day(shown)}
            onPointerDown={drag}
            onKeyDown={slide}
          >
            <rect class="hit" x={x(time(shown)) - 12} width="24" y={LANE} height={HEIGHT - LANE} />
            <line class="at" x1={x(time(shown))} x2={x(time(shown))} y1={LANE + 2} y2={TOP + PLOT + 4} />
            <path class="grip" d={`M${x(time(shown)) - 6},${TOP + PLOT + 4}h12v7l-6,6l-6,-6z`} />
          </g>
        </svg>
      )}
      <Tip tip={tip} width={width} />
    </div>
  );
}
