/** Fetching the coder's data and models from the server; each under an address that never changes, so a browser keeps them. */
import type { CoderFiles } from '../../server/api/coder.js';

export class FetchFailed extends Error {
  constructor(
    readonly problem: 'unreachable' | 'login' | 'other',
    detail: string,
  ) {
    super(detail);
  }
}

async function reach(address: string): Promise<Response> {
  const response = await fetch(address).catch((error: Error) => {
    throw new FetchFailed('unreachable', error.message);
  });
  if (response.status === 401) throw new FetchFailed('login', '');
  if (!response.ok) throw new FetchFailed('other', `${address}: ${response.status}`);
  return response;
}

export class Files {
  private readonly got = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  private asked: Promise<CoderFiles> | null = null;
  private loaded = 0;
  private total = 0;

  /** @param onProgress told of bytes so far and of all that are on their way or here. */
  constructor(private readonly onProgress: (loaded: number, total: number) => void) {}

  list(): Promise<CoderFiles> {
    this.asked ??= reach('/api/coder').then(async (response) => (await response.json()) as CoderFiles);
    // What failed is asked for again the next time.
    this.asked.catch(() => (this.asked = null));
    return this.asked;
  }

  /** A file's bytes, fetched once; undefined where the server has none of that name. */
  async bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const file = (await this.list()).files[name];
    if (!file) return undefined;
    let bytes = this.got.get(name);
    if (!bytes) {
      bytes = this.fetch(file);
      this.got.set(name, bytes);
      bytes.catch(() => this.got.delete(name));
    }
    return bytes;
  }

  /** A file of JSON. */
  async json<T>(name: string): Promise<T> {
    const bytes = await this.bytes(name);
    if (!bytes) throw new FetchFailed('other', `the server has no file "${name}"`);
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  }

  private async fetch({ address, bytes: size }: { address: string; bytes: number }): Promise<Uint8Array<ArrayBuffer>> {
    this.total += size;
    let here = 0;
    try {
      const { body } = await reach(address);
      const bytes = new Uint8Array(size);
      for (const reader = body!.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        bytes.set(value, here);
        here += value.length;
        this.loaded += value.length;
        this.onProgress(this.loaded, this.total);
      }
      if (here !== size) throw new FetchFailed('unreachable', `${address}: ${here} of ${size} bytes`);
      return bytes;
    } catch (error) {
      this.total -= size;
      this.loaded -= here;
      throw error instanceof FetchFailed ? error : new FetchFailed('unreachable', (error as Error).message);
    }
  }
}
