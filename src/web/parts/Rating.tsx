/** What became of one thing said: its status, set by a person on deeds that they name, and the deeds that bear on it. */
import { useState } from 'preact/hooks';
import type { Bearing, LedgerRow, Reason, SaidStatus } from '../../server/api/ledger.js';
import type { EventEntry, Names } from '../../server/api/schemas.js';
import { useCodebook } from '../lib/codebook.js';
import { dated, day, nameIn } from '../lib/words.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { LEDGER } from '../text/ledger.js';
import { Sides, TypeMark } from './EventList.js';

const STATEMENT = ['not yet rated', 'in the works', 'stalled', 'compromise', 'kept', 'broken'] as const satisfies readonly SaidStatus[];
const FORECAST = ['pending', 'happened', 'did not happen', 'ambiguous', 'annulled'] as const satisfies readonly SaidStatus[];
const DIRECTIONS = ['bears it out', 'goes against it', 'bears on it'] as const satisfies readonly Bearing['direction'][];

interface Props {
  row: LedgerRow;
  names: Names;
  /** Sets the status on some events, or takes the last one back. */
  onResolve(status: SaidStatus, evidence: string[]): void;
  onUndo(): void;
}

export function Rating({ row: { said, status, resolution, due, evidence, bearings }, names, onResolve, onUndo }: Props) {
  const words = inLanguage(LEDGER);
  const [ticked, setTicked] = useState<readonly string[]>(resolution?.evidence ?? []);
  const options = said.kind === 'forecast' ? FORECAST : STATEMENT;
  const tick = (id: string, on: boolean) => {
    const next = on ? [...ticked, id] : ticked.filter((other) => other !== id);
    setTicked(next);
    if (resolution) onResolve(status, next);
  };
  const near = new Set(bearings.map(({ deed }) => deed.event.id));
  const elsewhere = evidence.filter(({ event }) => !near.has(event.id));
  const line = (entry: EventEntry, bearing?: Bearing) => (
    <li key={entry.event.id} class="bearing">
      <label class="tick-box" title={words.asEvidence}>
        <input type="checkbox" checked={ticked.includes(entry.event.id)} aria-label={words.asEvidenceOf(entry.sentenceText.slice(0, 80))} onChange={(event) => tick(entry.event.id, event.currentTarget.checked)} />
      </label>
      <div>
        <p><Deed entry={entry} names={names} /></p>
        {bearing && <p class="quiet">{bearing.reasons.map((reason) => <Why key={reason.kind} reason={reason} names={names} />)}</p>}
      </div>
    </li>
  );
  return (
    <div class="rating">
      <div class="buttons outcomes" role="group" aria-label={words.statusOf(said.words.slice(0, 60))}>
        {options.map((option) => (
          <button key={option} type="button" aria-pressed={status === option} onClick={() => onResolve(option, [...ticked])}>{words.statuses[option]}</button>
        ))}
        {resolution && <button type="button" class="plain" onClick={onUndo}>{words.undo}</button>}
        {due && <span class="tag">{words.isDue}</span>}
      </div>
      {resolution && <p class="quiet">{words.ratedBy(resolution.judge || words.local, day(resolution.at.slice(0, 10)))}{resolution.note && `: ${resolution.note}`}</p>}
      {elsewhere.length > 0 && <><h3>{words.attached}</h3><ul>{elsewhere.map((entry) => line(entry))}</ul></>}
      {bearings.length === 0 ? <p class="quiet">{words.noDeeds}</p> : (
        <details open={ticked.length > 0}>
          <summary>{words.deedsAfter(bearings.length)}: {DIRECTIONS.map((direction) => [direction, bearings.filter((one) => one.direction === direction).length] as const).filter(([, n]) => n > 0).map(([direction, n]) => words.counted[direction](n)).join(', ')}</summary>
          <p class="quiet">{words.chooseFirst}</p>
          {DIRECTIONS.map((direction) => {
            const own = bearings.filter((one) => one.direction === direction);
            return own.length > 0 && <section key={direction}><h3>{words.directions[direction]}</h3><ul>{own.map((bearing) => line(bearing.deed, bearing))}</ul></section>;
          })}
        </details>
      )}
    </div>
  );
}

function Deed({ entry: { event, sentenceText, publication, documentTitle }, names }: { entry: EventEntry; names: Names }) {
  const { typeName } = useCodebook();
  return (
    <>
      <time dateTime={event.date}>{dated(event.date, event.datePrecision)}</time> · <span class={`type ${event.quad <= 2 ? 'coop' : 'conflict'}`}><TypeMark quad={event.quad} /> {typeName(event.eventType, event.mode)}</span> · <Sides event={event} names={names} />
      <q>{sentenceText}</q> <a href={`/document/${event.documentId}?item=${event.id}`}>{publication || documentTitle || inLanguage(COMMON).readDocument}</a>
    </>
  );
}

function Why({ reason, names }: { reason: Reason; names: Names }) {
  const words = inLanguage(LEDGER);
  const { typeName, modeName, contextName } = useCodebook();
  const text = () => {
    switch (reason.kind) {
      case 'later': return words.later(reason.days, nameIn(names, reason.partner));
      case 'announced': return words.announced(typeName(reason.eventType));
      case 'mode': return words.mode(modeName(reason.eventType, reason.mode).toLowerCase());
      case 'material': return words.material;
      case 'own': return words.own(nameIn(names, reason.by));
      case 'context': return words.context(reason.contexts.map(contextName).join(', '));
      case 'words': return words.sharedWords(reason.words.join(', '));
    }
  };
  return <span class="reason">{text()}</span>;
}
