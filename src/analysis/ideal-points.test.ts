import { describe, expect, it } from 'vitest';
import { estimateIdealPoints, type Ballots } from './ideal-points.js';
import { density, distribution } from './normal.js';
import { tridiagonal } from './linear.js';
import { normal, uniform } from './turns/simulate.js';

/** Votes cast by the model itself, with the points that cast them. */
function simulated(states: number, sessions: number, rollCallsEach: number, seed: number): { ballots: Ballots; truth: Map<string, number> } {
  const draw = normal(seed);
  const random = uniform(seed + 1);
  const truth = new Map<string, number>();
  const names = Array.from({ length: states }, (_, i) => `S${i}`);
  const points = names.map(() => draw());
  const columns = { state: [] as number[], rollCall: [] as number[], choice: [] as number[] };
  const session: number[] = [];
  for (let t = 1; t <= sessions; t++) {
    points.forEach((_, i) => {
      points[i]! += 0.15 * draw();
      truth.set(`S${i} ${t}`, points[i]!);
    });
    for (let v = 0; v < rollCallsEach; v++) {
      const [slope, cut, gap] = [draw(), draw(), 0.3 + random()];
      session.push(t);
      points.forEach((x, i) => {
        // A fifth of the seats is empty at every vote.
        if (random() < 0.2) return;
        const z = slope * x + draw();
        columns.state.push(i);
        columns.rollCall.push(session.length - 1);
        columns.choice.push(z < cut ? 0 : z < cut + gap ? 1 : 2);
      });
    }
  }
  return { ballots: { states: names, session, ...columns }, truth };
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  const sums = pairs.reduce((sum, [x, y]) => [sum[0]! + (x - a) * (y - b), sum[1]! + (x - a) ** 2, sum[2]! + (y - b) ** 2], [0, 0, 0]);
  return sums[0]! / Math.sqrt(sums[1]! * sums[2]!);
}

describe('ideal points', () => {
  const { ballots, truth } = simulated(40, 10, 50, 5);
  const found = estimateIdealPoints(ballots, { positive: 'S3' });

  it('finds the points that cast the votes', () => {
    expect(found.points).toHaveLength(400);
    const sign = [...truth].filter(([key]) => key.startsWith('S3 ')).reduce((sum, [, x]) => sum + x, 0) < 0 ? -1 : 1;
    expect(correlation(found.points.map(({ state, session, value }) => [value, sign * truth.get(`${state} ${session}`)!]))).toBeGreaterThan(0.95);
  });

  it('has the true order within its intervals about as often as it says', () => {
    const values = [...truth.values()];
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    const side = Math.sign(correlation(found.points.map(({ state, session, value }) => [value, truth.get(`${state} ${session}`)!])));
    const within = found.points.filter(({ state, session, low, high }) => {
      const x = (side * (truth.get(`${state} ${session}`)! - mean)) / deviation;
      return low <= x && x <= high;
    });
    expect(within.length / found.points.length).toBeGreaterThan(0.8);
  });

  it('puts the state asked for on the positive side, and gives the same again', () => {
    expect(found.points.filter(({ state }) => state === 'S3').reduce((sum, { value }) => sum + value, 0)).toBeGreaterThan(0);
    expect(estimateIdealPoints(ballots, { positive: 'S3' }).points[17]).toEqual(found.points[17]);
  });

  it('standardises each session where that is asked', () => {
    const { points } = estimateIdealPoints(ballots, { standardise: 'session', rounds: 5 });
    const one = points.filter(({ session }) => session === 4).map(({ value }) => value);
    expect(one.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 8);
    expect(one.reduce((sum, x) => sum + x * x, 0) / one.length).toBeCloseTo(1, 8);
  });

  it('leaves out votes in which all agree, and can do with none', () => {
    const unanimous: Ballots = { states: ['A', 'B'], session: [1, 1], state: [0, 1, 0, 1], rollCall: [0, 0, 1, 1], choice: [2, 2, 2, 0] };
    const { points, rollCalls } = estimateIdealPoints(unanimous);
    expect(points.map(({ votes }) => votes)).toEqual([1, 1]);
    expect(rollCalls[0]).toBeNull();
    expect(rollCalls[1]).not.toBeNull();
    expect(estimateIdealPoints({ states: [], session: [], state: [], rollCall: [], choice: [] })).toMatchObject({ points: [], rounds: 0 });
  });
});

describe('what it is made of', () => {
  it('has the normal distribution right', () => {
    [[0, 0.5], [1, 0.8413447460685429], [-1.959963984540054, 0.025], [3.7, 0.9998922002665226], [-9, 0], [9, 1]].forEach(([x, p]) => expect(distribution(x!)).toBeCloseTo(p!, 9));
    expect(density(0)).toBeCloseTo(0.3989422804014327, 12);
  });

  it('solves and inverts a tridiagonal system', () => {
    const { solution, variances } = tridiagonal(Float64Array.of(2, 3, 2), Float64Array.of(-1, -1, 0), Float64Array.of(1, 1, 1));
    // 2x − y = 1, −x + 3y − z = 1, −y + 2z = 1
    [1, 1, 1].forEach((x, i) => expect(solution[i]).toBeCloseTo(x, 12));
    [5 / 8, 1 / 2, 5 / 8].forEach((x, i) => expect(variances[i]).toBeCloseTo(x, 12));
  });
});
