/** Which addresses of the network may be asked: those of the public Internet alone, checked where the connection is made. */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** A cloud's own service at an address that looks public. */
const SERVICES = new Set(['168.63.129.16']);

/** Thrown for an address that is not to be asked. */
export class ForbiddenAddress extends Error {
  constructor(host: string, address: string) {
    super(`${host === address ? address : `${host} (${address})`} is no address of the public Internet`);
    this.name = 'ForbiddenAddress';
  }
}

/** Whether an address is one of the public Internet; one that carries an IPv4 address within is what that one is, or refused. */
export function isPublic(address: string, allowLoopback = false): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return (range === 'unicast' && !SERVICES.has(address)) || (allowLoopback && range === 'loopback');
}

/**
 * Connects to public addresses alone. A name is resolved here, all its addresses are looked at, and the connection goes to
 * one of those that were: a name that means something else a moment later leads nowhere else.
 */
export function guardedConnector(allowLoopback: boolean, timeout: number): buildConnector.connector {
  const lookup: LookupFunction = (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const forbidden = addresses.find(({ address }) => !isPublic(address, allowLoopback));
      const [first] = addresses;
      if (forbidden || !first) return callback(new ForbiddenAddress(host, forbidden?.address ?? 'no address'), '', 0);
      return options.all ? (callback as (error: null, addresses: LookupAddress[]) => void)(null, addresses) : callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ lookup, timeout } as buildConnector.BuildOptions);
  return (options, callback) => {
    // An address written out is never looked up.
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isPublic(host, allowLoopback)) callback(new ForbiddenAddress(host, host), null);
    else connect(options, callback);
  };
}
