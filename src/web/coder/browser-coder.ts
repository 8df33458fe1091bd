/** The package's coder in a browser: the same code over the same data as on the server, with a language's model loaded when a text is in it. */
import { withAdditions } from '../../actors/additions.js';
import { unpackActors, type PackedActors } from '../../actors/compiled.js';
import { unpackCodebook, type PackedCodebook, type PackedLexicon } from '../../codebook/compiled.js';
import { withoutCapitals } from '../../coder/capitals.js';
import { createCoder, type Coder } from '../../coder/coder.js';
import { guessLanguage } from '../../coder/language.js';
import { Ranker } from '../../coder/ranker.js';
import { createPipeline } from '../../language/create.js';
import type { Doc } from '../../language/doc.js';
import type { Pipeline } from '../../language/pipeline.js';
import { DEPREL, UPOS } from '../../language/ud.js';
import { additionsIn, overlayOf, type ActorChange } from '../../record/actors.js';
import { ActorNames } from '../../record/names.js';
import { codedDraft, draftOf } from '../../server/coded.js';
import type { CodedDocument, Pasted } from '../../server/api/schemas.js';
import type { Files } from './files.js';
import type { TreeWord } from './messages.js';

/** A pipeline that is there once its language is loaded, and keeps the parses of one document. */
class LoadedPipeline implements Pipeline {
  private loaded: Pipeline | null = null;
  private readonly parses = new Map<string, Doc>();

  constructor(readonly language: string, readonly version: string) {}

  load(bytes: Uint8Array): void {
    this.loaded ??= createPipeline(bytes);
  }

  parse(text: string): Doc {
    const known = this.parses.get(text);
    if (known) return known;
    if (!this.loaded) throw new Error(`The model of "${this.language}" is not loaded.`);
    const doc = this.loaded.parse(text);
    this.parses.set(text, doc);
    return doc;
  }

  forget(): void {
    this.parses.clear();
  }
}

export class BrowserCoder {
  private readonly lexicons = new Map<string, PackedLexicon>();

  private constructor(
    private readonly files: Files,
    private readonly coder: Coder,
    private readonly names: ActorNames,
    private readonly pipelines: ReadonlyMap<string, LoadedPipeline>,
  ) {}

  /** Fetches what every language needs. */
  static async load(files: Files): Promise<BrowserCoder> {
    const { languages, files: listed } = await files.list();
    const [packedCodebook, packedActors, decisions, ranker] = await Promise.all([
      files.json<PackedCodebook>('codebook'), files.json<PackedActors>('actors'), listed['decisions'] ? files.json<ActorChange[]>('decisions') : [], files.bytes('ranker'),
    ]);
    const pipelines = new Map(languages.map(({ language, model }) => [language, new LoadedPipeline(language, model)]));
    const overlay = overlayOf(decisions);
    const actors = withAdditions(unpackActors(packedActors), additionsIn(overlay));
    const names = new ActorNames(actors);
    names.know(actors, overlay);
    const codebook = unpackCodebook(packedCodebook, (language) => made.lexicons.get(language)!);
    const made: BrowserCoder = new BrowserCoder(files, createCoder({ codebook, actors, pipelines }, ranker && Ranker.fromBytes(ranker)), names, pipelines);
    return made;
  }

  /** The language that a text will be read in. */
  languageOf({ text, language }: Pasted): string {
    return language === 'auto' ? guessLanguage(text, [...this.pipelines.keys()]) : language;
  }

  /** Fetches what a language needs, if it is not here yet. */
  async ready(language: string): Promise<void> {
    const pipeline = this.pipelines.get(language);
    if (!pipeline || this.lexicons.has(language)) return;
    const [model, lexicon] = await Promise.all([this.files.bytes(`model.${language}`), this.files.json<PackedLexicon>(`lexicon.${language}`)]);
    if (!model) throw new Error(`The server has no model of "${language}".`);
    pipeline.load(model);
    this.lexicons.set(language, lexicon);
  }

  /** Codes a text whose language is ready. */
  code(pasted: Pasted): CodedDocument {
    for (const pipeline of this.pipelines.values()) pipeline.forget();
    return codedDraft(draftOf(pasted), pasted.language, this.coder, this.names);
  }

  /** The tree of a sentence of the document coded last, as the coder saw it. */
  tree({ document }: CodedDocument, sentence: number): TreeWord[] {
    const doc = this.pipelines.get(document.language)!.parse(withoutCapitals(document.text));
    const from = doc.sentenceStart[sentence] ?? 0;
    const to = doc.sentenceStart[sentence + 1] ?? from;
    return Array.from({ length: to - from }, (_, i) => {
      const word = from + i;
      const head = doc.head[word]!;
      return {
        form: doc.form[word]!,
        lemma: doc.lemma[word]!,
        upos: UPOS[doc.upos[word]!]!,
        feats: doc.featsTable[doc.feats[word]!] ?? '',
        relation: DEPREL[doc.deprel[word]!] ?? '',
        head: head < from || head >= to ? -1 : head - from,
      };
    });
  }
}
