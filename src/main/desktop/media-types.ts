/**
 * Types that the window may show, all raster pictures. SVG is not among them: it is a document that can hold scripts
 * and links.
 */
const shown: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/x-icon',
  'image/vnd.microsoft.icon',
])

export function isShownType(type: string): boolean {
  return shown.has(type)
}
