/** The dynamic oracle for arc-hybrid (Goldberg and Nivre 2013), for whatever parser learns from it. */
import { LEFT, type ParserState, RIGHT, SHIFT } from '../transitions.js';

/**
 * How many gold arcs each action makes unreachable from a state.
 * @param gold each word's head in the tree that is to be found
 * @param pending for each word, how many of its gold children are still to come in the buffer
 */
export function costs(state: ParserState, gold: Int32Array, pending: Int32Array, out: Int32Array): void {
  const { stack, stackSize, buffer } = state;
  const s0 = stackSize > 0 ? (stack[stackSize - 1] as number) : -1;
  const s1 = stackSize > 1 ? (stack[stackSize - 2] as number) : -1;
  let shift = 0;
  for (let k = 0; k < stackSize; k++) {
    const word = stack[k] as number;
    if (gold[word] === buffer) shift++;
    if (k < stackSize - 1 && gold[buffer] === word) shift++;
  }
  out[SHIFT] = shift;
  if (s0 < 0) return;
  const head = gold[s0] as number;
  out[LEFT] = (pending[s0] as number) + (head === s1 || head > buffer ? 1 : 0);
  out[RIGHT] = (pending[s0] as number) + (head >= buffer ? 1 : 0);
}
