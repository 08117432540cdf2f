import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram } from '../set-up/find-program.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { aptCommand, installPackages } from '../set-up/system/apt.mjs'

/** Programs that pack, each with the Debian package that brings it. */
const programs = [
  ['7zz', '7zip'],
  ['mksquashfs', 'squashfs-tools'],
  ['desktop-file-validate', 'desktop-file-utils'],
  ['rpmbuild', 'rpm'],
  ['bsdtar', 'libarchive-tools'],
]

/** What stands in for a tool that electron-builder would download, in words for the user. */
export const standIns = [
  '7za: 7zz of Debian',
  'fpm (deb, rpm, pacman): tools/package/stand-in-fpm.mjs',
  'runtime of the AppImage: a shell script that unpacks it at each start',
]

/** Size in bytes of the script before the file system of an AppImage; a multiple of its blocks. */
const RUNTIME_BYTES = 4096

/** Unpacks the AppImage and starts it, as the real runtime does by mounting it. */
const runtime = `#!/bin/sh
# Stands in for the runtime of an AppImage; never for release.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
unsquashfs -quiet -no-progress -o ${RUNTIME_BYTES} -d "$folder/app" "$0" >/dev/null || exit 1
APPIMAGE=$(readlink -f "$0") APPDIR="$folder/app" "$folder/app/AppRun" "$@"
exit
`

/**
 * Makes tools of this system stand in for those that electron-builder would download. On Windows and macOS nothing does.
 *
 * @param {string} folder an absent one, for what is made
 * @returns {Promise<Readonly<Record<string, string>>>} variables that electron-builder reads
 * @throws {SetupFailure} where a program is missing and cannot be installed
 */
export async function prepareStandIns(folder) {
  if (process.platform !== 'linux') return {}
  await requirePrograms()
  const found = (/** @type {string} */ name) => findProgram(name) ?? name
  await mkdir(join(folder, 'runtimes'), { recursive: true })
  await mkdir(join(folder, 'lib', 'x64'), { recursive: true })
  await writeFile(join(folder, 'runtimes', 'runtime-x64'), runtime.padEnd(RUNTIME_BYTES, '#'))
  await symlink(found('desktop-file-validate'), join(folder, 'desktop-file-validate'))
  const mksquashfs = join(folder, 'mksquashfs')
  await writeFile(mksquashfs, `#!/bin/sh\nexec ${found('mksquashfs')} "$@" -Xcompression-level 1\n`)
  await chmod(mksquashfs, 0o755)
  return {
    CUSTOM_FPM_PATH: join(import.meta.dirname, 'stand-in-fpm.mjs'),
    ELECTRON_BUILDER_7ZIP_PATH: found('7zz'),
    APPIMAGE_TOOLS_PATH: folder,
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
    ELECTRON_BUILDER_OFFLINE: 'true',
  }
}

async function requirePrograms() {
  const missing = programs.filter(([name = '']) => findProgram(name) === undefined)
  if (missing.length === 0) return
  const packages = missing.map(([, name = '']) => name)
  const isRoot = process.getuid?.() === 0
  const wayOut = [aptCommand(packages, isRoot ? '' : 'sudo ')]
  if (!isRoot || findProgram('apt-get') === undefined) {
    throw new SetupFailure(`These programs are missing: ${missing.map(([name]) => name).join(', ')}.`, wayOut)
  }
  console.error(`Installing ${packages.join(', ')} with apt …`)
  const { code, errors } = await installPackages(packages.map((name) => [name]))
  if (code !== 0) throw new SetupFailure(`apt could not install ${packages.join(', ')}: ${errors}`, wayOut)
}
