/**
 * The real browser of the browser tests and the pictures: headless Chromium from the npm registry (`@sparticuz/chromium`),
 * driven by `playwright-core`. It is unpacked once into build/, with the shared libraries and the font that it carries for
 * systems that lack them. That package is for Linux on x64; elsewhere an installed Chrome or Edge is driven instead.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Unpacked {
  executable: string;
  libraries: string;
  fonts: string;
}

/** Unpacks the browser, once; cut short, it is unpacked anew. */
function unpacked(): Unpacked {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', '@sparticuz', 'chromium', 'package.json'), 'utf8'));
  const folder = join(ROOT, 'build', `chromium-${version}`);
  if (!existsSync(folder)) {
    const partial = `${folder}.partial-${process.pid}`;
    mkdirSync(partial, { recursive: true });
    // The package unpacks into the temporary folder, and its libraries only where it believes to be on Amazon's Linux:
    // both are told by the environment of a process of its own, so that ours is left alone.
    const ended = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', "import chromium from '@sparticuz/chromium'; await chromium.executablePath();"],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
    );
    if (ended.status !== 0) throw new Error(`cannot unpack the test browser into ${partial}: ${ended.stderr}`);
    try {
      renameSync(partial, folder);
    } catch (error) {
      // Another run was faster: its copy is as good.
      if (!existsSync(folder)) throw error;
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib'), fonts: join(folder, 'fonts') };
}

/** True when the system has every shared library that the browser needs. */
function systemHasLibraries(executable: string): boolean {
  const listed = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return listed.status === 0 && !listed.stdout.includes('not found');
}

/** One font for every family, so that a picture looks the same wherever it is taken. */
function fontConfiguration({ fonts }: Unpacked): string {
  const file = join(fonts, 'demarche.conf');
  const aliases = ['sans-serif', 'serif', 'monospace', 'system-ui', 'ui-serif', 'ui-sans-serif'].map(
    (family) => `<alias binding="strong"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir>` +
      `<cachedir>${join(fonts, 'cache')}</cachedir>${aliases.join('')}</fontconfig>`,
  );
  return file;
}

/** Starts the browser; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return launchInstalled();
  const browser = unpacked();
  const path = [browser.libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  const libraries = systemHasLibraries(browser.executable) ? {} : { LD_LIBRARY_PATH: path };
  return chromium.launch({
    executablePath: browser.executable,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-dev-shm-usage'],
    env: { ...(process.env as Record<string, string>), ...libraries, FONTCONFIG_FILE: fontConfiguration(browser) },
  });
}

async function launchInstalled(): Promise<Browser> {
  const failures: string[] = [];
  for (const channel of ['chrome', 'msedge']) {
    try {
      return await chromium.launch({ channel });
    } catch (error) {
      failures.push(`${channel}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  throw new Error(
    `the browser tests need a Chromium: on ${process.platform} ${process.arch} none comes from npm, and no installed one started. ` +
      `Install Chrome or Edge. (${failures.join('; ')})`,
  );
}
