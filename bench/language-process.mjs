// One run of the language benchmark in a process that holds nothing else: no TypeScript loader, no texts before the model.
//   node bench/language-process.mjs dist/language/node.js en SECONDS < texts.json
import { readFileSync } from 'node:fs';

const [module, language, seconds] = process.argv.slice(2);
const megabytes = () => process.memoryUsage().rss / 1e6;

const { loadPipeline } = await import(module);
const began = performance.now();
const pipeline = loadPipeline(language);
const load = performance.now() - began;
const loaded = megabytes();
const texts = JSON.parse(readFileSync(0, 'utf8'));
for (const text of texts) pipeline.parse(text);
let sentences = 0, words = 0;
const started = performance.now(), processor = process.cpuUsage();
while (performance.now() - started < seconds * 1000) {
  for (const text of texts) {
    const doc = pipeline.parse(text);
    sentences += doc.sentenceCount;
    words += doc.length;
  }
}
const wall = (performance.now() - started) / 1000, busy = process.cpuUsage(processor).user / 1e6;
console.log(JSON.stringify({ sentences: sentences / wall, words: words / wall, busySentences: sentences / busy, load, loaded, after: megabytes() }));
