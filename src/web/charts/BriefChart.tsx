/** A chart of a brief, drawn by the same marks as in its files. */
import { DASH, type Drawing } from '../../brief/drawing.js';
import { useWidth } from './width.js';

/** Wider, it says no more. */
const WIDEST = 640;

export function BriefChart({ draw, title, kind }: { draw(width: number): Drawing; title: string; kind: 'brief-chart' | 'brief-series' }) {
  const [ref, room] = useWidth<HTMLElement>();
  const { width, height, marks } = draw(room === 0 ? WIDEST : Math.min(WIDEST, room));
  return (
    <figure class={kind} ref={ref}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {marks.map((mark, i) => {
          switch (mark.kind) {
            case 'line':
              return <line key={i} class={`brief-${mark.tone}`} x1={mark.x1} y1={mark.y1} x2={mark.x2} y2={mark.y2} stroke-width={mark.width} stroke-opacity={mark.opacity} stroke-dasharray={mark.dashed ? DASH.join(' ') : undefined} />;
            case 'dot':
              return <circle key={i} class={mark.full ? 'brief-dot' : 'brief-dot before'} cx={mark.x} cy={mark.y} r={mark.r} />;
            case 'band':
              return <rect key={i} class="brief-band" x={mark.x} y={mark.y} width={mark.width} height={mark.height} fill-opacity={mark.opacity} />;
            case 'text':
              return <text key={i} x={mark.x} y={mark.y} text-anchor={mark.anchor} font-size={mark.size}>{mark.text}</text>;
          }
        })}
      </svg>
      <figcaption>{title}</figcaption>
    </figure>
  );
}
