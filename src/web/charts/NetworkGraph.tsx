/** The actors as a graph, drawn by WebGL. Loaded only with its page; the matrix beneath says the same in numbers. */
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'preact/hooks';
import Sigma from 'sigma';
import type { Names, Network } from '../../server/api/schemas.js';
import { nameIn } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { inLanguage } from '../text/index.js';
import { layout } from './layout.js';

export interface Props {
  actors: string[];
  pairs: Network['pairs'];
  names: Names;
  onOpen(actor: string): void;
}

export default function NetworkGraph({ actors, pairs, names, onOpen }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const graph = new Graph({ type: 'undirected' });
    const degree = new Map<string, number>();
    for (const { a, b, count } of pairs) for (const code of [a, b]) degree.set(code, (degree.get(code) ?? 0) + count);
    const places = layout(actors, pairs);
    for (const code of actors) {
      const [x, y] = places.get(code)!;
      graph.addNode(code, { x, y, label: nameIn(names, code), size: 3 + Math.min(12, Math.sqrt(degree.get(code) ?? 0)), color: colour('--ink-2') });
    }
    // The strongest last, so that they lie on top.
    for (const { a, b, count, cooperation, conflict } of [...pairs].reverse()) {
      graph.addEdge(a, b, { size: 0.8 + Math.min(7, Math.sqrt(count)), color: colour(cooperation >= conflict ? '--coop-soft' : '--conflict') });
    }
    let sigma: Sigma | null = null;
    try {
      sigma = new Sigma(graph, ref.current!, { labelColor: { color: colour('--ink') }, labelFont: 'system-ui, sans-serif', labelSize: 12, labelRenderedSizeThreshold: 4, labelDensity: 4, zIndex: true });
      sigma.on('clickNode', ({ node }) => onOpen(node));
      // The drawing takes the wheel only when asked to, so that the page can be scrolled over it.
      sigma.getMouseCaptor().on('wheel', (event) => !event.original.ctrlKey && event.preventSigmaDefault());
    } catch {
      setFailed(true);
    }
    return () => sigma?.kill();
  }, [actors, pairs, names]);
  return failed ? <p class="quiet">{inLanguage(CHARTS).noWebGl}</p> : <div class="network-graph" ref={ref} aria-hidden="true" />;
}
