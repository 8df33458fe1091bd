/**
 * Compiles the data files to dist/data.jsonl: read, checked and indexed once, so that no start of the command has to.
 * A line of JSON says from which files each of the lines after it was made; the doors (`codebook/node.js`,
 * `actors/node.js`) fall back on the files where one of them has changed since.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packActors, parseActors } from '../dist/actors/index.js';
import { packCodebook, packLexicon, parseCodebook } from '../dist/codebook/index.js';
import { COMPILED_FORMAT, compiledFile, dataFolder, hashOfDataFiles, readDataFiles } from '../dist/codebook/node.js';

/** From a folder's files, the sections that are made of them. */
const FOLDERS = {
  codebook(files) {
    const codebook = parseCodebook(files);
    const lexicons = [...codebook.lexicons.keys()].map((language) => [`lexicon.${language}`, packLexicon(codebook.lexicons.get(language))]);
    return [['codebook', packCodebook(codebook)], ...lexicons];
  },
  actors: (files) => [['actors', packActors(parseActors(files))]],
};

try {
  const made = Object.entries(FOLDERS).flatMap(([folder, compile]) => {
    const path = join(dataFolder, folder);
    const sources = hashOfDataFiles(path);
    return compile(readDataFiles(path)).map(([name, value]) => ({ name, sources, text: JSON.stringify(value) }));
  });
  const header = JSON.stringify({ format: COMPILED_FORMAT, sections: made.map(({ name, sources }) => ({ name, sources })) });
  const draft = `${compiledFile}.new`;
  writeFileSync(draft, [header, ...made.map(({ text }) => text), ''].join('\n'));
  renameSync(draft, compiledFile);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
