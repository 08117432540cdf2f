import { pathOf } from '../html/resolve-address'

const documentEnding =
  /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|md|epub|mobi|azw3?|djvu?|cb[rz7]|zip|rar|7z|tar|gz|tgz|bz2|xz|zst|iso|exe|msi|dmg|apk|deb|rpm|torrent|mp3|m4a|ogg|oga|opus|flac|wav|wma|mid|ps|ai|psd|xcf|ttf|otf|woff2?|xml|json|rss|atom|ics|vcf|kml|gpx|sql|log|css|js|mjs|map|wasm)$/i

/** Whether an absolute address leads, by its ending, to a document, an archive or a sound. */
export function isDocumentAddress(address: string): boolean {
  return documentEnding.test(pathOf(address))
}
