/**
 * States that have both a president and a head of government, and in which it is the president who leads foreign policy
 * by constitution or settled practice. Elsewhere the head of government does, or the president where there is no other.
 */
export const PRESIDENT_LEADS: ReadonlySet<string> = new Set(['CHN', 'FRA', 'KOR', 'RUS', 'TUR']);
