import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { FailureError, failure } from '@shared/model/failure'
import ipaddr from 'ipaddr.js'

/** Public by its number, but the host of a virtual machine answers there (Azure's WireServer), with its certificates. */
const machineHosts = new Set(['168.63.129.16'])

/** The only space that is assigned as global unicast (IANA, Internet Protocol Version 6 Address Space). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** RFC 6052 §2.1. */
const wellKnownNat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/** Within it, but for protocols, documentation and tunnels (IANA IPv6 Special-Purpose Address Registry, RFC 9637). */
const special = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((range) =>
  ipaddr.IPv6.parseCIDR(range),
)

/**
 * Whether an address belongs to the public internet (RFC 6890).
 *
 * Everything else is private: loopback, link-local, RFC 1918, unique-local, carrier-grade NAT, reserved, multicast, and
 * all IPv6 space that is not assigned. Three IPv6 forms are judged by the IPv4 address that they carry, because that is
 * where they lead: mapped, the well-known prefix of NAT64 (`64:ff9b::/96`, which DNS64 answers with for public sites),
 * and ISATAP under a public prefix. 6to4, Teredo and a local NAT64 (`64:ff9b:1::/48`), which may lead anywhere, are
 * private.
 */
export function isPublicAddress(address: string): boolean {
  // A zone ("fe80::1%eth0") names an interface of this machine.
  if (address.includes('%') || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4)
    return parsed.range() === 'unicast' && !machineHosts.has(parsed.toString())
  const inner = parsed.toByteArray().slice(-4).join('.')
  if (parsed.match(wellKnownNat64)) return isPublicAddress(inner)
  if (!parsed.match(globalUnicast) || special.some((range) => parsed.match(range))) return false
  return parsed.range() === 'unicast' && (!isIsatap(parsed) || isPublicAddress(inner))
}

/** Whether its interface is `0:5efe:a.b.c.d` or `200:5efe:a.b.c.d` (RFC 5214 §6.1). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe
}

/** `host:port` of an address, with the port of its scheme when it names none; IPv6 in brackets. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/** Whether `url` may be asked although it is private: the user named this very host and port. */
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
