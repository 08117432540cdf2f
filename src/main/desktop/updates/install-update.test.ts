import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installCommand, installPackage, typed } from './install-package'
import { InstallError, installUpdate } from './install-update'
import type { PackageFormat } from './package-format'
import { replaceAppImage } from './replace-app-image'

const newer = Buffer.alloc(100_000, 'newer')

let folder: string
let file: string
let program: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-install-'))
  file = join(folder, 'galleon-2.0.0.AppImage')
  program = join(folder, 'old', 'galleon-1.0.0.AppImage')
  writeFileSync(file, newer)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A folder with these programs of the system, each a script. */
function systemWith(programs: Readonly<Record<string, string>>): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
  return bin
}

/** Installs the downloaded file, whose publisher has signed this content. */
function install(format: PackageFormat, signed: Uint8Array = newer) {
  const hashes = new Set([createHash('sha512').update(signed).digest('base64')])
  const startInstaller = () => Promise.reject(new Error('no installer here'))
  return installUpdate({ file, hashes }, { format, program, startInstaller })
}

describe.skipIf(process.platform !== 'linux')('the installation of a version', () => {
  it('puts an AppImage in the place of the one that runs, whatever their names', async () => {
    program = join(folder, 'galleon-1.0.0.AppImage')
    writeFileSync(program, 'older', { mode: 0o644 })
    writeFileSync(`${program}.part`, 'of a replacement that was cut off')
    expect(await install('AppImage')).toBe('installed')
    expect(readFileSync(program)).toEqual(newer)
    expect(statSync(program).mode & 0o777).toBe(0o755)
    expect(readdirSync(folder)).toEqual(['galleon-1.0.0.AppImage'])
  })

  it('leaves an AppImage whole where the new one cannot be written', async () => {
    program = join(folder, 'galleon.AppImage')
    writeFileSync(program, 'old')
    mkdirSync(join(folder, 'new', 'below'), { recursive: true })
    await expect(replaceAppImage(join(folder, 'new'), program)).rejects.toThrow(/EISDIR|ENOTSUP|EINVAL|EPERM/)
    await expect(replaceAppImage(join(folder, 'gone'), program)).rejects.toThrow('ENOENT')
    expect(readFileSync(program, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('leaves the program where it cannot be replaced, and says what to type', async () => {
    await expect(install('AppImage')).rejects.toMatchObject({
      message: expect.stringContaining('ENOENT'),
      command: `install -m 755 ${file} ${program}`,
    })
    expect(readFileSync(file)).toEqual(newer)
  })

  it.each<PackageFormat>(['AppImage', 'deb', 'nsis'])(
    'takes no file that was changed: %s',
    async (format) => {
      const failed = install(format, Buffer.from('what was signed'))
      await expect(failed).rejects.toThrow('was changed since it was checked')
      await expect(failed).rejects.toMatchObject({ command: null })
    },
  )

  it('says what the package manager said, and can be tried again', async () => {
    const said = 'E: Could not get lock /var/lib/dpkg/lock-frontend'
    const folders = [
      systemWith({ 'apt-get': `[ -e "$0.ran" ] && exit 0; touch "$0.ran"; echo '${said}' >&2; exit 100` }),
    ]
    const command = installCommand('deb', file)
    await expect(installPackage(command, { folders, isRoot: true })).rejects.toThrow(
      `${said} (exit code 100)`,
    )
    await installPackage(command, { folders, isRoot: true })
  })

  it('says that a password was refused, or cannot be asked for', async () => {
    const refused = "echo 'Error executing command as another user: Request dismissed' >&2; exit 126"
    const command = installCommand('deb', file)
    const asking = systemWith({ 'apt-get': 'exit 0', pkexec: refused })
    await expect(installPackage(command, { folders: [asking], isRoot: false })).rejects.toThrow(
      'Request dismissed (exit code 126)',
    )
    rmSync(join(asking, 'pkexec'))
    await expect(installPackage(command, { folders: [asking], isRoot: false })).rejects.toThrow(
      'neither pkexec nor sudo',
    )
  })

  it('asks for no password where the file is gone', async () => {
    rmSync(file)
    await expect(install('deb')).rejects.toThrow('ENOENT')
  })

  it('fails where its installer cannot be started', async () => {
    await expect(install('nsis')).rejects.toBeInstanceOf(InstallError)
  })
})

describe('the command of a format', () => {
  it.each([
    ['deb', ['apt-get', 'dpkg'], 'apt-get install -y -o DPkg::Lock::Timeout=60 /c/a.deb'],
    ['deb', ['dpkg'], 'dpkg -i /c/a.deb'],
    ['rpm', ['zypper', 'rpm'], 'zypper --non-interactive --no-refresh install --allow-unsigned-rpm /c/a.rpm'],
    ['rpm', [], 'dnf install -y --nogpgcheck /c/a.rpm'],
    ['pacman', ['pacman'], 'pacman -U --noconfirm /c/a.pacman'],
  ] as const)('%s, of %j', (format, present, command) => {
    const find = (name: string) => (present.some((one) => one === name) ? `/usr/bin/${name}` : null)
    expect(typed(installCommand(format, `/c/a.${format}`, find))).toBe(command)
  })

  it('is typed with its paths in quotes where they need them', () => {
    expect(typed(['dpkg', '-i', "/home/u/It's here/a.deb"])).toBe(`dpkg -i '/home/u/It'\\''s here/a.deb'`)
  })
})
