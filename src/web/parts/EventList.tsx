/** Events, each with its sentence and the way to the document. */
import type { EventEntry, Names } from '../../server/api/schemas.js';
import { useCodebook } from '../lib/codebook.js';
import { dated, list, nameIn, number, percent, toneOf } from '../lib/words.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { Found } from './Found.js';

export function EventList({ rows, names }: { rows: EventEntry[]; names: Names }) {
  return (
    <ol class="events">
      {rows.map((row) => (
        <li key={row.event.id}>
          <EventCard row={row} names={names} />
        </li>
      ))}
    </ol>
  );
}

function EventCard({ row, names }: { row: EventEntry; names: Names }) {
  const { event } = row;
  const codebook = useCodebook();
  const words = inLanguage(COMMON);
  return (
    <article class={`entry ${toneOf(event.quad)}`}>
      <header>
        <time dateTime={event.date}>{dated(event.date, event.datePrecision)}</time>
        <span class="who"><Sides event={event} names={names} /></span>
        <span class="type"><TypeMark quad={event.quad} /> {codebook.typeName(event.eventType, event.mode)} <small class="num">{number(event.intensity, { sign: true })}</small></span>
      </header>
      <blockquote lang={row.language || undefined}><Sentence row={row} /></blockquote>
      <footer>
        {event.status !== 'done' && <span class="tag">{wordFor(words.statuses, event.status)}</span>}
        {event.absence && <span class="tag">{words.absence}</span>}
        {row.judged !== 'none' && <span class="tag judged">{wordFor(words.verdicts, row.judged)}</span>}
        <span>{words.confidence(percent(event.confidence))}</span>
        <a href={`/document/${event.documentId}?item=${event.id}`} lang={(!row.publication && row.documentTitle && row.language) || undefined}>{row.publication || row.documentTitle || words.readDocument}</a>
      </footer>
    </article>
  );
}

/** The sentence, with the words marked that made it this event, and those that were looked for. */
function Sentence({ row: { event, sentenceText, marks } }: { row: EventEntry }) {
  return <Found text={sentenceText} found={marks} trigger={event.trigger.map(({ start, end }) => ({ start: start - event.start, end: end - event.start }))} />;
}

/** Who to whom; where both sides do it and the coding names them on both, who with whom. */
export function Sides({ event, names }: { event: Pick<EventEntry['event'], 'actors' | 'recipients'>; names: Names }) {
  const { unnamed } = inLanguage(COMMON);
  const of = (mentions: EventEntry['event']['actors']) => [...new Set(mentions.map(({ code }) => nameIn(names, code)))];
  const [actors, recipients] = [of(event.actors), of(event.recipients)];
  const together = actors.length > 1 && actors.length === recipients.length && actors.every((name) => recipients.includes(name));
  if (together) return <>{list(actors)}</>;
  return <>{actors.join(', ') || unnamed} <Arrow /> {recipients.join(', ') || unnamed}</>;
}

export function Arrow() {
  return (
    <svg class="arrow" width="18" height="9" viewBox="0 0 18 9" role="img" aria-label={inLanguage(COMMON).to}>
      <path d="M0 4.5h15M11.5 1l4 3.5-4 3.5" fill="none" stroke="currentColor" stroke-width="1.4" />
    </svg>
  );
}

/** Up for cooperation, down for conflict; filled for deeds of substance, hollow for words. */
export function TypeMark({ quad }: { quad: number }) {
  const filled = quad === 2 || quad === 4;
  return (
    <svg class={`type-mark ${toneOf(quad)}`} width="11" height="11" viewBox="0 0 11 11" aria-hidden="true">
      <path d={quad <= 2 ? 'M5.5 1.2L10 9.2H1z' : 'M5.5 9.8L1 1.8h9z'} fill={filled ? 'currentColor' : 'none'} stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" />
    </svg>
  );
}
