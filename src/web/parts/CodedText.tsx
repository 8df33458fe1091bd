/** A coded text with its notes in the margin: the body of the reader and of the paste page. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CodedDocument } from '../../server/api/schemas.js';
import type { Item, Stretch } from '../lib/items.js';
import { CODING } from '../text/coding.js';
import { inLanguage, language } from '../text/index.js';
import { CodingNote } from './CodingNote.js';
import { MarkedText } from './MarkedText.js';

interface Props {
  coded: CodedDocument;
  items: Item[];
  chosen: Item | null;
  onChoose(id: string | undefined): void;
  /** What a person may do about the chosen item. */
  actions?: (item: Item) => ComponentChildren;
}

/** Paragraphs of a text, blank ones left out, by their offsets. */
function paragraphs(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') found.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return found;
}

export function CodedText({ coded, items, chosen, onChoose, actions }: Props) {
  const words = inLanguage(CODING);
  const [pointed, setPointed] = useState<Stretch | null>(null);
  const rows = paragraphs(coded.document.text);
  const textRef = useRef<HTMLDivElement>(null);
  // The chosen item's words come into view, as its note does.
  useEffect(() => {
    textRef.current?.querySelector('.c-trigger, .c-words')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  return (
    <div class="coded" lang={coded.document.language || undefined}>
      <div ref={textRef}>
        {rows.map((range) => (
          <p class="coded-text" key={range.start}><MarkedText coded={coded} items={items} chosen={chosen} pointed={pointed} range={range} onChoose={onChoose} /></p>
        ))}
      </div>
      <div class="notes" lang={language()} role="region" aria-label={words.codings} tabIndex={0}>
        {items.map((item) => (
          <CodingNote
            key={item.id}
            item={item}
            names={coded.names}
            language={coded.document.language}
            open={item.id === chosen?.id}
            onToggle={() => onChoose(item.id === chosen?.id ? undefined : item.id)}
            onPoint={setPointed}
          >
            {actions?.(item)}
          </CodingNote>
        ))}
        {items.length === 0 && <p class="quiet">{words.noCoding}</p>}
      </div>
    </div>
  );
}

export function MarksKey() {
  const { marks } = inLanguage(CODING);
  return (
    <p class="key marks-key">
      <span><span class="m-trigger m-coop">{marks.cooperation}</span></span>
      <span><span class="m-trigger m-conflict">{marks.conflict}</span></span>
      <span><span class="m-actor">{marks.actor}</span></span>
      <span><span class="m-statement">{marks.statement}</span></span>
      <span><span class="m-forecast">{marks.forecast}</span></span>
    </p>
  );
}
