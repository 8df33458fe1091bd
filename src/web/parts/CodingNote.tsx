/** One coding, beside the text: closed, what it says; open, how and why, and what a person may do about it. */
import { Fragment, type ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Names } from '../../server/api/schemas.js';
import { useCodebook } from '../lib/codebook.js';
import { verdictOf, type Item, type Stretch } from '../lib/items.js';
import { foundInSpanish, reasonInSpanish } from '../lib/reasons.js';
import { dated, nameIn, number, percent, sentenceCase, toneOf, withDates } from '../lib/words.js';
import { CODING } from '../text/coding.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage, language as spoken } from '../text/index.js';
import { Sides, TypeMark } from './EventList.js';

type Mention = { code: string; text: string; by: string; person?: string | undefined };

interface Props {
  item: Item;
  names: Names;
  /** The document's, in which its words are quoted. */
  language: string;
  open: boolean;
  onToggle(): void;
  onPoint(span: Stretch | null): void;
  /** Buttons for judging; none where nothing is kept. */
  children?: ComponentChildren;
}

export function CodingNote({ item, names, language, open, onToggle, onPoint, children }: Props) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) ref.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  const verdict = verdictOf(item);
  const words = inLanguage(CODING);
  const codebook = useCodebook();
  const { confidence, why } = item.judged.value;
  return (
    <article ref={ref} class={`note ${item.kind}${open ? ' open' : ''}${item.judged.rejected ? ' rejected' : ''}`}>
      <h3>
        <button type="button" class="note-head" aria-expanded={open} onClick={onToggle}>
          <Title item={item} names={names} />
          <small>
            {verdict && <span class="tag judged">{wordFor(inLanguage(COMMON).verdicts, verdict)}</span>}
            <span class="num">{percent(confidence)}</span>
          </small>
        </button>
      </h3>
      {open && (
        <div class="note-body">
          <Details item={item} names={names} language={language} />
          {why.length > 0 && (
            <>
              <h4>{words.why}</h4>
              <ul class="why">
                {why.map((reason, i) => {
                  const span = reason.start !== undefined && reason.end !== undefined ? { start: reason.start, end: reason.end } : null;
                  const point = span && { onMouseEnter: () => onPoint(span), onMouseLeave: () => onPoint(null), onFocus: () => onPoint(span), onBlur: () => onPoint(null) };
                  // The coder gives its reasons in English.
                  const told = spoken() === 'es' ? reasonInSpanish(reason, codebook) : reason.text;
                  const said = <><b>{wordFor(words.reasons, reason.kind)}</b> <span lang={told === null ? 'en' : undefined}>{told === null ? reason.text : withDates(told)}</span>{reason.ref && !/\s/.test(reason.ref) && <code>{reason.ref}</code>}</>;
                  return <li key={i}>{point ? <button type="button" class="plain" {...point}>{said}</button> : <span>{said}</span>}</li>;
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
  const [coding, words] = [inLanguage(CODING), inLanguage(COMMON)];
  if (item.kind === 'event') {
    const { eventType, mode, quad, status, absence } = item.judged.value;
    return (
      <span class={`note-title ${toneOf(quad)}`}>
        <span class="type"><TypeMark quad={quad} /> {codebook.typeName(eventType, mode)}{status !== 'done' && <em>, {wordFor(words.statuses, status)}</em>}{absence && <em>, {words.absence}</em>}</span>
        <span class="who"><Sides event={item.judged.value} names={names} /></span>
      </span>
    );
  }
  if (item.kind === 'statement') {
    const { kind, speaker, about } = item.judged.value;
    return <span class="note-title"><span class="type">{sentenceCase(wordFor(words.kinds, kind))}</span><span class="who">{speaker ? <Who mention={speaker} names={names} brief /> : coding.speakerUnnamed}{about.length > 0 && <> {coding.on} {codes(about, names)}</>}</span></span>;
  }
  const { forecaster, likelihood } = item.judged.value;
  return <span class="note-title"><span class="type">{coding.forecast(likelihood.words)}</span><span class="who">{forecaster ? <Who mention={forecaster} names={names} brief /> : coding.author}</span></span>;
}

function Details({ item, names, language }: Pick<Props, 'item' | 'names' | 'language'>) {
  const codebook = useCodebook();
  const [coding, common] = [inLanguage(CODING), inLanguage(COMMON)];
  if (item.kind === 'event') {
    const { value, coded } = item.judged;
    const was = (now: string, then: string) => now !== then && <s>{then}</s>;
    return (
      <>
        <p class="definition">{codebook.definition(value.eventType, value.mode)}</p>
        <dl>
          <dt>{coding.kind}</dt><dd>{common.quads[value.quad - 1]}, {coding.intensity(number(value.intensity, { sign: true }))} {was(codebook.typeName(value.eventType), codebook.typeName(coded.eventType))}</dd>
          <dt>{coding.actor}</dt><dd><All mentions={value.actors} names={names} /> {was(codes(value.actors, names), codes(coded.actors, names))}</dd>
          <dt>{coding.recipient}</dt><dd><All mentions={value.recipients} names={names} /> {was(codes(value.recipients, names), codes(coded.recipients, names))}</dd>
          <dt>{coding.date}</dt><dd>{dated(value.date, value.datePrecision)} {was(dated(value.date, value.datePrecision), dated(coded.date, coded.datePrecision))}</dd>
          <dt>{coding.status}</dt><dd>{wordFor(common.statuses, value.status)}{value.attributedTo && <>, {coding.onWordOf} <Who mention={value.attributedTo} names={names} /></>} {was(wordFor(common.statuses, value.status), wordFor(common.statuses, coded.status))}</dd>
          {value.place && <><dt>{coding.place}</dt><dd>{value.place.text}</dd></>}
          {value.contexts.length > 0 && <><dt>{coding.contexts}</dt><dd>{value.contexts.map(codebook.contextName).join(', ')}</dd></>}
        </dl>
      </>
    );
  }
  if (item.kind === 'statement') {
    const { direct, words, date, datePrecision } = item.judged.value;
    return (
      <>
        <blockquote lang={language || undefined}>{words}</blockquote>
        <dl><dt>{coding.speech}</dt><dd>{direct ? coding.verbatim : coding.reported}</dd><dt>{coding.date}</dt><dd>{dated(date, datePrecision)}</dd></dl>
      </>
    );
  }
  const { words, likelihood, horizon, date, datePrecision } = item.judged.value;
  return (
    <>
      <blockquote lang={language || undefined}>{words}</blockquote>
      <dl>
        <dt>{coding.likelihood}</dt>
        <dd>{likelihood.low !== null && likelihood.high !== null ? coding.byScale(coding.band(percent(likelihood.low), percent(likelihood.high)), likelihood.scale ?? '') : coding.hedge}</dd>
        {horizon && <><dt>{coding.by}</dt><dd>{dated(horizon.date, horizon.precision)} ({coding.quoted(horizon.text)})</dd></>}
        <dt>{coding.made}</dt><dd>{dated(date, datePrecision)}</dd>
      </dl>
    </>
  );
}

const codes = (mentions: Mention[], names: Names) => mentions.map(({ code }) => nameIn(names, code)).join(', ') || inLanguage(COMMON).unnamed;

function All({ mentions, names }: { mentions: Mention[]; names: Names }) {
  if (mentions.length === 0) return <>{inLanguage(COMMON).unnamed}</>;
  return <>{mentions.map((mention, i) => <Fragment key={i}>{i > 0 && '; '}<Who mention={mention} names={names} /></Fragment>)}</>;
}

/** "Argentina (“the Casa Rosada”, by metonym)"; in brief without how it was found. */
function Who({ mention: { code, text, by }, names, brief = false }: { mention: Mention; names: Names; brief?: boolean }) {
  const words = inLanguage(CODING);
  const name = nameIn(names, code);
  if (text === name || text === '') return <>{name}</>;
  // An office on a date, say, comes in the dictionary's English.
  const inSpanish = spoken() === 'es' ? foundInSpanish(by) : null;
  const how = words.found[by] ?? (inSpanish && withDates(inSpanish)) ?? <>{words.foundOther} <span lang="en">{spoken() === 'en' ? withDates(by) : by}</span></>;
  // Somebody whom no dictionary holds has no name but these words.
  if (code === '') return <>{words.quoted(text)}{!brief && <> ({how})</>}</>;
  return <>{name} ({words.quoted(text)}{!brief && <>, {how}</>})</>;
}
