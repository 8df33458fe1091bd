/**
 * A greedy transition-based parser over a linear model with rich features after Zhang and Nivre (2011). An action is
 * chosen first; the relation of the arc that it draws by a second model.
 */
import { mix2, mix3 } from './hash.js';
import { LEFT, ParserState, RIGHT, SHIFT, type SentenceParser } from './transitions.js';

/** Length of a row of the relation table: enough for all relations, and one cache line of bytes. */
export const LABEL_STRIDE = 64;

export const MAX_FEATURES = 160;

function distance(from: number, to: number): number {
  const d = to - from;
  return d < 5 ? d : d < 7 ? 5 : d < 11 ? 6 : 7;
}

/** Writes the hashes of the action model's features into `out`; returns how many. */
export function actionFeatures(s: ParserState, out: Int32Array): number {
  const { word, tag, fine, label, left1, left2, right1, right2, leftCount, rightCount, leftLabels, rightLabels } = s;
  const none = s.length + 1;
  const size = s.stackSize;
  const s0 = size > 0 ? (s.stack[size - 1] as number) : none;
  const s1 = size > 1 ? (s.stack[size - 2] as number) : none;
  const s2 = size > 2 ? (s.stack[size - 3] as number) : none;
  const b0 = s.buffer;
  const b1 = b0 + 1 <= s.length ? b0 + 1 : none;
  const b2 = b0 + 2 <= s.length ? b0 + 2 : none;

  const s0w = word[s0] as number, s0t = tag[s0] as number, s0f = fine[s0] as number;
  const s1w = word[s1] as number, s1t = tag[s1] as number, s1f = fine[s1] as number;
  const s2w = word[s2] as number, s2t = tag[s2] as number, s2f = fine[s2] as number;
  const b0w = word[b0] as number, b0t = tag[b0] as number, b0f = fine[b0] as number;
  const b1w = word[b1] as number, b1t = tag[b1] as number, b1f = fine[b1] as number;
  const b2w = word[b2] as number, b2t = tag[b2] as number, b2f = fine[b2] as number;

  const s0l = left1[s0] as number, s0l2 = left2[s0] as number, s0r = right1[s0] as number, s0r2 = right2[s0] as number;
  const s1l = left1[s1] as number, s1r = right1[s1] as number, s1r2 = right2[s1] as number;
  const b0l = left1[b0] as number, b0l2 = left2[b0] as number;
  const s0lt = tag[s0l] as number, s0rt = tag[s0r] as number, s1lt = tag[s1l] as number, s1rt = tag[s1r] as number;
  const b0lt = tag[b0l] as number;
  const s0ll = label[s0l] as number, s0rl = label[s0r] as number, s1ll = label[s1l] as number, s1rl = label[s1r] as number;
  const b0ll = label[b0l] as number;

  const s0wf = mix2(s0w, s0f), s1wf = mix2(s1w, s1f), b0wf = mix2(b0w, b0f), b1wf = mix2(b1w, b1f);
  const s0b0 = s0t * 32 + b0t;
  const s1s0 = s1t * 32 + s0t;
  const s1s0b0 = s1s0 * 32 + b0t;
  const far = distance(s0, b0) + (size > 1 ? distance(s1, s0) * 8 : 0) + (b0 === s.length ? 64 : 0);
  const nearB = distance(s0, b0), nearS = distance(s1, s0);
  const s0v = (rightCount[s0] as number) * 8 + (leftCount[s0] as number);
  const s1v = (rightCount[s1] as number) * 8 + (leftCount[s1] as number);
  const b0v = leftCount[b0] as number;

  let n = 0;
  // One word.
  out[n++] = mix2(s0w, 1);
  out[n++] = mix2(s0f, 2);
  out[n++] = mix2(s0wf, 3);
  out[n++] = mix2(s1w, 4);
  out[n++] = mix2(s1f, 5);
  out[n++] = mix2(s1wf, 6);
  out[n++] = mix2(b0w, 7);
  out[n++] = mix2(b0f, 8);
  out[n++] = mix2(b0wf, 9);
  out[n++] = mix2(b1w, 10);
  out[n++] = mix2(b1f, 11);
  out[n++] = mix2(b1wf, 12);
  out[n++] = mix2(b2f, 13);
  out[n++] = mix2(b2w, 14);
  out[n++] = mix2(s2f, 15);
  out[n++] = mix2(s2w, 16);
  // Top of the stack and front of the buffer.
  out[n++] = mix3(s0wf, b0wf, 17);
  out[n++] = mix3(s0wf, b0w, 18);
  out[n++] = mix3(s0w, b0wf, 19);
  out[n++] = mix3(s0wf, b0t, 20);
  out[n++] = mix3(s0t, b0wf, 21);
  out[n++] = mix3(s0w, b0w, 22);
  out[n++] = mix3(s0f, b0f, 23);
  // Second and top of the stack.
  out[n++] = mix3(s1wf, s0wf, 24);
  out[n++] = mix3(s1wf, s0w, 25);
  out[n++] = mix3(s1w, s0wf, 26);
  out[n++] = mix3(s1wf, s0t, 27);
  out[n++] = mix3(s1t, s0wf, 28);
  out[n++] = mix3(s1w, s0w, 29);
  out[n++] = mix3(s1f, s0f, 30);
  // Second of the stack and front of the buffer.
  out[n++] = mix3(s1f, b0f, 31);
  out[n++] = mix3(s1w, b0f, 32);
  out[n++] = mix3(s1f, b0w, 33);
  out[n++] = mix3(s1w, b0w, 34);
  // Front of the buffer.
  out[n++] = mix3(b0f, b1f, 35);
  out[n++] = mix3(b0w, b1f, 36);
  out[n++] = mix3(b0f, b1w, 37);
  out[n++] = mix3(b0w, b1w, 38);
  // Three words.
  out[n++] = mix3(s0f, b0f, mix2(b1f, 39));
  out[n++] = mix3(s1f, s0f, mix2(b0f, 40));
  out[n++] = mix3(s2f, s1f, mix2(s0f, 41));
  out[n++] = mix3(b0f, b1f, mix2(b2f, 42));
  out[n++] = mix3(s1s0b0, s0w, 43);
  out[n++] = mix3(s1s0b0, s1w, 44);
  out[n++] = mix3(s1s0b0, b0w, 45);
  out[n++] = mix3(s1s0b0, b1t, 46);
  out[n++] = mix3(s1s0b0 * 32 + s2t, b1t, 47);
  out[n++] = mix3(s0b0 * 32 + b1t, s0w, 48);
  out[n++] = mix3(s0b0 * 32 + b1t, b0w, 49);
  out[n++] = mix3(s0b0 * 32 + b1t, b1w, 50);
  out[n++] = mix3(s0b0 * 32 + b1t, b2t, 51);
  // Distance.
  out[n++] = mix3(s0w, nearB, 52);
  out[n++] = mix3(s0f, nearB, 53);
  out[n++] = mix3(b0w, nearB, 54);
  out[n++] = mix3(b0f, nearB, 55);
  out[n++] = mix3(s0b0, nearB, 56);
  out[n++] = mix3(s1s0, nearS, 57);
  out[n++] = mix3(s1w, nearS, 58);
  out[n++] = mix3(s0w, nearS, 59);
  out[n++] = mix3(s1s0b0, far, 60);
  // Numbers of children.
  out[n++] = mix3(s0w, s0v, 61);
  out[n++] = mix3(s0f, s0v, 62);
  out[n++] = mix3(s1w, s1v, 63);
  out[n++] = mix3(s1f, s1v, 64);
  out[n++] = mix3(b0w, b0v, 65);
  out[n++] = mix3(b0f, b0v, 66);
  out[n++] = mix3(s1s0b0, s1v * 64 + s0v, 67);
  // Children, their tags and relations.
  out[n++] = mix3(s0b0, s0lt * 64 + s0ll, 68);
  out[n++] = mix3(s0b0, s0rt * 64 + s0rl, 69);
  out[n++] = mix3(s0b0, b0lt * 64 + b0ll, 70);
  out[n++] = mix3(s1s0, s0lt * 64 + s0ll, 71);
  out[n++] = mix3(s1s0, s0rt * 64 + s0rl, 72);
  out[n++] = mix3(s1s0, s1lt * 64 + s1ll, 73);
  out[n++] = mix3(s1s0, s1rt * 64 + s1rl, 74);
  out[n++] = mix3(s0w, word[s0l] as number, 75);
  out[n++] = mix3(s0w, word[s0r] as number, 76);
  out[n++] = mix3(s1w, word[s1r] as number, 77);
  out[n++] = mix3(b0w, word[b0l] as number, 78);
  out[n++] = mix3(s0f, word[s0l] as number, 79);
  out[n++] = mix3(s0f, word[s0r] as number, 80);
  out[n++] = mix3(s1f, word[s1r] as number, 81);
  out[n++] = mix3(b0f, word[b0l] as number, 82);
  out[n++] = mix3(s0w, s0ll * 64 + s0rl, 83);
  out[n++] = mix3(s1w, s1ll * 64 + s1rl, 84);
  out[n++] = mix3(b0w, b0ll, 85);
  out[n++] = mix3(s0f, s0lt * 64 + s0ll, mix2((tag[s0l2] as number) * 64 + (label[s0l2] as number), 86));
  out[n++] = mix3(s0f, s0rt * 64 + s0rl, mix2((tag[s0r2] as number) * 64 + (label[s0r2] as number), 87));
  out[n++] = mix3(s1f, s1rt * 64 + s1rl, mix2((tag[s1r2] as number) * 64 + (label[s1r2] as number), 88));
  out[n++] = mix3(b0f, b0lt * 64 + b0ll, mix2((tag[b0l2] as number) * 64 + (label[b0l2] as number), 89));
  // Which relations a word's children have.
  out[n++] = mix3(s0w, leftLabels[s0] as number, 90);
  out[n++] = mix3(s0f, leftLabels[s0] as number, 91);
  out[n++] = mix3(s0w, rightLabels[s0] as number, 92);
  out[n++] = mix3(s0f, rightLabels[s0] as number, 93);
  out[n++] = mix3(s1w, rightLabels[s1] as number, 94);
  out[n++] = mix3(s1f, rightLabels[s1] as number, 95);
  out[n++] = mix3(s1s0, mix2(rightLabels[s1] as number, leftLabels[s0] as number), 96);
  out[n++] = mix3(b0f, leftLabels[b0] as number, 97);
  out[n++] = mix3(s0b0, mix2(rightLabels[s0] as number, leftLabels[b0] as number), 98);
  // The words around the gap between stack and buffer.
  out[n++] = mix3(s1s0b0, mix2(rightLabels[s1] as number, rightLabels[s0] as number), 107);
  out[n++] = mix3(s1wf, s0t * 32 + b0t, mix2(b1t, 108));
  // What lies between, and what is still to come.
  const betweenB = s.between(s0, b0), betweenS = s.between(s1, s0);
  const ahead = s.between(b0, s.length);
  out[n++] = mix3(s0b0, betweenB, 109);
  out[n++] = mix3(s1s0, betweenS, 110);
  out[n++] = mix3(s1s0b0, betweenS * 32 + betweenB, 111);
  out[n++] = mix3(s1f, mix2(s0f, betweenS), 112);
  out[n++] = mix3(s0f, mix2(b0f, betweenB), 113);
  out[n++] = mix3(s1s0b0, ahead, 114);
  out[n++] = mix3(s0f, ahead, 115);
  out[n++] = mix3(s1w, mix2(betweenS, s0t), 116);
  out[n++] = mix3(s0w, mix2(betweenB, b0t), 117);
  if (s.guided) {
    const { guideHead, guideLabel } = s;
    const g0 = guideHead[s0] as number, g1 = guideHead[s1] as number, gb = guideHead[b0] as number;
    const l0 = guideLabel[s0] as number, l1 = guideLabel[s1] as number, lb = guideLabel[b0] as number;
    const place0 = g0 === s1 ? 1 : g0 === b0 ? 2 : g0 > b0 ? 3 : 4;
    const place1 = g1 === s0 ? 1 : g1 === b0 ? 2 : g1 > b0 ? 3 : 4;
    const placeB = gb === s0 ? 1 : gb === s1 ? 2 : gb > b0 ? 3 : 4;
    const places = place0 * 25 + place1 * 5 + placeB;
    // Whether the guide hangs anything that is still ahead under the top of the stack.
    let waiting = 0;
    for (let i = b0; i < s.length && i < b0 + 12; i++) if (guideHead[i] === s0) { waiting = i === b0 ? 1 : 2; break; }
    const all = places * 3 + waiting;
    out[n++] = mix2(all, 121);
    out[n++] = mix3(place0 * 3 + waiting, l0, 122);
    out[n++] = mix3(all, s0t, 123);
    out[n++] = mix3(all, s1s0b0, 124);
    out[n++] = mix3(all, l0, mix2(s0f, 125));
    out[n++] = mix3(all, s0w, 126);
    out[n++] = mix3(places, l1, mix2(s1t, 127));
    out[n++] = mix3(places, lb, mix2(b0t, 128));
    out[n++] = mix3(all, b0f, 129);
    out[n++] = mix3(all, s1f, 130);
    out[n++] = mix3(all, mix2(nearB, nearS), 131);
    out[n++] = mix3(all, mix2(betweenB, betweenS), 132);
    out[n++] = mix3(all, rightLabels[s0] as number, 133);
    out[n++] = mix3(all, tag[g0 < 0 ? none : g0] as number, mix2(s0t, 134));
    out[n++] = mix3(l0, l1, mix2(lb, 135 + all * 256));
  }
  return n;
}

