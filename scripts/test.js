/**
 * `npm test`: every check, one after the other, each to its end, so that one run shows all that is wrong.
 *   node scripts/test.js [install|build|types|lint|unit|browser]…      all when none is named
 * The last line is `N passed, N failed, N skipped`: vitest's own counts, and one failure more for each other check that failed.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, ensureInstalled, ensureReady, runTool } from './ready.js';

const totals = { passed: 0, failed: 0, skipped: 0 };

const tsc = (project) => runTool('typescript/bin/tsc', ['-p', project, '--noEmit']);

function vitest(project) {
  const report = join(ROOT, 'build', 'test', `${project}.json`);
  mkdirSync(join(ROOT, 'build', 'test'), { recursive: true });
  rmSync(report, { force: true });
  const fine = runTool('vitest/vitest.mjs', ['run', '--project', project, '--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]);
  if (!existsSync(report)) return false;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += numPassedTests;
  totals.failed += numFailedTests;
  totals.skipped += numPendingTests + (numTodoTests ?? 0);
  // A file that cannot be loaded has no tests of its own to count.
  totals.failed += testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
  return fine;
}

/** Each check gives true when it passed. */
const CHECKS = [
  { name: 'install', run: () => (ensureInstalled(), true) },
  { name: 'build', run: async () => (await ensureReady(), true) },
  { name: 'types', run: () => ['tsconfig.json', 'tsconfig.pure.json', 'tsconfig.web.json'].map(tsc).every(Boolean) },
  { name: 'lint', run: () => runTool('eslint/bin/eslint.js', ['.']) },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'browser', run: () => vitest('browser') },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')} (there are: ${CHECKS.map((check) => check.name).join(', ')})`);
  process.exit(2);
}

const lines = [];
let fine = true;
for (const check of CHECKS) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue;
  console.log(`\n── ${check.name}`);
  const started = performance.now();
  let passed = false;
  const before = totals.failed;
  try {
    passed = await check.run();
  } catch (error) {
    console.error(error.message);
  }
  if (!passed && totals.failed === before) totals.failed += 1;
  fine &&= passed;
  lines.push(`${passed ? 'ok    ' : 'FAILED'} ${check.name.padEnd(8)} ${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s`);
  console.log(lines.at(-1));
  if (!passed && check.name === 'install') break;
}
console.log(`\n${lines.join('\n')}\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = fine ? 0 : 1;
