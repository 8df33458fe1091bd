/**
 * A sentence's dependency tree: words in their order, an arc from each to those that depend on it. Wider than the page it
 * scrolls; the arrow keys walk along the words. The same as a table stands beneath it.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TreeWord } from '../coder/messages.js';
import { GRAMMAR, relationName } from '../text/grammar.js';
import { inLanguage, language } from '../text/index.js';
import { PASTE } from '../text/paste.js';
import { useRoving } from './roving.js';

const LEVEL = 26;
const TOP = 12;
const ROUND = 8;
/** Below the arcs: word, lemma, part of speech. */
const ROWS = [20, 39, 56];
const SIDE = 14;
const GAP = 16;
const FONTS = { form: '17px', lemma: 'italic 13px', label: '11px' };

let ruler: CanvasRenderingContext2D | null = null;

/** Width of a text as it will be drawn; about that, before the page has its styles. */
function widthOf(text: string, font: string, family: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return text.length * 8;
  ruler.font = `${font} ${family}`;
  return ruler.measureText(text).width;
}

interface Arc {
  word: number;
  head: number;
  level: number;
}

/** Arcs, the short below the long that lie over them. */
export function arcsOf(words: readonly TreeWord[]): Arc[] {
  const arcs = words.flatMap(({ head }, word) => (head < 0 ? [] : [{ word, head, level: 1 }]));
  const [from, to] = [({ word, head }: Arc) => Math.min(word, head), ({ word, head }: Arc) => Math.max(word, head)];
  arcs.sort((a, b) => to(a) - from(a) - (to(b) - from(b)) || from(a) - from(b));
  arcs.forEach((arc, i) => {
    for (const other of arcs.slice(0, i)) if (from(other) < to(arc) && from(arc) < to(other)) arc.level = Math.max(arc.level, other.level + 1);
  });
  return arcs;
}

/** Middles of the words: as far apart as the words and the arcs' labels need. */
function middles(words: readonly TreeWord[]): { x: number[]; width: number } {
  const style = getComputedStyle(document.documentElement);
  const serif = style.getPropertyValue('--serif') || 'serif';
  const sans = style.getPropertyValue('--sans') || 'sans-serif';
  const halves = words.map(({ form, lemma, upos }) => Math.max(widthOf(form, FONTS.form, serif), widthOf(lemma, FONTS.lemma, serif), widthOf(upos, FONTS.label, sans)) / 2);
  const x: number[] = [];
  words.forEach((word, i) => {
    if (i === 0) return void x.push(SIDE + Math.max(halves[0]!, 14));
    let apart = halves[i - 1]! + halves[i]! + GAP;
    const label = word.head === i - 1 ? word.relation : words[i - 1]!.head === i ? words[i - 1]!.relation : '';
    if (label !== '') apart = Math.max(apart, widthOf(label, FONTS.label, sans) + 2 * ROUND + 12);
    x.push(x[i - 1]! + apart);
  });
  return { x, width: (x.at(-1) ?? 0) + (halves.at(-1) ?? 0) + SIDE };
}

interface Props {
  words: readonly TreeWord[];
  /** Language of the sentence. */
  lang: string;
}

