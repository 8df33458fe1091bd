/**
 * The time that a record is about. Texts mention things long past: one deed of 1982 in a record of the 2020s is no reason to
 * draw forty empty years.
 */

/** Share of all deeds that may be left out as long past. */
const LONG_PAST_SHARE = 0.02;
/** Days without a deed that set the long past apart. */
const GAP_DAYS = 366;
const DAY = 86_400_000;

/** First and last period with deeds, the long past left out: at most one deed in fifty, before a gap of more than a year. */
export function mainSpan(rows: readonly { period: string; count: number }[]): { first: string; last: string } | null {
  const periods = [...rows].sort((a, b) => (a.period < b.period ? -1 : 1));
  if (periods.length === 0) return null;
  const spare = LONG_PAST_SHARE * periods.reduce((sum, { count }) => sum + count, 0);
  let first = 0;
  let passed = 0;
  for (let i = 1; i < periods.length; i++) {
    passed += periods[i - 1]!.count;
    if (passed > spare) break;
    if (Date.parse(periods[i]!.period) - Date.parse(periods[i - 1]!.period) > GAP_DAYS * DAY) first = i;
  }
  return { first: periods[first]!.period, last: periods.at(-1)!.period };
}