/** Writes the hashes of the relation model's features for an arc from `head` to the top of the stack. */
export function labelFeatures(s: ParserState, head: number, dependent: number, out: Int32Array): number {
  const { word, tag, fine, label, left1, right1, left2, right2 } = s;
  const none = s.length + 1;
  const hw = word[head] as number, ht = tag[head] as number, hf = fine[head] as number;
  const dw = word[dependent] as number, dt = tag[dependent] as number, df = fine[dependent] as number;
  const side = dependent < head ? 0 : 1;
  const dl = left1[dependent] as number, dr = right1[dependent] as number;
  const dl2 = left2[dependent] as number, dr2 = right2[dependent] as number;
  const hl = left1[head] as number, hr = right1[head] as number;
  const d = side * 8 + distance(Math.min(head, dependent), Math.max(head, dependent));
  const before = dependent > 0 ? dependent - 1 : none;
  const after = dependent + 1 < s.length ? dependent + 1 : none;
  const arc = (ht * 32 + dt) * 2 + side;
  const fineArc = mix3(hf, df, side);
  const size = s.stackSize;
  const other = side === 0 ? (size > 1 ? (s.stack[size - 2] as number) : none) : s.buffer;
  let n = 0;
  out[n++] = mix2(fineArc, 1001);
  out[n++] = mix3(arc, dw, 1002);
  out[n++] = mix3(arc, hw, 1003);
  out[n++] = mix3(dw, hw, 1004 + side);
  out[n++] = mix3(dw, df, 1006 + side);
  out[n++] = mix3(hw, hf, 1008 + side);
  out[n++] = mix3(arc, d, 1010);
  out[n++] = mix3(arc, word[dl] as number, 1011);
  out[n++] = mix3(arc, word[dr] as number, 1012);
  out[n++] = mix3(arc, (tag[dl] as number) * 64 + (label[dl] as number), 1013);
  out[n++] = mix3(arc, (tag[dr] as number) * 64 + (label[dr] as number), 1014);
  out[n++] = mix3(arc, s.leftLabels[dependent] as number, 1015);
  out[n++] = mix3(arc, s.leftLabels[head] as number, 1016);
  out[n++] = mix3(arc, s.rightLabels[head] as number, 1017);
  out[n++] = mix3(hw, mix2(dt, s.rightLabels[head] as number), 1018 + side);
  out[n++] = mix3(arc, word[before] as number, 1020);
  out[n++] = mix3(arc, (tag[before] as number) * 32 + (tag[after] as number), 1021);
  out[n++] = mix3(arc, (label[dl2] as number) * 64 + (label[dr2] as number), 1022);
  out[n++] = mix3(hw, mix2(dt, word[dl] as number), 1023 + side);
  out[n++] = mix3(dw, mix2(ht, word[dl] as number), 1025 + side);
  out[n++] = mix3(arc, (tag[hl] as number) * 64 + (label[hl] as number), 1030);
  out[n++] = mix3(arc, (tag[hr] as number) * 64 + (label[hr] as number), 1031);
  out[n++] = mix3(fineArc, fine[other] as number, 1032);
  out[n++] = mix3(arc, s.rightLabels[dependent] as number, 1033);
  out[n++] = mix3(arc, word[after] as number, 1034);
  out[n++] = mix3(fineArc, d, 1035);
  out[n++] = mix2(side, 1036);
  out[n++] = mix3(arc, s.between(Math.min(head, dependent), Math.max(head, dependent)), 1037);
  if (s.guided) {
    const guess = (s.guideLabel[dependent] as number) * 2 + (s.guideHead[dependent] === head ? 1 : 0);
    out[n++] = mix2(guess, 1041);
    out[n++] = mix3(guess, arc, 1042);
    out[n++] = mix3(guess, dw, 1043);
    out[n++] = mix3(guess, hw, 1044);
    out[n++] = mix3(guess, s.guideLabel[head] as number, 1045 + side);
  }
  return n;
}

