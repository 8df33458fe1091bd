/**
 * Ideal points from votes: where each state stood, session by session, on the line that best divides the votes.
 *
 * The model is the dynamic ordinal item-response model of M. A. Bailey, A. Strezhnev, E. Voeten, "Estimating Dynamic State
 * Preferences from United Nations Voting Data", Journal of Conflict Resolution 61(2), 2017. State i in session t votes on v:
 *
 *   P(no) = Φ(γ₁ᵥ − βᵥθᵢₜ),  P(abstain) = Φ(γ₂ᵥ − βᵥθᵢₜ) − Φ(γ₁ᵥ − βᵥθᵢₜ),  P(yes) = 1 − Φ(γ₂ᵥ − βᵥθᵢₜ)
 *   θᵢₜ ~ N(θᵢ,ₜ₋₁, τ²) from session to session;  βᵥ ~ N(0, 1), γᵥ ~ N(0, 9);  all θ together have mean 0 and variance 1
 *
 * They sample it overnight (Markov chain Monte Carlo); here its posterior is approximated by expectation–maximisation, as K. Imai,
 * J. Lo, J. Olmsted, "Fast Estimation of Ideal Points with Massive Data", American Political Science Review 110(4), 2016, do for
 * its kin. Each round takes one scoring step for every state's path and one for every roll call, each averaged over what is not
 * known of the other: two Gauss–Hermite nodes over θ, second order over β and γ.
 *
 * What the votes leave free is each session's unit and origin. The sampler brings all its draws back to mean 0 and variance 1 after
 * every sweep, so at its rest every point is held by a pull λ towards the middle, in proportion to the weight that its votes have
 * in a sweep. The same pull is applied here (`hold`): without it, blocs that vote alone drift outwards for ever. Published
 * estimates also tie sessions together by resolutions that were put again, matched by hand; here the paths alone do that.
 */
import { tridiagonal } from './linear.js';
import { density, distribution } from './normal.js';

/** Votes as columns: one entry of `state`, `rollCall` and `choice` a vote. */
export interface Ballots {
  states: readonly string[];
  /** Session of each roll call. */
  session: ArrayLike<number>;
  /** Index into `states`. */
  state: ArrayLike<number>;
  /** Index into `session`. */
  rollCall: ArrayLike<number>;
  /** Index into `CHOICES`. */
  choice: ArrayLike<number>;
}

export interface IdealPoint {
  state: string;
  session: number;
  /** Votes that it rests on. */
  votes: number;
  value: number;
  /** 95 % interval. */
  low: number;
  high: number;
}

export interface IdealPoints {
  points: IdealPoint[];
  /** Slope and cut points of each roll call; null where all voted alike, which says nothing of anybody. */
  rollCalls: ({ discrimination: number; cuts: [number, number] } | null)[];
  rounds: number;
}

export interface IdealPointOptions {
  /** The state whose points are positive on average: fixes which end of the line is which. */
  positive?: string;
  /** Rounds at most, and the mean change of a point at which to stop. */
  rounds?: number;
  tolerance?: number;
  /** Overall: all points together have mean 0 and variance 1; session: those of each session do, which compares places but no movement of the whole. */
  standardise?: 'overall' | 'session';
}

/** Variances of the priors, on the scale on which all points have variance 1. */
const PRIOR = { step: 0.5, first: 100, discrimination: 1, cut: 9 };
/** Probabilities are not taken to be smaller. */
const LEAST = 1e-9;
/** Cut points nearer than this are one. */
const NARROWEST = 1e-3;
/** Longest step of a parameter in one round. */
const STRIDE = 1;

/** Votes arranged: a cell is a state in a session in which it voted; each state's cells in order of time. */
interface Cells {
  state: Int32Array;
  /** Rank of the session among those that have votes. */
  time: Int32Array;
  votes: Int32Array;
  sessions: number[];
  /** Cell and choice of each vote, sorted by roll call, and where each roll call begins. */
  voteCell: Int32Array;
  voteChoice: Int8Array;
  begin: Int32Array;
  /** Roll calls in which not all voted alike. */
  telling: number[];
}

/** What is estimated. */
interface Fit {
  theta: Float64Array;
  variance: Float64Array;
  /** Slope and cut points of each roll call. */
  beta: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Posterior variance of the slope, and its covariances with the cut points. */
  slopeVariance: Float64Array;
  slopeLower: Float64Array;
  slopeUpper: Float64Array;
}

