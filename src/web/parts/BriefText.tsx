/** A brief as it can be edited: each sentence and section with what can be done to it, all by keyboard too. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BriefView } from '../../server/api/brief.js';
import { CHART_AFTER, changeDrawing, seriesDrawing, seriesOfSection } from '../../brief/chart.js';
import { BriefChart } from '../charts/BriefChart.js';
import { moved, sectionsOf, type Sections } from '../lib/draft.js';
import { number } from '../lib/words.js';
import { inLanguage } from '../text/index.js';
import { BRIEF } from '../text/brief.js';

type Section = BriefView['sections'][number];

interface Props {
  brief: BriefView;
  busy: boolean;
  onChange(sections: Sections): void;
}

const shown = (value: number) => number(value, { digits: 0 });

export function BriefText({ brief, busy, onChange }: Props) {
  const words = inLanguage(BRIEF);
  const sections = sectionsOf(brief);
  const change = (at: number, sentences: Sections[number]['sentences']) => onChange(sections.map((section, i) => (i === at ? { ...section, sentences } : section)));
  return (
    <article class="brief-text" lang={brief.language} aria-busy={busy}>
      <h2 class="brief-title">{brief.title}</h2>
      <p>{brief.period}</p>
      {brief.sections.map((section, at) => (
        <section key={section.key} class={`brief-section level-${section.level}`}>
          <header>
            <Heading level={section.level}>{section.heading}</Heading>
            <Tools
              name={words.section(section.heading)} first={at === 0} last={at === sections.length - 1}
              onMove={(by) => onChange(moved(sections, at, by))} onRemove={() => onChange(sections.filter((_, i) => i !== at))}
            />
          </header>
          {section.sentences.length === 0 && section.level === 2 && <p class="quiet">{words.empty}</p>}
          <ul>
            {section.sentences.map((sentence, i) => (
              <SentenceItem
                key={sentence.key ?? `own ${i} ${sentence.text}`} sentence={sentence} first={i === 0} last={i === section.sentences.length - 1}
                onWrite={(text) => change(at, sections[at]!.sentences.map((one, j) => (j !== i ? one : sentence.key === null ? { own: text } : text === (sentence.record ?? sentence.text) ? { key: sentence.key } : { key: sentence.key, wording: text })))}
                onMove={(by) => change(at, moved(sections[at]!.sentences, i, by))}
                onRemove={() => change(at, sections[at]!.sentences.filter((_, j) => j !== i))}
              />
            ))}
          </ul>
          <AddOwn heading={section.heading} onAdd={(own) => change(at, [...sections[at]!.sentences, { own }])} />
          {section.key === CHART_AFTER && brief.chart.length > 0 && <BriefChart kind="brief-chart" draw={(width) => changeDrawing(brief.chart, width, shown)} title={brief.chartTitle} />}
          <Series brief={brief} section={section.key} />
        </section>
      ))}
    </article>
  );
}

function Series({ brief, section }: { brief: BriefView; section: string }) {
  const own = seriesOfSection(brief.series, section);
  return own ? <BriefChart kind="brief-series" draw={(width) => seriesDrawing(own, brief, width, shown)} title={own.title} /> : null;
}

function Heading({ level, children }: { level: number; children: string }) {
  return level === 2 ? <h3>{children}</h3> : level === 3 ? <h4>{children}</h4> : <h5>{children}</h5>;
}

interface ItemProps {
  sentence: Section['sentences'][number];
  first: boolean;
  last: boolean;
  onWrite(text: string): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function SentenceItem({ sentence: { key, text, record, sources, problem }, first, last, onWrite, onMove, onRemove }: ItemProps) {
  const words = inLanguage(BRIEF);
  const [open, setOpen] = useState(false);
  const own = key === null;
  if (open) return <li><Editor label={words.sentence} text={text} onKeep={(written) => { setOpen(false); if (written !== text) onWrite(written); }} onCancel={() => setOpen(false)} /></li>;
  return (
    <li class={problem ? 'refused' : undefined}>
      <span>{text}</span>
      {sources.map((n) => <sup key={n}><a href={`#source-${n}`} aria-label={words.source(n)}>{n}</a></sup>)}
      {(own || record !== null) && <small class="by"> ({own ? words.own : words.worded})</small>}
      <Tools name={short(text)} first={first} last={last} onEdit={() => setOpen(true)} onMove={onMove} onRemove={onRemove} />
      {problem && <p class="problem" role="alert">{problem}</p>}
      {record !== null && <p class="brief-record">{words.record(record)} <button type="button" class="plain" onClick={() => onWrite(record)}>{words.asRecord}</button></p>}
    </li>
  );
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function Tools({ name, first, last, onEdit, onMove, onRemove }: { name: string; first: boolean; last: boolean; onEdit?: () => void; onMove(by: -1 | 1): void; onRemove(): void }) {
  const words = inLanguage(BRIEF);
  return (
    <span class="brief-tools">
      {onEdit && <button type="button" class="plain" aria-label={words.editNamed(name)} onClick={onEdit}>{words.edit}</button>}
      <button type="button" class="plain" aria-label={words.upNamed(name)} title={words.up} disabled={first} onClick={() => onMove(-1)}><Sign path="M6 10.5v-9M2.5 5L6 1.5 9.5 5" /></button>
      <button type="button" class="plain" aria-label={words.downNamed(name)} title={words.down} disabled={last} onClick={() => onMove(1)}><Sign path="M6 1.5v9M2.5 7L6 10.5 9.5 7" /></button>
      <button type="button" class="plain" aria-label={words.removeNamed(name)} title={words.remove} onClick={onRemove}><Sign path="M2 2l8 8M10 2l-8 8" /></button>
    </span>
  );
}

/** Drawn, since not every font has arrows. */
function Sign({ path }: { path: string }) {
  return <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d={path} fill="none" stroke="currentColor" stroke-width="1.5" /></svg>;
}

function Editor({ label, text, onKeep, onCancel }: { label: string; text: string; onKeep(text: string): void; onCancel(): void }) {
  const words = inLanguage(BRIEF);
  const [draft, setDraft] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keep = () => onKeep(draft.replace(/\s+/g, ' ').trim());
  return (
    <form class="brief-editor" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <textarea
        ref={field} rows={3} maxLength={2000} aria-label={label} value={draft} onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            keep();
          }
        }}
      />
      <button type="submit">{words.keep}</button> <button type="button" class="plain" onClick={onCancel}>{words.cancel}</button>
    </form>
  );
}

function AddOwn({ heading, onAdd }: { heading: string; onAdd(text: string): void }) {
  const words = inLanguage(BRIEF);
  const [open, setOpen] = useState(false);
  if (!open) return <button type="button" class="plain brief-add" aria-label={words.addTo(heading)} onClick={() => setOpen(true)}>{words.add}</button>;
  return <Editor label={words.ownSentence} text="" onKeep={(text) => { setOpen(false); if (text !== '') onAdd(text); }} onCancel={() => setOpen(false)} />;
}
