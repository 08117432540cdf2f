import { withoutUserinfo } from '@shared/text/address-parts'

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

/** Words of which one is enough to make a name that of a secret: `auth_token`, `X-Api-Key`, `userPassword`. */
const secretWords = words(
  'token apikey key secret sig signature hmac auth authorization authentication bearer jwt oauth ' +
    'password passwd passwort pwd pw psw pswd passw pass passphrase passcode pwhash kennwort contrasena senha mdp ' +
    'credential credentials cred creds otp totp mfa ' +
    'accesskey privatekey secretkey clientsecret sas ' +
    'session sessionid sess sessid sid phpsessid jsessionid cookie csrf xsrf',
)

/** Words that only in an address make one: signed links and log-ins carry them. */
const parameterWords = words(
  'amz goog code expire expires expiry exp st md5 hash hdnts hdnea hdntl login user username sign signed ' +
    'ticket nonce policy pin otp',
)

/** How names without any mark between their words end. */
const secretEnds = /(?:token|secret|password|passwd|signature|apikey|sessid|sessionid|cookie)s?$/

/** `sessionId`, `X-Api-Key` and `AWSAccessKeyId` as words in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

/**
 * Whether what goes by this name (a field, a header) is a secret.
 *
 * Errs on the side of silence: a log that hides a harmless `key` does less harm than one that shows a key.
 */
export function isSecretName(name: string): boolean {
  return (
    secretEnds.test(name.toLowerCase()) ||
    wordsOf(name).some((word) => secretWords.has(word) || secretWords.has(word.replace(/s$/, '')))
  )
}

/** Whether a parameter of an address is a secret, or a part of a signed link. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || wordsOf(name).some((word) => parameterWords.has(word))
}

/** What stands where a secret was. */
export const redacted = '‹redacted›'

/** Longest text that is looked at, in UTF-16 units; what comes after it is dropped. */
const longestText = 32 * 1024

/** `name=value` of queries, forms and cookies. */
const pair = /(^|[^\w.~%[\]-])([\w.~%[\]-]{1,100})=([^\s&;#"'<>`]+)/g

/** `"name": "value"` of JSON, also of JSON inside of JSON. */
const member = /(\\?["'])([\w.-]{1,100})\1(\s*:\s*)(\\?["'])((?:(?!\4)[^\\]|\\[^"'])*)/g

/** A header that carries a secret, to the end of its line. */
const header =
  /\b((?:proxy-)?authorization|(?:set-)?cookie2?|x-[\w-]*(?:token|key|auth|secret|session|csrf)[\w-]*)(["']?\s*[:=]\s*)(?!\s)[^\r\n]+/gi

/** What follows the name of a scheme (RFC 7235 §2.1) and looks made, not written. */
const scheme = /\b(bearer|basic|digest|negotiate)\s+(?=[\w.~+/-]*[\d=])[\w.~+/=-]{6,}/gi

/** A JSON Web Token (RFC 7519 §3), wherever it stands: its header is JSON, which begins with `{"`. */
const jwt = /\beyJ[\w-]{5,}\.[\w-]{2,}(?:\.[\w-]*){0,3}/g

/** `?pw=…` of an address that is itself the value of a parameter. */
const encodedPair =
  /(%(?:25)*(?:3F|26|3B|23))([\w.-]{1,100})(%(?:25)*3D)((?:(?!%(?:25)*(?:26|3B|23))[^\s&;#"'<>`])+)/gi

/** An address from its scheme to its end. */
const address = /\bhttps?:\/\/[^\s"'<>`]+/gi

/** Name and password before a host, without a scheme, as proxies are often typed. */
const bareUserinfo = /(^|[\s"'(=,])[^\s:@/\\"'(=,]{1,200}:[^\s@/\\"']{1,200}@(?=[\w[])/g

/** Text of a file in a message of the JSON parser (V8). */
const snippet = /("|\.\.\.")[^\r\n]*?("|"\.\.\.) is not valid JSON/g

/** A value so long and so mixed that it was not written by hand: a signature under any name. */
function looksMade(value: string): boolean {
  return value.length >= 32 && /\d/.test(value) && /[a-z]/i.test(value)
}

/**
 * The path of an address without a segment that follows the name of a secret (`/token/…`), or that is a made text of both
 * cases, as links that are secrets are. Hashes in lower case and names with an extension stay: most pictures have them.
 */
function withoutSecretSegments(text: string): string {
  const [path = '', ...rest] = text.split(/(?=[?#])/)
  const segments = path.split('/')
  const shown = segments.map((segment, index) => {
    // Scheme, nothing and host.
    if (index < 3 || segment === '') return segment
    const follows = index > 3 && isSecretName(decoded(segments[index - 1] ?? '')) && !segment.includes('.')
    const isMade = looksMade(segment) && /^(?=.*[a-z])(?=.*[A-Z])[\w~=-]+$/.test(segment)
    return follows || isMade ? redacted : segment
  })
  return shown.join('/') + rest.join('')
}

/** Whether a pair is a secret; behind `?` and `&` it is a parameter of an address. */
function hides(before: string, name: string, value: string): boolean {
  const isParameter = before !== '' && '?&;#'.includes(before)
  return (isParameter ? isSecretParameter(name) : isSecretName(name)) || looksMade(value)
}

/** Cut between words: half of an address could hide what its other half shows to be a password. */
function cutText(text: string): string {
  if (text.length <= longestText) return text
  const cut = text.slice(0, longestText)
  const end = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'))
  return `${cut.slice(0, Math.max(0, end))} … (${text.length} characters)`
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Every way in which this folder is written: as a path, in an address, inside of JSON. */
function spellings(home: string): readonly string[] {
  const slashed = home.replaceAll('\\', '/')
  return [...new Set([home, slashed, encodeURI(slashed), home.replaceAll('\\', '\\\\')])]
}

function withoutHome(text: string, home: string): string {
  // The root folder is no user's home.
  if (home.length < 3) return text
  let result = text
  for (const spelling of spellings(home)) {
    if (!result.toLowerCase().includes(spelling.toLowerCase())) continue
    const escaped = spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    result = result.replace(
      new RegExp(`${escaped}(?![\\w.-])`, /^[a-z]:/i.test(home) ? 'gi' : 'g'),
      () => '~',
    )
  }
  return result
}

/**
 * A text as it may stand in a log or be sent to a developer: without names and passwords in addresses, without the values
 * of parameters, fields and headers that are secrets, with the user's home folder as `~`.
 *
 * `home` is its absolute path. Texts of more than 32 Ki characters are cut.
 */
export function redactText(text: string, home: string): string {
  const shown = withoutUserinfo(cutText(text))
    .replace(snippet, 'the text is not valid JSON')
    .replace(jwt, redacted)
    .replace(address, withoutSecretSegments)
    .replace(encodedPair, (all, before: string, name: string, mark: string) =>
      isSecretParameter(name) ? `${before}${name}${mark}${redacted}` : all,
    )
    .replace(header, (_, name: string, mark: string) => `${name}${mark}${redacted}`)
    .replace(scheme, (_, name: string) => `${name} ${redacted}`)
    .replace(member, (all, quote: string, name: string, mark: string, open: string) =>
      isSecretName(name) ? `${quote}${name}${quote}${mark}${open}${redacted}` : all,
    )
    .replace(pair, (all, before: string, name: string, value: string) =>
      hides(before, decoded(name), value) ? `${before}${name}=${redacted}` : all,
    )
    .replace(bareUserinfo, '$1')
  return withoutHome(shown, home)
}
