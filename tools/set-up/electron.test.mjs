import { describe, expect, it } from 'vitest'
import { electronEnv, explainNoElectron } from './electron.mjs'
import { archiveAddress, lastReason } from './electron-official.mjs'
import { canUseFallback } from './stand-in/electron-fallback.mjs'
import { placeInElectron } from './stand-in/make-electron.mjs'

describe('archiveAddress', () => {
  it('leads to the official release without a mirror', () => {
    expect(archiveAddress('45.4.1', {}, 'linux', 'x64')).toBe(
      'https://github.com/electron/electron/releases/download/v45.4.1/electron-v45.4.1-linux-x64.zip',
    )
  })

  it('heeds a mirror and a folder of one’s own', () => {
    const env = { ELECTRON_MIRROR: 'https://mirror.example/electron/', ELECTRON_CUSTOM_DIR: '{{ version }}' }
    expect(archiveAddress('45.4.1', env, 'darwin', 'arm64')).toBe(
      'https://mirror.example/electron/45.4.1/electron-v45.4.1-darwin-arm64.zip',
    )
  })
})

describe('explainNoElectron', () => {
  it.each(
    /** @type {const} */ ([
      ['darwin', 'arm64'],
      ['win32', 'x64'],
      ['linux', 'arm64'],
    ]),
  )('%s-%s: points to a mirror, a proxy and the way without a window', (platform, arch) => {
    const { message } = explainNoElectron('example.org did not answer', platform, arch)
    expect(message).toContain(`${platform}-${arch}`)
    expect(message).toContain('example.org did not answer')
    expect(message).toContain('ELECTRON_MIRROR=')
    expect(message).toContain('HTTPS_PROXY=')
    expect(message).toContain('npm run demo')
  })
})

describe('electronEnv', () => {
  /** @type {import('./electron.mjs').Electron} */
  const electron = { kind: 'standIn', executable: '/e/electron', folder: '/e', version: '33.2.1' }

  it('names the Electron to use for other tools', () => {
    expect(electronEnv(electron, { DISPLAY: ':0' })).toMatchObject({
      ELECTRON_EXEC_PATH: '/e/electron',
      ELECTRON_OVERRIDE_DIST_PATH: '/e',
      ELECTRON_MAJOR_VER: '33',
    })
  })

  it('asks an old Electron for Wayland where there is nothing else', () => {
    const wayland = { WAYLAND_DISPLAY: 'wayland-0' }
    expect(electronEnv(electron, wayland)).toHaveProperty('ELECTRON_OZONE_PLATFORM_HINT')
    expect(electronEnv(electron, { ...wayland, DISPLAY: ':0' })).not.toHaveProperty(
      'ELECTRON_OZONE_PLATFORM_HINT',
    )
  })
})

describe('the stand-in', () => {
  it('is for Linux on x64 alone', () => {
    expect(canUseFallback('linux', 'x64')).toBe(true)
    expect(canUseFallback('linux', 'arm64')).toBe(false)
    expect(canUseFallback('darwin', 'x64')).toBe(false)
  })

  it('takes Electron’s own files and nothing else', () => {
    expect(placeInElectron('Program/Program')).toBe('electron')
    expect(placeInElectron('Program/locales/en-US.pak')).toBe('locales/en-US.pak')
    expect(placeInElectron('Program/resources/app/index.js')).toBeUndefined()
    expect(placeInElectron('Program/browser_v8_context_snapshot.bin')).toBeUndefined()
  })
})

describe('lastReason', () => {
  it('picks the line that names the error', () => {
    expect(lastReason('Error: checksum mismatch\n    at x (y.js:1:2)\n')).toBe('Error: checksum mismatch')
  })

  it('always says something', () => {
    expect(lastReason('')).toBe('it gave no reason')
  })
})
