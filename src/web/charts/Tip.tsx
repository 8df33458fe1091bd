/** The little box that says what a point stands for, on hover and on focus. Screen readers have the point's own label. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

export interface TipAt {
  x: number;
  y: number;
  content: ComponentChildren;
}

export function useTip() {
  const [tip, set] = useState<TipAt | null>(null);
  return {
    tip,
    /** Handlers for a point at a place of its chart. */
    over: (x: number, y: number, content: () => ComponentChildren) => {
      const show = () => set({ x, y, content: content() });
      const hide = () => set(null);
      return { onMouseEnter: show, onFocus: show, onMouseLeave: hide, onBlur: hide };
    },
  };
}

export function Tip({ tip, width }: { tip: TipAt | null; width: number }) {
  if (!tip) return null;
  const left = tip.x < 120 ? 'start' : tip.x > width - 120 ? 'end' : 'middle';
  return (
    <div class={`tip tip-${left}`} style={{ left: `${tip.x}px`, top: `${tip.y}px` }} aria-hidden="true">
      {tip.content}
    </div>
  );
}
