/**
 * The transitions by which every parser here builds a tree (arc-hybrid: Kuhlmann, Gómez-Rodríguez and Satta 2011). The root stands
 * behind the last word, so that every sentence ends with exactly one root.
 */
import { uposId } from './ud.js';

export const SHIFT = 0;
/** The first word of the buffer becomes head of the top of the stack. */
export const LEFT = 1;
/** The second word on the stack becomes head of the top. */
export const RIGHT = 2;

/** Counters packed into one integer: ten bits each for verbs, marks and conjunctions. */
const COUNTED = Int32Array.from({ length: 32 }, (_, tag) =>
  tag === uposId('VERB') || tag === uposId('AUX') ? 1 : tag === uposId('PUNCT') ? 1 << 10 : tag === uposId('CCONJ') || tag === uposId('SCONJ') ? 1 << 20 : 0);

/** What a parser sees of a sentence; entry n (the root) and n + 1 (nothing) are set by `begin`. */
export class ParserState {
  length = 0;
  /** Attributes of each word. */
  word = new Int32Array(0);
  tag = new Int32Array(0);
  fine = new Int32Array(0);
  /** Number of the word's FEATS, and a hash of its last letters, for the neural parser. */
  feats = new Int32Array(0);
  suffix = new Int32Array(0);
  /** The tree so far. */
  head = new Int32Array(0);
  label = new Int32Array(0);
  left1 = new Int32Array(0);
  left2 = new Int32Array(0);
  right1 = new Int32Array(0);
  right2 = new Int32Array(0);
  leftCount = new Int32Array(0);
  rightCount = new Int32Array(0);
  leftLabels = new Int32Array(0);
  rightLabels = new Int32Array(0);
  stack = new Int32Array(0);
  stackSize = 0;
  buffer = 0;
  /** Numbers of verbs, commas and the like, conjunctions, and other marks before each place: what lies between two words is a difference. */
  private counts = new Int32Array(0);
  /** A first parse of the same sentence to lean on, where there is one: heads (the root is `length`) and labels from 1. */
  guided = false;
  guideHead = new Int32Array(0);
  guideLabel = new Int32Array(0);

  /** Makes room for a sentence of `length` words. */
  reserve(length: number): void {
    const needed = length + 2;
    if (this.word.length >= needed) return;
    const size = Math.max(needed, this.word.length * 2, 64);
    for (const name of [
      'word', 'tag', 'fine', 'feats', 'suffix', 'head', 'label', 'left1', 'left2', 'right1', 'right2', 'leftCount', 'rightCount',
      'leftLabels', 'rightLabels', 'stack', 'counts', 'guideHead', 'guideLabel',
    ] as const) this[name] = new Int32Array(size);
  }

  /** Sets the sentence to its start; the words' attributes are in place. */
  begin(length: number): void {
    this.length = length;
    const none = length + 1;
    this.word[length] = 0x51ed270b;
    this.tag[length] = 29;
    this.fine[length] = 0x2c1b3c6d;
    this.word[none] = 0x297a2d39;
    this.tag[none] = 30;
    this.fine[none] = 0x1b56c4e9;
    this.head.fill(-1, 0, none + 1);
    this.label.fill(0, 0, none + 1);
    this.left1.fill(none, 0, none + 1);
    this.left2.fill(none, 0, none + 1);
    this.right1.fill(none, 0, none + 1);
    this.right2.fill(none, 0, none + 1);
    this.leftCount.fill(0, 0, none + 1);
    this.rightCount.fill(0, 0, none + 1);
    this.leftLabels.fill(0, 0, none + 1);
    this.rightLabels.fill(0, 0, none + 1);
    this.stackSize = 0;
    this.buffer = 0;
    let counts = 0;
    for (let i = 0; i < length; i++) {
      this.counts[i] = counts;
      counts += COUNTED[this.tag[i] as number] as number;
    }
    this.counts[length] = counts;
    this.counts[none] = counts;
    if (this.guided) {
      this.guideHead[length] = this.guideHead[none] = -1;
      this.guideLabel[length] = this.guideLabel[none] = 0;
    }
  }

  /** What stands between two words, coarsely: whether none, one or more verbs, marks and conjunctions. */
  between(from: number, to: number): number {
    if (to <= from + 1) return 0;
    const difference = (this.counts[to] as number) - (this.counts[from + 1] as number);
    const verbs = difference & 1023, marks = (difference >> 10) & 1023, conjunctions = difference >> 20;
    return 1 + (verbs > 2 ? 2 : verbs) + 3 * (marks > 2 ? 2 : marks) + 9 * (conjunctions > 1 ? 1 : conjunctions);
  }

  get done(): boolean {
    return this.buffer === this.length && this.stackSize === 0;
  }

  mayShift(): boolean {
    return this.buffer < this.length;
  }

  /** The root takes one word only: the last on the stack. */
  mayLeft(): boolean {
    return this.stackSize > 0 && (this.buffer < this.length || this.stackSize === 1);
  }

  mayRight(): boolean {
    return this.stackSize > 1;
  }

  shift(): void {
    this.stack[this.stackSize++] = this.buffer++;
  }

  /** The head that LEFT or RIGHT would give to the top of the stack. */
  headOf(action: number): number {
    return action === LEFT ? this.buffer : (this.stack[this.stackSize - 2] as number);
  }

  /** Takes the top of the stack off and hangs it under `head`. */
  attach(head: number, label: number): void {
    const dependent = this.stack[--this.stackSize] as number;
    this.head[dependent] = head;
    this.label[dependent] = label + 1;
    const mark = 1 << label % 31;
    if (dependent < head) {
      // Left children come from near to far: the newest is the leftmost.
      this.left2[head] = this.left1[head] as number;
      this.left1[head] = dependent;
      this.leftCount[head]!++;
      this.leftLabels[head]! |= mark;
    } else {
      this.right2[head] = this.right1[head] as number;
      this.right1[head] = dependent;
      this.rightCount[head]!++;
      this.rightLabels[head]! |= mark;
    }
  }
}

/** Anything that gives a tagged sentence its tree: the state's word, tag and fine are set, head and label are filled. */
export interface SentenceParser {
  parse(state: ParserState, length: number): void;
}
