/** A file that can't be opened or read on is one failure more, not the end of the run. */
import { Unreadable, type Failure } from '../sources/types.js';
import { unopened } from '../sources/unopened.js';

/** The items of a file, and last, where it broke off, why. Errors that say nothing of the file go on. */
export async function* failuresOf<T>(source: string, items: AsyncIterable<T>): AsyncGenerator<T | { failure: Failure }> {
  try {
    yield* items;
  } catch (error) {
    if (error instanceof Unreadable) yield { failure: { source, ...error.failure } };
    else if ((error as { code?: string }).code) {
      const expected = 'a readable file';
      yield { failure: unopened(source, error, expected) ?? { source, place: '', found: `a file that can't be read (${(error as Error).message})`, expected, advice: 'Look at the path\'s spelling, and whether you may read it.' } };
    } else throw error;
  }
}
