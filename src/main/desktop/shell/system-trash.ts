import { shell } from 'electron'
import type { Log } from '../../engine/ports/ports'
import { linuxTrash } from '../../host/freedesktop-trash'
import { homeFolder } from '../../host/home-folder'

type Trash = (path: string) => Promise<boolean>

/** The trash of this desktop for any number of files; see `Ports.trash`. */
export function systemTrash(log: Log): Trash {
  // First, because the programs that Linux desktops bring for it need a process for each file.
  const quick = linuxTrash(process.platform, process.env, homeFolder())
  const shellTrash = trashOfShell(log)
  return async (path) => (quick !== undefined && (await quick(path))) || shellTrash(path)
}

/** The same for one folder: the desktop's own way first, which may know more of disks than the specification does. */
export function trashFolder(log: Log): Trash {
  const other = linuxTrash(process.platform, process.env, homeFolder())
  const shellTrash = trashOfShell(log)
  return async (path) => (await shellTrash(path)) || (other !== undefined && other(path))
}

function trashOfShell(log: Log): Trash {
  return async (path) => {
    try {
      await shell.trashItem(path)
      return true
    } catch (error) {
      log('warn', 'the system did not take a file or folder into its trash', { error })
      return false
    }
  }
}
