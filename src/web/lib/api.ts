/** Asking the server. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../server/api/schemas.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { guardHeaders, toLogin } from './session.js';

/** What the server itself said. It speaks English, whatever the interface does. */
const said = new Set<string>();

/** The language of a message to show, where it is not the interface's. */
export function languageOf(message: string): 'en' | undefined {
  return said.has(message) ? 'en' : undefined;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  if (response.status === 401) toLogin();
  const problem = (await response.json().catch(() => null)) as Problem | null;
  if (problem?.detail) said.add(problem.detail);
  throw new Error(problem?.detail ?? inLanguage(COMMON).answered(response.status));
}

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await reach(`/api${path}`, signal ? { signal } : {}));
}

/** Sends JSON, or a form with files. */
export async function send<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const form = body instanceof FormData;
  const headers = { ...(form ? {} : { 'Content-Type': 'application/json' }), ...(await guardHeaders()) };
  return answer<T>(await reach(`/api${path}`, { method: 'POST', headers, body: form ? body : JSON.stringify(body), ...(signal ? { signal } : {}) }));
}

/** Sends JSON and saves the file that comes back. */
export async function fetchFile(path: string, body: unknown, name: string): Promise<void> {
  const response = await reach(`/api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(await guardHeaders()) }, body: JSON.stringify(body) });
  if (!response.ok) return answer<void>(response);
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The browser may not have begun to save it yet.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Takes something away. */
export async function remove(path: string): Promise<void> {
  await answer<void>(await reach(`/api${path}`, { method: 'DELETE', headers: await guardHeaders() }));
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Error(inLanguage(COMMON).unreachable);
  }
}

export interface Asked<T> {
  /** The last answer; stays while the next one is on its way, so that a page does not blink. */
  data: T | null;
  error: string | null;
  loading: boolean;
  again(): void;
}

/** What the server says at a path; null asks nothing. */
export function useApi<T>(path: string | null): Asked<T> {
  const [state, set] = useState<{ data: T | null; error: string | null; loading: boolean }>({ data: null, error: null, loading: path !== null });
  const [round, setRound] = useState(0);
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (path === null) {
      set({ data: null, error: null, loading: false });
      return undefined;
    }
    const abort = new AbortController();
    // Another thing altogether (other path, not other query): the old answer would mislead.
    const sameThing = last.current?.split('?')[0] === path.split('?')[0];
    last.current = path;
    set((old) => ({ data: sameThing ? old.data : null, error: null, loading: true }));
    ask<T>(path, abort.signal).then(
      (data) => set({ data, error: null, loading: false }),
      (error: Error) => {
        if (error.name !== 'AbortError') set({ data: null, error: error.message, loading: false });
      },
    );
    return () => abort.abort();
  }, [path, round]);
  return { ...state, again: () => setRound((n) => n + 1) };
}

/** A query string of the values that are there. */
export function queryOf(values: Record<string, string | number | undefined | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
