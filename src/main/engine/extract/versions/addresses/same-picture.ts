import { hostOf, pathOf } from '../../html/resolve-address'

/**
 * Parameters of a query that sign an address or limit its time: Amazon S3 and CloudFront, Google Cloud Storage, Azure,
 * Akamai, Facebook, Discord, and common names of small scripts.
 */
const signing =
  /^(?:x-(?:amz|goog|oss|cos|bce|tos)-.*|awsaccesskeyid|googleaccessid|ossaccesskeyid|expires?|exp|e|signature|sig|sign|s|st|se|sp|sv|sr|skoid|sktid|skt|ske|sks|skv|spr|token|tok|tk|t|ts|time|timestamp|auth|auth_key|authkey|authorization|access_token|hash|h|hm|hmac|md5|key|key-pair-id|policy|hdnts|hdnea|__gda__|verify|nonce|security-token|oh|oe|_nc_.*|ccb|stp|is|ex|valid|until|ttl|wssecret|wstime|q-.*|acc|secure|validfrom|validto|sessionid|session|sid|jsessionid|phpsessid)$/i

/** Short names that choose a picture as often as they sign: they count only beside a sure one. */
const doubtful: ReadonlySet<string> = new Set('e s t h st key hash time is ex acc sid sr sp sv se'.split(' '))

interface Signed {
  /** What names the picture: host, path, parameters that do not sign. */
  readonly names: readonly (readonly [string, string])[]
  readonly signs: ReadonlyMap<string, string>
}

/** Longest query that is looked at: signatures of clouds have some 2,000 characters. */
const longestQuery = 16_000

function readQuery(address: string): Signed {
  const query = address.indexOf('?')
  const end = address.indexOf('#', query)
  const text =
    query < 0 ? '' : address.slice(query + 1, end < 0 ? address.length : end).slice(0, longestQuery)
  const parameters = [...new URLSearchParams(text)]
  const isSigning = ([name]: readonly [string, string]) => signing.test(name)
  return {
    names: parameters.filter((one) => !isSigning(one)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    signs: new Map(parameters.filter(isSigning)),
  }
}

/** A path without the part that signs it: `/s/TOKEN,1700000000/a.jpg` of nginx (secure_link), `;jsessionid=…`. */
function plainPath(address: string): string {
  return pathOf(address)
    .replace(/;(?:jsessionid|sid)=[^/;]*/gi, '')
    .replace(/(?<=\/)[\w-]{16,64}[,/-]1[5-9]\d{8}(?=\/)/g, '*')
    .replace(/(?<=\/)(?:exp|expires?|st|e|hmac|hash|md5|token|sig)[=~][^/]{1,400}(?=\/)/gi, '*')
}

const looksSigned = (value: string) => /^\d{9,16}$/.test(value) || value.length >= 16

/**
 * Whether two absolute addresses are of the same picture, one of them signed or limited in time again: they differ in
 * nothing but parameters that sign. So the address that a page names now replaces one that has expired.
 */
export function samePicture(a: string, b: string): boolean {
  if (a === b) return true
  if (hostOf(a) !== hostOf(b) || plainPath(a) !== plainPath(b)) return false
  const [one, other] = [readQuery(a), readQuery(b)]
  if (JSON.stringify(one.names) !== JSON.stringify(other.names)) return false
  const differing = [...new Set([...one.signs.keys(), ...other.signs.keys()])].filter(
    (name) => one.signs.get(name) !== other.signs.get(name),
  )
  const values = (name: string) => [one.signs.get(name) ?? '', other.signs.get(name) ?? '']
  // `?t=5` and `?t=6` may be two pictures; a time or a long token beside it, or in it, says that they are not
  const isSure = [...one.signs, ...other.signs].some(
    ([name, value]) => !doubtful.has(name.toLowerCase()) || looksSigned(value),
  )
  return differing.every(
    (name) => !doubtful.has(name.toLowerCase()) || isSure || values(name).every(looksSigned),
  )
}
