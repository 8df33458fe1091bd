/**
 * Contractions written without their apostrophe, and words that are often written together, by language: what they stand
 * for. All of them come apart wherever they are written; those that are words of their own as well ("its", "ill") are not
 * here, a model decides those.
 */
export const CONTRACTIONS: Readonly<Record<string, readonly string[]>> = {
  en: [
    ...['have', 'has', 'had', 'is', 'was', 'were', 'are', 'ai', 'does', 'did', 'do', 'wo', 'would', 'could', 'should', 'must', 'need', 'ca', 'might'].map((verb) => `${verb} nt`),
    'i m', 'i ve', 'you re', 'you ve', 'you ll', 'you d', 'they re', 'they ve', 'they ll', 'they d', 'we ve', 'he s', 'she s', 'it ll', 'that ll', 'there ll',
    'that s', 'what s', 'where s', 'here s', 'there s', 'how s', 'who s', 'when s',
    'gon na', 'got ta', 'wan na', 'gim me', 'lem me', 'du n no', 'sort a', 'kind a', 'out ta', 'a lot', 'can not',
  ],
};

/**
 * Languages whose contractions show by an apostrophe: of others, what the treebanks have once or twice ("travellers" for
 * "traveller's") is a slip, from which nothing follows.
 */
export const BY_APOSTROPHE: ReadonlySet<string> = new Set(['en']);
