import { isAbsolute, join, relative, sep } from 'node:path'
import { appOrigin } from '../security/content-security-policy'

/** File below `root` that an address names, or null if it names none there. */
export function fileOf(root: string, address: string): string | null {
  const url = new URL(address)
  if (url.host !== new URL(appOrigin).host) return null
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = join(root, path === '/' ? 'index.html' : path)
  const below = relative(root, file)
  // An escape such as `..%2f` passes the URL parser and is a step upwards only now.
  if (below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) return null
  return file
}
