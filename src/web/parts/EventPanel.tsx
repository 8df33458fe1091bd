/** The events behind a point, beside the chart. Escape or the button puts it away; focus comes to it and goes back. */
import { useEffect, useRef } from 'preact/hooks';
import type { EventPage } from '../../server/api/schemas.js';
import { useApi } from '../lib/api.js';
import { CODING } from '../text/coding.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { EventList } from './EventList.js';
import { Waiting } from './Waiting.js';

export function EventPanel({ title, path, onClose }: { title: string; path: string; onClose(): void }) {
  const words = inLanguage(CODING);
  const heading = useRef<HTMLHeadingElement>(null);
  const { data, error, loading } = useApi<EventPage>(path);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (!heading.current?.parentElement?.parentElement?.contains(document.activeElement)) opener.current = document.activeElement;
    heading.current?.focus({ preventScroll: true });
  }, [path]);
  const close = () => {
    onClose();
    if (opener.current instanceof HTMLElement || opener.current instanceof SVGElement) opener.current.focus();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <aside class="panel" aria-labelledby="panel-title">
      <header>
        <div>
          <h2 id="panel-title" tabIndex={-1} ref={heading}>{title}</h2>
          <p aria-live="polite">{data ? words.eventsShown(inLanguage(COMMON).count.events(data.rows.length), data.next !== null) : ' '}</p>
        </div>
        <button type="button" class="icon" onClick={close} aria-label={words.closeEvents}>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="1.6" /></svg>
        </button>
      </header>
      <div class="panel-body" tabIndex={0} role="region" aria-label={words.events}>
        <Waiting loading={loading && !data} error={error} />
        {data && (data.rows.length > 0 ? <EventList rows={data.rows} names={data.names} /> : <p class="quiet">{words.noDeeds}</p>)}
      </div>
    </aside>
  );
}
