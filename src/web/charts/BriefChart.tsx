/** The chart of a brief, drawn by the same geometry as in its files: a hollow dot before, a full one after, with intervals. */
import { geometry } from '../../brief/chart.js';
import type { BriefView } from '../../server/api/brief.js';
import { number } from '../lib/words.js';

export function BriefChart({ rows, title }: { rows: BriefView['chart']; title: string }) {
  const { width, height, ticks, top, bottom, rows: drawn } = geometry(rows, 640);
  return (
    <figure class="brief-chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {ticks.map(({ x, value }) => (
          <g key={value}>
            <line x1={x} x2={x} y1={top} y2={bottom} stroke="currentColor" stroke-opacity={value === 0 ? 0.6 : 0.15} />
            <text x={x} y={bottom + 16} text-anchor="middle">{number(value, { digits: 0 })}</text>
          </g>
        ))}
        {drawn.map(({ y, name, link, dots }) => (
          <g key={name} class="coop">
            <text x={4} y={y + 4}>{name.length > 24 ? `${name.slice(0, 23)}…` : name}</text>
            {link && <line class="brief-link" x1={link[0]} x2={link[1]} y1={y - 4} y2={y + 4} />}
            {dots.map((dot) => (
              <g key={dot.side}>
                <line class="brief-interval" x1={dot.low} x2={dot.high} y1={dot.y} y2={dot.y} />
                <circle class={`brief-dot ${dot.side}`} cx={dot.x} cy={dot.y} r={4} />
              </g>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}
