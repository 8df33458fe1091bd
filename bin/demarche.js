#!/usr/bin/env node
// The command `demarche`. A clone that was never built is built first, so that `npx demarche` works at once.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(fileURLToPath(built))) {
  const { ensureReady } = await import('../scripts/ready.js');
  await ensureReady();
}
const { main } = await import(built.href);
process.exitCode = await main(process.argv);
