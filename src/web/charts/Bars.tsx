/** What a state belonged to, over time: a row for each organisation, a bar for each role in it. */
import type { DeskFacts } from '../../server/api/desk.js';
import { CHARTS } from '../text/charts.js';
import { inLanguage } from '../text/index.js';
import { linear, time, yearTicks } from './scale.js';
import { useWidth } from './width.js';

export interface Props {
  rows: { name: string; bars: (DeskFacts['memberships'][number] & { roleName: string; label: string })[] }[];
  from: string;
  to: string;
  at: string;
  label: string;
}

const [ROW, BAR, AXIS] = [24, 14, 22];
/** Width of a letter, roughly. */
const LETTER = 6.6;

export function Bars({ rows, from, to, at, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const left = Math.min(190, width * 0.38);
  const x = linear([time(from), time(to)], [left, Math.max(left + 1, width - 8)]);
  const inside = (date: string | null, otherwise: string) => x(Math.min(time(to), Math.max(time(from), time(date ?? otherwise))));
  const height = rows.length * ROW + AXIS;
  const short = (name: string) => (name.length * LETTER > left - 8 ? `${name.slice(0, Math.max(3, Math.floor((left - 8) / LETTER) - 1))}…` : name);
  return (
    <div class="chart bars-chart" ref={ref}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatching" y2="6" /></pattern></defs>
          {yearTicks(from, to, (width - left) / 60).map((date) => (
            <g key={date}><line class="grid" x1={x(time(date))} x2={x(time(date))} y1="0" y2={height - AXIS} /><text class="tick" x={x(time(date))} y={height - 6} text-anchor="middle">{date.slice(0, 4)}</text></g>
          ))}
          {rows.map(({ name, bars }, i) => (
            <g key={name} transform={`translate(0,${i * ROW})`}>
              <text class="row-name" x="0" y={ROW / 2} dy="0.34em">{short(name)}<title>{name}</title></text>
              {bars.map((bar) => {
                const [x0, x1] = [inside(bar.from, from), inside(bar.to, to)];
                const full = bar.role === 'member';
                return (
                  <g key={`${bar.role}${bar.from}`}>
                    <rect class={`membership${full ? '' : ' other'}`} x={x0} width={Math.max(2, x1 - x0)} y={(ROW - BAR) / 2} height={BAR} rx="2" fill={full ? undefined : 'url(#hatch)'}><title>{bar.label}</title></rect>
                    {!full && bar.roleName.length * LETTER < x1 - x0 - 8 && <text class="role-name" x={x0 + 5} y={ROW / 2} dy="0.34em">{bar.roleName}</text>}
                  </g>
                );
              })}
            </g>
          ))}
          <line class="at" x1={x(time(at))} x2={x(time(at))} y1="0" y2={height - AXIS}><title>{inLanguage(CHARTS).handle}</title></line>
        </svg>
      )}
    </div>
  );
}
