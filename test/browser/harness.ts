/** What every browser test needs: the built app over the fixture, a browser, a page, and axe. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Result } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { ServeOptions } from '../../src/server/index.js';
import { serveFixture, type Fixture } from '../server/fixture.js';
import { launchBrowser } from './chromium.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Harness {
  server: Fixture;
  /** A page at an address of the app, settled. */
  open(path: string, options?: { colours?: 'light' | 'dark'; width?: number }): Promise<Page>;
  /** Of this test, complaints in the console that belong to what is tested. */
  allow(pattern: RegExp): void;
}

/** Starts the app before a file's tests, with `more` of the server's options; each test fails on any error in a page's console. */
export function withApp(more: () => Promise<Partial<ServeOptions>> = async () => ({})): Harness {
  let browser: Browser;
  const pages: Page[] = [];
  const complaints: string[] = [];
  let allowed: RegExp[] = [];
  const harness = {
    allow: (pattern: RegExp) => void allowed.push(pattern),
    async open(path: string, { colours = 'light', width = 1280 }: { colours?: 'light' | 'dark'; width?: number } = {}) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colours, locale: 'en-GB', reducedMotion: 'reduce' });
      const page = await context.newPage();
      pages.push(page);
      page.on('console', (message) => message.type() === 'error' && complaints.push(`${path}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
      page.on('dialog', (dialog) => {
        complaints.push(`${path}: a dialog, "${dialog.message()}"`);
        void dialog.dismiss();
      });
      await page.goto(harness.server.url.slice(0, -1) + path);
      await page.waitForLoadState('networkidle');
      return page;
    },
  } as Harness;

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['scripts/build.js', 'web'], { cwd: ROOT, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`building the web app failed: ${built.stderr}`);
    [browser, harness.server] = await Promise.all([launchBrowser(), more().then((options) => serveFixture(0, options))]);
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    const unexpected = complaints.splice(0).filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
    allowed = [];
    expect(unexpected).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await harness.server?.close();
  });
  return harness;
}

/** What axe finds wrong with a page as it stands, in words. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's policy allows no script but its own.
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run(document).then(({ violations }) => violations)')) as Result[];
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary})`).join(' | ')}`);
}

/** Looks of a page that must all be free of violations. */
export const LOOKS = [
  ['light', { colours: 'light', width: 1280 }],
  ['dark', { colours: 'dark', width: 1280 }],
  ['light at 360 px', { colours: 'light', width: 360 }],
  ['dark at 360 px', { colours: 'dark', width: 360 }],
] as const;

/** True when nothing of the page sticks out at the side. */
export async function fitsItsWidth(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= innerWidth');
}

/** Until what was asked for last is on the screen: what nobody has seen can't be judged. */
export const painted = (page: Page): Promise<unknown> => page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))');
