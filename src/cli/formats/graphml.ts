/** The network of who acted on whom, as GraphML: one edge for each pair and type with its number of deeds and mean intensity. */
import { isDeed } from '../../record/deeds.js';
import type { EventRow } from '../../record/index.js';

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] as string);

/** GraphML of the deeds among the rows. */
export async function* graphml(rows: AsyncIterable<EventRow>): AsyncIterable<string> {
  const nodes = new Set<string>();
  const edges = new Map<string, { actor: string; recipient: string; type: string; count: number; sum: number }>();
  for await (const { event, judged } of rows) {
    if (!isDeed(event, judged)) continue;
    for (const { code: actor } of event.actors) {
      for (const { code: recipient } of event.recipients) {
        if (actor === '' || recipient === '' || actor === recipient) continue;
        nodes.add(actor).add(recipient);
        const key = `${actor}>${recipient}>${event.eventType}`;
        const edge = edges.get(key) ?? { actor, recipient, type: event.eventType, count: 0, sum: 0 };
        edge.count++;
        edge.sum += event.intensity;
        edges.set(key, edge);
      }
    }
  }
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  yield '<key id="type" for="edge" attr.name="type" attr.type="string"/>\n<key id="deeds" for="edge" attr.name="deeds" attr.type="int"/>\n<key id="intensity" for="edge" attr.name="intensity" attr.type="double"/>\n<graph edgedefault="directed">\n';
  for (const node of [...nodes].sort()) yield `<node id="${escape(node)}"/>\n`;
  for (const edge of edges.values()) {
    yield `<edge source="${escape(edge.actor)}" target="${escape(edge.recipient)}"><data key="type">${escape(edge.type)}</data><data key="deeds">${edge.count}</data><data key="intensity">${(edge.sum / edge.count).toFixed(3)}</data></edge>\n`;
  }
  yield '</graph>\n</graphml>\n';
}
