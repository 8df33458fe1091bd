/**
 * Compiles src/language/kernels/kernels.as to WebAssembly and writes the bytes, as base64, to kernels.ts beside it:
 *   node scripts/build-kernels.js
 * The compiler is the development dependency `assemblyscript`; whoever does not change the kernels does not need it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const folder = new URL('../src/language/kernels/', import.meta.url);
const source = readFileSync(new URL('kernels.as', folder), 'utf8');
let binary;
const { error, stderr } = await asc.main(
  ['kernels.ts', '--outFile', 'kernels.wasm', '-O3', '--runtime', 'stub', '--importMemory', '--noAssert', '--enable', 'simd', '--initialMemory', '1'],
  {
    readFile: (name) => (name === 'kernels.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') binary = contents;
    },
    listFiles: () => [],
  },
);
if (error) {
  console.error(stderr.toString());
  process.exit(1);
}
const lines = Buffer.from(binary).toString('base64').match(/.{1,120}/g);
writeFileSync(new URL('kernels.ts', folder), [
  '/** kernels.as compiled to WebAssembly; made by scripts/build-kernels.js. */',
  'export const KERNELS =',
  `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
  '',
].join('\n'));
