/** The record as routes ask it, with a note of what was asked while an answer was made. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Store } from '../record/store.js';
import type { Question } from './bearing.js';

const noted = new AsyncLocalStorage<Map<string, Question>>();

/** Does a job, and gives the questions to the record that it came to ask. */
export async function noting<T>(job: () => Promise<T>): Promise<{ value: T; questions: Question[] }> {
  const questions = new Map<string, Question>();
  return { value: await noted.run(questions, job), questions: [...questions.values()] };
}

/** The same store; what is asked of it is noted where somebody wants to know. */
export function noticing(store: Store): Store {
  const functions = new Map<string | symbol, unknown>();
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const known = functions.get(name);
      if (known) return known;
      const asked = (...args: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, args);
        const questions = noted.getStore();
        if (questions === undefined) return answer;
        if (name === 'summary') return (answer as ReturnType<Store['summary']>).then((summary) => inParts(summary, questions));
        // Lists and what they are asked with come apart for facets alone.
        const query = name === 'facets' ? { list: args[0], filter: args[1] } : args[0];
        questions.set(`${String(name)} ${JSON.stringify(query)}`, { name: name as Exclude<keyof Store, 'summary'>, query });
        return answer;
      };
      functions.set(name, asked);
      return asked;
    },
  });
}

type Summary = Awaited<ReturnType<Store['summary']>>;

/** A summary that notes whether only its dates are looked at: they seldom change, and its counts at every change. */
function inParts(summary: Summary, questions: Map<string, Question>): Summary {
  const note = (question: Question): void => void questions.set(JSON.stringify(question), question);
  const parts = Object.entries(summary).map(([field, value]) => {
    const isDate = field === 'first' || field === 'last';
    return [field, {
      enumerable: true,
      get: () => {
        note(isDate ? { name: 'span', first: summary.first, last: summary.last } : { name: 'summary' });
        return value;
      },
    }] as const;
  });
  return Object.defineProperties({}, Object.fromEntries(parts)) as Summary;
}