/** Sets `mirror` to the words of `state` from last to first. */
function mirrorWords(state: ParserState, length: number, mirror: ParserState): void {
  mirror.reserve(length);
  for (let i = 0; i < length; i++) {
    const j = length - 1 - i;
    mirror.word[i] = state.word[j] as number;
    mirror.tag[i] = state.tag[j] as number;
    mirror.fine[i] = state.fine[j] as number;
  }
}

/** Gives `state` the finished parse of `mirror` as its guide. */
function guideBy(state: ParserState, length: number, mirror: ParserState): void {
  state.guided = true;
  for (let i = 0; i < length; i++) {
    const j = length - 1 - i;
    const head = mirror.head[j] as number;
    state.guideHead[i] = head === length ? length : length - 1 - head;
    state.guideLabel[i] = mirror.label[j] as number;
  }
}

/** Two parsers in a row: the first reads the sentence from its end and guides the second. */
export class GuidedParser implements SentenceParser {
  private readonly mirror = new ParserState();

  constructor(private readonly guide: SentenceParser, private readonly parser: SentenceParser) {}

  parse(state: ParserState, length: number): void {
    mirrorWords(state, length, this.mirror);
    this.guide.parse(this.mirror, length);
    guideBy(state, length, this.mirror);
    this.parser.parse(state, length);
  }
}

