import { chmod, copyFile, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Modes of a package's files: everyone may read them and start programs, whatever umask they were made with. */
const modes = { folder: 0o755, program: 0o755, file: 0o644 }

/**
 * Opens a folder and everything in it to all users of a system. Symbolic links are left alone.
 *
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function openToAll(folder) {
  await chmod(folder, modes.folder)
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const facts = await lstat(path)
    if (facts.isDirectory()) await openToAll(path)
    else if (facts.isFile()) await chmod(path, facts.mode & 0o100 ? modes.program : modes.file)
  }
}

/**
 * Copies a file of the checkout, whose mode depends on the umask of who checked it out, as all users may use it.
 *
 * @param {string} source
 * @param {string} target
 * @param {'program' | 'file'} kind
 */
export async function copyForAll(source, target, kind) {
  await copyFile(source, target)
  await chmod(target, modes[kind])
}
