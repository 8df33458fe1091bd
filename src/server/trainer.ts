/** Trains the ranker with the record's judgements while the server goes on answering; what comes of it is kept, and used when somebody says so. */
import type { Store } from '../record/store.js';
import { judgedPairs } from '../training/judgements.js';
import { startTraining, type Training } from '../training/thread.js';
import type { TrainingReport } from '../training/train.js';
import type { TrainingStep, TrainingView } from './api/training.js';
import type { LiveCoder } from './live.js';
import { HttpProblem } from './problem.js';

export class Trainer {
  private running: { training: Training | null; step: TrainingStep; startedAt: string; person: string } | null = null;
  private problem = '';
  private work: Promise<void> = Promise.resolve();

  /** @param files the project's own sentences, where they are not the package's. */
  constructor(private readonly store: Store, private readonly coder: LiveCoder, private readonly files?: string[]) {}

  /** Has the coder use the ranker that the record names; one that this version can't read is told of, and the package's own codes. */
  async take(): Promise<void> {
    try {
      this.coder.rankBy(await this.store.rankerInUse());
    } catch (error) {
      this.coder.rankBy(null);
      console.error(`The ranker that this record uses can't be read (${(error as Error).message}). The package's own codes until another is chosen on the page /review?train=1.`);
    }
  }

  async view(): Promise<TrainingView> {
    // Looked at first: of a training that ends while the record is read, nobody must hear that it is over and has come to nothing.
    const { running, problem } = this;
    const now = running && { step: running.step, startedAt: running.startedAt, person: running.person };
    const [judged, { kept, uses }] = await Promise.all([judgedPairs(this.store), this.store.rankers()]);
    const inUse = uses.at(-1)?.version ?? '';
    const learned = new Set(learnedBy(inUse, kept));
    return {
      judged: judged.length,
      unlearned: judged.filter(({ id }) => !learned.has(id)).length,
      running: now,
      problem,
      inUse,
      coderVersion: this.coder.version,
      kept: kept.map(({ report, ...one }) => ({ ...one, report: JSON.parse(report) as TrainingReport })),
      uses,
    };
  }

  /** Begins to train. @throws HttpProblem where that is under way, or nothing was judged. */
  async start(person: string): Promise<void> {
    if (this.running) throw new HttpProblem(409, 'The coder is being trained already: wait for it, or stop it.');
    const running = { training: null as Training | null, step: { kind: 'starting' } as TrainingStep, startedAt: new Date().toISOString(), person };
    this.running = running;
    this.problem = '';
    try {
      const [judged, { kept, uses }] = await Promise.all([judgedPairs(this.store), this.store.rankers()]);
      if (judged.length === 0) throw new HttpProblem(400, 'Found no judged event with both or one of its sides in the sentence; expected at least one. Accept, correct or reject some events first.');
      const known = learnedBy(uses.at(-1)?.version ?? '', kept);
      running.training = startTraining({ judged, known, ...(this.files ? { files: this.files } : {}) }, (step) => { running.step = step; });
    } catch (error) {
      this.running = null;
      throw error;
    }
    this.work = this.finish(running.training, running);
  }

  /** Stops what is under way; nothing of it is kept. */
  async stop(): Promise<void> {
    await this.running?.training?.stop();
    await this.work;
  }

  /** From now on this ranker codes; "" for the package's own. */
  async use(version: string, person: string): Promise<void> {
    await this.store.useRanker({ version, person });
    await this.take();
  }

  private async finish(training: Training, running: NonNullable<Trainer['running']>): Promise<void> {
    try {
      const { version, bytes, report } = await training.trained;
      await this.store.keepRanker({ version, bytes, person: running.person, report: JSON.stringify(report) });
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.running = null;
    }
  }
}

/** Ids of the judged events that a kept ranker learnt from; the package's own learnt from none. */
function learnedBy(version: string, kept: readonly { version: string; report: string }[]): string[] {
  const found = kept.find((one) => one.version === version);
  return found ? (JSON.parse(found.report) as TrainingReport).learned : [];
}
