import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { ManagedFormat } from './package-format'

/** What a command is run with. */
interface System {
  /** Where its programs lie. */
  readonly folders: readonly string[]
  readonly isRoot: boolean
}

/** Folders of the system alone: one of the user's own path could hold another program under the same name. */
const thisSystem: System = {
  folders: ['/usr/bin', '/bin', '/usr/sbin', '/sbin'],
  isRoot: process.getuid?.() === 0,
}

/**
 * What installs a package file, best first. What needs another package brings it; the signatures of these formats are not
 * asked for, because the file was checked by that of its publisher.
 */
const installers: Readonly<Record<ManagedFormat, readonly (readonly [string, ...string[]])[]>> = {
  deb: [
    ['apt-get', 'install', '-y', '-o', 'DPkg::Lock::Timeout=60'],
    ['dpkg', '-i'],
  ],
  rpm: [
    ['dnf', 'install', '-y', '--nogpgcheck'],
    ['zypper', '--non-interactive', '--no-refresh', 'install', '--allow-unsigned-rpm'],
    ['rpm', '-U'],
  ],
  pacman: [['pacman', '-U', '--noconfirm']],
}

/** A command with its arguments. */
type Command = readonly [string, ...string[]]

function findProgram(name: string, { folders } = thisSystem): string | null {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** The command that installs this file as root; without the program of its format it cannot succeed, and says so. */
export function installCommand(
  format: ManagedFormat,
  file: string,
  find: (name: string) => string | null = findProgram,
): Command {
  const [first] = installers[format]
  const [name, ...args] = installers[format].find(([program]) => find(program) !== null) ?? first ?? ['']
  return [name, ...args, file]
}

/** The same command as an ordinary user runs it: the system asks for a password, or nothing can. */
function asRoot([name, ...args]: Command, system: System): Command {
  const path = findProgram(name, system)
  if (path === null) throw new Error(`${name} is not installed`)
  if (system.isRoot) return [path, ...args]
  const polkit = findProgram('pkexec', system)
  if (polkit !== null) return [polkit, '--disable-internal-agent', path, ...args]
  const sudo = findProgram('sudo', system)
  // Without a terminal it could only wait for a password that no one is asked for
  if (sudo !== null) return [sudo, '-n', path, ...args]
  throw new Error('neither pkexec nor sudo is installed')
}

/** What a program wrote last when it failed: it says why. */
function lastWords(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  const code = error instanceof Error && 'code' in error ? ` (exit code ${String(error.code)})` : ''
  return said === '' ? String(error) : `${said.split('\n').slice(-3).join('\n')}${code}`
}

/** Installs a package file by the system's package manager. Throws an error whose message is what that said. */
export async function installPackage(command: Command, system = thisSystem): Promise<void> {
  const [program, ...args] = asRoot(command, system)
  try {
    await promisify(execFile)(program, args, { maxBuffer: 16 * 1024 ** 2 })
  } catch (error) {
    throw new Error(lastWords(error), { cause: error })
  }
}

/** Whether a file has one of these SHA-512 hashes, in base64. */
export async function hasHash(file: string, hashes: ReadonlySet<string>): Promise<boolean> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hashes.has(hash.digest('base64'))
}

/** A command as it is typed in a terminal. */
export function typed(command: readonly string[]): string {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ')
}
