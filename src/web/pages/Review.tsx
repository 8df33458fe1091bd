/** The way into the review queue. */
import { useEffect, useState } from 'preact/hooks';
import { nextInQueue } from '../lib/queue.js';
import { go } from '../lib/route.js';
import { Waiting } from '../parts/Waiting.js';
import { inLanguage } from '../text/index.js';
import { READER } from '../text/reader.js';

export function Review() {
  const words = inLanguage(READER);
  const [state, set] = useState<{ error: string | null; done: boolean }>({ error: null, done: false });
  useEffect(() => {
    document.title = `${words.review} · demarche`;
    nextInQueue('').then(
      (address) => (address ? go(address, { replace: true }) : set({ error: null, done: true })),
      (error: Error) => set({ error: error.message, done: false }),
    );
  }, []);
  return (
    <main>
      <h1>{words.review}</h1>
      {state.done ? <p class="answer">{words.allJudged}</p> : <Waiting loading={!state.error} error={state.error} />}
    </main>
  );
}
