/** Regime types by state and year: Regimes of the World (A. Lührmann, M. Tannenberg, S. I. Lindberg, Politics and Governance 6(1), 2018). */

export const REGIMES = ['closed autocracy', 'electoral autocracy', 'electoral democracy', 'liberal democracy'] as const;
export type Regime = (typeof REGIMES)[number];

export interface RegimeYear {
  state: string;
  year: number;
  regime: Regime;
  source: string;
}

export interface RegimeOn {
  regime: Regime;
  /** The year that the value describes: that of the date, or the last one known before it. */
  year: number;
}

/** Most years that a value is carried forward to a date that has none of its own. */
const CARRIED = 3;

/** Rows of a table with the columns state, year, regime (0 to 3), source. @throws Error naming the line, what was found and what was expected. */
export function regimesOf(rows: Iterable<Record<string, string>>, file: string): RegimeYear[] {
  const found: RegimeYear[] = [];
  let line = 1;
  for (const { state = '', year = '', regime = '', source = '' } of rows) {
    line++;
    if (!/^[A-Z]{3}$/.test(state)) throw new Error(`${file}, row ${line}, column state: found "${state}", expected a state's three letters (ISO 3166-1 alpha-3). Mend the row.`);
    if (!/^\d{4}$/.test(year)) throw new Error(`${file}, row ${line}, column year: found "${year}", expected a year of four digits. Mend the row.`);
    if (!/^[0-3]$/.test(regime)) throw new Error(`${file}, row ${line}, column regime: found "${regime}", expected ${REGIMES.map((name, i) => `${i} (${name})`).join(', ')}. Mend the row.`);
    found.push({ state, year: Number(year), regime: REGIMES[Number(regime)]!, source });
  }
  return found;
}

/** Looks regime types up by state and date. A value stands for its year and, where later ones are missing, for three years more. */
export class RegimeTable {
  private readonly byState = new Map<string, RegimeYear[]>();

  constructor(rows: Iterable<RegimeYear>) {
    for (const row of rows) {
      const list = this.byState.get(row.state);
      if (list) list.push(row);
      else this.byState.set(row.state, [row]);
    }
    for (const list of this.byState.values()) list.sort((a, b) => a.year - b.year);
  }

  /** The regime of a state on an ISO date; null when it is not known. */
  on(state: string, date: string): RegimeOn | null {
    const year = Number(date.slice(0, 4));
    const last = (this.byState.get(state) ?? []).findLast((row) => row.year <= year);
    return last && year - last.year <= CARRIED ? { regime: last.regime, year: last.year } : null;
  }
}

export interface RegimeCount {
  /** null: not known. */
  regime: Regime | null;
  count: number;
  /** The years that the values describe, first and last; null when none is known. */
  years: [number, number] | null;
}

/** How many of these states are of which regime type on a date, freest first, the unknown last. */
export function regimeCounts(states: Iterable<string>, date: string, table: RegimeTable): RegimeCount[] {
  const found = [...states].map((state) => table.on(state, date));
  return [...REGIMES].reverse().map((regime): RegimeCount => {
    const years = found.filter((on) => on?.regime === regime).map((on) => on!.year);
    return { regime, count: years.length, years: years.length === 0 ? null : [Math.min(...years), Math.max(...years)] };
  }).concat({ regime: null, count: found.filter((on) => on === null).length, years: null });
}
