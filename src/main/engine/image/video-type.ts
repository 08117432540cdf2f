/** Extensions of the videos that are recognised, with their media types. */
export const videoTypes = {
  mp4: 'video/mp4',
  m4v: 'video/x-m4v',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/matroska',
} as const

/** Extensions of the videos that are recognised. */
export type VideoExtension = keyof typeof videoTypes

/** Brands of movies, major or compatible (ISO/IEC 14496-12 annex E; registered at mp4ra.org). */
const movieBrand =
  /^(?:iso[m2-9a-c]|mp4[12]|mp71|avc1|hvc1|hev1|av01|dash|dsms|cmfc|cmf2|mmp4|MSNV|3g[pgr2][a-z0-9]|f4v |F4V |XAVC)$/

/** Major brands of what is no video although it may name a brand of movies besides: sounds, raw pictures. */
const otherMajor = /^(?:M4[ABP] |F4[ABP] |crx )$/

/** The video that a `ftyp` box announces by its brands, the major one first; null for none. */
export function videoOfBrands(brands: readonly string[]): VideoExtension | null {
  const [major = ''] = brands
  if (major === 'qt  ') return 'mov'
  if (major.startsWith('M4V')) return 'm4v'
  if (otherMajor.test(major)) return null
  return brands.some((brand) => movieBrand.test(brand)) ? 'mp4' : null
}

/** QuickTime before it had `ftyp`: index, media or an empty box (`wide`) in front of them. */
const oldMovie = /^....(?:moov....(?:mvhd|cmov)|mdat|wide....mdat)/s

const ebmlMark = '\x1aE\xdf\xa3'

/** The document type behind its id (RFC 8794 §11.2.4) and its size, which has one to eight bytes. */
const docType = /B\x82[^a-z]{1,8}(webm|matroska)/

/** The video that a file is by its first bytes as Latin-1 text; null for none. `ftyp` is judged by its brands. */
export function videoByMark(text: string): VideoExtension | null {
  // A text that has these letters in this place begins with no zero; a box of 16 MiB without 64-bit size is not seen.
  if (text.startsWith('\0') && oldMovie.test(text)) return 'mov'
  if (!text.startsWith(ebmlMark)) return null
  const name = docType.exec(text)?.[1]
  if (name === undefined) return null
  return name === 'webm' ? 'webm' : 'mkv'
}

/** Beginnings of the above that do not decide yet, `?` for any byte; an EBML header names its type further on. */
export const videoBeginnings = [
  `${ebmlMark}${'?'.repeat(60)}`,
  '\0???moov????mvhd',
  '\0???moov????cmov',
  '\0???wide????mdat',
  '\0???mdat',
]
