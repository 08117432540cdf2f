import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { readSmallFileSync } from '../../engine/disk/read-small-file'

/**
 * Whether a folder for sockets among the temporary files belongs to this user alone. Another user may make one there
 * first, and its owner can put a socket in the place of ours, to receive the token.
 */
export function isOwnPlace(place: string): boolean {
  try {
    const facts = lstatSync(place)
    const isMine = facts.uid === process.getuid?.()
    return facts.isDirectory() && isMine && (facts.mode & 0o077) === 0
  } catch {
    return false
  }
}

/** Whether the socket lies beside the data or, where that path would be too long, in a folder that is ours alone. */
export function isOwnEndpoint(endpoint: string, dataFolder: string): boolean {
  if (process.platform === 'win32' || endpoint === join(dataFolder, 'control.sock')) return true
  return isOwnPlace(dirname(endpoint))
}

/** Makes the folder for a socket that cannot lie beside the data; throws if another user has made it. */
export function prepareEndpoint(endpoint: string, dataFolder: string): void {
  if (isOwnEndpoint(endpoint, dataFolder)) return
  mkdirSync(dirname(endpoint), { mode: 0o700 })
}

/** Grows with every change of the messages that a program of another version would misread. */
const protocol = 2

/** How to connect to the process that has locked a data folder. */
const ControlFile = z.object({
  protocol: z.literal(protocol),
  pid: z.number().int().positive(),
  owner: z.enum(['window', 'terminal']),
  /** Path of a socket, on Windows of a named pipe. */
  endpoint: z.string(),
  /** The first thing that a client sends: others can open a named pipe of Windows. */
  token: z.string(),
})
/** Where the owner of a data folder listens, and the token that it demands. */
export type ControlFile = z.infer<typeof ControlFile>

/** Longest path of a socket: `sun_path` holds 104 bytes on macOS, 108 on Linux (unix(7)). */
const longestSocketPath = 100

function pathOf(folder: string): string {
  return join(folder, 'control.json')
}

/** Where the owner of this folder listens. */
export function endpointOf(folder: string, platform: NodeJS.Platform = process.platform): string {
  const name = `galleon-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  const beside = join(folder, 'control.sock')
  return Buffer.byteLength(beside) <= longestSocketPath ? beside : join(tmpdir(), name, 'control.sock')
}

/** Announces this process as the owner; only the user can read the token. */
export function writeControlFile(folder: string, owner: ControlFile['owner']): ControlFile {
  const announced: ControlFile = {
    protocol,
    pid: process.pid,
    owner,
    endpoint: endpointOf(folder),
    token: randomBytes(24).toString('hex'),
  }
  // A link in its place would lead the token elsewhere, and a named pipe would wait for a reader for ever.
  rmSync(pathOf(folder), { force: true })
  writeFileSync(pathOf(folder), `${JSON.stringify(announced)}\n`, { flag: 'wx', mode: 0o600 })
  return announced
}

const limits = { mostBytes: 64 * 1024, links: 'refuse' } as const

/** Null when no process is announced, not completely yet, or one of another version. */
export function readControlFile(folder: string): ControlFile | null {
  return ControlFile.safeParse(readAnnouncement(folder)).data ?? null
}

/** The number of the process that holds the folder when its messages are those of another version; null otherwise. */
export function otherVersion(folder: string): number | null {
  const announced = readAnnouncement(folder)
  const { data } = z.object({ pid: z.number(), protocol: z.number().default(1) }).safeParse(announced)
  return data === undefined || data.protocol === protocol ? null : data.pid
}

function readAnnouncement(folder: string): unknown {
  try {
    return JSON.parse(readSmallFileSync(pathOf(folder), limits).toString('utf8'))
  } catch {
    return null
  }
}

/** Removes the announcement if the disk allows it; a reader finds out that one that stays is stale. */
export function removeControlFile(folder: string): void {
  try {
    rmSync(pathOf(folder), { force: true })
  } catch {
    // A read-only disk: the engine must end all the same.
  }
}
