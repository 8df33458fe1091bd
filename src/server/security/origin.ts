/** Where a request comes from and what it calls us: host names, the scheme and the address that a proxy vouches for. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Names of this machine for itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The name in a Host header, without its port. */
export function hostName(header: string): string {
  return header.replace(/:\d+$/, '').toLowerCase();
}

/** How a server is reached, as its operator says. */
export interface Reach {
  /** Names under which it answers, besides those of the machine for itself. */
  names: ReadonlySet<string>;
  /** A proxy stands before it, whose X-Forwarded headers are true. */
  behindProxy: boolean;
}

/** Whether a request names a host that is ours: a page of another site can give its own name our address (DNS rebinding). */
export function isOurs(host: string, { names }: Reach): boolean {
  const name = hostName(host);
  return /^[^\s/@?#\\]+$/.test(host) && (isLoopback(name) || names.has(name));
}

/** The last entry is the one that the proxy before us wrote; those before it are whatever the client claims. */
const lastOf = (header: string | undefined): string | undefined => header?.split(',').at(-1)?.trim();

export function schemeOf(c: Context, { behindProxy }: Reach): 'http' | 'https' {
  return behindProxy && lastOf(c.req.header('x-forwarded-proto')) === 'https' ? 'https' : 'http';
}

/** The address that a request comes from; "" when it comes from within. */
export function addressOf(c: Context, { behindProxy }: Reach): string {
  const forwarded = behindProxy ? lastOf(c.req.header('x-forwarded-for')) : undefined;
  if (forwarded !== undefined && /^[0-9a-fA-F.:]{2,45}$/.test(forwarded)) return forwarded;
  // The server of the tests of single functions has no socket.
  return c.env && 'incoming' in c.env ? (getConnInfo(c).remote.address ?? '') : '';
}

/** The part of an address that belongs to one holder: all of an IPv4 address, the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const left = groups(head);
  const right = groups(tail);
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...right].slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':');
}
