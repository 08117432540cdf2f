import type { FailureKind } from '../../model/failure'
import type { SkipReason } from '../../model/gallery'

/**
 * The words of one kind of failure. Holes are `{{status}}`, `{{time}}`, `{{detail}}`, `{{sink}}`, `{{host}}` and `{{things}}`
 * (`18 images and 2 pages`).
 */
interface FailureWords {
  /** For a cell of a table. */
  readonly name: string
  /** What happened to one thing. */
  readonly sentence: string
  /** What happened to many things at one site. */
  readonly group: string
  /** What the user can do about it. */
  readonly next: string
  /** The same where it differs in the terminal: it names options. */
  readonly inTerminal?: string
}

/** The words of failures and of skipped addresses in one language. */
export interface FailureMessages {
  readonly kinds: Readonly<Record<FailureKind, FailureWords>>
  /** When it is not the download's folder that cannot be written, but Galleon's own records. */
  readonly records: Readonly<Record<'disk-full' | 'not-writable', Pick<FailureWords, 'sentence' | 'next'>>>
  readonly skipped: Readonly<Record<SkipReason, string>>
  /** `{{images}}` and `{{pages}}` joined. */
  readonly both: string
}

/** English. */
export const en: FailureMessages = {
  kinds: {
    'http-status': {
      name: 'Error {{status}}',
      sentence: 'The site answered with an error ({{status}}).',
      group: '{{host}} answered {{status}} to {{things}}',
      next: 'Retry. If it fails again, open the page in the browser and see what the site says.',
    },
    'not-found': {
      name: 'Not found ({{status}})',
      sentence: 'The site reports that this does not exist ({{status}}).',
      group: 'Not found at {{host}}: {{things}} ({{status}})',
      next: 'It was removed or never existed. Open the page in the browser to see whether it moved.',
    },
    forbidden: {
      name: 'Refused ({{status}})',
      sentence: 'The site denied access ({{status}}).',
      group: '{{host}} answered {{status}} to {{things}}',
      next: 'Many sites send pictures only with the page as Referer: retry with the page as Referer. If that fails too, open the page in the browser: it may require a login.',
      inTerminal:
        'Many sites send pictures only with the page as Referer: retry with --referer-page. The site may also require a login.',
    },
    auth: {
      name: 'Login needed ({{status}})',
      sentence: 'The site or the proxy asks for a login ({{status}}).',
      group: '{{host}} asks for a login for {{things}} ({{status}})',
      next: 'Open the page in the browser to see what it asks for. If it is your proxy that asks, put name and password into its address in Settings.',
      inTerminal:
        'Open the page in a browser to see what it asks for. The name and password of a proxy belong in its address.',
    },
    'rate-limited': {
      name: 'Rate-limited',
      sentence:
        'Rate-limited by the server until {{time}}, which is longer than Galleon waits automatically.',
      group: 'Rate-limited by {{host}} until {{time}} ({{things}})',
      next: 'Galleon can wait and retry automatically. Use fewer connections or a pause between requests to avoid this.',
      inTerminal: 'Retry then. Use fewer connections (--connections) or a pause (--interval) to avoid this.',
    },
    refused: {
      name: 'No connection',
      sentence: 'The site could not be reached.',
      group: '{{host}} could not be reached for {{things}}',
      next: 'Check the address, the network and the proxy, then retry.',
    },
    proxy: {
      name: 'Proxy not usable',
      sentence: 'The proxy could not be used: {{detail}}.',
      group: 'The proxy could not be used for {{things}} of {{host}}',
      next: 'Check that the proxy runs, and its address in Settings. Then retry.',
      inTerminal:
        'Check that it runs, then retry. If its address is wrong, correct proxy in the settings file, or run get again with another --proxy.',
    },
    reset: {
      name: 'Connection broke',
      sentence: 'The connection broke before the transfer was complete.',
      group: 'The connection to {{host}} broke while {{things}} came',
      next: 'Retry; with fewer connections if it happens again.',
      inTerminal: 'Retry later, with fewer connections (--connections) or a pause (--interval).',
    },
    timeout: {
      name: 'No answer in time',
      sentence: 'The site did not answer in time.',
      group: '{{host}} did not answer in time for {{things}}',
      next: 'Retry when the site is less busy, or with fewer connections.',
      inTerminal: 'Retry later, with fewer connections (--connections) or a pause (--interval).',
    },
    'too-slow': {
      name: 'Too slow',
      sentence: 'The transfer was stopped because it was too slow.',
      group: '{{host}} was too slow for {{things}}',
      next: 'Retry when the site is less busy, or with fewer connections.',
      inTerminal: 'Retry later, with fewer connections (--connections) or a pause (--interval).',
    },
    truncated: {
      name: 'Incomplete',
      sentence: 'The file ended before it was complete.',
      group: '{{host}} sent {{things}} incompletely',
      next: 'Retry. If it happens again, the file on the site itself is cut off.',
    },
    protocol: {
      name: 'Answer not understood',
      sentence: 'The site’s answer could not be understood.',
      group: '{{host}} gave an answer that could not be understood for {{things}}',
      next: 'Open the page in the browser. Perhaps the address does not belong to a web site, or a proxy stands in between.',
    },
    'not-an-image': {
      name: 'Not a picture',
      sentence: 'The site sent something other than a picture.',
      group: '{{host}} sent something other than a picture for {{things}}',
      next: 'Many sites send pictures only with the page as Referer: retry with the page as Referer. If that fails too, open the page in the browser: it may ask for a login or for a wait.',
      inTerminal:
        'Many sites send pictures only with the page as Referer: retry with --referer-page. If that fails too, open the page in a browser.',
    },
    'not-a-page': {
      name: 'Not a page',
      sentence: 'The site sent something other than a page.',
      group: '{{host}} sent something other than a page for {{things}}',
      next: 'Skip it: the rules of the crawl follow links to files. Add their pattern to what is skipped.',
    },
    'bad-image': {
      name: 'Damaged picture',
      sentence: 'The picture is damaged.',
      group: '{{host}} sent {{things}} damaged',
      next: 'Retry. If it happens again, the file on the site itself is damaged.',
    },
    empty: {
      name: 'Empty',
      sentence: 'The site sent an empty file.',
      group: '{{host}} sent nothing for {{things}}',
      next: 'Retry. If it happens again, the file on the site itself is empty.',
    },
    decode: {
      name: 'Cannot be unpacked',
      sentence: 'The answer was compressed and could not be unpacked.',
      group: '{{host}} sent {{things}} compressed in a way that could not be unpacked',
      next: 'Retry. If it happens again, the site or a proxy damages what it sends.',
    },
    'too-large': {
      name: 'Too large',
      sentence: 'It is larger than the limit.',
      group: '{{host}} sent {{things}} larger than the limit',
      next: 'If you want it all the same, raise the limits of size in Settings, then retry.',
      inTerminal:
        'If it is a limit of bytes, raise decodedBodyLimitBytes or pageLimitBytes in the settings file, then retry. A page that takes too long or too much memory to read cannot be read.',
    },
    'recipe-too-slow': {
      name: 'Slow recipe',
      sentence: 'A pattern or selector of the recipe takes too long on this page: {{detail}}.',
      group: 'A rule of the recipe takes too long for {{things}} of {{host}}',
      next: 'Correct this rule in the recipe file, then retry.',
      inTerminal:
        'Correct the pattern or selector that is named in the recipe file, then retry; or run get again with another recipe (--recipe NAME).',
    },
    'too-many-redirects': {
      name: 'Too many redirects',
      sentence: 'The site redirected too many times.',
      group: '{{host}} redirected too many times for {{things}}',
      next: 'It often means that a login or a cookie is missing. Open the page in the browser.',
    },
    'blocked-scheme': {
      name: 'Not a web address',
      sentence: 'This address begins with neither http:// nor https://, and only such are fetched.',
      group: 'Neither http nor https: {{things}} of {{host}}',
      next: 'Such an address cannot be downloaded: skip it.',
    },
    'blocked-address': {
      name: 'Private address',
      sentence: 'A page led to an address of your own network, and that was not followed.',
      group: 'Led into your own network and was not followed: {{things}} of {{host}}',
      next: 'Skip it. If you trust this address, enter it yourself: entered addresses are allowed.',
    },
    'bad-url': {
      name: 'Broken address',
      sentence: 'This is not a usable web address.',
      group: 'No usable address: {{things}} of {{host}}',
      next: 'The page contains a broken link: skip it. A recipe for this site can fix it.',
    },
    tls: {
      name: 'Not secure',
      sentence: 'The site’s certificate is not trusted, or the secure connection failed.',
      group: 'The secure connection to {{host}} failed for {{things}}',
      next: 'Check the date of this computer. The browser shows what is wrong; a company’s certificate can be named in the settings file.',
      inTerminal:
        'Check the date of this computer. Further certificates are named by caFile in the settings file.',
    },
    'no-images': {
      name: 'No pictures',
      sentence: 'The page was read, and no pictures were found on it.',
      group: 'No pictures were found on {{things}} of {{host}}',
      next: 'Open the page in the browser: it may require a login, or show its pictures only by a script, which Galleon does not run. Another recipe may find them.',
      inTerminal:
        'See what was skipped with the command probe, or run get again with another recipe (--recipe NAME).',
    },
    'disk-full': {
      name: 'Disk full',
      sentence: 'The disk is full.',
      group: 'The disk was full for {{things}} of {{host}}',
      next: 'Free some space, and the download resumes automatically, or choose another folder. Finished files are kept.',
      inTerminal: 'Free some space, then resume: finished files are kept.',
    },
    'not-writable': {
      name: 'Folder not writable',
      sentence: 'The folder cannot be written to.',
      group: 'The folder could not be written to for {{things}} of {{host}}',
      next: 'Check that the folder exists and that you may write there: the download then resumes automatically. Or choose another folder.',
      inTerminal: 'Check that it exists and that you may write there, or choose another.',
    },
    sink: {
      name: 'Records not sent',
      sentence: 'Records could not be sent to {{sink}}: {{detail}}.',
      group: 'Records of {{things}} of {{host}} could not be sent',
      next: 'The records are kept here and are sent automatically as soon as it takes them. Check that the server runs, its address, the login and its free space.',
    },
    'invalid-input': {
      name: 'Invalid input',
      sentence: 'Invalid input: {{detail}}',
      group: 'Invalid input: {{things}} of {{host}}',
      next: 'Correct the input and try again.',
      inTerminal: 'Correct the input; --help shows what is possible.',
    },
    'held-elsewhere': {
      name: 'In use',
      sentence: 'Another Galleon is using this.',
      group: 'In use by another Galleon: {{things}} of {{host}}',
      next: 'Close the other window or the command in the terminal, then try again.',
      inTerminal: 'Wait for it, end it, or choose another data folder with --data-dir.',
    },
    unexpected: {
      name: 'Unexpected',
      sentence: 'Something unexpected went wrong: {{detail}}',
      group: 'Something unexpected went wrong with {{things}} of {{host}}',
      next: 'Try again. If it keeps happening, copy the details and report them.',
      inTerminal: 'With -v the details are shown.',
    },
  },
  records: {
    'disk-full': {
      sentence: 'The disk that holds Galleon’s own records is full.',
      next: 'Free some space there: all downloads then resume automatically, and nothing is lost.',
    },
    'not-writable': {
      sentence: 'Galleon’s own records cannot be written to.',
      next: 'Check the data folder, which Settings shows: all downloads then resume automatically.',
    },
  },
  skipped: {
    duplicate: 'Duplicate in this download',
    decoration: 'Decoration: it appears on several pages',
    'too-small': 'Too small for a picture',
    spacer: 'A placeholder',
    'minor-group': 'Not among the main pictures of the page',
    icon: 'A logo, icon, avatar or button',
    advertising: 'Advertising',
    thumbnail: 'A thumbnail: the larger version is taken',
    'not-http': 'Not a web address',
    'other-size': 'Another size of the same picture is taken',
    filtered: 'Outside your limits of size',
    'out-of-range': 'Not among the positions, or beyond the number, that you asked for',
    stream: 'A video that is sent in pieces (HLS, DASH): it is no file',
    video: 'A video',
    document: 'A document, an archive or a sound',
    link: 'A link to another page',
    'out-of-scope': 'A page outside this site or beyond the limit',
    dismissed: 'Skipped by you after it had failed',
  },
  both: '{{images}} and {{pages}}',
}
