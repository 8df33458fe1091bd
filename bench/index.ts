/** `npm run bench [name …]`: every benchmark, or those named; medians of several runs, with the machine named. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const all = readdirSync(here).filter((name) => /^\w+\.ts$/.test(name) && name !== 'index.ts').map((name) => name.replace('.ts', '')).sort();
for (const name of wanted) {
  if (!all.includes(name)) {
    process.stderr.write(`bench: no benchmark "${name}"; there are ${all.join(', ')}.\n`);
    process.exit(2);
  }
}
for (const name of wanted.length > 0 ? wanted : all) {
  process.stdout.write(`\n== ${name}\n`);
  const { run } = (await import(`./${name}.js`)) as { run: () => Promise<void> };
  await run();
}
