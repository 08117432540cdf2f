import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Files below a folder, sorted, parts joined by `/`. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

/** Shows whether a file was written again: its inode, times and size. */
export function identities(folder: string, files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map((file) => {
      const { ino, mtimeMs, size } = statSync(join(folder, file))
      return [file, `${ino} ${mtimeMs} ${size}`]
    }),
  )
}
