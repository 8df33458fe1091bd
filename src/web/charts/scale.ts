/** Scales and ticks. */

export interface Scale {
  (value: number): number;
  invert(position: number): number;
  domain: readonly [number, number];
}

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  const slope = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  const scale = ((value: number) => r0 + (value - d0) * slope) as Scale;
  scale.invert = (position) => (slope === 0 ? d0 : d0 + (position - r0) / slope);
  scale.domain = domain;
  return scale;
}

/** Round values inside a domain, about `count` of them. */
export function ticks([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step + 0);
}

export const time = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export const dateAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The first of January of every year in a span, thinned out to at most `count`. */
export function yearTicks(from: string, to: string, count: number): string[] {
  const years: number[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) years.push(year);
  const step = Math.max(1, Math.ceil(years.length / Math.max(1, count)));
  return years.filter((year) => year % step === 0).map((year) => `${year}-01-01`).filter((date) => date >= from.slice(0, 4) && date <= to && time(date) >= time(from));
}

/** A domain that holds the values and zero, with whole ends. */
export function holding(values: readonly number[], least: number): [number, number] {
  const low = Math.min(-least, ...values);
  const high = Math.max(least, ...values);
  return [Math.floor(low), Math.ceil(high)];
}
