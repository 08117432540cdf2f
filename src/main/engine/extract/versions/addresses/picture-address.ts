import { pathOf } from '../../html/resolve-address'

const pictureNames = 'jpe?g|jpe|jfif|pjpeg|png|apng|gif|webp|avif|bmp|tiff?|jxl|heic|heif'

/** Behind an extension: a size (`:orig`, `!full`, `_large`, `@800w`), a parameter of a segment (`;jsessionid=…`). */
const pictureEnd = new RegExp(`\\.(?:${pictureNames})(?:[:!_;@][^/]*)?$`, 'i')

/** `A.jpg/revision/latest` of wikis: the picture in one of its revisions. */
const pictureRevision = new RegExp(`\\.(?:${pictureNames})/revision/[a-z0-9/-]{0,100}$`, 'i')

/** What names a page although a picture's extension stands in front of it: `a.jpg_info.html`. */
const pageEnd = /\.(?:html?|xhtml|php\d?|aspx?|jspx?|cgi|pl|do)$/i

/** Formats that a query may name: `?format=jpg&name=orig`. */
const formatInQuery = new RegExp(`[?&](?:format|fm|fmt|ext)=p?(?:${pictureNames})(?:&|$)`, 'i')

/** Longest end of a path that is looked at: an extension with what may follow it is shorter. */
const longestEnd = 300

const firstExtension = new RegExp(`\\.(?:${pictureNames})(?![a-z0-9])`, 'i')

/** Last segments that end like a picture and lead to a page about it: `File:A.jpg` of a wiki. */
function isPageAboutPicture(segment: string): boolean {
  const front = segment.slice(0, segment.search(firstExtension))
  return front.includes(':') || /%3a/i.test(front)
}

/** Whether an absolute address leads to a picture, judged by its path, or by a format that its query names. */
export function isPictureAddress(address: string): boolean {
  const path = pathOf(address)
  const end = path.slice(-longestEnd)
  if (pictureEnd.test(end) && !pageEnd.test(end))
    return !isPageAboutPicture(path.slice(path.lastIndexOf('/') + 1))
  if (pictureRevision.test(end)) return true
  const query = address.indexOf('?')
  return query >= 0 && !pageEnd.test(end) && formatInQuery.test(address.slice(query).slice(0, 2000))
}

/** Whether an absolute address leads to a drawing in SVG: content as often as an icon, so its place has to say which. */
export function isDrawingAddress(address: string): boolean {
  return /\.svgz?$/i.test(pathOf(address).slice(-longestEnd))
}

/** Addresses of scripts that answer with a file of a post: forums, wikis, galleries. */
const attachment =
  /\/attachment\.php\?|[?&](?:action=dlattach|mod=attachment|attachmentid=|aid=\d)|\/download\/file\.php\?|\/file\/attachment\.php|\/attachments\/[^/?]+-(?:jpe?g|png|gif|webp)\.\d+\/?(?:\?|$)|\/(?:get|show|view)?(?:image|img|picture|photo|thumb)\.(?:php|aspx?|ashx)\?|\/(?:i|action|ws)\.php\?\/|\/lib\/exe\/fetch\.php\//i

/**
 * Whether an absolute address without the extension of a picture may answer with one all the same, by its form alone:
 * `attachment.php?id=7`. To be sure, it has to be asked.
 */
export function mayBePicture(address: string): boolean {
  return attachment.test(address.slice(0, 2000))
}

const originals = ['jpg', 'png', 'gif', 'tif', 'bmp']
const formatNames: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  jpe: 'jpg',
  jfif: 'jpg',
  pjpeg: 'jpg',
  pjpg: 'jpg',
  apng: 'png',
  tiff: 'tif',
  heif: 'heic',
}
const lastExtension = new RegExp(`\\.(${pictureNames}|svgz?)(?![a-z0-9])`, 'gi')
const namedFormat = new RegExp(`[?&](?:format|fm|fmt|ext)=(p?(?:${pictureNames}))(?:&|$)`, 'i')

