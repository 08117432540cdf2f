import { describe, expect, it } from 'vitest'
import { dataFolder, type Environment } from './data-folder'

describe('dataFolder', () => {
  it.each<[string, Environment, string]>([
    ['Linux', { platform: 'linux', env: {}, home: '/home/ada' }, '/home/ada/.local/share/galleon'],
    [
      'Linux with XDG_DATA_HOME',
      { platform: 'linux', env: { XDG_DATA_HOME: '/data' }, home: '/home/ada' },
      '/data/galleon',
    ],
    [
      'Linux with a relative XDG_DATA_HOME, which the specification ignores',
      { platform: 'linux', env: { XDG_DATA_HOME: 'data' }, home: '/home/ada' },
      '/home/ada/.local/share/galleon',
    ],
    ['FreeBSD', { platform: 'freebsd', env: {}, home: '/home/ada' }, '/home/ada/.local/share/galleon'],
    [
      'Windows',
      { platform: 'win32', env: { LOCALAPPDATA: 'D:\\Local' }, home: 'C:\\Users\\Ada' },
      'D:\\Local\\Galleon',
    ],
    [
      'Windows without LOCALAPPDATA',
      { platform: 'win32', env: {}, home: 'C:\\Users\\Ada' },
      'C:\\Users\\Ada\\AppData\\Local\\Galleon',
    ],
    [
      'macOS',
      { platform: 'darwin', env: { XDG_DATA_HOME: '/data' }, home: '/Users/ada' },
      '/Users/ada/Library/Application Support/Galleon',
    ],
  ])('is the place for application data on %s', (_name, environment, folder) => {
    expect(dataFolder(environment)).toBe(folder)
  })

  it.each<NodeJS.Platform>(['linux', 'darwin'])('gives way to GALLEON_USER_DATA on %s', (platform) => {
    const env = { GALLEON_USER_DATA: '/tmp/galleon', XDG_DATA_HOME: '/data' }
    expect(dataFolder({ platform, env, home: '/home/ada' })).toBe('/tmp/galleon')
  })

  it('does not take an empty GALLEON_USER_DATA for the current folder', () => {
    expect(dataFolder({ platform: 'linux', env: { GALLEON_USER_DATA: '' }, home: '/home/ada' })).toBe(
      '/home/ada/.local/share/galleon',
    )
  })
})
