/** Training the ranker with the record's judgements: how far it is, what was measured, and which ranker is used. */
import { useEffect, useState } from 'preact/hooks';
import type { TrainingView } from '../../server/api/training.js';
import { ask, send } from '../lib/api.js';
import { useSession } from '../lib/session.js';
import { day, number, sentenceCase, whole } from '../lib/words.js';
import '../styles/train.css';
import { inLanguage } from '../text/index.js';
import { TRAIN } from '../text/train.js';
import { Waiting } from './Waiting.js';

/** How often progress is asked for. */
const PAUSE_MS = 1000;
/** Fewer judged events than this say little. */
const FEW = 100;

type Report = TrainingView['kept'][number]['report'];

/** The share of the work that is done at a step, roughly: the rounds of measuring take most of the time. */
function shareAt({ step }: NonNullable<TrainingView['running']>): number {
  if (step.kind === 'starting') return 0;
  if (step.kind === 'reading') return 0.03;
  if (step.kind === 'fold') return 0.1 + (0.75 * (step.n - 1)) / step.of;
  return step.kind === 'calibrating' ? 0.85 : 0.9;
}

export function TrainSection() {
  const words = inLanguage(TRAIN);
  const session = useSession();
  const [view, setView] = useState<TrainingView | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const running = view?.running ?? null;

  const take = (answer: Promise<TrainingView>) => answer.then((now) => (setView(now), setError(null)), (problem: Error) => setError(problem.message));
  useEffect(() => {
    void take(ask<TrainingView>('/training'));
  }, []);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(() => void take(ask<TrainingView>('/training')), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [view]);
  const act = async (path: string, body: unknown = {}) => {
    setBusy(true);
    await take(send<TrainingView>(path, body));
    setBusy(false);
  };

  if (!view) return <Waiting loading={!error} error={error} />;
  const mayUse = session?.person?.role === 'admin';
  const earlier = view.uses.at(-2)?.version ?? '';
  const nameOf = (version: string) => (version === '' ? words.own : version);
  const step = running && (running.step.kind === 'reading' ? words.steps.reading(whole(running.step.sentences)) : running.step.kind === 'fold' ? words.steps.fold(running.step.n, running.step.of) : words.steps[running.step.kind]);
  return (
    <section class="train" aria-labelledby="train">
      <h2 id="train">{words.title}</h2>
      <p class="answer">{words.intro}</p>
      <p class="num">{words.judged(whole(view.judged))}{view.judged > 0 && `; ${words.unlearned(whole(view.unlearned))}`}</p>
      <p class="sr" role="status">{step ?? ''}</p>
      {running ? (
        <div class="train-running">
          <progress aria-label={words.progress} max={1} value={shareAt(running)} />
          <span>{step}</span>
          <button type="button" disabled={busy || !mayUse} onClick={() => void act('/training/stop')}>{words.stop}</button>
          <p class="quiet">{words.about}</p>
        </div>
      ) : (
        <p class="buttons"><button type="button" class="primary" disabled={busy || !mayUse || view.judged === 0} onClick={() => void act('/training')}>{busy ? words.starting : words.start}</button></p>
      )}
      {view.problem && !running && <p class="problem" role="alert">{words.failed(view.problem)}</p>}
      {error && <p class="problem" role="alert">{error}</p>}
      <h3>{words.rankers}</h3>
      <p>{words.codedBy} <strong>{nameOf(view.inUse)}</strong>.{' '}
        {view.uses.length > 0 && earlier !== view.inUse && (
          <button type="button" class="plain" disabled={busy || !mayUse} onClick={() => void act('/training/use', { version: earlier })}>{words.undo(nameOf(earlier))}</button>
        )}
      </p>
      {!mayUse && session && <p class="quiet">{words.onlyAdmin}</p>}
      <ol class="rankers">
        {view.kept.map(({ version, at, report }) => (
          <li key={version}>
            <p class="ranker-head">
              <strong>{version}</strong> <span class="quiet">{words.kept(day(at.slice(0, 10)))}</span>
              {version === view.inUse ? <span class="tag">{words.inUse}</span> : (
                <button type="button" disabled={busy || !mayUse} onClick={() => void act('/training/use', { version })}>{words.useThis(version)}</button>
              )}
            </p>
            <Measured report={report} />
          </li>
        ))}
        <li>
          <p class="ranker-head">
            <strong>{sentenceCase(words.own)}</strong>
            {view.inUse === '' ? <span class="tag">{words.inUse}</span> : (
              <button type="button" disabled={busy || !mayUse} onClick={() => void act('/training/use', { version: '' })}>{words.useThis(words.own)}</button>
            )}
          </p>
          {view.kept.length === 0 && <p class="quiet">{words.noneKept}</p>}
        </li>
      </ol>
    </section>
  );
}

function Measured({ report }: { report: Report }) {
  const words = inLanguage(TRAIN);
  const share = (right: number, of: number) => (of === 0 ? '' : `${number((100 * right) / of)} %`);
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.measured}>
        <table class="measured">
          <caption>{words.measured}</caption>
          <thead><tr><th scope="col">{words.columns.of}</th><th scope="col">{words.columns.n}</th><th scope="col">{words.columns.before}</th><th scope="col">{words.columns.after}</th></tr></thead>
          <tbody>
            {(['own', 'judged'] as const).map((part) => {
              const { sentences, before, after } = report[part];
              return (
                <tr key={part}>
                  <th scope="row">{words.rows[part]}</th>
                  <td>{whole(sentences)}</td>
                  <td>{share(before, sentences)}</td>
                  <td>{share(after, sentences)}{sentences > 0 && <small> ({words.change(number((100 * (after - before)) / sentences, { sign: true }))})</small>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="quiet">{[report.judged.sentences < FEW ? words.few : '', report.known > 0 ? words.known(whole(report.known)) : ''].filter(Boolean).join(' ')}</p>
    </>
  );
}
