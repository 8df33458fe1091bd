/**
 * A relation over time. Above, who governed; then the intensity of the deeds, period by period, with the smoothed level and
 * its band, with the turns found and a flag for what was said; below, how many deeds there were of each kind. A period is one
 * point: it opens its events.
 */
import type { Government, Point, Said, SeriesUnit, Turns } from '../../server/api/schemas.js';
import { go } from '../lib/route.js';
import { dated, number, percent, period, sentenceCase, whole } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { pressing, useRoving } from './roving.js';
import { holding, linear, ticks, time, yearTicks } from './scale.js';
import { Tip, useTip } from './Tip.js';
import { useWidth } from './width.js';

interface Props {
  points: Point[];
  unit: SeriesUnit;
  from: string;
  to: string;
  /** Whose governments are drawn, one lane each. */
  lanes: { label: string; governments: Government[] }[];
  turns: Turns['turns'];
  /** Statements, each a flag; the page lists them too, for those who cannot point. */
  said: Said[];
  /** Another relation's smoothed level, in the same periods. */
  other?: Point[] | undefined;
  selected?: string | undefined;
  label: string;
  onOpen(period: string): void;
}

const MARGIN = { left: 46, right: 14 };
const LANE = 22;
const LEVELS = 230;
const COUNTS = 110;
const GAP = 44;
const FLAG = 20;

export function RelationChart({ points, unit, from, to, lanes, turns, said, other, selected, label, onOpen }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { tip, over } = useTip();
  const [words, common] = [inLanguage(CHARTS), inLanguage(COMMON)];
  const filled = points.filter((point) => point.count > 0);
  const roving = useRoving(filled.length);
  const inner = width - MARGIN.left - MARGIN.right;

  const first = points[0]?.period ?? from;
  const x = linear([time(first), time(to)], [MARGIN.left, MARGIN.left + inner]);
  const span = (date: string) => x(Math.min(Math.max(time(date), time(first)), time(to)));
  const widthOf = (point: Point, i: number) => x(time(points[i + 1]?.period ?? to)) - x(time(point.period));
  const centre = (point: Point, i: number) => x(time(point.period)) + widthOf(point, i) / 2;

  const flags = said.filter(({ date }) => date >= first && date < to);
  const top = lanes.length * (LANE + 4) + 34 + (flags.length > 0 ? FLAG : 0);
  const y = linear(holding([...points.flatMap((point) => [point.level.value, point.mean ?? 0]), ...(other ?? []).map(({ level }) => level.value)], 4), [top + LEVELS, top]);
  const countTop = top + LEVELS + GAP;
  const most = Math.max(1, ...points.map(({ quads }) => Math.max(quads[0] + quads[1], quads[2] + quads[3])));
  const n = linear([-most, most], [countTop + COUNTS, countTop]);
  const height = countTop + COUNTS + 30;

  const changes = [...new Set(lanes.flatMap((lane) => lane.governments.map((government) => government.from ?? '')))].filter((date) => date > first && date < to);
  const lineOf = (series: Point[]) => series.map((point, i) => `${i === 0 ? 'M' : 'L'}${centre(point, i)},${y(point.level.value)}`).join('');
  const clampY = (value: number) => Math.max(top, Math.min(top + LEVELS, y(value)));
  const band =
    points.map((point, i) => `${i === 0 ? 'M' : 'L'}${centre(point, i)},${clampY(point.level.high)}`).join('') +
    points.map((point, i) => `L${centre(point, i)},${clampY(point.level.low)}`).reverse().join('') + 'Z';

  return (
    <div class="chart" ref={ref}>
      {width > 0 && (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} onKeyDown={roving.onKeyDown}>
          {lanes.map((lane, i) => (
            <Lane key={lane.label} {...lane} y={i * (LANE + 4)} span={span} to={to} />
          ))}
          {changes.map((date) => (
            <line key={date} class="change" x1={span(date)} x2={span(date)} y1={lanes.length * (LANE + 4)} y2={countTop + COUNTS} />
          ))}

          <g aria-hidden="true">
            {ticks(y.domain, 6).map((value) => (
              <g key={value}>
                <line class={value === 0 ? 'zero' : 'grid'} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(value)} y2={y(value)} />
                <text class="tick" x={MARGIN.left - 8} y={y(value)} dy="0.32em" text-anchor="end">{number(value, { digits: 0, sign: true })}</text>
              </g>
            ))}
            <text class="axis-title" x={MARGIN.left} y={top - 14 - (flags.length > 0 ? FLAG : 0)}>{inner < 420 ? words.intensityAxisNarrow : words.intensityAxis}</text>
            <text class="axis-title" x={MARGIN.left} y={countTop - 12}>{words.countAxis}</text>
            {[most, -most].map((value) => (
              <text key={value} class="tick" x={MARGIN.left - 8} y={n(value)} dy="0.32em" text-anchor="end">{whole(Math.abs(value))}</text>
            ))}
            <line class="zero" x1={MARGIN.left} x2={width - MARGIN.right} y1={n(0)} y2={n(0)} />
            {yearTicks(first, to, inner / 60).map((date) => (
              <g key={date}>
                <line class="tickmark" x1={x(time(date))} x2={x(time(date))} y1={countTop + COUNTS} y2={countTop + COUNTS + 5} />
                <text class="tick" x={x(time(date))} y={countTop + COUNTS + 19} text-anchor="middle">{date.slice(0, 4)}</text>
              </g>
            ))}
          </g>

          <path class="band" d={band} />
          {turns.map((turn) => (
            <g key={turn.date} aria-hidden="true" class={turn.verdict === 'warmer' ? 'turn coop' : 'turn conflict'}>
              <rect x={span(turn.from)} width={Math.max(3, span(turn.to) - span(turn.from))} y={top} height={LEVELS} />
              <line x1={span(turn.date)} x2={span(turn.date)} y1={top} y2={top + LEVELS} />
              <text x={span(turn.date) + (span(turn.date) > width - 130 ? -6 : 6)} y={top + LEVELS - 8} text-anchor={span(turn.date) > width - 130 ? 'end' : 'start'}>{`${wordFor(common.changes, turn.verdict)}, ${percent(turn.probability)}`}</text>
              <path d={turn.verdict === 'warmer' ? `M${span(turn.date)},${top}l5,9h-10z` : `M${span(turn.date)},${top + 9}l5,-9h-10z`} />
            </g>
          ))}
          {other && <path class="level other" d={lineOf(other)} />}
          <path class="level" d={lineOf(points)} />
          <g aria-hidden="true">
            {flags.map((one) => {
              const tips = over(span(one.date), top - 22, () => <FlagTip said={one} />);
              return (
                <g key={one.id} class="flag" onMouseEnter={tips.onMouseEnter} onMouseLeave={tips.onMouseLeave} onClick={() => go(`/document/${one.documentId}?item=${one.id}`)}>
                  <rect class="hit" x={span(one.date) - 3} width="14" y={top - 24} height="18" />
                  <path d={`M${span(one.date)},${top - 8}v-14h9l-2.5,3.5l2.5,3.5h-9`} />
                </g>
              );
            })}
          </g>

          {points.map((point, i) => {
            if (point.count === 0) return null;
            const index = filled.indexOf(point);
            const [px, py] = [centre(point, i), y(point.mean!)];
            const what = words.pointLabel(period(point.period, unit), common.count.deeds(point.count), number(point.mean!, { sign: true }));
            return (
              <g
                key={point.period}
                data-point
                role="button"
                class={`point ${point.mean! >= 0 ? 'coop' : 'conflict'}${selected === point.period ? ' selected' : ''}`}
                tabindex={roving.tabIndex(index)}
                aria-label={words.openIts(what)}
                aria-pressed={selected === point.period}
                {...pressing(() => onOpen(point.period))}
                {...withFocus(over(px, py - 10, () => <PeriodTip point={point} unit={unit} />), () => roving.onFocus(index))}
              >
                <rect class="hit" x={px - widthOf(point, i) / 2} width={Math.max(1, widthOf(point, i))} y={top} height={LEVELS + GAP + COUNTS} />
                <Bars quads={point.quads} x={px} width={Math.min(26, widthOf(point, i) * 0.7)} n={n} />
                <circle cx={px} cy={py} r={3 + Math.min(6, Math.sqrt(point.count))} />
              </g>
            );
          })}
        </svg>
      )}
      <Tip tip={tip} width={width} />
    </div>
  );
}

