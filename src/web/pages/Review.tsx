/** The way into the review queue; and, asked for by the address, training with what was judged. */
import { useEffect, useState } from 'preact/hooks';
import { nextInQueue } from '../lib/queue.js';
import { go, usePlace } from '../lib/route.js';
import { TrainSection } from '../parts/TrainSection.js';
import { Waiting } from '../parts/Waiting.js';
import { inLanguage } from '../text/index.js';
import { READER } from '../text/reader.js';
import { TRAIN } from '../text/train.js';

export function Review() {
  const words = inLanguage(READER);
  const train = usePlace().query.has('train');
  const [state, set] = useState<{ error: string | null; done: boolean }>({ error: null, done: false });
  useEffect(() => {
    document.title = `${words.review} · demarche`;
    if (train) return;
    nextInQueue('').then(
      (address) => (address ? go(address, { replace: true }) : set({ error: null, done: true })),
      (error: Error) => set({ error: error.message, done: false }),
    );
  }, [train]);
  return (
    <main>
      <h1>{words.review}</h1>
      {train ? <p><a href="/review">{inLanguage(TRAIN).toReview}</a></p> : state.done ? <p class="answer">{words.allJudged}</p> : <Waiting loading={!state.error} error={state.error} />}
      {(train || state.done) && <TrainSection />}
    </main>
  );
}