/** The greedy parser with its trained weights. */
export class GreedyParser implements SentenceParser {
  private readonly actionShift: number;
  private readonly labelShift: number;
  private readonly features = new Int32Array(MAX_FEATURES);
  private readonly scores = new Int32Array(LABEL_STRIDE);

  constructor(
    /** One entry a row: how much better LEFT (low byte) and RIGHT (high byte) are than SHIFT. */
    private readonly actions: Int16Array,
    /** Rows of LABEL_STRIDE. */
    private readonly labels: Int8Array,
    /** For [head tag][dependent tag][side]: the relations to choose from; see `arcClass`. */
    private readonly candidates: readonly Uint8Array[],
  ) {
    this.actionShift = 32 - Math.log2(actions.length);
    this.labelShift = 32 - Math.log2(labels.length / LABEL_STRIDE);
  }

  parse(state: ParserState, length: number): void {
    state.begin(length);
    const { features, actions, actionShift } = this;
    while (!(state.buffer === length && state.stackSize === 0)) {
      const left = state.mayLeft(), right = state.mayRight();
      if (!left && !right) {
        state.shift();
        continue;
      }
      const shift = state.mayShift();
      const size = state.stackSize;
      let action = LEFT;
      if (shift || (left && right)) {
        const n = actionFeatures(state, features);
        let forLeft = 0, forRight = 0;
        for (let k = 0; k < n; k++) {
          const pair = actions[(features[k] as number) >>> actionShift] as number;
          forLeft += (pair << 24) >> 24;
          forRight += pair >> 8;
        }
        let best = shift ? 0 : -Infinity;
        action = shift ? SHIFT : LEFT;
        if (left && forLeft > best) {
          best = forLeft;
          action = LEFT;
        }
        if (right && forRight > best) action = RIGHT;
      } else if (!left) {
        action = RIGHT;
      }
      if (action === SHIFT) {
        state.shift();
        continue;
      }
      const head = state.headOf(action);
      state.attach(head, head === length ? 0 : this.label(state, head, state.stack[size - 1] as number));
    }
  }

  private label(state: ParserState, head: number, dependent: number): number {
    const candidates = this.candidates[arcClass(state.tag, head, dependent)] as Uint8Array;
    if (candidates.length === 1) return candidates[0] as number;
    const { features, labels, labelShift, scores } = this;
    const n = labelFeatures(state, head, dependent, features);
    const count = candidates.length;
    scores.fill(0, 0, count);
    for (let k = 0; k < n; k++) {
      const base = ((features[k] as number) >>> labelShift) * LABEL_STRIDE;
      for (let c = 0; c < count; c++) scores[c]! += labels[base + (candidates[c] as number)] as number;
    }
    let best = 0;
    for (let c = 1; c < count; c++) if ((scores[c] as number) > (scores[best] as number)) best = c;
    return candidates[best] as number;
  }
}

/** Which list of possible relations an arc has: by the two tags and the side. */
export function arcClass(tag: Int32Array, head: number, dependent: number): number {
  return ((tag[head] as number) * 17 + (tag[dependent] as number)) * 2 + (dependent < head ? 0 : 1);
}

/** Number of arc classes. */
export const ARC_CLASSES = 17 * 17 * 2;
