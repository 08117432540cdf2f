import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DebUpdater } from 'electron-updater'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installPackage } from './install-package'

let folder: string
const { PATH } = process.env
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-install-'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'app.asar'), 'old')
  writeFileSync(join(folder, 'galleon.deb'), 'new')
  process.env['PATH'] = `${join(folder, 'bin')}:${PATH}`
})
afterEach(() => {
  process.env['PATH'] = PATH
  rmSync(folder, { recursive: true })
})

/** The updater of a deb that is downloaded, on a system whose programs do this. */
function updaterWith(dpkg: string, aptGet = 'exit 0') {
  const say = (name: string, script: string) =>
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  say('dpkg', dpkg)
  say('apt-get', aptGet)
  for (const name of ['pkexec', 'gksudo', 'kdesudo']) {
    say(name, 'while [ "$1" != /bin/bash ]; do shift; done; exec "$@"')
  }
  const updater = new DebUpdater(null, {
    version: '1.0.0',
    name: 'galleon',
    isPackaged: true,
    appUpdateConfigPath: '',
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch() {},
    quit() {},
    onQuit() {},
  })
  updater.logger = null
  const downloaded = { file: join(folder, 'galleon.deb'), downloadedFileInfo: {} }
  updater.on('error', () => {})
  return Object.assign(updater, { downloadedUpdateHelper: downloaded })
}

const install = (updater: DebUpdater) =>
  installPackage(updater, join(folder, 'galleon.deb'), join(folder, 'app.asar'))

describe.skipIf(process.platform !== 'linux')('a downloaded package', () => {
  it('is installed by the package manager, also behind an attempt that was refused', () => {
    const replace = `cp "$2" "${folder}/app.asar.new" && mv "${folder}/app.asar.new" "${folder}/app.asar"`
    const updater = updaterWith(
      `[ -e "${folder}/again" ] || { touch "${folder}/again"; exit 1; }; ${replace}`,
      'exit 100',
    )
    expect(() => install(updater)).toThrow('exited with code 100')
    install(updater)
    expect(readFileSync(join(folder, 'app.asar'), 'utf8')).toBe('new')
  })

  it('is not called installed where only the repair behind a failure ended well', () => {
    expect(() => install(updaterWith('exit 2'))).toThrow('installed nothing')
  })

  it('that is gone is not asked a password for', () => {
    const updater = updaterWith(`touch "${folder}/asked"`)
    rmSync(join(folder, 'galleon.deb'))
    expect(() => install(updater)).toThrow('ENOENT')
    expect(() => readFileSync(join(folder, 'asked'))).toThrow('ENOENT')
  })
})
