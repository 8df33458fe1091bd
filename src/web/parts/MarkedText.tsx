/**
 * A text with its codings marked in place. Marks are layers of underlining, so that several can lie on the same words; the
 * words of the chosen item, and of the reason pointed at, are shaded. The text is always text: nothing in it is read as HTML.
 */
import type { CodedDocument } from '../../server/api/schemas.js';
import { toneOf } from '../lib/words.js';
import { partsOf, type Item, type Stretch } from '../lib/items.js';

interface Props {
  coded: CodedDocument;
  items: Item[];
  chosen: Item | null;
  pointed: Stretch | null;
  range: Stretch;
  onChoose(id: string): void;
}

interface Layer extends Stretch {
  name: string;
  item?: Item;
}

/** Layers of all items, and of the chosen one. */
function layersOf({ items, chosen, pointed }: Pick<Props, 'items' | 'chosen' | 'pointed'>): Layer[] {
  const layers: Layer[] = [];
  for (const item of items) {
    if (item.judged.rejected) continue;
    for (const { part, start, end } of partsOf(item)) {
      if (item.kind === 'event' && part === 'trigger') layers.push({ start, end, name: `m-trigger m-${toneOf(item.judged.value.quad)}`, item });
      else if (item.kind === 'event' && (part === 'actor' || part === 'recipient')) layers.push({ start, end, name: 'm-actor' });
      else if (item.kind === 'statement' && part === 'words') layers.push({ start, end, name: 'm-statement', item });
      else if (item.kind === 'forecast' && part === 'words') layers.push({ start, end, name: 'm-forecast', item });
      else if (part === 'speaker') layers.push({ start, end, name: 'm-actor' });
    }
  }
  if (chosen) for (const { part, start, end } of partsOf(chosen)) layers.push({ start, end, name: `c-${part}` });
  if (pointed) layers.push({ ...pointed, name: 'pointed' });
  return layers;
}

export function MarkedText(props: Props) {
  const { coded, range, chosen, onChoose } = props;
  const { text } = coded.document;
  const layers = layersOf(props).filter(({ start, end }) => start < range.end && end > range.start);
  const cuts = new Set([range.start, range.end]);
  for (const { start, end } of layers) for (const at of [start, end]) if (at > range.start && at < range.end) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);

  return (
    <>
      {places.slice(0, -1).map((start, i) => {
        const end = places[i + 1]!;
        const words = text.slice(start, end);
        const over = layers.filter((layer) => layer.start <= start && layer.end >= end);
        if (over.length === 0) return words;
        const classes = [...new Set(over.flatMap(({ name }) => name.split(' ')))].join(' ');
        const owners = over.flatMap(({ item }) => item ?? []);
        const triggers = owners.filter((item) => item.kind === 'event');
        const pick = triggers.length > 0 ? triggers : owners;
        // Codings that share their words take turns.
        const next = pick[(pick.findIndex((item) => item.id === chosen?.id) + 1) % Math.max(1, pick.length)];
        return (
          <span key={start} class={classes} onClick={next && (() => onChoose(next.id))}>
            {words}
          </span>
        );
      })}
    </>
  );
}
