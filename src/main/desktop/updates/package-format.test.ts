import { expect, it } from 'vitest'
import { type PackageFacts, packageFormat } from './package-format'

const mounted = { APPIMAGE: '/home/u/galleon.AppImage', APPDIR: '/tmp/.mount_galleo1' }
const editor = { APPIMAGE: '/home/u/editor.AppImage', APPDIR: '/tmp/.mount_editor' }
const installed = '/opt/Galleon/galleon-window'

it.each<[string, Partial<PackageFacts>, string | null]>([
  ['a deb', { packageType: 'deb\n' }, 'deb'],
  ['an rpm', { packageType: 'rpm' }, 'rpm'],
  ['a package of pacman', { packageType: 'pacman' }, 'pacman'],
  ['a package of a kind that is not known', { packageType: 'snap' }, null],
  ['an unpacked folder', {}, null],
  ['an AppImage', { env: mounted, execPath: '/tmp/.mount_galleo1/galleon-window' }, 'AppImage'],
  ['an unpacked folder, started by an AppImage', { env: editor, execPath: '/home/u/galleon/window' }, null],
  ['one beside what it mounted', { env: mounted, execPath: '/tmp/.mount_galleo12/galleon-window' }, null],
  ['a deb, started by an AppImage', { env: editor, packageType: 'deb' }, 'deb'],
  [
    'one of which the file is not known',
    { env: { ...mounted, APPIMAGE: 'a.AppImage' }, execPath: '/tmp/.mount_galleo1/w' },
    null,
  ],
  ['an AppImage without its folder', { env: { APPIMAGE: '/a.AppImage' } }, null],
  ['the installed program of Windows', { platform: 'win32' }, 'nsis'],
  ['the portable one', { platform: 'win32', env: { PORTABLE_EXECUTABLE_FILE: 'C:\\galleon.exe' } }, null],
  ['an app of macOS', { platform: 'darwin' }, 'mac'],
])('%s is known: %j', (_what, facts, format) => {
  expect(
    packageFormat({ platform: 'linux', packageType: null, execPath: installed, env: {}, ...facts }),
  ).toBe(format)
})
