/** `npm start`: ready the clone, then show the embedded example. What follows `--` goes to `demarche demo`. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT, ensureReady } from './ready.js';

try {
  await ensureReady();
  const { main } = await import(pathToFileURL(join(ROOT, 'dist', 'cli', 'main.js')).href);
  process.exitCode = await main([process.argv[0], 'demarche', 'demo', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
