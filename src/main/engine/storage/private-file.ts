import { chmodSync, closeSync, constants, openSync } from 'node:fs'

/** Read and written by its owner alone. Windows has no such mode; there the person's own folder guards it. */
const ownerOnly = 0o600

/** A named pipe without a reader is refused (`open(2)`, `ENXIO`) instead of being waited for. */
const flags = constants.O_WRONLY | constants.O_CREAT | (constants.O_NONBLOCK ?? 0)

/**
 * Makes sure that nobody but the person can read the database: cookies lie in it.
 *
 * The file exists afterwards, if it can be made at all: SQLite gives its side files (`-wal`, `-shm`) the mode of the file,
 * but makes the file itself readable for all. What cannot be done here is told by opening the database.
 */
export function makePrivate(file: string): void {
  if (file === ':memory:') return
  try {
    closeSync(openSync(file, flags, ownerOnly))
  } catch {
    return
  }
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    try {
      chmodSync(path, ownerOnly)
    } catch {
      // A side file that is not there now gets its mode from the database.
    }
  }
}
