/**
 * Alignment: to whom a state's cooperation goes, by bloc and by the partner's regime type on the day of each deed, and how alike
 * two states are in whom they deal with.
 */
import type { Counts, Estimate } from './desk.js';
import { REGIMES, type Regime, type RegimeTable } from './regimes.js';

/** Deeds with one partner in one period; a bloc or regime is looked up on the period's first day. */
export type PartnerDeeds = Counts & { partner: string; period: string };

/** Membership of a bloc, from its first day to the day before `to`. */
export interface Membership {
  organisation: string;
  state: string;
  role: string;
  from: string | null;
  to: string | null;
}

export interface Share {
  /** The bloc's code or the regime type; null: partners whose regime is not known. */
  group: string | null;
  /** Cooperative and conflictive deeds with partners in the group, and those partners. */
  cooperation: number;
  conflict: number;
  partners: number;
  /** Share of all the state's cooperation, with its 95 % interval; null when it has none. */
  share: Estimate | null;
}

const NORMAL_95 = 1.959964;

const cooperationOf = ({ quads }: Counts): number => quads[0] + quads[1];
const conflictOf = ({ quads }: Counts): number => quads[2] + quads[3];

/** A share with Agresti and Coull's interval (The American Statistician 52(2), 1998), which stays wide while deeds are few. */
export function shareOf(part: number, all: number): Estimate | null {
  if (all === 0) return null;
  const z2 = NORMAL_95 ** 2;
  const centre = (part + z2 / 2) / (all + z2);
  const half = NORMAL_95 * Math.sqrt((centre * (1 - centre)) / (all + z2));
  return { value: part / all, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Cooperation by bloc: deeds with the states that were members on the day, and with the bloc itself. A partner may be in several
 * blocs, so shares do not add up to one. Blocs without a deed are left out; most cooperation first.
 */
export function alignmentByBloc(rows: readonly PartnerDeeds[], memberships: readonly Membership[], actor: string, blocs?: readonly string[]): Share[] {
  const wanted = blocs && new Set(blocs);
  const ofState = new Map<string, Membership[]>();
  const organisations = new Set<string>();
  for (const membership of memberships) {
    if (membership.role !== 'member' || (wanted && !wanted.has(membership.organisation))) continue;
    organisations.add(membership.organisation);
    ofState.set(membership.state, [...(ofState.get(membership.state) ?? []), membership]);
  }
  return shares(rows, ({ partner, period }) => {
    if (organisations.has(partner)) return [partner];
    const held = (ofState.get(partner) ?? []).filter(({ from, to }) => (from === null || from <= period) && (to === null || period < to));
    return [...new Set(held.map(({ organisation }) => organisation))].filter((organisation) => organisation !== actor);
  }).sort((a, b) => b.cooperation - a.cooperation || b.conflict - a.conflict || String(a.group).localeCompare(String(b.group)));
}

/** Cooperation by regime type of the partner on the day, freest first, then partners whose regime is not known (and organisations). */
export function alignmentByRegime(rows: readonly PartnerDeeds[], regimes: RegimeTable): Share[] {
  const found = shares(rows, ({ partner, period }) => [regimes.on(partner, period)?.regime ?? null]);
  const order: (Regime | null)[] = [...[...REGIMES].reverse(), null];
  const all = rows.reduce((sum, row) => sum + cooperationOf(row), 0);
  return order.map((group) => found.find((share) => share.group === group) ?? { group, cooperation: 0, conflict: 0, partners: 0, share: shareOf(0, all) });
}

function shares(rows: readonly PartnerDeeds[], groupsOf: (row: PartnerDeeds) => (string | null)[]): Share[] {
  const groups = new Map<string | null, { cooperation: number; conflict: number; partners: Set<string> }>();
  let all = 0;
  for (const row of rows) {
    all += cooperationOf(row);
    for (const name of groupsOf(row)) {
      const group = groups.get(name) ?? { cooperation: 0, conflict: 0, partners: new Set<string>() };
      groups.set(name, group);
      group.cooperation += cooperationOf(row);
      group.conflict += conflictOf(row);
      group.partners.add(row.partner);
    }
  }
  return [...groups].map(([group, { cooperation, conflict, partners }]) => ({ group, cooperation, conflict, partners: partners.size, share: shareOf(cooperation, all) }));
}

export interface Similarity {
  /** Cosine of the angle between the two profiles, 0 to 1: what they divide their cooperation among, whatever its amount. */
  cosine: number | null;
  /** 1 − Σ|aᵢ − bᵢ| / Σ(aᵢ + bᵢ) over shares of cooperation, 0 to 1 (J. R. Bray, J. T. Curtis, Ecological Monographs 27(4), 1957). */
  brayCurtis: number | null;
  /** Cooperative deeds on each side, and partners of either. */
  counts: [number, number];
  partners: number;
}

/** How alike two states' cooperation is over the same partners; each other left out, since neither can be its own partner. Null when a side has none. */
export function profileSimilarity(first: readonly PartnerDeeds[], second: readonly PartnerDeeds[], names: readonly [string, string]): Similarity {
  const profile = (rows: readonly PartnerDeeds[]): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const row of rows) {
      const cooperation = cooperationOf(row);
      if (cooperation > 0 && !names.includes(row.partner)) sums.set(row.partner, (sums.get(row.partner) ?? 0) + cooperation);
    }
    return sums;
  };
  const [a, b] = [profile(first), profile(second)];
  const sum = (values: Map<string, number>): number => [...values.values()].reduce((x, y) => x + y, 0);
  const counts: [number, number] = [sum(a), sum(b)];
  const partners = new Set([...a.keys(), ...b.keys()]);
  if (counts[0] === 0 || counts[1] === 0) return { cosine: null, brayCurtis: null, counts, partners: partners.size };
  let [dot, aa, bb, apart] = [0, 0, 0, 0];
  for (const partner of partners) {
    const [x, y] = [(a.get(partner) ?? 0) / counts[0], (b.get(partner) ?? 0) / counts[1]];
    dot += x * y;
    aa += x * x;
    bb += y * y;
    apart += Math.abs(x - y);
  }
  return { cosine: dot / Math.sqrt(aa * bb), brayCurtis: 1 - apart / 2, counts, partners: partners.size };
}
