/**
 * Makes src/web/public/world.topojson, the shapes of the map:  node scripts/run.js scripts/world.ts
 * From `world-atlas` (Natural Earth, 1:110 million, public domain), with states under the codes of the actor dictionary.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadActors } from '../src/actors/node.js';

interface Geometry {
  type: string;
  arcs: unknown;
  properties?: { name: string };
}

/** Natural Earth shortens some names; those that no dictionary has, and areas that are no state's, are left without a code. */
const SHORTENED: Record<string, string> = {
  'Bosnia and Herz.': 'BIH',
  'Central African Rep.': 'CAF',
  'Dem. Rep. Congo': 'COD',
  'Dominican Rep.': 'DOM',
  'Eq. Guinea': 'GNQ',
  'Falkland Is.': 'FLK',
  Macedonia: 'MKD',
  'S. Sudan': 'SSD',
  'Solomon Is.': 'SLB',
  'W. Sahara': 'ESH',
  eSwatini: 'SWZ',
};

const source = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
const world = JSON.parse(readFileSync(source, 'utf8')) as { objects: Record<string, { geometries: Geometry[] }> };
const dictionary = loadActors();
const codes = new Map([...dictionary.states.values()].filter(({ to }) => to === null).flatMap(({ code, name, names }) => [name.en, ...names.en].map((form) => [form, code])));

const without: string[] = [];
const geometries = world.objects['countries']!.geometries.map(({ type, arcs, properties }) => {
  const name = properties!.name;
  const id = SHORTENED[name] ?? codes.get(name);
  if (!id) without.push(name);
  return { type, arcs, ...(id ? { id } : {}) };
});
const file = fileURLToPath(new URL('../src/web/public/world.topojson', import.meta.url));
writeFileSync(file, JSON.stringify({ ...world, objects: { states: { type: 'GeometryCollection', geometries } } }));
console.log(`${geometries.length} shapes; without a code: ${without.join(', ') || 'none'}`);
