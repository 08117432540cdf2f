/** Parameters that say who sent the visitor, or which visit it is: they do not change the page. */
const trackingKey =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid?|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|__hs\w+|hsa_\w+|hsctatracking|mkt_tok|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|at_(?:medium|campaign|custom\d)|ref_src|ref_url|spm|_openstat|vero_\w+|wt_mc|oly_\w+|cmpid|phpsessid|jsessionid|aspsessionid\w*)$/i

/** A session: `sid` and `s` of forums, whose value is a hash. */
const isSession = (key: string, value: string) => /^(?:sid|s)$/i.test(key) && /^[0-9a-f]{32}$/i.test(value)

function isTracking(pair: string): boolean {
  const equals = pair.indexOf('=')
  const key = equals === -1 ? pair : pair.slice(0, equals)
  return trackingKey.test(key) || isSession(key, pair.slice(key.length + 1))
}

/**
 * An address without what does not make it another page: fragment, user name, parameters of tracking and sessions, a slash at
 * the end of its path. Everything else stays as it is written. Takes an absolute http(s) address.
 */
export function plainAddress(address: string): string {
  const url = new URL(address)
  url.hash = ''
  url.username = ''
  url.password = ''
  if (url.search !== '') {
    const pairs = url.search.slice(1).split('&')
    const kept = pairs.filter((pair) => !isTracking(pair))
    if (kept.length < pairs.length) url.search = kept.join('&')
  }
  const path = url.pathname.replace(/;jsessionid=[^/;]*/i, '')
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path
  if (plain !== url.pathname) url.pathname = plain === '' ? '/' : plain
  return url.href
}
