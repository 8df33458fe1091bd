/** What went wrong, said at once; in the language that it is written in. */
import { languageOf } from '../lib/api.js';

export function Problem({ message }: { message: string | null }) {
  return message === null ? null : <p class="problem" role="alert" lang={languageOf(message)}>{message}</p>;
}
