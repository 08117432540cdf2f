import { hostAndPort } from './private-address'

/** The beginning of an address that every parser reads in the same way, whatever follows. */
const plainStart = /^https?:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d{1,5})?(?=\/)/

/** Whether an address is one of http or https without a login, which can be read as it is. */
export function isPlainAddress(address: string): boolean {
  return plainStart.test(address) && hostOf(address) !== ''
}

/** Beginnings whose hosts are remembered at most. */
const mostRemembered = 200

const hosts = new Map<string, string>()

/** The host of an address as `host:port`; empty for what is no address. The images of a site share one reading of it. */
export function hostOf(address: string): string {
  const start = plainStart.exec(address)?.[0]
  const known = start === undefined ? undefined : hosts.get(start)
  if (known !== undefined) return known
  const host = URL.canParse(address) ? hostAndPort(new URL(address)) : ''
  if (start !== undefined) {
    if (hosts.size >= mostRemembered) hosts.clear()
    hosts.set(start, host)
  }
  return host
}
