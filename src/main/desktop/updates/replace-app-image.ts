import { constants } from 'node:fs'
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises'

/**
 * Replaces an AppImage by a downloaded one, in one step under the same path: menus and links lead to it. The old one stays
 * whole until the new one is, on a full disk too; the program that runs from it keeps its content.
 *
 * Rejects with what the file system says; then the old one is as it was.
 */
export async function replaceAppImage(downloaded: string, appImage: string): Promise<void> {
  const coming = `${appImage}.part`
  try {
    await rm(coming, { force: true })
    // Exclusive: in a folder that others write to, a link of theirs would lead the copy elsewhere
    await copyFile(downloaded, coming, constants.COPYFILE_EXCL)
    await chmod(coming, 0o755)
    await using file = await open(coming, 'r')
    await file.sync()
    await rename(coming, appImage)
  } catch (error) {
    await rm(coming, { force: true }).catch(() => {})
    throw error
  }
}
