import { FailureError } from '@shared/model/failure'
import type { FoundAddress } from '../database/record-store'
import { fetchedAddress, pageIdentity } from '../frontier/page-identity'
import { startAddresses } from '../frontier/scope'
import type { PageReader } from './crawl-ports'

/** Sitemaps of a site: those that its robots.txt names, else the usual place. */
async function sitemapsOf({ robots, signal }: PageReader, origin: string): Promise<readonly string[]> {
  const usual = [`${origin}/sitemap.xml`]
  if (robots === null) return usual
  try {
    const named = await robots.sitemaps(origin, signal)
    return named.length === 0 ? usual : named
  } catch (error) {
    // The page says why the site cannot be read.
    if (error instanceof FailureError) return usual
    throw error
  }
}

/**
 * Where the run of a plan begins. `home`: the address of the task, whose site is asked for sitemaps if the plan names no
 * other one.
 */
export async function findStarts(reader: PageReader, home: string): Promise<readonly FoundAddress[]> {
  const { plan, reading } = reader
  const named = startAddresses(plan)
  const origins = new Set((named.length === 0 ? [home] : named).map((address) => new URL(address).origin))
  const asFound = (address: string, use: FoundAddress['use']): FoundAddress[] => {
    const fetched = fetchedAddress(address, reading.rules.identity)
    const identity = fetched === null ? null : pageIdentity(fetched, reading.rules.identity)
    if (fetched === null || identity === null) return []
    return [{ identity, address: fetched, host: new URL(fetched).host, depth: 0, use }]
  }
  const found = await Promise.all(
    plan.start.map(async (start) => {
      if (typeof start === 'string') return asFound(start, 'list')
      if ('feed' in start) return asFound(start.feed, 'feed')
      if (start.sitemap !== 'auto') return asFound(start.sitemap, 'sitemap')
      const sitemaps = await Promise.all([...origins].map((origin) => sitemapsOf(reader, origin)))
      return sitemaps.flat().flatMap((sitemap) => asFound(sitemap, 'sitemap'))
    }),
  )
  return found.flat()
}