/** Estimates every state's ideal point in every session. The same ballots give the same points. */
export function estimateIdealPoints(ballots: Ballots, options: IdealPointOptions = {}): IdealPoints {
  const { rounds = 150, tolerance = 3e-5 } = options;
  const cells = arrange(ballots);
  const theta = firstGuess(cells);
  const perRollCall = () => new Float64Array(ballots.session.length);
  const fit: Fit = {
    theta, variance: new Float64Array(theta.length).fill(0.1),
    beta: perRollCall(), lower: perRollCall(), upper: perRollCall(), slopeVariance: perRollCall(), slopeLower: perRollCall(), slopeUpper: perRollCall(),
  };
  cutByShares(cells, fit);
  for (let i = 0; i < 3; i++) stepRollCalls(cells, fit);
  let round = 0;
  for (let change = Infinity; theta.length > 0 && round < rounds && change > tolerance; round++) {
    const before = theta.slice();
    stepPaths(cells, fit);
    stepRollCalls(cells, fit);
    change = theta.reduce((sum, x, c) => sum + Math.abs(x - before[c]!), 0) / theta.length;
  }
  return result(ballots, cells, fit, round, options);
}

/** Sorts votes by roll call and gives each state and session its cell. */
function arrange({ session, state, rollCall, choice }: Ballots): Cells {
  const begin = new Int32Array(session.length + 1);
  const chosen = new Uint8Array(session.length);
  for (let i = 0; i < state.length; i++) {
    begin[rollCall[i]! + 1]!++;
    chosen[rollCall[i]!]! |= 1 << choice[i]!;
  }
  for (let v = 0; v < session.length; v++) begin[v + 1]! += begin[v]!;
  const isTelling = (v: number): boolean => (chosen[v]! & (chosen[v]! - 1)) !== 0;
  const telling = Array.from(chosen.keys()).filter(isTelling);
  const sessions = [...new Set(telling.map((v) => session[v]!))].sort((a, b) => a - b);
  const rank = new Map(sessions.map((s, i) => [s, i]));
  const keyOf = (i: number): number => state[i]! * sessions.length + rank.get(session[rollCall[i]!]!)!;
  const votes = new Map<number, number>();
  for (let i = 0; i < state.length; i++) if (isTelling(rollCall[i]!)) votes.set(keyOf(i), (votes.get(keyOf(i)) ?? 0) + 1);
  const keys = [...votes.keys()].sort((a, b) => a - b);
  const cellOf = new Map(keys.map((key, c) => [key, c]));
  const next = begin.slice();
  const voteCell = new Int32Array(state.length);
  const voteChoice = new Int8Array(state.length);
  for (let i = 0; i < state.length; i++) {
    const place = next[rollCall[i]!]!++;
    voteCell[place] = isTelling(rollCall[i]!) ? cellOf.get(keyOf(i))! : -1;
    voteChoice[place] = choice[i]!;
  }
  return {
    state: Int32Array.from(keys, (key) => Math.floor(key / sessions.length)),
    time: Int32Array.from(keys, (key) => key % sessions.length),
    votes: Int32Array.from(keys, (key) => votes.get(key)!),
    sessions, voteCell, voteChoice, begin, telling,
  };
}

/**
 * A first guess: each session's scores on the first principal component of its votes (no −1, abstain 0, yes +1, absences left
 * out), begun from one of all sessions together, each session's sign set so that states agree with themselves a session later.
 */
function firstGuess(cells: Cells): Float64Array {
  const n = cells.state.length;
  const everywhere = new Int32Array(n);
  let scores = Float64Array.from(cells.state, (s) => ((s * 7919) % 101) / 50 - 1);
  for (let round = 0; round < 30; round++) scores = componentStep(cells, scores, cells.state, everywhere);
  for (let round = 0; round < 10; round++) scores = componentStep(cells, scores, Int32Array.from(everywhere.keys()), cells.time);
  const cellsAt = cells.sessions.map(() => new Map<number, number>());
  for (let c = 0; c < n; c++) cellsAt[cells.time[c]!]!.set(cells.state[c]!, c);
  for (let t = cells.sessions.length - 2; t >= 0; t--) {
    let agreement = 0;
    for (const [state, c] of cellsAt[t]!) {
      const later = cellsAt[t + 1]!.get(state);
      if (later !== undefined) agreement += scores[c]! * scores[later]!;
    }
    if (agreement < 0) for (const c of cellsAt[t]!.values()) scores[c] = -scores[c]!;
  }
  return scores;
}

