/** Intake with what a terminal shows of it: a bar with rate and time left, each failure in words, a summary. */
import cliProgress from 'cli-progress';
import { describeFailure, intake, type IntakeInput, type IntakeOptions, type IntakeResult } from '../intake/index.js';
import type { Store } from '../record/index.js';

/** How many documents were in languages that are not coded, and in which: of a summary's parts, one or none. */
export function othersIn(languages: Record<string, number>): string[] {
  const counts = Object.entries(languages).sort((one, other) => other[1] - one[1]);
  if (counts.length === 0) return [];
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const nameOf = (code: string): string => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code; // What a source calls its language need not be a code of one.
    }
  };
  return [`${counts.reduce((sum, [, count]) => sum + count, 0)} in other languages and not coded (${counts.map(([code, count]) => `${nameOf(code)} ${count}`).join(', ')})`];
}

/** Brings documents into the store; Ctrl+C stops after the batch under way, and the next run goes on from there. */
export async function bringIn(store: Store, inputs: IntakeInput[], options: Partial<IntakeOptions> = {}): Promise<IntakeResult> {
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: '{bar} {percentage}% | {read} documents, {events} events | {rate}/s | {eta_formatted} left',
    noTTYOutput: false, clearOnComplete: true, hideCursor: true,
  }, cliProgress.Presets.shades_classic);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  const began = performance.now();
  let shown = false;
  try {
    const result = await intake({
      store, inputs, signal: stop.signal,
      onFailure: (failure) => process.stderr.write(`${describeFailure(failure)}\n`),
      onProgress: ({ read, events, bytesRead, bytesTotal }) => {
        const rate = Math.round(read / Math.max(0.001, (performance.now() - began) / 1000));
        if (!shown) bar.start(bytesTotal ?? bytesRead, 0, { read: 0, events: 0, rate: 0 });
        shown = true;
        bar.update(bytesRead, { read, events, rate });
      },
      ...options,
    });
    bar.stop();
    const parts = [`${result.added} added`, `${result.alreadyThere} already there`];
    if (result.recoded > 0) parts.push(`${result.recoded} coded anew`);
    parts.push(...othersIn(result.otherLanguages), `${result.failed} failed`);
    process.stderr.write(`${parts.join(', ')}: ${result.events} events, ${result.statements} statements, ${result.forecasts} forecasts in ${result.seconds.toFixed(1)} s${result.stopped ? ' (stopped; run it again to go on)' : ''}\n`);
    return result;
  } finally {
    bar.stop();
    process.removeListener('SIGINT', onInterrupt);
  }
}
