/**
 * The coder's data and models as files for browsers, under names with a hash of their content. What there is is listed
 * here by name: no path of a request reaches the file system.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packActors, type ActorDictionary } from '../actors/index.js';
import { LANGUAGES } from '../coder/node.js';
import { packCodebook, packLexicon, type Codebook } from '../codebook/index.js';
import { modelFile, modelVersion } from '../language/node.js';
import type { ActorChange } from '../record/actors.js';
import type { CoderFiles } from './api/coder.js';

const packed = promisify(gzip);

interface Held {
  /** Reads the bytes anew: models are large, and asked for once a browser. */
  bytes: () => Promise<Uint8Array>;
  /** For those who ask over a network; made when one does. */
  gzipped?: Promise<Uint8Array>;
}

export interface CoderFilesOptions {
  codebook: Codebook;
  actors: ActorDictionary;
  /** The ranker in use now, if any. */
  ranker: () => Uint8Array | null;
  /** What people decided about actors. */
  decisions: () => Promise<ActorChange[]>;
}

export class BrowserCoderFiles {
  /** By address' last part: `model.en-0123abcd`. */
  private readonly held = new Map<string, Held>();
  private listed: Promise<Map<string, { address: string; bytes: number }>> | null = null;

  constructor(private readonly options: CoderFilesOptions) {}

  /** What a browser can fetch. The first call reads and hashes the models. */
  async list(): Promise<CoderFiles> {
    this.listed ??= this.listLasting();
    const files = new Map(await this.listed);
    const ranker = this.options.ranker();
    if (ranker) files.set('ranker', this.hold('ranker', ranker, async () => ranker));
    const decisions = await this.options.decisions();
    if (decisions.length > 0) {
      // Who decided, and why, is nothing to the coder.
      const bytes = Buffer.from(JSON.stringify(decisions.map((change): ActorChange => ({ ...change, note: '', judge: '' }))));
      files.set('decisions', this.hold('decisions', bytes, async () => bytes));
    }
    return { languages: LANGUAGES.map((language) => ({ language, model: modelVersion(language) })), files: Object.fromEntries(files) };
  }

  /** A file by the last part of its address; null where there is none. */
  async file(name: string, { compressed }: { compressed: boolean }): Promise<{ bytes: Uint8Array; compressed: boolean } | null> {
    if (!this.held.has(name)) await this.list();
    const held = this.held.get(name);
    if (!held) return null;
    if (!compressed) return { bytes: await held.bytes(), compressed: false };
    held.gzipped ??= held.bytes().then((bytes) => packed(bytes));
    return { bytes: await held.gzipped, compressed: true };
  }

  private async listLasting(): Promise<Map<string, { address: string; bytes: number }>> {
    const { codebook, actors } = this.options;
    const files = new Map<string, { address: string; bytes: number }>();
    const text = (name: string, value: unknown) => {
      const bytes = Buffer.from(JSON.stringify(value));
      files.set(name, this.hold(name, bytes, async () => bytes));
    };
    text('codebook', packCodebook(codebook));
    text('actors', packActors(actors));
    for (const language of LANGUAGES) {
      const lexicon = codebook.lexicons.get(language);
      if (lexicon) text(`lexicon.${language}`, packLexicon(lexicon));
      const path = modelFile(language);
      files.set(`model.${language}`, this.hold(`model.${language}`, await readFile(path), () => readFile(path)));
    }
    return files;
  }

  private hold(name: string, content: Uint8Array, bytes: Held['bytes']): { address: string; bytes: number } {
    const last = `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
    if (!this.held.has(last)) this.held.set(last, { bytes });
    return { address: `/api/coder/${last}`, bytes: content.length };
  }
}
