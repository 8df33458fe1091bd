/** Events as POLECAT's tab-separated rows (Halterman et al. 2023), so that what reads that data reads this. */
import type { ActorDictionary } from '../../actors/index.js';
import type { ActorMention, EventRow } from '../../record/index.js';

const SIDE = (side: string): string[] => [
  `${side} Name`, `${side} Name Raw`, `Wikipedia ${side} ID`, `${side} Resolver Reason`, `${side} Country`, `${side} COW`, `Primary ${side} Sector`, `${side} Sectors`, `${side} Title`,
];

export const POLECAT_COLUMNS = [
  'Event ID', 'Event Date', 'Event Type', 'Event Mode', 'Intensity', 'Quad Code', 'Contexts', ...SIDE('Actor'), ...SIDE('Recipient'), 'Placename', 'City',
  'District', 'Province', 'Country', 'Latitude', 'Longitude', 'GeoNames ID', 'Raw Placename', 'Feature Type', 'Source', 'Publication Date', 'Headline', 'Version', 'Language',
];

const QUAD_NAMES = ['', 'VERBAL COOPERATION', 'MATERIAL COOPERATION', 'VERBAL CONFLICT', 'MATERIAL CONFLICT'];

/** One line for each pair of actor and recipient, without the header. */
export function polecatLines({ event, documentTitle, publication }: EventRow, language: string, published: string, actors: ActorDictionary): string[] {
  const side = (mention: ActorMention | undefined): string[] => {
    if (!mention) return ['', '', '', '', '', '', '', '', ''];
    const state = actors.states.has(mention.code) ? mention.code : (mention.state ?? '');
    return [mention.person ? actors.nameOf(mention.person) : actors.nameOf(mention.code), mention.text, '', mention.by, state, '', mention.sectors[0] ?? '', mention.sectors.join(';'), ''];
  };
  const plain = (cell: string): string => cell.replace(/[\t\r\n]+/g, ' ');
  const lines: string[] = [];
  for (const actor of event.actors.length > 0 ? event.actors : [undefined]) {
    for (const recipient of event.recipients.length > 0 ? event.recipients : [undefined]) {
      if (actor && actor === recipient) continue;
      const cells = [
        event.id, event.date, event.eventType, event.mode ?? '', String(event.intensity), QUAD_NAMES[event.quad] as string, event.contexts.join(';'),
        ...side(actor), ...side(recipient), event.place?.text ?? '', '', '', '', event.place?.state ?? '', '', '', '', event.place?.text ?? '', '',
        publication, published, documentTitle, event.coderVersion, language,
      ];
      lines.push(`${cells.map(plain).join('\t')}\n`);
    }
  }
  return lines;
}
