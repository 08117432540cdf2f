/** How narrow a match pattern is: exact host before a domain before any host, then the longer host and path. */
function ranksOf(pattern: string): readonly number[] {
  const [, scheme = '', host = '', path = ''] = /^(\*|https?):\/\/([^/]*)(\/.*)$/i.exec(pattern) ?? []
  const hostRank = host === '' || host.startsWith('*:') || host === '*' ? 0 : host.startsWith('*.') ? 1 : 2
  return [
    hostRank,
    host.length,
    path.replaceAll('*', '').length,
    path.includes('*') ? 0 : 1,
    scheme === '*' ? 0 : 1,
  ]
}

/** Whether match pattern `a` is strictly narrower than `b`. */
export function moreSpecific(a: string, b: string): boolean {
  const ranksB = ranksOf(b)
  for (const [i, rank] of ranksOf(a).entries()) {
    const other = ranksB[i] ?? 0
    if (rank !== other) return rank > other
  }
  return false
}
