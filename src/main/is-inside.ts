import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path is this folder or lies in it at any depth; by names alone, nothing need exist. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
