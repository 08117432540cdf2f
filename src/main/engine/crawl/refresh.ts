import type { PageDocument } from './page-document'

/** Longest wait, in seconds, of a refresh that means "the page is over there" and not "look again later". */
const immediateSeconds = 10

/** Where an immediate `Refresh` field or `<meta http-equiv=refresh>` leads (WHATWG HTML, shared declarative refresh steps); else null. */
export function refreshTarget(page: PageDocument): string | null {
  const content = page.refresh ?? page.first('meta[http-equiv="refresh" i]')?.attribs['content'] ?? ''
  const match = /^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?(?:"([^"]*)"?|'([^']*)'?|(.*))$/is.exec(content)
  if (!match || Number(match[1]) > immediateSeconds) return null
  const reference = (match[2] ?? match[3] ?? match[4] ?? '').trim()
  const target = reference === '' ? null : page.resolve(reference)
  return target === page.address ? null : target
}
