import type { Failure, FailureKind } from '../model/failure'

/** What happened, and what the user can do about it. */
interface Words {
  readonly what: string
  readonly next: string
}

const later = 'Try again later, with fewer connections (--connections) or a pause (--interval).'

/** The sentences of the terminal, one entry for each failure there is. */
export const failureWords: Readonly<Record<FailureKind, Words>> = {
  'http-status': {
    what: 'The site answered with an error',
    next: 'Retry; if it fails again, open the page in a browser and see what the site says.',
  },
  'not-found': {
    what: 'The site says that this does not exist',
    next: 'It was removed or never existed; open the page in a browser to see whether it moved.',
  },
  forbidden: {
    what: 'The site refused to hand this over',
    next: 'Many sites hand pictures only to visitors of their pages: retry with --referer-page. It may also want a login.',
  },
  auth: {
    what: 'The site or the proxy asks for a login',
    next: 'Open the page in a browser to see what it asks for; name and password of a proxy belong into its address.',
  },
  'rate-limited': {
    what: 'Rate-limited by the server for longer than Galleon waits automatically',
    next: 'Retry then; use fewer connections (--connections) or a pause (--interval) to avoid this.',
  },
  refused: {
    what: 'The site could not be reached',
    next: 'Check the address, the network and the proxy, then retry.',
  },
  proxy: {
    what: 'The proxy could not be used',
    next: 'Check that it runs, then retry. If its address is wrong, correct proxy in the settings file, or run get again with another --proxy.',
  },
  reset: { what: 'The connection broke before everything had come', next: later },
  timeout: { what: 'The site did not answer in time', next: later },
  'too-slow': { what: 'The transfer was so slow that it was given up', next: later },
  truncated: {
    what: 'The file ended before it was complete',
    next: 'Retry; if it stays, the file on the site itself is cut off.',
  },
  protocol: {
    what: 'The answer could not be understood',
    next: 'Perhaps the address is not one of a web site, or a proxy stands between.',
  },
  'not-an-image': {
    what: 'Something other than a picture came instead of one',
    next: 'Many sites hand pictures only to visitors of their pages: retry with --referer-page. Else open the page in a browser to see.',
  },
  'bad-image': {
    what: 'The picture is damaged',
    next: 'Retry; if it stays, the file on the site itself is damaged.',
  },
  empty: {
    what: 'The site sent an empty file',
    next: 'Retry; if it stays, the file on the site itself is empty.',
  },
  decode: {
    what: 'The answer is compressed in a way that cannot be undone',
    next: 'Retry; if it stays, the site or a proxy damages what it sends.',
  },
  'too-large': {
    what: 'It is beyond a limit',
    next: 'If it is a limit of bytes, raise decodedBodyLimitBytes or pageLimitBytes in the settings file, then retry. A page that takes too long or too much memory to read cannot be read.',
  },
  'recipe-too-slow': {
    what: 'A rule of the recipe takes too long on this page',
    next: 'Correct the pattern or selector that is named in the recipe file, then retry; or run get again with another recipe (--recipe NAME).',
  },
  'too-many-redirects': {
    what: 'The site leads from address to address without end',
    next: 'Often a login or a cookie is missing: open the page in a browser.',
  },
  'blocked-scheme': {
    what: 'The address begins with neither http:// nor https://, and only such are fetched',
    next: 'Give one that does; of a picture on a page nothing can be had.',
  },
  'blocked-address': {
    what: 'It leads into a private network, and that was not followed',
    next: 'If you meant it, give that very address yourself: what you type is allowed.',
  },
  'bad-url': {
    what: 'This is no address that can be asked for',
    next: 'Check the address; on a page, a recipe for the site can fix a broken link.',
  },
  tls: {
    what: 'The certificate is not trusted, or the secure connection failed',
    next: 'Check the date of this computer; further certificates are named by caFile in the settings file.',
  },
  'no-images': {
    what: 'No pictures were found on the page',
    next: 'See what was skipped with the command probe, or run get again with another recipe (--recipe NAME).',
  },
  'disk-full': {
    what: 'The disk is full',
    next: 'Make room, then resume: what is finished is kept.',
  },
  'not-writable': {
    what: 'The folder cannot be written to',
    next: 'Check that it exists and that you may write there, or choose another.',
  },
  'invalid-input': {
    what: 'Invalid input',
    next: 'Correct the input; --help shows what is possible.',
  },
  'held-elsewhere': {
    what: 'Another Galleon holds the data folder',
    next: 'Wait for it, end it, or choose another data folder with --data-dir.',
  },
  unexpected: {
    what: 'Something unexpected went wrong',
    next: 'With -v the details are shown.',
  },
}

/** One line: what happened, with the status and the technical detail, as far as there are any. */
export function failureLine(failure: Failure): string {
  const { what } = failureWords[failure.kind]
  const status = 'status' in failure ? ` (${failure.status})` : ''
  const until =
    failure.kind === 'rate-limited' ? ` (until ${new Date(failure.until).toLocaleString('en')})` : ''
  return `${what}${status}${until}${failure.detail === '' ? '' : `: ${failure.detail}`}`
}
