import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultFolder } from './default-folder'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'galleon-home-'))
  mkdirSync(join(home, '.config'))
})
afterEach(() => rmSync(home, { recursive: true }))

const onLinux = (env = {}) => defaultFolder({ platform: 'linux', env, home })
const configure = (text: string) => writeFileSync(join(home, '.config', 'user-dirs.dirs'), text)

it('is Galleon in Downloads while nothing else is known', () => {
  expect(onLinux()).toBe(join(home, 'Downloads', 'Galleon'))
  expect(defaultFolder({ platform: 'darwin', env: {}, home })).toBe(join(home, 'Downloads', 'Galleon'))
})

it('is below the downloads that the system reports, except on Linux, where every program reads the same file', () => {
  const known = join(home, 'elsewhere')
  expect(defaultFolder({ platform: 'win32', env: {}, home }, known)).toBe(join(known, 'Galleon'))
  expect(defaultFolder({ platform: 'linux', env: {}, home }, known)).toBe(join(home, 'Downloads', 'Galleon'))
})

it('follows the name that downloads have in the language of the system', () => {
  configure('# comment\nXDG_DESKTOP_DIR="$HOME/桌面"\nXDG_DOWNLOAD_DIR="$HOME/下载"\n')
  expect(onLinux()).toBe(join(home, '下载', 'Galleon'))
})

it('takes an absolute path, and nothing relative', () => {
  configure('XDG_DOWNLOAD_DIR="/mnt/big"\n')
  expect(onLinux()).toBe('/mnt/big/Galleon')
  configure('XDG_DOWNLOAD_DIR="big"\n')
  expect(onLinux()).toBe(join(home, 'Downloads', 'Galleon'))
})

it('looks for the names where XDG_CONFIG_HOME says', () => {
  mkdirSync(join(home, 'elsewhere'))
  writeFileSync(join(home, 'elsewhere', 'user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/dl"\n')
  expect(onLinux({ XDG_CONFIG_HOME: join(home, 'elsewhere') })).toBe(join(home, 'dl', 'Galleon'))
})
