/** One coding, beside the text: closed, what it says; open, how and why, and what a person may do about it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Names } from '../../server/api/schemas.js';
import { useCodebook } from '../lib/codebook.js';
import { verdictOf, type Item, type Stretch } from '../lib/items.js';
import { dated, nameIn, number, percent, QUADS, sentenceCase, toneOf } from '../lib/words.js';
import { Sides, TypeMark } from './EventList.js';

type Mention = { code: string; text: string; by: string; person?: string | undefined };

interface Props {
  item: Item;
  names: Names;
  open: boolean;
  onToggle(): void;
  onPoint(span: Stretch | null): void;
  /** Buttons for judging; none where nothing is kept. */
  children?: ComponentChildren;
}

export function CodingNote({ item, names, open, onToggle, onPoint, children }: Props) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) ref.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  const verdict = verdictOf(item);
  const { confidence, why } = item.judged.value;
  return (
    <article ref={ref} class={`note ${item.kind}${open ? ' open' : ''}${item.judged.rejected ? ' rejected' : ''}`}>
      <h3>
        <button type="button" class="note-head" aria-expanded={open} onClick={onToggle}>
          <Title item={item} names={names} />
          <small>
            {verdict && <span class="tag judged">{verdict}</span>}
            <span class="num">{percent(confidence)}</span>
          </small>
        </button>
      </h3>
      {open && (
        <div class="note-body">
          <Details item={item} names={names} />
          {why.length > 0 && (
            <>
              <h4>Why</h4>
              <ul class="why">
                {why.map((reason, i) => {
                  const span = reason.start !== undefined && reason.end !== undefined ? { start: reason.start, end: reason.end } : null;
                  const point = span && { onMouseEnter: () => onPoint(span), onMouseLeave: () => onPoint(null), onFocus: () => onPoint(span), onBlur: () => onPoint(null) };
                  const words = <><b>{reason.kind}</b> {reason.text}{reason.ref && <code>{reason.ref}</code>}</>;
                  return <li key={i}>{point ? <button type="button" class="plain" {...point}>{words}</button> : <span>{words}</span>}</li>;
                })}
              </ul>
            </>
          )}
          {children}
        </div>
      )}
    </article>
  );
}

function Title({ item, names }: { item: Item; names: Names }) {
  const codebook = useCodebook();
  if (item.kind === 'event') {
    const { eventType, mode, quad, status, absence } = item.judged.value;
    return (
      <span class={`note-title ${toneOf(quad)}`}>
        <span class="type"><TypeMark quad={quad} /> {codebook.typeName(eventType, mode)}{status !== 'done' && <em>, {status}</em>}{absence && <em>, absence</em>}</span>
        <span class="who"><Sides event={item.judged.value} names={names} /></span>
      </span>
    );
  }
  if (item.kind === 'statement') {
    const { kind, speaker, about } = item.judged.value;
    return <span class="note-title"><span class="type">{sentenceCase(kind)}</span><span class="who">{speaker ? mention(speaker, names) : 'Speaker unnamed'}{about.length > 0 && <> on {codes(about, names)}</>}</span></span>;
  }
  const { forecaster, likelihood } = item.judged.value;
  return <span class="note-title"><span class="type">Forecast: “{likelihood.words}”</span><span class="who">{forecaster ? mention(forecaster, names) : 'the author'}</span></span>;
}

function Details({ item, names }: { item: Item; names: Names }) {
  const codebook = useCodebook();
  if (item.kind === 'event') {
    const { value, coded } = item.judged;
    const was = (now: string, then: string) => now !== then && <s>{then}</s>;
    return (
      <>
        <p class="definition">{codebook.definition(value.eventType, value.mode)}</p>
        <dl>
          <dt>Kind</dt><dd>{QUADS[value.quad - 1]}, intensity {number(value.intensity, { sign: true })} {was(value.eventType, coded.eventType)}</dd>
          <dt>Actor</dt><dd>{value.actors.map((who) => mention(who, names)).join('; ') || 'unnamed'} {was(ids(value.actors), ids(coded.actors))}</dd>
          <dt>Recipient</dt><dd>{value.recipients.map((who) => mention(who, names)).join('; ') || 'unnamed'} {was(ids(value.recipients), ids(coded.recipients))}</dd>
          <dt>Date</dt><dd>{dated(value.date, value.datePrecision)} {was(value.date, coded.date)}</dd>
          <dt>Status</dt><dd>{value.status}{value.attributedTo && <>, on the word of {mention(value.attributedTo, names)}</>} {was(value.status, coded.status)}</dd>
          {value.place && <><dt>Place</dt><dd>{value.place.text}</dd></>}
          {value.contexts.length > 0 && <><dt>Contexts</dt><dd>{value.contexts.map((code) => codebook.view?.contexts.find((context) => context.code === code)?.name.en ?? code).join(', ')}</dd></>}
        </dl>
      </>
    );
  }
  if (item.kind === 'statement') {
    const { direct, words, date, datePrecision } = item.judged.value;
    return (
      <>
        <blockquote>{words}</blockquote>
        <dl><dt>Speech</dt><dd>{direct ? 'verbatim' : 'reported'}</dd><dt>Date</dt><dd>{dated(date, datePrecision)}</dd></dl>
      </>
    );
  }
  const { words, likelihood, horizon, date, datePrecision } = item.judged.value;
  return (
    <>
      <blockquote>{words}</blockquote>
      <dl>
        <dt>Likelihood</dt>
        <dd>{likelihood.low !== null && likelihood.high !== null ? `${percent(likelihood.low)} to ${percent(likelihood.high)}, by ${likelihood.scale}` : 'a hedge that stands for no number'}</dd>
        {horizon && <><dt>By</dt><dd>{dated(horizon.date, horizon.precision)} (“{horizon.text}”)</dd></>}
        <dt>Made</dt><dd>{dated(date, datePrecision)}</dd>
      </dl>
    </>
  );
}

const ids = (mentions: Mention[]) => mentions.map(({ code }) => code).join(', ');
const codes = (mentions: Mention[], names: Names) => mentions.map(({ code }) => nameIn(names, code)).join(', ') || 'unnamed';

/** "Argentina (“the Casa Rosada”, metonym)". */
function mention({ code, text, by }: Mention, names: Names): string {
  const name = nameIn(names, code);
  return text === name || text === '' ? name : `${name} (“${text}”, by ${by})`;
}
