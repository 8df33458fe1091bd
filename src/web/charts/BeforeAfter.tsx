/** Each partner before and after a date: a ring for before, a disc for after, bars for what chance leaves open. */
import type { MeasureName, Names, PartnerComparison } from '../../server/api/schemas.js';
import { nameIn, number, sentenceCase, whole } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { linear, ticks } from './scale.js';

interface Props {
  actor: string;
  partners: PartnerComparison[];
  measure: MeasureName;
  names: Names;
  dyadAddress(partner: string): string;
  selected?: string | undefined;
  onOpen(partner: string, side: 'before' | 'after'): void;
}

type SideName = 'before' | 'after';
const SIDES: SideName[] = ['before', 'after'];

export function BeforeAfter({ actor, partners, measure, names, dyadAddress, selected, onOpen }: Props) {
  const digits = measure === 'net' ? 2 : 1;
  // Intervals of one or two deeds would take the whole scale: they may run out of it.
  const values = partners.flatMap(({ before, after }) =>
    [before, after].flatMap(({ estimate, count }) => (!estimate ? [] : count > 2 ? [estimate.low, estimate.high] : [estimate.value])),
  );
  const domain: [number, number] = measure === 'net' ? [-1, 1] : [Math.max(-10, Math.floor(Math.min(-1, ...values))), Math.min(10, Math.ceil(Math.max(1, ...values)))];
  const x = linear(domain, [0, 100]);
  const at = (value: number) => `${Math.max(0, Math.min(100, x(value)))}%`;
  const marks = ticks(domain, 6);
  const [words, { count: counted, measures }] = [inLanguage(CHARTS), inLanguage(COMMON)];

  const axis = (
    <div class="ba-axis" aria-hidden="true">
      {marks.map((value) => (
        <span key={value} style={{ left: at(value) }}>{number(value, { digits: measure === 'net' ? 1 : 0, sign: true })}</span>
      ))}
    </div>
  );

  return (
    <div class="ba">
      <div class="ba-head" aria-hidden="true">
        <span />
        <div>
          <div class="ba-ends"><span>{words.more.conflict}</span><span>{words.more.cooperation}</span></div>
          {axis}
        </div>
        <span />
      </div>
      <ul>
        {partners.map((row) => {
          const name = nameIn(names, row.partner);
          const tone = row.verdict === 'warmer' ? 'coop' : row.verdict === 'cooler' ? 'conflict' : 'even';
          const [b, a] = [row.before.estimate, row.after.estimate];
          return (
            <li key={row.partner} class={`ba-row ${tone}`}>
              <a class="ba-name" href={dyadAddress(row.partner)}>{name}</a>
              <div class="ba-plot">
                <div class="ba-grid" aria-hidden="true">
                  {marks.map((value) => <i key={value} class={value === 0 ? 'zero' : ''} style={{ left: at(value) }} />)}
                </div>
                {b && a && <div class="ba-shift" style={{ left: at(Math.min(a.value, b.value)), width: `${Math.abs(x(a.value) - x(b.value))}%` }} />}
                {SIDES.map((side) => {
                  const { estimate, count } = row[side];
                  if (!estimate) return null;
                  const open = selected === `${row.partner}.${side}`;
                  return (
                    <div key={side} class={`ba-side ${side}`}>
                      <div class="ba-interval" style={{ left: at(estimate.low), width: `calc(${at(estimate.high)} - ${at(estimate.low)})` }} />
                      <button
                        type="button"
                        class="ba-dot"
                        style={{ left: at(estimate.value) }}
                        aria-pressed={open}
                        aria-label={words.sideLabel(name, words.sides[side], measures[measure], number(estimate.value, { digits, sign: true }), counted.deeds(count), number(estimate.low, { digits }), number(estimate.high, { digits }))}
                        onClick={() => onOpen(row.partner, side)}
                      >
                        <span class={`tip ${x(estimate.value) > 75 ? 'tip-end' : x(estimate.value) < 25 ? 'tip-start' : 'tip-middle'}`} aria-hidden="true">
                          <strong>{words.sideTitle(name, words.sides[side])}</strong>
                          <span>{words.valueFrom(number(estimate.value, { digits, sign: true }), counted.deeds(count))}</span>
                          <span>{words.interval(number(estimate.low, { digits }), number(estimate.high, { digits }))}</span>
                        </span>
                      </button>
                    </div>
                  );
                })}
              </div>
              <div class="ba-words">
                <Verdict row={row} digits={digits} />
                <span class="ba-n">
                  {SIDES.map((side, i) => (
                    <span key={side}>
                      {i > 0 && ' · '}
                      {row[side].count === 0 ? words.noneOn(words.sides[side]) : (
                        <button type="button" class="plain" onClick={() => onOpen(row.partner, side)} aria-label={words.openDeeds(words.countOn(whole(row[side].count), words.sides[side]), name)}>
                          {words.countOn(whole(row[side].count), words.sides[side])}
                        </button>
                      )}
                    </span>
                  ))}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
      <p class="key">
        <span class="key-ring" aria-hidden="true" /> {words.sides.before} <span class="key-disc" aria-hidden="true" /> {words.sides.after}
        <span class="key-bar" aria-hidden="true" /> {words.keyInterval} {words.keyTest} {words.keyMeasure[measure]} {words.keyDeeds(nameIn(names, actor))}
      </p>
    </div>
  );
}

function Verdict({ row, digits }: { row: PartnerComparison; digits: number }) {
  const words = inLanguage(CHARTS);
  if (row.difference === null) return <strong class="verdict even">{words.oneSide}</strong>;
  const size = number(row.difference, { digits, sign: true });
  if (row.verdict === 'no evidence of change') {
    return <span class="verdict even">{row.p === null ? words.tooFew : words.noEvidence} <small>{size}</small></span>;
  }
  return (
    <strong class={`verdict ${row.verdict === 'warmer' ? 'coop' : 'conflict'}`}>
      <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true"><path d={row.verdict === 'warmer' ? 'M5.5 1L10 9H1z' : 'M5.5 10L1 2h9z'} fill="currentColor" /></svg>{' '}
      {sentenceCase(wordFor(inLanguage(COMMON).changes, row.verdict))} <small>{size}</small>
    </strong>
  );
}
