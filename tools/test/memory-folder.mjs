import { chmod, statfs } from 'node:fs/promises'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'

/** Where Linux keeps files in memory for programs (POSIX `shm_open`); a container may give it a few megabytes only. */
const place = '/dev/shm'

/** A machine with less keeps the files of tests on its disk. */
const leastFree = 2 * 1024 ** 3

/**
 * Runs some work with an environment whose temporary files are in memory, where the machine has room for them.
 *
 * Nearly every test opens a database and flushes it: on a busy disk they took twice as long. What a flush protects is
 * proven apart, by the model of a disk that forgets (see `tools/power-cut/`).
 *
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTemporaryFilesInMemory(env, work) {
  if (process.platform !== 'linux' || !(await hasRoom())) return await work(env)
  return await withTemporaryFolder(
    'tests',
    async (folder) => {
      // Servers that refuse the superuser run as an account of their own, and must come through to their folders.
      await chmod(folder, 0o711)
      return await work({ ...env, TMPDIR: folder })
    },
    place,
  )
}

/** Whether the place exists, is in memory and has room. */
async function hasRoom() {
  const tmpfs = 0x01021994
  const room = await statfs(place).catch(() => null)
  return room !== null && room.type === tmpfs && room.bavail * room.bsize >= leastFree
}
