/**
 * The network that chooses a parser's actions: a bidirectional LSTM reads the sentence (Kiperwasser and Goldberg 2016);
 * what its vectors mean at each place of the parser's state (top of the stack, front of the buffer …) is worked out once
 * for each word and place, so that a state costs a sum of rows; a layer over that sum scores actions and relations.
 */
import type { ParserState } from '../transitions.js';

/** Sizes of a network; all are multiples of 8. */
export interface Sizes {
  /** Numbers that a word is read as: its given vector, its own, that of its suffix, that of its tag and features. */
  given: number;
  own: number;
  suffix: number;
  tag: number;
  layers: number;
  /** LSTM cells in each direction. */
  cells: number;
  hidden: number;
}

/** Width of what the LSTM reads. */
export const inputWidth = (s: Sizes): number => s.given + s.own + s.suffix + s.tag;

/** Places of a state whose words' vectors are looked at. */
export const PLACES = 7;
/** Words of a state whose relation to their heads is looked at. */
const RELATIONS = 8;
const LABELS = 64;
const DISTANCES = 8;
/** Rows added up for one state. */
export const STATE_ROWS = PLACES + RELATIONS + 3;
/** Rows that do not depend on the sentence: one for each empty place, relations by place, distances, and the bias. */
export const FIXED_ROWS = PLACES + RELATIONS * LABELS + 2 * DISTANCES + 1;

/** Scores that a state gets: three actions (and room), relations of a left arc, relations of a right arc. */
const ACTIONS = 8;
export const SCORES = ACTIONS + 2 * LABELS;
export const LEFT_LABELS = ACTIONS;
export const RIGHT_LABELS = ACTIONS + LABELS;
export { LABELS };

const SUFFIX_BITS = 12;
export const SUFFIXES = 1 << SUFFIX_BITS;

/** The row of a suffix's hash. */
export function suffixRow(hash: number): number {
  return hash >>> (32 - SUFFIX_BITS);
}

/** Number of the tag of the root, behind those of words. */
export const ROOT_TAG = 17;
export const TAG_ROWS = 24;

function near(from: number, to: number): number {
  const d = to - from;
  return d < 5 ? d : d < 7 ? 5 : d < 11 ? 6 : 7;
}

/**
 * Lists the rows of a state. `words` is the address of the sentence's rows (PLACES for each word), `fixed` that of the
 * fixed rows, `row` the length of a row in bytes; the addresses go into `list` from `at`.
 */
export function stateRows(s: ParserState, words: number, fixed: number, row: number, list: Uint32Array, at: number): void {
  const { label, left1, left2, right1, right2, stack, stackSize: size, buffer: b0 } = s;
  const none = s.length + 1;
  const s0 = size > 0 ? (stack[size - 1] as number) : none;
  const s1 = size > 1 ? (stack[size - 2] as number) : none;
  const s2 = size > 2 ? (stack[size - 3] as number) : none;
  const s0r = right1[s0] as number, s1r = right1[s1] as number, b0l = left1[b0] as number;
  const wordRow = PLACES * row;
  list[at] = s0 === none ? fixed : words + s0 * wordRow;
  list[at + 1] = s1 === none ? fixed + row : words + s1 * wordRow + row;
  list[at + 2] = s2 === none ? fixed + 2 * row : words + s2 * wordRow + 2 * row;
  list[at + 3] = words + b0 * wordRow + 3 * row;
  list[at + 4] = s0r === none ? fixed + 4 * row : words + s0r * wordRow + 4 * row;
  list[at + 5] = s1r === none ? fixed + 5 * row : words + s1r * wordRow + 5 * row;
  list[at + 6] = b0l === none ? fixed + 6 * row : words + b0l * wordRow + 6 * row;
  let place = fixed + PLACES * row;
  const step = LABELS * row;
  list[at + 7] = place + (label[left1[s0] as number] as number) * row;
  list[at + 8] = (place += step) + (label[s0r] as number) * row;
  list[at + 9] = (place += step) + (label[right2[s0] as number] as number) * row;
  list[at + 10] = (place += step) + (label[left1[s1] as number] as number) * row;
  list[at + 11] = (place += step) + (label[s1r] as number) * row;
  list[at + 12] = (place += step) + (label[right2[s1] as number] as number) * row;
  list[at + 13] = (place += step) + (label[b0l] as number) * row;
  list[at + 14] = (place += step) + (label[left2[b0] as number] as number) * row;
  place += step;
  list[at + 15] = place + (s0 === none ? 0 : near(s0, b0)) * row;
  place += DISTANCES * row;
  list[at + 16] = place + (s1 === none ? 0 : near(s1, s0)) * row;
  list[at + 17] = place + DISTANCES * row;
}
