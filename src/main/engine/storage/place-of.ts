/**
 * The absolute folder in the one spelling that the column `galleries.place` has: a folder reached by way of two roots is
 * one. `root` is the root's path without symbolic links; `folder` is the path below it, parts joined by `/`.
 */
export function placeOf(root: string, folder: string): string {
  return `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/${folder}`.replace(/\/+$/, '')
}
