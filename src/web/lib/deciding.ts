/** Deciding about actors: what is sent, and what is being coded anew because of it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActorDecision, Decided } from '../../server/api/actors.js';
import type { JobsView, JobView } from '../../server/api/sources.js';
import { forgetActors } from '../parts/ActorInput.js';
import { ask, send } from './api.js';

/** Milliseconds between two looks at a job. */
const LOOK = 400;

export interface Deciding {
  /** Sends a decision; true when it was kept. */
  decide(decision: ActorDecision): Promise<boolean>;
  busy: boolean;
  failed: string | null;
  /** The last decision was kept. */
  kept: boolean;
  /** What codes documents anew because of it, if any has to be. */
  job: JobView | null;
}

/** `onChange` is called when a decision was kept, and again when all documents that it concerns are coded anew. */
export function useDeciding(onChange: () => void): Deciding {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [kept, setKept] = useState(false);
  const [job, setJob] = useState<JobView | null>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const awaited = job !== null && job.endedAt === null ? job.id : null;
  useEffect(() => {
    if (awaited === null) return undefined;
    const timer = setInterval(() => {
      ask<JobsView>('/sources/jobs').then(
        ({ jobs }) => {
          const now = jobs.find(({ id }) => id === awaited);
          if (!now) return;
          setJob(now);
          if (now.endedAt !== null) changed.current();
        },
        // The next look may fare better.
        () => undefined,
      );
    }, LOOK);
    return () => clearInterval(timer);
  }, [awaited]);
  const decide = async (decision: ActorDecision): Promise<boolean> => {
    setBusy(true);
    setFailed(null);
    setKept(false);
    try {
      const answer = await send<Decided>('/actors/changes', { decision });
      setJob(answer.job);
      setKept(true);
      forgetActors();
      changed.current();
      return true;
    } catch (problem) {
      setFailed((problem as Error).message);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { decide, busy, failed, kept, job };
}
