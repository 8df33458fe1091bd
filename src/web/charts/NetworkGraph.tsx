/** The actors as a graph, drawn by WebGL. Loaded only with its page; the matrix beneath says the same in numbers. */
import Graph from 'graphology';
import { useEffect, useRef, useState } from 'preact/hooks';
import Sigma from 'sigma';
import type { Names, Network } from '../../server/api/schemas.js';
import { nameIn } from '../lib/words.js';
import { CHARTS } from '../text/charts.js';
import { inLanguage } from '../text/index.js';
import { layout, spread } from './layout.js';
import { useLook } from './look.js';
import { useWidth } from './width.js';

export interface Props {
  actors: string[];
  pairs: Network['pairs'];
  names: Names;
  onOpen(actor: string): void;
}

const LABEL = '12px system-ui, sans-serif';

export default function NetworkGraph({ actors, pairs, names, onOpen }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [failed, setFailed] = useState(false);
  const look = useLook();
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    const frame = ref.current;
    if (!frame || width === 0) return undefined;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const graph = new Graph({ type: 'undirected' });
    const degree = new Map<string, number>();
    for (const { a, b, count } of pairs) for (const code of [a, b]) degree.set(code, (degree.get(code) ?? 0) + count);
    const pen = document.createElement('canvas').getContext('2d')!;
    pen.font = LABEL;
    const places = spread(layout(actors, pairs), (code) => pen.measureText(nameIn(names, code)).width, frame.clientWidth, frame.clientHeight);
    for (const code of actors) {
      const [x, y] = places.get(code)!;
      // Upwards is more here, downwards on the screen.
      graph.addNode(code, { x, y: -y, label: nameIn(names, code), size: 3 + Math.min(9, 0.8 * Math.sqrt(degree.get(code) ?? 0)), color: colour('--ink-2') });
    }
    // The strongest last, so that they lie on top.
    for (const { a, b, count, cooperation, conflict } of [...pairs].reverse()) {
      graph.addEdge(a, b, { size: 0.8 + Math.min(7, Math.sqrt(count)), color: colour(cooperation >= conflict ? '--coop-soft' : '--conflict') });
    }
    let sigma: Sigma | null = null;
    try {
      sigma = new Sigma(graph, frame, {
        labelDensity: 100,
        labelGridCellSize: 20,
        labelRenderedSizeThreshold: 0,
        stagePadding: 0,
        zIndex: true,
        // A name is read on whatever line passes beneath it.
        defaultDrawNodeLabel: (context, { x, y, size, label }) => {
          if (!label) return;
          context.font = LABEL;
          context.lineJoin = 'round';
          context.lineWidth = 4;
          context.strokeStyle = colour('--paper');
          context.strokeText(label, x + size + 3, y + 4);
          context.fillStyle = colour('--ink');
          context.fillText(label, x + size + 3, y + 4);
        },
        defaultDrawNodeHover: (context, { x, y, size, label }) => {
          context.font = LABEL;
          const long = context.measureText(label ?? '').width;
          context.fillStyle = colour('--raised');
          context.strokeStyle = colour('--rule-2');
          context.lineWidth = 1;
          context.beginPath();
          context.roundRect(x - size - 4, y - 12, long + 2 * size + 14, 24, 4);
          context.fill();
          context.stroke();
          context.fillStyle = colour('--ink');
          context.fillText(label ?? '', x + size + 3, y + 4);
        },
      });
      // The places are pixels of the frame already.
      sigma.setCustomBBox({ x: [0, frame.clientWidth], y: [-frame.clientHeight, 0] });
      // Alone, the box changes the frame and not the places in it.
      sigma.refresh();
      sigma.on('clickNode', ({ node }) => open.current(node));
      // The drawing takes the wheel only when asked to, so that the page can be scrolled over it.
      sigma.getMouseCaptor().on('wheel', (event) => !event.original.ctrlKey && event.preventSigmaDefault());
    } catch {
      setFailed(true);
    }
    return () => sigma?.kill();
  }, [actors, pairs, names, look, width]);
  return failed ? <p class="quiet">{inLanguage(CHARTS).noWebGl}</p> : <div class="network-graph" ref={ref} aria-hidden="true" />;
}
