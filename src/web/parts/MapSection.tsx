/** The map's place on the desk: its code and shapes come only when the section is opened. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../../server/api/schemas.js';
import type { MapOf, Props as MapProps } from '../charts/WorldMap.js';
import { setQuery } from '../lib/route.js';
import { Choice } from './Choice.js';
import { Waiting } from './Waiting.js';

const OPTIONS = [['change', 'Change'], ['standing', 'How it stands after']] as const;

export function MapSection({ data, of, onOpen }: { data: Desk; of: MapOf | null; onOpen(partner: string): void }) {
  const [loaded, setLoaded] = useState<{ Map: ComponentType<MapProps> } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const shown = of !== null;
  useEffect(() => {
    if (shown && !loaded) import('../charts/WorldMap.js').then((module) => setLoaded({ Map: module.default }), () => setError('The map could not be loaded: load the page anew.'));
  }, [shown, loaded]);
  return (
    <section aria-labelledby="map">
      <h2 id="map">On the map</h2>
      {!shown ? <p class="section-note"><button type="button" onClick={() => setQuery({ map: 'change' })}>Show the map</button></p> : (
        <>
          <div class="controls">
            <Choice<MapOf> label="Coloured by" value={of} options={OPTIONS} onChoose={(map) => setQuery({ map })} />
            <button type="button" onClick={() => setQuery({ map: undefined })}>Hide the map</button>
          </div>
          {loaded ? <loaded.Map actor={data.actor.code} partners={data.partners} names={data.names} of={of} onOpen={onOpen} /> : <Waiting loading={!error} error={error} />}
        </>
      )}
    </section>
  );
}
