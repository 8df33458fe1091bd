/** FollowTheMoney entities, one in a line of JSON, as far as they say who somebody is and where they belong. */
import { lines, megabytes, unpacked } from './bytes.js';
import { decodeLine } from './encoding.js';
import type { Bytes, Failure } from './types.js';

/** An entity: its schema ("Person", "Membership"), and each property as a list of words or of other entities' ids. */
export interface Entity {
  id: string;
  schema: string;
  properties: Record<string, string[]>;
  /** Where it stands in the file. */
  line: number;
}

const LONGEST_LINE = 16 << 20;
const EXPECTED = 'an entity {"id", "schema", "properties"}';

/** Entities of a file (also packed with gzip); a line that is none is named, and the rest is read. Values that are entities themselves are given by their ids, after those entities. */
export async function* readEntities(file: Bytes): AsyncGenerator<{ entity: Entity } | { failure: Failure }> {
  for await (const { number, bytes, tooLong } of lines(unpacked(file.chunks), LONGEST_LINE)) {
    const failure = (found: string, field = ''): { failure: Failure } =>
      ({ failure: { source: file.name, place: `line ${number}${field && `, field ${field}`}`, found, expected: EXPECTED, advice: 'Mend or remove the line; the other lines were read.' } });
    if (tooLong) {
      yield failure(`a line of more than ${megabytes(LONGEST_LINE)}`);
      continue;
    }
    const text = decodeLine(bytes).replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      yield failure(`JSON that can't be read (${(error as Error).message})`);
      continue;
    }
    const found: Entity[] = [];
    const wrong = take(value, number, found, 0);
    if (wrong === null) for (const entity of found) yield { entity };
    else yield failure(`no ${wrong}`, wrong);
  }
}

/** Deeper than entities are nested in one another by those who export them. */
const DEEPEST = 8;

/** Adds an entity and those within it, inner ones first; gives the field that is missing, or null. */
function take(value: unknown, line: number, found: Entity[], depth: number): string | null {
  const { id, schema, properties } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return 'id';
  if (typeof schema !== 'string' || schema === '') return 'schema';
  if (typeof properties !== 'object' || properties === null) return 'properties';
  const entity: Entity = { id, schema, properties: {}, line };
  for (const [name, values] of Object.entries(properties as Record<string, unknown>)) {
    const words: string[] = [];
    for (const item of Array.isArray(values) ? values : [values]) {
      if (typeof item === 'string' && item.trim() !== '') words.push(item.trim());
      else if (typeof item === 'object' && item !== null && depth < DEEPEST && take(item, line, found, depth + 1) === null) words.push((item as { id: string }).id);
    }
    entity.properties[name] = words;
  }
  found.push(entity);
  return null;
}
