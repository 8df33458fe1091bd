/** The charts of a brief: before and after for all partners, and each partner's series with its turns. Rows from the record, and how they are drawn. */
import { nextPeriod, periodOf } from '../analysis/desk.js';
import type { Drawing, Mark } from './drawing.js';
import type { ChartRow, Question, SeriesChart, Side } from './model.js';
import { lastDay } from './period.js';
import type { Words } from './words.js';

/** The section behind which the chart of all partners stands; the series of one stands under its own heading. */
export const CHART_AFTER = 'course';
export const seriesOfSection = <T extends { partner: string }>(series: readonly T[], key: string): T | undefined => series.find(({ partner }) => key === `partner ${partner}`);

/** Writes a number as the language does. */
export type Numbers = (value: number) => string;

/** The chart as a table, for forms that have no drawing: each partner's value, interval and number of deeds on either side. */
export function chartTable(rows: readonly ChartRow[], words: Words): string[][] {
  const side = (of: ChartRow['sides'][Side]) => (of ? `${words.number(of.value, 1)} (${words.number(of.low, 1)} … ${words.number(of.high, 1)}; n = ${of.count})` : '–');
  return [[words.heading('chartPartner'), words.heading('chartBefore'), words.heading('chartAfter')], ...rows.map(({ name, sides }) => [name, side(sides.before), side(sides.after)])];
}

/** What stands under a partner's series: what is drawn, and each turn in words. */
export function seriesTitle({ partner, turns }: SeriesChart, { at }: Pick<Question, 'at'>, words: Words): string {
  const told = turns.map(({ verdict, date, from, to }) => words.heading('turn', { verdict: words.templates.verdicts[verdict]!, date: words.date(date), from: words.date(from), to: words.date(to) }));
  return `${words.heading('series', { partner: words.actor({ code: partner, sectors: [] }), at: words.date(at) })} ${told.length > 0 ? `${words.heading('turns')} ${told.join('; ')}.` : words.heading('noTurn')}`;
}

const ROW = 22;
const MARGIN = 12;
const AXIS = 22;
const TICKS = [-10, -5, 0, 5, 10];
/** Share of the width that names may take, their room at most, and the room of a letter. */
const [NAMES, WIDEST, LETTER] = [0.36, 170, 6.8];

/** Before (hollow) and after (full) on the codebook's whole scale, so that charts of two countries can be laid side by side. */
export function changeDrawing(rows: readonly ChartRow[], width: number, number: Numbers): Drawing {
  const labels = Math.min(WIDEST, NAMES * width);
  const longest = Math.floor(labels / LETTER);
  const x = (value: number) => labels + ((value + 10) / 20) * (width - labels - MARGIN);
  const bottom = MARGIN + rows.length * ROW;
  const marks: Mark[] = TICKS.flatMap((value): Mark[] => [
    { kind: 'line', x1: x(value), y1: MARGIN, x2: x(value), y2: bottom, tone: 'ink', width: 1, opacity: value === 0 ? 0.6 : 0.15 },
    { kind: 'text', x: x(value), y: bottom + 16, text: number(value), size: 11, anchor: 'middle' },
  ]);
  rows.forEach(({ partner, name, sides: { before, after } }, i) => {
    const y = MARGIN + (i + 0.5) * ROW;
    marks.push({ kind: 'text', x: 2, y: y + 4, text: name.length > longest ? `${name.slice(0, longest - 1)}…` : name, brief: partner, size: 12, anchor: 'start' });
    // The two intervals lie apart by some points, or one would cover the other.
    if (before && after) marks.push({ kind: 'line', x1: x(before.value), y1: y - 4, x2: x(after.value), y2: y + 4, tone: 'data', width: 2, opacity: 0.5 });
    for (const [side, own, shift] of [['before', before, -4], ['after', after, 4]] as const) {
      if (!own) continue;
      marks.push({ kind: 'line', x1: x(own.low), y1: y + shift, x2: x(own.high), y2: y + shift, tone: 'data', width: 1, opacity: 0.45 });
      marks.push({ kind: 'dot', x: x(own.value), y: y + shift, r: 4, full: side === 'after' });
    }
  });
  return { width, height: bottom + AXIS, marks };
}

const PLOT = { left: 28, right: 12, top: 10, height: 96 };
const LEVELS = [-10, 0, 10];
/** Room of a year's name along the axis. */
const YEAR = 44;

/** A partner's mean intensity by quarter: the larger a dot, the more deeds; a dashed line where before and after divide, a band and a line for each turn. */
export function seriesDrawing({ points, turns }: SeriesChart, { from, to, at }: Pick<Question, 'from' | 'to' | 'at'>, width: number, number: Numbers): Drawing {
  // Whole quarters, since that is what the dots stand for.
  const [first, last] = [Date.parse(periodOf(from, 'quarter')), Date.parse(nextPeriod(periodOf(lastDay(to), 'quarter'), 'quarter'))];
  const x = (date: string) => PLOT.left + Math.max(0, Math.min(1, (Date.parse(date) - first) / Math.max(1, last - first))) * (width - PLOT.left - PLOT.right);
  const y = (value: number) => PLOT.top + ((10 - value) / 20) * PLOT.height;
  const bottom = PLOT.top + PLOT.height;
  const marks: Mark[] = LEVELS.flatMap((value): Mark[] => [
    { kind: 'line', x1: PLOT.left, y1: y(value), x2: width - PLOT.right, y2: y(value), tone: 'ink', width: 1, opacity: value === 0 ? 0.5 : 0.15 },
    { kind: 'text', x: PLOT.left - 4, y: y(value) + 4, text: number(value), size: 10, anchor: 'end' },
  ]);
  const years = Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, i) => Number(from.slice(0, 4)) + i).filter((year) => Date.parse(`${year}-01-01`) >= first && Date.parse(`${year}-01-01`) < last);
  const every = Math.max(1, Math.ceil((years.length * YEAR) / (width - PLOT.left - PLOT.right)));
  years.forEach((year, i) => {
    const place = x(`${year}-01-01`);
    marks.push({ kind: 'line', x1: place, y1: bottom, x2: place, y2: bottom + 4, tone: 'ink', width: 1, opacity: 0.5 });
    if (i % every === 0) marks.push({ kind: 'text', x: place, y: bottom + 16, text: String(year), size: 10, anchor: 'middle' });
  });
  for (const turn of turns) {
    marks.push({ kind: 'band', x: x(turn.from), y: PLOT.top, width: Math.max(2, x(turn.to) - x(turn.from)), height: PLOT.height, opacity: 0.14 });
    marks.push({ kind: 'line', x1: x(turn.date), y1: PLOT.top, x2: x(turn.date), y2: bottom, tone: 'data', width: 1.5, opacity: 0.8 });
  }
  marks.push({ kind: 'line', x1: x(at), y1: PLOT.top, x2: x(at), y2: bottom, tone: 'ink', width: 1, opacity: 0.7, dashed: true });
  const placed = points.map(({ period, mean, count }) => ({ x: x(period) + ((width - PLOT.left - PLOT.right) * 45 * 86_400_000) / Math.max(1, last - first), y: y(mean), r: Math.min(6, 1.6 + 0.9 * Math.sqrt(count)) }));
  placed.slice(1).forEach((point, i) => marks.push({ kind: 'line', x1: placed[i]!.x, y1: placed[i]!.y, x2: point.x, y2: point.y, tone: 'data', width: 1, opacity: 0.45 }));
  for (const point of placed) marks.push({ kind: 'dot', ...point, full: true });
  return { width, height: bottom + AXIS, marks };
}
