import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canMount, mountSmallDisk } from '../../../test/small-disk'
import { linuxTrash, moveToTrash, type TrashUser } from './freedesktop-trash'

let folder: string
let user: TrashUser

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-trash-'))
  user = { dataHome: join(folder, 'share'), uid: 1234, now: () => new Date(2026, 2, 4, 5, 6, 7) }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('the trash of Linux desktops', () => {
  it('takes a file by a rename and records where it was', async () => {
    const path = join(folder, '100 % é.jpg')
    writeFileSync(path, 'picture')
    expect(await moveToTrash(path, user)).toBe(true)
    expect(existsSync(path)).toBe(false)
    const trash = join(folder, 'share', 'Trash')
    expect(readFileSync(join(trash, 'files', '100 % é.jpg'), 'utf8')).toBe('picture')
    expect(readFileSync(join(trash, 'info', '100 % é.jpg.trashinfo'), 'utf8')).toBe(
      `[Trash Info]\nPath=${folder}/100%20%25%20%C3%A9.jpg\nDeletionDate=2026-03-04T05:06:07\n`,
    )
  })

  it('keeps files of one name apart and takes whole folders', async () => {
    for (const text of ['one', 'two']) {
      mkdirSync(join(folder, 'Gallery'))
      writeFileSync(join(folder, 'Gallery', 'a.jpg'), text)
      expect(await moveToTrash(join(folder, 'Gallery'), user)).toBe(true)
    }
    const files = join(folder, 'share', 'Trash', 'files')
    expect(readdirSync(files)).toEqual(['Gallery', 'Gallery.2'])
    expect(readFileSync(join(files, 'Gallery.2', 'a.jpg'), 'utf8')).toBe('two')
  })

  it('leaves a file where it was when no trash takes it', async () => {
    writeFileSync(join(folder, 'share'), 'a file in the place of the folder')
    writeFileSync(join(folder, 'a.jpg'), 'picture')
    expect(await moveToTrash(join(folder, 'a.jpg'), user)).toBe(false)
    expect(await moveToTrash(join(folder, 'gone.jpg'), user)).toBe(false)
    expect(readFileSync(join(folder, 'a.jpg'), 'utf8')).toBe('picture')
  })

  it.runIf(canMount)('uses the trash at the top of another file system, with a relative path', async () => {
    using disk = mountSmallDisk(2)
    mkdirSync(join(disk.folder, 'deep'))
    writeFileSync(join(disk.folder, 'deep', 'a.jpg'), 'picture')
    expect(await moveToTrash(join(disk.folder, 'deep', 'a.jpg'), user)).toBe(true)
    expect(readFileSync(join(disk.mountPoint, '.Trash-1234', 'files', 'a.jpg'), 'utf8')).toBe('picture')
    const info = readFileSync(join(disk.mountPoint, '.Trash-1234', 'info', 'a.jpg.trashinfo'), 'utf8')
    expect(info).toContain('\nPath=pictures/deep/a.jpg\n')
    expect(existsSync(join(folder, 'share'))).toBe(false)
  })

  it('lies in the data folder of the user', async () => {
    for (const env of [{}, { XDG_DATA_HOME: join(folder, 'named') }, { XDG_DATA_HOME: 'relative' }]) {
      writeFileSync(join(folder, 'a.jpg'), 'picture')
      expect(await linuxTrash('linux', env, folder)?.(join(folder, 'a.jpg'))).toBe(true)
    }
    expect(readdirSync(join(folder, '.local', 'share', 'Trash', 'files'))).toEqual(['a.jpg', 'a.jpg.2'])
    expect(readdirSync(join(folder, 'named', 'Trash', 'files'))).toEqual(['a.jpg'])
    expect(linuxTrash('darwin', {}, folder)).toBeUndefined()
  })
})