/** One round of alternating least squares: cells of one `owner` share a score, scores of one `group` are standardised together. */
function componentStep(cells: Cells, scores: Float64Array, owner: Int32Array, group: Int32Array): Float64Array<ArrayBuffer> {
  const { begin, voteCell, voteChoice } = cells;
  const sum = new Float64Array(scores.length);
  const weight = new Float64Array(scores.length);
  for (const v of cells.telling) {
    const [from, to] = [begin[v]!, begin[v + 1]!];
    let [mean, middle] = [0, 0];
    for (let p = from; p < to; p++) {
      mean += voteChoice[p]! / (to - from);
      middle += scores[voteCell[p]!]! / (to - from);
    }
    let [along, square] = [0, 1e-3];
    for (let p = from; p < to; p++) {
      const s = scores[voteCell[p]!]! - middle;
      along += (voteChoice[p]! - mean) * s;
      square += s * s;
    }
    const slope = along / square;
    for (let p = from; p < to; p++) {
      const o = owner[voteCell[p]!]!;
      sum[o]! += slope * (voteChoice[p]! - mean + slope * middle);
      weight[o]! += slope * slope;
    }
  }
  const next = Float64Array.from(owner, (o) => sum[o]! / (weight[o]! + 1e-6));
  const scale = moments(next, group);
  return next.map((x, c) => (x - scale[group[c]!]!.mean) / scale[group[c]!]!.deviation);
}

/** Mean and standard deviation of each group's values, what is not known of them (`variance`) counted in. */
function moments(values: Float64Array, group: Int32Array, variance?: Float64Array): { mean: number; deviation: number }[] {
  const sums: { n: number; x: number; xx: number }[] = [];
  values.forEach((x, c) => {
    const sum = (sums[group[c]!] ??= { n: 0, x: 0, xx: 0 });
    sum.n++;
    sum.x += x;
    sum.xx += x * x + (variance?.[c] ?? 0);
  });
  return sums.map(({ n, x, xx }) => ({ mean: x / n, deviation: Math.sqrt(Math.max(1e-12, xx / n - (x / n) ** 2)) }));
}

/** Cut points by the shares of each choice, slopes flat. */
function cutByShares(cells: Cells, { lower, upper }: Fit): void {
  for (const v of cells.telling) {
    const counts = [0.5, 0.5, 0.5];
    for (let p = cells.begin[v]!; p < cells.begin[v + 1]!; p++) counts[cells.voteChoice[p]!]!++;
    const all = counts[0]! + counts[1]! + counts[2]!;
    lower[v] = quantile(counts[0]! / all);
    upper[v] = Math.max(lower[v]! + NARROWEST, quantile((counts[0]! + counts[1]!) / all));
  }
}

