/** Passwords as scrypt hashes, and the random secrets of tokens and sessions. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A password as it is kept: with the parameters that it was made with, so that later ones may differ. */
export const PasswordHash = z.strictObject({
  scheme: z.literal('scrypt'),
  N: z.number().int().min(2 ** 15).max(2 ** 20),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  /** Base64. */
  salt: z.string().min(20),
  hash: z.string().min(40),
});
export type PasswordHash = z.infer<typeof PasswordHash>;

/** 32 MB and about a quarter of a second of one core: what OWASP's cheat sheet has for N = 2^15. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const BYTES = 32;
export const SHORTEST = 12;
const LONGEST = 1024;

/** What is wrong with a password that a person chose, in words; null when nothing is. */
export function passwordFault(password: string): string | null {
  const { length } = [...password];
  if (length < SHORTEST) return `The password has ${length} characters; expected at least ${SHORTEST}. A few unrelated words make a good one.`;
  if (length > LONGEST) return `The password has ${length} characters; expected at most ${LONGEST}.`;
  if (new Set(password).size < 5) return 'The password repeats the same few characters; expected at least five different ones.';
  return null;
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return { scheme: 'scrypt', ...COST, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** For a name that there is not: verifying it takes as long as verifying another. */
const NOBODY: PasswordHash = { scheme: 'scrypt', ...COST, salt: randomBytes(16).toString('base64'), hash: randomBytes(BYTES).toString('base64') };

/** Whether a password is the one that a hash was made of; without a hash it takes the same time and is not. */
export async function passwordMatches(password: string, kept: PasswordHash | undefined): Promise<boolean> {
  const { salt, hash, ...cost } = kept ?? NOBODY;
  const found = await derive(password.slice(0, 4 * LONGEST), Buffer.from(salt, 'base64'), cost);
  const expected = Buffer.from(hash, 'base64');
  const same = expected.length === found.length && timingSafeEqual(expected, found);
  return same && kept !== undefined;
}

/** Hashing takes memory by design: no more than this many at a time, whoever asks. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await new Promise((resolve, reject) => {
      // The same letters typed on another keyboard may come as other code points.
      scrypt(password.normalize('NFKC'), salt, BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** 256 random bits, to be said in a header or a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a random secret is kept: it can't be guessed, so that a plain hash is enough. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two texts in a time that depends on neither. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(secretHash(one), 'hex'), Buffer.from(secretHash(other), 'hex'));
}
