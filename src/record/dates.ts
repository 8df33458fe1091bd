/** Calendar dates as whole days since 1970-01-01, the form in which the store compares them. */

const DAY = 86_400_000;

/** Days since 1970-01-01 of an ISO date; null for "" or for a date that no calendar has (2023-02-30). */
export function daysOf(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!parts) return null;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).getUTCDate() !== Number(parts[3])) return null;
  return time / DAY;
}

/** The ISO date of a number of days since 1970-01-01; "" for null. */
export function isoOf(days: number | null): string {
  return days === null ? '' : new Date(days * DAY).toISOString().slice(0, 10);
}
