/** The map's place on the desk: its code and shapes come only when the section is opened. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../../server/api/schemas.js';
import type { MapOf, Props as MapProps } from '../charts/WorldMap.js';
import { setQuery } from '../lib/route.js';
import { CHARTS } from '../text/charts.js';
import { inLanguage } from '../text/index.js';
import { Choice } from './Choice.js';
import { Waiting } from './Waiting.js';

export function MapSection({ data, of, onOpen }: { data: Desk; of: MapOf | null; onOpen(partner: string): void }) {
  const words = inLanguage(CHARTS);
  const [loaded, setLoaded] = useState<{ Map: ComponentType<MapProps> } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const shown = of !== null;
  useEffect(() => {
    if (shown && !loaded) import('../charts/WorldMap.js').then((module) => setLoaded({ Map: module.default }), () => setError(words.mapUnloaded));
  }, [shown, loaded]);
  return (
    <section aria-labelledby="map">
      <h2 id="map">{words.onMap}</h2>
      {!shown ? <p class="section-note"><button type="button" onClick={() => setQuery({ map: 'change' })}>{words.showMap}</button></p> : (
        <>
          <div class="controls">
            <Choice<MapOf> label={words.colouredBy} value={of} options={[['change', words.mapOf.change], ['standing', words.mapOf.standing]]} onChoose={(map) => setQuery({ map })} />
            <button type="button" onClick={() => setQuery({ map: undefined })}>{words.hideMap}</button>
          </div>
          {loaded ? <loaded.Map actor={data.actor.code} partners={data.partners} names={data.names} of={of} onOpen={onOpen} /> : <Waiting loading={!error} error={error} />}
        </>
      )}
    </section>
  );
}
