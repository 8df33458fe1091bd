/** Each partner before and after a date: a ring for before, a disc for after, bars for what chance leaves open. */
import type { MeasureName, Names, PartnerComparison } from '../../server/api/schemas.js';
import { nameIn, number, plural } from '../lib/words.js';
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
  const scaleName = measure === 'net' ? 'net cooperation' : 'mean intensity';

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
          <div class="ba-ends"><span>more conflict</span><span>more cooperation</span></div>
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
                        aria-label={`${name} ${side}: ${scaleName} ${number(estimate.value, { digits, sign: true })}, ${plural(count, 'deed')}, likely between ${number(estimate.low, { digits })} and ${number(estimate.high, { digits })}. Open the events.`}
                        onClick={() => onOpen(row.partner, side)}
                      >
                        <span class={`tip ${x(estimate.value) > 75 ? 'tip-end' : x(estimate.value) < 25 ? 'tip-start' : 'tip-middle'}`} aria-hidden="true">
                          <strong>{`${name}, ${side}`}</strong>
                          <span>{`${number(estimate.value, { digits, sign: true })} from ${plural(count, 'deed')}`}</span>
                          <span>{`95 % interval ${number(estimate.low, { digits })} to ${number(estimate.high, { digits })}`}</span>
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
                      {row[side].count === 0 ? `none ${side}` : (
                        <button type="button" class="plain" onClick={() => onOpen(row.partner, side)} aria-label={`${row[side].count} ${side}: open the deeds with ${name}`}>
                          {row[side].count} {side}
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
        <span class="key-ring" aria-hidden="true" /> before <span class="key-disc" aria-hidden="true" /> after
        <span class="key-bar" aria-hidden="true" /> 95 % interval. A change is reported when, of all reported, fewer than one in ten would be
        the work of chance (permutation test over days; Benjamini–Hochberg correction for the number of partners). {scaleName === 'mean intensity' ? 'Intensity runs from −10, assault, to +10, the closest cooperation.' : 'Net cooperation is cooperation less conflict, as a share of all deeds.'} Deeds of {nameIn(names, actor)} and the partner, either way unless chosen otherwise.
      </p>
    </div>
  );
}

function Verdict({ row, digits }: { row: PartnerComparison; digits: number }) {
  if (row.difference === null) return <strong class="verdict even">Only one side of the date</strong>;
  const size = number(row.difference, { digits, sign: true });
  if (row.verdict === 'no evidence of change') {
    return <span class="verdict even">{row.p === null ? 'Too few deeds to say' : 'No evidence of change'} <small>{size}</small></span>;
  }
  return (
    <strong class={`verdict ${row.verdict === 'warmer' ? 'coop' : 'conflict'}`}>
      <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true"><path d={row.verdict === 'warmer' ? 'M5.5 1L10 9H1z' : 'M5.5 10L1 2h9z'} fill="currentColor" /></svg>
      {row.verdict === 'warmer' ? 'Warmer' : 'Cooler'} <small>{size}</small>
    </strong>
  );
}