/** Inverse of Φ, by bisection: needed twice a roll call only. */
function quantile(p: number): number {
  let [low, high] = [-6, 6];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (distribution(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** One scoring step on each roll call's slope and cut points, averaged over the voters' uncertainty. */
function stepRollCalls(cells: Cells, fit: Fit): void {
  const { begin, voteCell, voteChoice } = cells;
  const { theta, beta, lower, upper } = fit;
  const spread = fit.variance.map(Math.sqrt);
  for (const v of cells.telling) {
    const b = beta[v]!;
    const c1 = lower[v]!;
    const c2 = upper[v]!;
    let g0 = -b / PRIOR.discrimination;
    let g1 = -c1 / PRIOR.cut;
    let g2 = -c2 / PRIOR.cut;
    let h00 = 1 / PRIOR.discrimination;
    let [h01, h02, h12] = [0, 0, 0];
    let h11 = 1 / PRIOR.cut;
    let h22 = 1 / PRIOR.cut;
    for (let p = begin[v]!; p < begin[v + 1]!; p++) {
      const cell = voteCell[p]!;
      const y = voteChoice[p]!;
      for (let node = -1; node <= 1; node += 2) {
        const x = theta[cell]! + node * spread[cell]!;
        const d1 = density(c1 - b * x);
        const d2 = density(c2 - b * x);
        const below = distribution(c1 - b * x);
        const notAbove = distribution(c2 - b * x);
        const p0 = Math.max(LEAST, below);
        const p1 = Math.max(LEAST, notAbove - below);
        const p2 = Math.max(LEAST, 1 - notAbove);
        const s1 = y === 0 ? d1 / p0 : y === 1 ? -d1 / p1 : 0;
        const s2 = y === 1 ? d2 / p1 : y === 2 ? -d2 / p2 : 0;
        const i11 = 0.5 * d1 * d1 * (1 / p0 + 1 / p1);
        const i22 = 0.5 * d2 * d2 * (1 / p1 + 1 / p2);
        const i12 = (-0.5 * d1 * d2) / p1;
        g0 -= 0.5 * x * (s1 + s2);
        g1 += 0.5 * s1;
        g2 += 0.5 * s2;
        h00 += x * x * (i11 + 2 * i12 + i22);
        h01 -= x * (i11 + i12);
        h02 -= x * (i12 + i22);
        h11 += i11;
        h12 += i12;
        h22 += i22;
      }
    }
    // The inverse of the 3 × 3 information, row by row.
    const det = h00 * (h11 * h22 - h12 * h12) - h01 * (h01 * h22 - h12 * h02) + h02 * (h01 * h12 - h11 * h02);
    const v00 = (h11 * h22 - h12 * h12) / det;
    const v01 = (h02 * h12 - h01 * h22) / det;
    const v02 = (h01 * h12 - h02 * h11) / det;
    const v11 = (h00 * h22 - h02 * h02) / det;
    const v12 = (h01 * h02 - h00 * h12) / det;
    const v22 = (h00 * h11 - h01 * h01) / det;
    fit.slopeVariance[v] = v00;
    fit.slopeLower[v] = v01;
    fit.slopeUpper[v] = v02;
    const s0 = v00 * g0 + v01 * g1 + v02 * g2;
    const s1 = v01 * g0 + v11 * g1 + v12 * g2;
    const s2 = v02 * g0 + v12 * g1 + v22 * g2;
    const shorten = STRIDE / Math.max(STRIDE, Math.abs(s0), Math.abs(s1), Math.abs(s2));
    beta[v] = b + shorten * s0;
    const middle = (c1 + c2 + shorten * (s1 + s2)) / 2;
    const half = Math.max(NARROWEST, c2 - c1 + shorten * (s2 - s1)) / 2;
    lower[v] = middle - half;
    upper[v] = middle + half;
  }
}

/** One scoring step on every state's path, then all points brought back to mean 0 and variance 1. */
function stepPaths(cells: Cells, fit: Fit): void {
  const { theta, variance } = fit;
  const { gradient, information, weight } = votesSay(cells, fit);
  const pulls = Float64Array.from(theta, (_, c) => (cells.state[c] === cells.state[c + 1] ? 1 / (PRIOR.step * (cells.time[c + 1]! - cells.time[c]!)) : 0));
  for (let c = 0; c < theta.length; c++) {
    const before = c > 0 ? pulls[c - 1]! : 0;
    const first = before === 0 ? 1 / PRIOR.first : 0;
    gradient[c]! -= first * theta[c]! + (before && before * (theta[c]! - theta[c - 1]!)) + (pulls[c]! && pulls[c]! * (theta[c]! - theta[c + 1]!));
    weight[c]! += first + before + pulls[c]!;
  }
  hold(cells, theta, gradient, information, weight);
  for (let from = 0; from < theta.length; ) {
    let to = from + 1;
    while (to < theta.length && cells.state[to] === cells.state[from]) to++;
    const diagonal = information.slice(from, to);
    diagonal[0]! += 1 / PRIOR.first;
    for (let c = from; c + 1 < to; c++) {
      diagonal[c - from]! += pulls[c]!;
      diagonal[c + 1 - from]! += pulls[c]!;
    }
    const { solution, variances } = tridiagonal(diagonal, pulls.slice(from, to).map((pull) => -pull), gradient.slice(from, to));
    for (let c = from; c < to; c++) {
      theta[c]! += Math.max(-STRIDE, Math.min(STRIDE, solution[c - from]!));
      variance[c] = variances[c - from]!;
    }
    from = to;
  }
  const [scale] = moments(theta, new Int32Array(theta.length), variance);
  for (let c = 0; c < theta.length; c++) theta[c] = (theta[c]! - scale!.mean) / scale!.deviation;
}

/** What the votes say of each cell: slope and curvature of their log-likelihood, and Σ E β², the weight that they have in a sweep of the sampler. */
function votesSay(cells: Cells, fit: Fit): { gradient: Float64Array; information: Float64Array; weight: Float64Array } {
  const { begin, voteCell, voteChoice } = cells;
  const { theta, beta, lower, upper } = fit;
  const spread = fit.variance.map(Math.sqrt);
  const gradient = new Float64Array(theta.length);
  const information = new Float64Array(theta.length);
  const weight = new Float64Array(theta.length);
  for (const v of cells.telling) {
    const b = beta[v]!;
    const c1 = lower[v]!;
    const c2 = upper[v]!;
    const v00 = fit.slopeVariance[v]!;
    const v01 = fit.slopeLower[v]!;
    const v02 = fit.slopeUpper[v]!;
    for (let p = begin[v]!; p < begin[v + 1]!; p++) {
      const cell = voteCell[p]!;
      const y = voteChoice[p]!;
      weight[cell]! += b * b + v00;
      for (let node = -1; node <= 1; node += 2) {
        const x = theta[cell]! + node * spread[cell]!;
        const d1 = density(c1 - b * x);
        const d2 = density(c2 - b * x);
        const below = distribution(c1 - b * x);
        const notAbove = distribution(c2 - b * x);
        const p0 = Math.max(LEAST, below);
        const p1 = Math.max(LEAST, notAbove - below);
        const p2 = Math.max(LEAST, 1 - notAbove);
        const i11 = d1 * d1 * (1 / p0 + 1 / p1);
        const i22 = d2 * d2 * (1 / p1 + 1 / p2);
        const i12 = (-d1 * d2) / p1;
        // What is not known of slope and cuts: half the curvature times the variance of γ − βθ, differentiated by θ.
        const unsure = i11 * (x * v00 - v01) + i12 * (2 * x * v00 - v01 - v02) + i22 * (x * v00 - v02);
        gradient[cell]! += 0.5 * (b * (y === 0 ? -d1 / p0 : y === 1 ? (d1 - d2) / p1 : d2 / p2) - unsure);
        information[cell]! += 0.5 * (b * b + v00) * (i11 + 2 * i12 + i22);
      }
    }
  }
  return { gradient, information, weight };
}

/**
 * The pull that keeps unit and origin. A sweep of the sampler would take θ to θ + gradient / weight and then bring all back to
 * variance 1, by a factor r: at rest the votes push each point outwards by (r − 1) θ, which is what is taken off here, in the measure
 * of its weight. A session's origin is held at the mean of its points, counted once alike and once by what the votes tell of them.
 */
function hold(cells: Cells, theta: Float64Array, gradient: Float64Array, information: Float64Array, weight: Float64Array): void {
  const together = new Int32Array(theta.length);
  const swept = moments(theta.map((x, c) => x + gradient[c]! / weight[c]!), together)[0]!;
  const pull = Math.max(0, swept.deviation / moments(theta, together)[0]!.deviation - 1);
  const told = cells.sessions.map(() => ({ sum: 0, weight: 0 }));
  for (let c = 0; c < theta.length; c++) {
    told[cells.time[c]!]!.sum += information[c]! * theta[c]!;
    told[cells.time[c]!]!.weight += information[c]!;
  }
  for (let c = 0; c < theta.length; c++) {
    const { sum, weight: all } = told[cells.time[c]!]!;
    gradient[c]! -= weight[c]! * (pull * (theta[c]! + sum / all) + swept.mean);
    information[c]! += weight[c]! * pull;
  }
}

/** The fit on the scale and with the sign asked for. */
function result(ballots: Ballots, cells: Cells, fit: Fit, rounds: number, { positive, standardise = 'overall' }: IdealPointOptions): IdealPoints {
  const { theta, variance, beta, lower, upper } = fit;
  const group = standardise === 'session' ? cells.time : new Int32Array(theta.length);
  const scale = moments(theta, group, standardise === 'session' ? undefined : variance);
  let side = 0;
  theta.forEach((x, c) => {
    if (ballots.states[cells.state[c]!] === positive) side += x - scale[group[c]!]!.mean;
  });
  const sign = side < 0 ? -1 : 1;
  const points = Array.from(theta, (x, c): IdealPoint => {
    const { mean, deviation } = scale[group[c]!]!;
    const value = (sign * (x - mean)) / deviation;
    const half = (1.959964 * Math.sqrt(variance[c]!)) / deviation;
    return { state: ballots.states[cells.state[c]!]!, session: cells.sessions[cells.time[c]!]!, votes: cells.votes[c]!, value, low: value - half, high: value + half };
  });
  const rollCalls: IdealPoints['rollCalls'] = Array.from({ length: ballots.session.length }, () => null);
  for (const v of cells.telling) {
    const { mean, deviation } = scale[standardise === 'session' ? cells.sessions.indexOf(ballots.session[v]!) : 0]!;
    rollCalls[v] = { discrimination: sign * beta[v]! * deviation, cuts: [lower[v]! - beta[v]! * mean, upper[v]! - beta[v]! * mean] };
  }
  return { points, rollCalls, rounds };
}
