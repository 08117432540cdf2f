import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Where Linux keeps files in memory for programs (POSIX `shm_open`); a container may give it a few megabytes only. */
const place = '/dev/shm'

/** Twice of what all tests together have on the disk at one time. */
const leastFree = 2 * 1024 ** 3

/**
 * Runs some work with an environment whose temporary files are in memory, where the machine has room for them.
 *
 * The tests flush to the disk some ten thousand times; half of their time was waiting for that. What a flush protects
 * is proven apart, by the model of a disk that forgets (see `tools/power-cut/`).
 *
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTemporaryFilesInMemory(env, work) {
  if (process.platform !== 'linux' || !(await hasRoom())) return await work(env)
  const folder = await mkdtemp(join(place, 'galleon-tests-'))
  try {
    return await work({ ...env, TMPDIR: folder })
  } finally {
    // What a test that was ended left behind, such as a disk that is mounted there, must not hide how the tests ended.
    await rm(folder, { recursive: true, force: true }).catch((/** @type {unknown} */ error) =>
      console.warn(error),
    )
  }
}

/** Whether the place exists, is in memory and has room. */
async function hasRoom() {
  const tmpfs = 0x01021994
  const room = await statfs(place).catch(() => null)
  return room !== null && room.type === tmpfs && room.bavail * room.bsize >= leastFree
}
