/** The way into the review queue. */
import { useEffect, useState } from 'preact/hooks';
import { nextInQueue } from '../lib/queue.js';
import { go } from '../lib/route.js';
import { Waiting } from '../parts/Waiting.js';

export function Review() {
  const [state, set] = useState<{ error: string | null; done: boolean }>({ error: null, done: false });
  useEffect(() => {
    document.title = 'Review · demarche';
    nextInQueue('').then(
      (address) => (address ? go(address, { replace: true }) : set({ error: null, done: true })),
      (error: Error) => set({ error: error.message, done: false }),
    );
  }, []);
  return (
    <main>
      <h1>Review</h1>
      {state.done ? <p class="answer">A person has judged every event of the record. Nothing is left to review.</p> : <Waiting loading={!state.error} error={state.error} />}
    </main>
  );
}