export function ParseTree({ words, lang }: Props) {
  const said = inLanguage(PASTE);
  const names = inLanguage(GRAMMAR);
  const [at, setAt] = useState<number | null>(null);
  const roving = useRoving(words.length);
  const scroll = useRef<HTMLDivElement>(null);
  const { arcs, levels, x, width } = useMemo(() => {
    const arcs = arcsOf(words);
    return { arcs, levels: Math.max(1, ...arcs.map(({ level }) => level)), ...middles(words) };
  }, [words]);
  useEffect(() => {
    setAt(null);
    scroll.current?.scrollTo({ left: 0 });
  }, [words.map(({ form }) => form).join(' ')]);

  const base = TOP + (levels + 1) * LEVEL;
  const height = base + ROWS[2]! + 8;
  const sentence = words.map(({ form }) => form).join(' ');
  const pos = (upos: string) => names.upos[upos] ?? upos;
  const hangs = ({ head, relation }: TreeWord) => (head < 0 ? said.root : said.hangs(relationName(names.relations, relation), relation, words[head]!.form));
  const describe = (word: TreeWord) => `${pos(word.upos)} (${word.upos}), ${said.lemma(word.lemma)}, ${hangs(word)}`;
  const lit = (word: number, head: number) => at !== null && (at === word || at === head);
  const shown = at === null ? undefined : words[at];

  return (
    <figure class="tree">
      <div class="tree-scroll" ref={scroll}>
        <svg width={width} height={height} role="group" aria-label={said.tree(sentence)} onKeyDown={roving.onKeyDown} class={at === null ? '' : 'pointing'}>
          <g aria-hidden="true">
            {[...arcs].sort((a, b) => Number(lit(a.word, a.head)) - Number(lit(b.word, b.head))).map(({ word, head, level }) => {
              const y = base - level * LEVEL;
              const to = x[word]!;
              // Where many arcs leave a word they leave side by side, those to the left from its left.
              const from = x[head]! + (word < head ? -6 : 6);
              const turn = word < head ? -1 : 1;
              const relation = words[word]!.relation;
              return (
                <g key={word} class={`arc${lit(word, head) ? ' lit' : ''}${relation === 'punct' ? ' minor' : ''}`}>
                  <path d={`M${from},${base}V${y + ROUND}Q${from},${y} ${from + turn * ROUND},${y}H${to - turn * ROUND}Q${to},${y} ${to},${y + ROUND}V${base - 5}`} />
                  <path class="head" d={`M${to - 4},${base - 7}l4,7l4,-7z`} />
                  <text x={(from + to) / 2} y={y} dy="0.33em">{relation}</text>
                </g>
              );
            })}
            {words.map(({ head }, i) => head < 0 && (
              <g key={`root ${i}`} class={`arc${at === i ? ' lit' : ''}`}>
                <path d={`M${x[i]},${TOP + 6}V${base - 5}`} />
                <path class="head" d={`M${x[i]! - 4},${base - 7}l4,7l4,-7z`} />
                <text x={x[i]} y={TOP} dy="0.33em">root</text>
              </g>
            ))}
          </g>
          {words.map((word, i) => (
            <g
              key={i}
              data-point
              class={`tree-word${at === i ? ' lit' : ''}`}
              role="img"
              tabindex={roving.tabIndex(i)}
              aria-label={`${word.form}: ${describe(word)}`}
              onFocus={() => (roving.onFocus(i), setAt(i))}
              onBlur={() => setAt(null)}
              onPointerEnter={() => setAt(i)}
              onPointerLeave={() => setAt(null)}
            >
              <rect x={(i === 0 ? 0 : (x[i - 1]! + x[i]!) / 2)} width={((x[i + 1] ?? 2 * width - x[i]!) + x[i]!) / 2 - (i === 0 ? 0 : (x[i - 1]! + x[i]!) / 2)} y={base + 1} height={ROWS[2]! + 6} rx="3" />
              <text class="form" lang={lang} x={x[i]} y={base + ROWS[0]!}>{word.form}</text>
              <text class="lemma" lang={lang} x={x[i]} y={base + ROWS[1]!}>{word.lemma}</text>
              <text class="upos" x={x[i]} y={base + ROWS[2]!}>{word.upos}</text>
            </g>
          ))}
        </svg>
      </div>
      <p class="tree-note">{shown ? <><strong lang={lang}>{shown.form}</strong> {describe(shown)}</> : said.hint}</p>
      <details>
        <summary>{said.asTable}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={said.asTable}>
          <table class="tree-table">
            <thead><tr>{Object.values(said.columns).map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
            <tbody lang={language()}>
              {words.map((word, i) => (
                <tr key={i}>
                  <td class="num">{i + 1}</td>
                  <th scope="row" lang={lang}>{word.form}</th>
                  <td lang={lang}>{word.lemma}</td>
                  <td><span title={word.upos}>{pos(word.upos)}</span></td>
                  <td>{word.feats.split('|').join(' ')}</td>
                  <td>{word.head < 0 ? 'root' : `${word.relation} · ${relationName(names.relations, word.relation)}`}</td>
                  <td>{word.head < 0 ? '' : <>{word.head + 1} <span lang={lang}>{words[word.head]!.form}</span></>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
