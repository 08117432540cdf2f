import { rm } from 'node:fs/promises'
import { hasHash, installCommand, installPackage, typed } from './install-package'
import { managedFormats, type PackageFormat } from './package-format'
import { replaceAppImage } from './replace-app-image'
import type { DownloadedUpdate } from './updates'

/** An installation that failed. */
export class InstallError extends Error {
  override readonly name = 'InstallError'
  /** What the user can type to install the same file; null: it must not be, or is not that simple. */
  readonly command: string | null

  constructor(cause: unknown, command: string | null) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.command = command
  }
}

/** How a package is installed, and which program is then to be started; null: the installer starts it. */
export interface InstallTarget {
  readonly format: PackageFormat
  /** The program that runs; of an AppImage its file. */
  readonly program: string
  /** Starts the installer of Windows or macOS, which waits for the end of this program. */
  startInstaller(): Promise<void>
}

async function installWith(command: string, install: () => Promise<void>): Promise<void> {
  try {
    await install()
  } catch (error) {
    throw new InstallError(error, command)
  }
}

/**
 * Installs a downloaded version. The file has lain in a folder of the user since it was checked, and root may be about to
 * run what is in it: its hash is looked at again. Throws InstallError.
 */
export async function installUpdate(
  { file, hashes }: Pick<DownloadedUpdate, 'file' | 'hashes'>,
  { format, program, startInstaller }: InstallTarget,
): Promise<'installed' | 'installer-waits'> {
  const isSame = await hasHash(file, hashes).catch((error: unknown) => {
    throw new InstallError(error, null)
  })
  if (!isSame) throw new InstallError('The downloaded file was changed since it was checked.', null)
  const managed = managedFormats.find((one) => one === format)
  if (managed === undefined && format !== 'AppImage') {
    await startInstaller().catch((error: unknown) => {
      throw new InstallError(error, null)
    })
    return 'installer-waits'
  }
  if (managed === undefined) {
    await installWith(typed(['install', '-m', '755', file, program]), () => replaceAppImage(file, program))
  } else {
    const command = installCommand(managed, file)
    await installWith(typed(['sudo', ...command]), () => installPackage(command))
  }
  await rm(file, { force: true })
  return 'installed'
}
