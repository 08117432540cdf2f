import { homedir } from 'node:os'
import { shell } from 'electron'
import type { Log } from '../engine/ports'
import { linuxTrash } from '../freedesktop-trash'

/** The trash of this desktop; see `Ports.trash`. */
export function systemTrash(log: Log): (path: string) => Promise<boolean> {
  const ofLinux = linuxTrash(process.platform, process.env, homedir())
  return async (path) => {
    if (ofLinux !== undefined && (await ofLinux(path))) return true
    try {
      await shell.trashItem(path)
      return true
    } catch (error) {
      log('warn', 'the system did not take a file into its trash', { error })
      return false
    }
  }
}
