/** Asking feeds for what is new: when somebody wants it, and on a schedule while the server runs. By the same code as "demarche watch". */
import { openFetcher } from '../intake/fetching.js';
import type { IntakeResult } from '../intake/index.js';
import { watch } from '../intake/watch.js';
import type { ServerContext } from './context.js';
import type { Job, Reporting, Work } from './jobs.js';
import { HttpProblem } from './problem.js';
import { several } from './sending.js';

/** Minutes between two polls of a feed, unless the server is told otherwise. */
export const FEED_MINUTES = 30;
/** Milliseconds between two looks at which feeds may be asked. */
const LOOK = 20_000;

/** How feeds are followed. */
export interface Following {
  /** Milliseconds between two polls of a feed. */
  every: number;
  /** Nothing is asked by itself. */
  off: boolean;
  /** Milliseconds between two looks; for tests. */
  look?: number;
}

type Asking = Pick<ServerContext, 'store' | 'workers' | 'coder' | 'openFetcher' | 'following'>;

/** Asks each feed that may be asked now; of the others it is said when they may be. */
export async function askFeeds(context: Asking, urls: string[], { signal, onFailure, onProgress }: Reporting): Promise<Pick<IntakeResult, 'stopped'>> {
  const { store, workers, coder, following } = context;
  const fetcher = await (context.openFetcher ?? openFetcher)();
  const sum = { read: 0, added: 0, recoded: 0, alreadyThere: 0, events: 0, failed: 0, bytesRead: 0, bytesTotal: null };
  try {
    for (const url of urls) {
      const { nextAt } = (await store.feed(url)) ?? { nextAt: 0 };
      if (nextAt > Date.now()) {
        sum.failed += 1;
        const from = new Date(nextAt).toISOString();
        onFailure({ source: url, place: '', found: `a feed that is not to be asked again before ${from}`, expected: 'one that may be asked now', advice: 'Ask it again then; what it had is in the record.' });
      }
      await watch({
        store, urls: [url], fetcher, every: following.every, once: true, workers, coder, signal,
        onPoll: ({ result, failures }) => {
          sum.failed += failures.length;
          failures.forEach(onFailure);
          if (result) for (const field of ['read', 'added', 'recoded', 'alreadyThere', 'events'] as const) sum[field] += result[field];
        },
      });
      onProgress({ ...sum });
      if (signal.aborted) break;
    }
    return { stopped: signal.aborted };
  } finally {
    await fetcher.close();
  }
}

/** Asks followed feeds whenever they may be asked, one job at a time among the others. */
export class FeedSchedule {
  private timer: NodeJS.Timeout | null = null;
  private job: Job | null = null;
  private looking = false;

  constructor(private readonly context: Asking & Pick<ServerContext, 'jobs'>) {}

  start(): void {
    const { off, look = LOOK } = this.context.following;
    if (off || this.timer) return;
    this.timer = setInterval(() => void this.look(), look);
    this.timer.unref();
    void this.look();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private async look(): Promise<void> {
    const { job, context: { following, jobs } } = this;
    // A look that takes longer than the time between two would have the same feeds asked twice.
    if (this.looking || (job && (job.endedAt === null || (job.state === 'failed' && Date.now() - Date.parse(job.endedAt) < following.every)))) return;
    this.looking = true;
    try {
      const due = await this.due();
      if (due.length === 0 || !this.timer) return;
      // By the time that it is its turn, one may have been asked by somebody, or be followed no longer.
      const work: Work = async (reporting) => askFeeds(this.context, await this.due(), reporting);
      this.job = jobs.add({ kind: 'feeds', label: several(due), inputs: due.length, person: '' }, work, { quiet: true });
    } catch (error) {
      // Too much waits already, or the record is being closed: the next look may fare better.
      if (!(error instanceof HttpProblem)) console.error(`The feeds that are followed could not be looked at: ${(error as Error).message}`);
    } finally {
      this.looking = false;
    }
  }

  /** Feeds that are followed and may be asked now. */
  private async due(): Promise<string[]> {
    const now = new Date().toISOString();
    return (await this.context.store.feeds()).filter(({ followed, nextAt }) => followed && (nextAt === null || nextAt <= now)).map(({ url }) => url);
  }
}
