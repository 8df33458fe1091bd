/** The command line in this process, with what it writes. */
import { vi } from 'vitest';
import { main } from '../../src/cli/main.js';

/** Runs a command line; what it wrote and its exit status. */
export async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const written = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true)),
  ];
  try {
    const status = await main(['node', 'demarche', ...args]);
    return { status, out, err };
  } finally {
    for (const spy of written) spy.mockRestore();
  }
}