/** Format that an address names, such as `jpg`; null when it names none. The last extension counts: `a.jpg.webp`. */
export function formatOf(address: string): string | null {
  const inQuery = namedFormat.exec(address.slice(-2000))?.[1]
  const found = inQuery ?? [...pathOf(address).slice(-longestEnd).matchAll(lastExtension)].at(-1)?.[1]
  if (found === undefined) return null
  const name = found.toLowerCase()
  return formatNames[name] ?? name
}

/**
 * Place of a format among those that are preferred, smaller is better: first what the user prefers, then the formats of
 * originals, then what is made of them (webp, avif). What is unknown stands between.
 */
export function rankOfFormat(format: string | null, preferred: readonly string[]): number {
  const wanted = format === null ? -1 : preferred.findIndex((one) => (formatNames[one] ?? one) === format)
  if (wanted >= 0) return wanted - preferred.length
  if (format === null) return 1
  return originals.includes(format) ? 0 : 2
}

const blanks =
  'spacer|blank|pixel|transparent|trans|empty|clear|1x1|1px|placeholder|place-holder|lazy|lazyload|loading|loader|shim'

/** A name that is nothing but words for a placeholder, with a size or a number of its version behind them. */
const wholeName = (words: string) =>
  new RegExp(
    `/(?:(?:${words}|image|img|bg)[_.-]?){0,3}(?:${words})(?:[_.-]?\\d+(?:x\\d+)?)?(?:[_.-](?=[a-f]{0,15}\\d)[a-f0-9]{6,16})?\\.(?:gif|png|svg|jpe?g|webp)$`,
    'i',
  )
const spacerName = wholeName(blanks)
const doubtfulName = wholeName(`${blanks}|dot|grey|gray|dummy`)

/** Names of what is seen through; a JPEG never is (ITU-T T.81 has no transparency). */
const seeThrough = wholeName('spacer|pixel|transparent|trans|clear|shim')
/** Names of lines between the parts of a page; a JPEG of that name may be a photograph. */
const lineName = wholeName(
  '(?:horizontal|vertical)[_-]?(?:line|rule|divider|bar)|divider|separator|trennlinie',
)
const isJpeg = (path: string) => /\.jpe?g$/i.test(path)

/**
 * Whether an absolute address is, by its whole name, a placeholder of lazy loading or lay-out: `spacer.gif`, and no
 * `clear-sky.jpg`, or a line: `divider.png`. `hasOther`: the element names another picture, so that a doubtful name (`grey.gif`) is enough.
 */
export function isSpacerAddress(address: string, hasOther: boolean): boolean {
  const path = pathOf(address).slice(-longestEnd)
  if (hasOther) return doubtfulName.test(path)
  if (lineName.test(path)) return !isJpeg(path)
  return spacerName.test(path) && !(isJpeg(path) && seeThrough.test(path))
}

const videoEnd = /\.(?:mp4|m4v|webm|mov|ogv|mkv)(?:[:!_;@][^/]*)?$/i
const streamEnd = /\.(?:m3u8|mpd)$/i

/** What every address of a video has in it: most have not, and need no reading of their path. */
const mayBeVideo = /\.(?:mp4|m4v|webm|mov|ogv|mkv|m3u8|mpd|gifv)/i

/** Whether an absolute address leads to a video in one file. `gifv` is a page with a video: see `videoOfGifv`. */
export function isVideoAddress(address: string): boolean {
  return mayBeVideo.test(address) && videoEnd.test(pathOf(address).slice(-longestEnd))
}

/** Whether an absolute address leads to the list of a stream (HLS, DASH), which is no file. */
export function isStreamAddress(address: string): boolean {
  return mayBeVideo.test(address) && streamEnd.test(pathOf(address))
}

/** The video that a `.gifv` page shows; null for every other address. */
export function videoOfGifv(address: string): string | null {
  if (!mayBeVideo.test(address)) return null
  const path = pathOf(address)
  if (!/\.gifv$/i.test(path)) return null
  return address.replace(path, path.replace(/\.gifv$/i, '.mp4'))
}

/** Whether an absolute address leads to a video of any kind: a file, a stream, a page with one. */
export function leadsToVideo(address: string): boolean {
  return (
    mayBeVideo.test(address) &&
    (isVideoAddress(address) || isStreamAddress(address) || videoOfGifv(address) !== null)
  )
}
