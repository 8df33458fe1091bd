/**
 * The points of a chart are one stop of the Tab key; the arrow keys walk along them. Each point is an element with
 * `data-point`; the chart's element takes `onKeyDown`, and each point its `tabIndex`.
 */
import { useState } from 'preact/hooks';

export function useRoving(count: number) {
  const [current, set] = useState(0);
  const at = Math.min(current, Math.max(0, count - 1));
  return {
    tabIndex: (index: number) => (index === at ? 0 : -1),
    onFocus: set,
    onKeyDown(event: KeyboardEvent) {
      const points = [...(event.currentTarget as Element).querySelectorAll<SVGElement>('[data-point]')];
      const from = points.indexOf(document.activeElement as SVGElement);
      if (from < 0) return;
      const to = { ArrowRight: from + 1, ArrowDown: from + 1, ArrowLeft: from - 1, ArrowUp: from - 1, Home: 0, End: points.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      points[Math.max(0, Math.min(points.length - 1, to))]?.focus();
    },
  };
}

/** For elements that act as buttons: Enter and the space bar press them. */
export function pressing(act: () => void) {
  return {
    onClick: act,
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      act();
    },
  };
}
