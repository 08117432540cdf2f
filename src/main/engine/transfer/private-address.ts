import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { FailureError, failure } from '@shared/failure'
import ipaddr from 'ipaddr.js'

/**
 * Whether an address belongs to the public internet (RFC 6890).
 *
 * Everything else is private: loopback, link-local, RFC 1918, unique-local, carrier-grade NAT, reserved, multicast.
 * IPv6 forms that carry an IPv4 address (mapped, translated, NAT64) are judged by that address; 6to4 and Teredo,
 * whose inner address may be anything, are private.
 */
export function isPublicAddress(address: string): boolean {
  // A zone ("fe80::1%eth0") names an interface of this machine.
  if (address.includes('%') || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast'
  const range = parsed.range()
  if (range === 'rfc6052' || range === 'rfc6145') {
    return isPublicAddress(parsed.toByteArray().slice(-4).join('.'))
  }
  // ::a.b.c.d, the deprecated IPv4-compatible form, counts as unicast there.
  return range === 'unicast' && !parsed.parts.slice(0, 6).every((part) => part === 0)
}

/** `host:port` of an address, with the port of its scheme when it names none; IPv6 in brackets. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/** Whether `url` may be asked although it is private: somebody named this very host and port. */
export function isAllowed(url: URL, ...allowed: readonly Iterable<string>[]): boolean {
  const full = hostAndPort(url)
  for (const list of allowed) {
    for (const entry of list)
      if (entry.toLowerCase() === full || entry.toLowerCase() === url.host) return true
  }
  return false
}

/**
 * Throws blocked-address for a host that is private as it is written: an IP address or a name under `localhost`
 * (RFC 6761 §6.3). Names that must be resolved are left to `publicLookup`.
 *
 * Decimal, octal and hexadecimal spellings were made plain by the URL parser.
 */
export function refusePrivateHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isPrivate = isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : !isPublicAddress(host)
  if (isPrivate) throw new FailureError(failure('blocked-address', `${url.host} is a private address`))
}

/**
 * A lookup that gives public addresses only and fails with blocked-address when a name has none.
 *
 * The connection goes to the very address that was checked, so a name that resolves differently a moment later
 * (DNS rebinding) gains nothing.
 */
export function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) {
        callback(error, [])
        return
      }
      const addresses: LookupAddress[] = Array.isArray(found)
        ? found
        : [{ address: found, family: isIP(found) }]
      const open = addresses.filter(({ address }) => isPublicAddress(address))
      const first = open[0]
      if (first === undefined) {
        const named = addresses[0]?.address ?? 'nothing'
        const reason = failure('blocked-address', `${hostname} resolves to ${named}, a private address`)
        callback(new FailureError(reason), [])
      } else if (options.all) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}
