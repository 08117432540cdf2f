import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { captureChild, startChild } from '../set-up/children.mjs'
import { findProgram } from '../set-up/find-program.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { installPackages } from '../set-up/system/apt.mjs'

/** Number of the ordinary user in the root. */
const USER = 1000

/** Longest that one command may take there, such as the installation of a package with all that it needs. */
const COMMAND_LIMIT_MS = 300_000

/**
 * Makes a folder the root of a new mount and process namespace, and runs a command there. In a plain chroot the kernel
 * refuses user namespaces, and with them Chromium's sandbox. The network stays, and X servers are reached by their socket.
 */
const enterScript = `set -e
mount --make-rprivate /
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount --rbind /dev dev
mkdir -p -m 1777 tmp/.X11-unix old
mount --bind /tmp/.X11-unix tmp/.X11-unix
pivot_root . old
cd /
umount -l old
shift
exec "$@"`

/**
 * An empty Debian, with one ordinary user.
 *
 * @typedef {object} DebianRoot
 * @property {string} folder
 * @property {(...command: string[]) => Promise<{ code: number, output: string, errors: string }>} asRoot
 * @property {(env: Readonly<Record<string, string>>, ...command: string[]) => import('node:child_process').ChildProcess} asUser
 *   starts a command with its output in pipes; it ends with this program
 */

/**
 * @param {string} folder an absent one
 * @returns {Promise<DebianRoot>}
 * @throws {SetupFailure} where this system cannot make one
 */
export async function makeDebianRoot(folder) {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const [, codename] = /^VERSION_CODENAME=(\w+)$/m.exec(release) ?? []
  if (process.getuid?.() !== 0 || codename === undefined || !/^ID=debian$/m.test(release)) {
    throw new SetupFailure('Packages are installed for a check only as root of Debian.', [
      'without it:  npm run dist -- --stand-in',
    ])
  }
  if (findProgram('mmdebstrap') === undefined) await installPackages([['mmdebstrap']])
  const made = await captureChild('mmdebstrap', ['--quiet', '--variant=minbase', codename, folder], {
    limitMs: COMMAND_LIMIT_MS,
  })
  if (made.code !== 0) throw new SetupFailure(`mmdebstrap could not make a Debian: ${made.errors}`, [])
  // What is thrown away needs no flush of each file.
  await writeFile(join(folder, 'etc', 'dpkg', 'dpkg.cfg.d', 'quick'), 'force-unsafe-io\n')
  // Absent where no X server has run yet.
  if (!existsSync('/tmp/.X11-unix')) await mkdir('/tmp/.X11-unix', { mode: 0o1777 })
  const root = enter(folder)
  const added = await root.asRoot('useradd', '--create-home', '--uid', String(USER), 'user')
  if (added.code !== 0) throw new SetupFailure(`No user could be added: ${added.errors}`, [])
  return root
}

/**
 * @param {string} folder
 * @returns {DebianRoot}
 */
function enter(folder) {
  const before = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', enterScript, 'sh', folder]
  const path = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin'
  /** @type {NodeJS.ProcessEnv} */
  const basic = { PATH: path, LANG: 'C.UTF-8' }
  const user = ['--reuid', String(USER), '--regid', String(USER), '--clear-groups', '--inh-caps=-all']
  return {
    folder,
    asRoot: (...command) =>
      captureChild('unshare', [...before, ...command], {
        env: { ...basic, HOME: '/root', DEBIAN_FRONTEND: 'noninteractive' },
        limitMs: COMMAND_LIMIT_MS,
      }),
    asUser: (env, ...command) =>
      startChild(
        'unshare',
        [...before, 'setpriv', ...user, 'sh', '-c', 'cd && exec "$@"', 'sh', ...command],
        {
          env: { ...basic, HOME: '/home/user', USER: 'user', ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
  }
}
