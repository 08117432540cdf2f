import { pathOf } from '../extract/html/resolve-address'

const extension = /\.(?:jpe?g|jpe|jfif|pjpeg|png|apng|gif|webp|avif|bmp|tiff?|jxl|heic|heif)$/i

/** Last segments that end like a picture and lead to a page about it: `File:A.jpg` of a wiki. */
const pageAboutPicture = /^(?:[^/]*%3A|[^/]*:)[^/]*$/i

/** Whether an absolute address leads to a picture, judged by its path alone. */
export function isPictureAddress(address: string): boolean {
  const path = pathOf(address)
  if (!extension.test(path)) return false
  const segment = path.slice(path.lastIndexOf('/') + 1)
  return !pageAboutPicture.test(segment)
}

const spacerName =
  /(?:^|[/_-])(?:spacer|blank|pixel|transparent|trans|empty|clear|dot|1x1|1px|placeholder|place-holder|lazy|lazyload|loading|loader|grey|gray|dummy|shim)(?:[_.-]?\d+x\d+|[_.-][a-z0-9]{1,12})?\.(?:gif|png|svg|jpe?g|webp)$/i

/** Whether an absolute address is, by its name, a placeholder of lazy loading or lay-out. */
export function isSpacerAddress(address: string): boolean {
  return spacerName.test(pathOf(address))
}
