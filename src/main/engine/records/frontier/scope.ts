import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { getDomain } from 'tldts'

/** Which hosts a crawl may read. */
export interface Scope {
  /** `from`: the page that links or redirects to `address`; what lies on its host is in scope as it was. */
  includes(address: string, from: string | null): boolean
}

/** Host with its port, without `www.` in front: a site answers under both, and sends from one to the other. */
function siteOf({ host }: URL): string {
  return host.replace(/^www\./, '')
}

/** The registrable domain (Public Suffix List with its private part, so that `a.github.io` is not `b.github.io`); else the host. */
function domainOf(url: URL): string {
  return getDomain(url.hostname, { allowPrivateDomains: true }) ?? url.host
}

/**
 * The scope of a plan with these start addresses, those of its sitemaps and feeds among them.
 *
 * Private addresses are refused by the network, whatever the scope: only those that the user typed are asked.
 */
export function createScope(scope: CrawlPlan['scope'], starts: readonly string[]): Scope {
  const nameOf = scope === 'domain' ? domainOf : siteOf
  const names = new Set(starts.flatMap((start) => (URL.canParse(start) ? nameOf(new URL(start)) : [])))
  return {
    includes(address, from) {
      if (!URL.canParse(address)) return false
      const url = new URL(address)
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return false
      if (scope === 'anywhere') return true
      const name = nameOf(url)
      return names.has(name) || (from !== null && URL.canParse(from) && nameOf(new URL(from)) === name)
    },
  }
}

/** Addresses that name the hosts of a plan. */
export function startAddresses({ start }: CrawlPlan): readonly string[] {
  return start.flatMap((one) => {
    if (typeof one === 'string') return one
    if ('feed' in one) return one.feed
    return one.sitemap === 'auto' ? [] : one.sitemap
  })
}