function FlagTip({ said }: { said: Said }) {
  return (
    <>
      <strong>{sentenceCase(wordFor(inLanguage(COMMON).kinds, said.kind))}, {dated(said.date, said.datePrecision)}</strong>
      <span>{said.words.length > 140 ? `${said.words.slice(0, 139)}…` : said.words}</span>
    </>
  );
}

/** Adds our own word to a point's focus handler. */
export function withFocus<H extends { onFocus(): void }>(handlers: H, also: () => void): H {
  return { ...handlers, onFocus: () => (handlers.onFocus(), also()) };
}

/** Deeds stacked away from zero, words nearest to it. */
function Bars({ quads, x, width, n }: { quads: Point['quads']; x: number; width: number; n: (value: number) => number }) {
  const [vc, mc, vx, mx] = quads;
  const bar = (from: number, to: number, kind: string) =>
    from !== to && <rect class={`bar ${kind}`} x={x - width / 2} width={width} y={Math.min(n(from), n(to))} height={Math.abs(n(from) - n(to))} />;
  return (
    <>
      {bar(0, vc, 'coop soft')}
      {bar(vc, vc + mc, 'coop')}
      {bar(0, -vx, 'conflict soft')}
      {bar(-vx, -vx - mx, 'conflict')}
    </>
  );
}

function Lane({ label, governments, y, span, to }: { label: string; governments: Government[]; y: number; span(date: string): number; to: string }) {
  return (
    <g aria-hidden="true">
      {governments.map((government, i) => {
        const [x0, x1] = [span(government.from ?? '0001-01-01'), span(government.to ?? to)];
        const room = Math.floor((x1 - x0 - 12) / 6.6);
        const surname = government.person.split(' ').at(-1)!;
        const text = [`${government.person}`, surname].find((name) => name.length <= room) ?? '';
        return (
          <g key={`${government.person}${government.from}`}>
            <rect class={`term ${i % 2 === 0 ? 'even' : 'odd'}`} x={x0} width={Math.max(0, x1 - x0 - 1)} y={y} height={LANE} rx="2" />
            <text class="term-name" x={x0 + 7} y={y + LANE / 2} dy="0.34em">{text}</text>
            <title>{`${label}: ${government.person}`}</title>
          </g>
        );
      })}
    </g>
  );
}

export function PeriodTip({ point, unit }: { point: Point; unit: SeriesUnit }) {
  const { count: counted, quads } = inLanguage(COMMON);
  return (
    <>
      <strong>{period(point.period, unit)}</strong>
      <span>{inLanguage(CHARTS).meanOf(number(point.mean!, { sign: true }), counted.deeds(point.count))}</span>
      {point.quads.map((count, i) => count > 0 && <span key={i}>{`${whole(count)} ${quads[i]}`}</span>)}
    </>
  );
}
