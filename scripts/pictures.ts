/**
 * Takes the pictures in docs/pictures/ of the embedded example in a real browser:  npm run pictures
 * Everything is made anew in a temporary folder, so that a picture shows what a newcomer sees.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { loadCoder } from '../src/coder/node.js';
import { dataFolder } from '../src/codebook/node.js';
import { importIndicators } from '../src/intake/indicators.js';
import { intake } from '../src/intake/index.js';
import { DuckStore } from '../src/record/index.js';
import { serve } from '../src/server/index.js';
import { launchBrowser } from '../test/browser/chromium.js';
import { build } from './build.js';

const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const [WIDTH, HEIGHT] = [1280, 860];

/** What the reader's picture shows: a document whose title has these words. */
const READ = 'Xi and Milei meet';

interface Picture {
  name: string;
  path: string;
  /** Pressed before the picture is taken. */
  press?: string;
  /** The element with which the picture begins at its top; the page's top where there is none. */
  from?: string;
}

async function take(browser: Browser, url: string, { name, path, press, from }: Picture, colours: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: colours, reducedMotion: 'reduce', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(new URL(path, url).href);
  await page.waitForLoadState('networkidle');
  if (press) await page.keyboard.press(press);
  // A key may have scrolled to what it opened.
  if (press) await page.evaluate(() => scrollTo(0, 0));
  if (from) await page.locator(from).first().evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16));
  await page.waitForTimeout(150);
  const file = `${name}-${colours}.png`;
  await page.screenshot({ path: join(PICTURES, file) });
  console.log(`docs/pictures/${file}`);
  await context.close();
}

const folder = mkdtempSync(join(tmpdir(), 'demarche-pictures-'));
build(['web']);
mkdirSync(PICTURES, { recursive: true });
const store = await DuckStore.open(join(folder, 'example.duckdb'));
await intake({ store, inputs: [join(dataFolder, 'example', 'dispatches')] });
await importIndicators({ store, files: [join(dataFolder, 'example', 'indicators.csv')], actorOf: (name) => name });
const server = await serve({ store, coder: await loadCoder(), port: 0 });
const browser = await launchBrowser();
try {
  const found = (await store.documents({ text: READ, limit: 1 })).rows[0];
  if (!found) throw new Error(`No document of the example has the words "${READ}": name another in scripts/pictures.ts.`);
  const pictures: Picture[] = [
    { name: 'home', path: '/' },
    { name: 'desk', path: '/desk/ARG?at=2023-12-10' },
    { name: 'before-after', path: '/desk/ARG?at=2023-12-10', from: '#change' },
    { name: 'map', path: '/desk/ARG?at=2023-12-10&map=standing', from: '#map' },
    { name: 'facts', path: '/desk/ARG?at=2023-12-10', from: '#blocs' },
    { name: 'ledger', path: '/ledger/ARG', from: '#sayings' },
    { name: 'network', path: '/network' },
    { name: 'dyad', path: '/dyad/ARG/USA' },
    { name: 'reader', path: `/document/${found.id}`, press: 'j' },
    { name: 'paste', path: `/paste?date=2024-11-20&text=${encodeURIComponent("Argentina's president met his Chinese counterpart in Rio de Janeiro on Tuesday.")}`, from: '.paste-form' },
  ];
  for (const picture of pictures) for (const colours of ['light', 'dark'] as const) await take(browser, server.url, picture, colours);
} finally {
  await browser.close();
  await server.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}
