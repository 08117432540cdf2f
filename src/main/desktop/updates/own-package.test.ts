import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appImageOf, canUpdate } from './own-package'
import { replaceAppImage } from './replace-app-image'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-package-'))
  writeFileSync(join(folder, 'app-update.yml'), '')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A program in this folder, started with these variables. */
function own(env: Readonly<Record<string, string>> = {}, platform: NodeJS.Platform = 'linux') {
  return { resources: folder, platform, executable: join(folder, 'galleon-window'), env }
}

describe('a build', () => {
  it('is replaced as an AppImage only where it runs from that, not where it inherits the variables of another', () => {
    const file = '/home/u/galleon.AppImage'
    expect(appImageOf(own({ APPIMAGE: file, APPDIR: folder }))).toBe(file)
    expect(canUpdate(own({ APPIMAGE: file, APPDIR: folder }))).toBe(true)
    const other = join(folder, 'other')
    mkdirSync(other)
    const foreign = [
      { APPIMAGE: file, APPDIR: other },
      { APPIMAGE: file, APPDIR: '/absent' },
      { APPIMAGE: file },
      { APPIMAGE: 'galleon.AppImage', APPDIR: folder },
      {},
    ]
    for (const env of foreign) {
      expect({ env, file: appImageOf(own(env)), can: canUpdate(own(env)) }).toEqual({
        env,
        file: null,
        can: false,
      })
    }
  })

  it('of a package manager says so', () => {
    writeFileSync(join(folder, 'package-type'), 'deb')
    expect(canUpdate(own())).toBe(true)
  })

  it('of Windows is replaced unless it is the portable one', () => {
    expect(canUpdate(own({}, 'win32'))).toBe(true)
    expect(canUpdate(own({ PORTABLE_EXECUTABLE_FILE: 'D:\\galleon.exe' }, 'win32'))).toBe(false)
  })

  it('without an address does not update itself', () => {
    writeFileSync(join(folder, 'package-type'), 'deb')
    rmSync(join(folder, 'app-update.yml'))
    expect(canUpdate(own({ APPIMAGE: '/home/u/galleon.AppImage', APPDIR: folder }))).toBe(false)
  })
})

describe('an AppImage', () => {
  it('is replaced under its path, whatever version stands in its name', async () => {
    const appImage = join(folder, 'galleon-1.0.0.AppImage')
    writeFileSync(appImage, 'old', { mode: 0o755 })
    writeFileSync(`${appImage}.part`, 'of a replacement that was cut off')
    const downloaded = join(folder, 'galleon-2.0.0.AppImage')
    writeFileSync(downloaded, 'new', { mode: 0o600 })
    await replaceAppImage(downloaded, appImage)
    expect(readFileSync(appImage, 'utf8')).toBe('new')
    expect(statSync(appImage).mode & 0o777).toBe(0o755)
    expect(readdirSync(folder)).not.toContain('galleon-1.0.0.AppImage.part')
  })

  it('stays where the new one is gone or cannot be written', async () => {
    const appImage = join(folder, 'galleon.AppImage')
    writeFileSync(appImage, 'old')
    await expect(replaceAppImage(join(folder, 'gone'), appImage)).rejects.toThrow('ENOENT')
    mkdirSync(join(folder, 'new', 'below'), { recursive: true })
    await expect(replaceAppImage(join(folder, 'new'), appImage)).rejects.toThrow(
      /EISDIR|ENOTSUP|EINVAL|EPERM/,
    )
    expect(readFileSync(appImage, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
