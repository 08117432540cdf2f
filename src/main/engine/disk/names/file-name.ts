import {
  type NameFields,
  renderSegments,
  renderTemplate,
  valueText,
} from '@shared/name-template/name-template'
import { cleanText } from './clean-text'
import { safeName } from './safe-name'

export { type SafeNameOptions, safeName } from './safe-name'

/** Most bytes of the path of a gallery's folder: with a file's name and the task's folder it fits into macOS' 1,024. */
const longestPathBytes = 700

/** Most folders in each other. */
const mostFolders = 16

/**
 * The path of a gallery's folder below the task's folder: safe segments, outermost first, at least one.
 *
 * `template` is one that `NameTemplate` accepts; a `/` in it divides, one in a field's value does not. If nothing is left
 * of the gallery's own segment, its id or its host names it. A path that is too long is cut in each of its segments.
 */
export function folderSegments(template: string, fields: NameFields): string[] {
  const segments = renderSegments(template.replace(/\/+$/, ''), fields)
  const own = segments.pop() ?? ''
  const fallback = ['id', 'host']
    .map((name) => cleanText(valueText(fields[name])))
    .find((name) => name !== '')
  const outer = segments.filter((segment) => segment !== '').map((part) => safeName(part, { fallback: '_' }))
  return fitted([...outer.slice(0, mostFolders - 1), safeName(own, { fallback: fallback ?? 'gallery' })])
}

/** The segments, each cut to its share if the whole is longer than a path may be. */
function fitted(segments: readonly string[]): string[] {
  const bytes = segments.reduce((sum, segment) => sum + Buffer.byteLength(segment) + 1, 0)
  if (bytes <= longestPathBytes) return [...segments]
  const share = Math.floor(longestPathBytes / segments.length) - 1
  return segments.map((segment) => safeName(segment, { fallback: '_', longest: share }))
}

/** The name with ` (2)` behind it; the name itself for 1. Trimmed so that the number stays. */
export function numberedName(segment: string, number: number): string {
  return number > 1 ? safeName(segment, { keepEnd: ` (${number})`, fallback: '_' }) : segment
}

/** The name of a file with ` (2)` before its extension; the name itself for 1. */
export function withNumber(name: string, number: number): string {
  if (number <= 1) return name
  const { stem } = cutExtension(name)
  return safeName(stem, { keepEnd: ` (${number})${name.slice(stem.length)}`, fallback: 'image' })
}

/** Limits of a name: bytes, extension, number. */
interface FileNameOptions {
  /** A template that `NameTemplate` accepts; a slash in it does not make a folder. */
  readonly template: string
  readonly fields: NameFields
  /** Without dot; it ends the name, also when the template does not mention it. Empty: not known yet. */
  readonly extension: string
}

/** The name of an image's file: one safe segment. */
export function fileName({ template, fields, extension }: FileNameOptions): string {
  const rendered = renderTemplate(template, { ...fields, extension }).replaceAll('/', '_')
  const keepEnd = extension === '' ? '' : `.${extension}`
  return safeName(rendered, {
    keepEnd,
    fallback: valueText(fields['num']) || 'image',
  })
}

/** A name cut at its last dot; `extension` is in lower case, without dot, and empty unless it looks like one. */
interface NameParts {
  readonly stem: string
  readonly extension: string
}

/** A name and its extension apart; the extension is empty if it is not one of a picture. */
export function cutExtension(name: string): NameParts {
  const extension = /\.([a-z][a-z0-9]{0,4})$/i.exec(name)?.[1] ?? ''
  if (extension === '') return { stem: name, extension }
  return { stem: name.slice(0, -1 - extension.length), extension: extension.toLowerCase() }
}

/** Extensions of pictures and videos: an address that ends with one names its file. */
const pictureExtensions = new Set(
  'jpg jpeg jpe jfif pjpeg png apng gif webp avif heic heif bmp dib tif tiff ico jxl jp2 svg mp4 m4v mov webm mkv'.split(
    ' ',
  ),
)

/** Whether the name in an address is a good one for its picture or video: `rain.jpg` is, `image.php` and `123` are not. */
export function namesPicture(name: string): boolean {
  const { stem, extension } = cutExtension(name)
  return stem !== '' && pictureExtensions.has(extension)
}

/** A name without the extension of a type, which the content decides: `rain.jpg` gives `rain`, `v1.2` stays. */
export function stemOf(name: string): string {
  const { stem, extension } = cutExtension(name)
  return typeExtensions.has(extension) ? stem : name
}

/** Extensions that name a type: another one replaces them instead of standing behind them. */
const typeExtensions = new Set(
  'jpg jpeg jpe jfif pjpeg png apng gif webp avif heic heif bmp dib tif tiff ico cur jxl jp2 mp4 m4v mov qt webm mkv ogv gifv svg htm html php asp aspx jsp cgi bin tmp txt json xml pdf exe com scr bat cmd msi js'.split(
    ' ',
  ),
)

/**
 * A safe name with the extension that its content has: `a.jpeg` and `a.php` become `a.jpg`, `v1.2` becomes `v1.2.jpg`.
 */
export function withExtension(name: string, extension: string): string {
  return safeName(stemOf(name), { keepEnd: `.${extension}`, fallback: 'image' })
}

/**
 * Key that is equal for two names which some file system takes for one: without regard to case (NTFS, APFS) and to the
 * form of Unicode (APFS, HFS+). May be equal for more names than that, never for fewer.
 */
export function caseKey(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name.toUpperCase()
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').toUpperCase().normalize('NFKC')
}
