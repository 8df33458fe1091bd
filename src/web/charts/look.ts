/** Counts the changes of the colours that the page is shown in: the reader's choice, the system's, or paper. For drawings that CSS cannot reach. */
import { useEffect, useState } from 'preact/hooks';

export function useLook(): number {
  const [count, set] = useState(0);
  useEffect(() => {
    const changed = () => set((n) => n + 1);
    const media = [matchMedia('print'), matchMedia('(prefers-color-scheme: dark)')];
    const chosen = new MutationObserver(changed);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    for (const query of media) query.addEventListener('change', changed);
    return () => {
      chosen.disconnect();
      for (const query of media) query.removeEventListener('change', changed);
    };
  }, []);
  return count;
}
