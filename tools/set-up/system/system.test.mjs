import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { explainOldNode } from '../node-version.mjs'
import { cacheFolder } from '../places.mjs'
import { aptCommand, pickPackages } from './apt.mjs'
import { hasDisplay, requireDisplay } from './display.mjs'
import { findUnlisted, parseLdd } from './libraries.mjs'

describe('explainOldNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(explainOldNode(version)).toBeUndefined()
  })

  it.each(['18.20.0', '20.18.3', '16.0.0'])('refuses %s and says what is needed', (version) => {
    expect(explainOldNode(version)).toContain('20.19.0')
    expect(explainOldNode(version)).toContain(version)
  })
})

describe('parseLdd', () => {
  it('lists each missing library once', () => {
    const listing = [
      '/x/electron:',
      '\tlibgtk-3.so.0 => not found',
      '\tlibc.so.6 => /lib/libc.so.6 (0x1)',
      '/x/libEGL.so:',
      '\tlibgtk-3.so.0 => not found',
      '\tlibasound.so.2 => not found',
    ].join('\n')
    expect(parseLdd(listing)).toEqual(['libasound.so.2', 'libgtk-3.so.0'])
  })
})

describe('aptCommand', () => {
  it('can be pasted into a shell', () => {
    expect(aptCommand(['a', 'b'], 'sudo ')).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends a b',
    )
  })
})

describe('pickPackages', () => {
  const packages = [['a-new', 'a'], ['b']]

  it('takes the new name where the release knows it', async () => {
    expect(await pickPackages(packages, async () => true)).toEqual(['a-new', 'b'])
  })

  it('takes the old name where the release knows that alone', async () => {
    expect(await pickPackages(packages, async (name) => name === 'a')).toEqual(['a', 'b'])
  })
})

describe('findUnlisted', () => {
  /** @type {string} */
  let folder
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galleon-libraries-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('misses a library that lies beside none of the others', () => {
    const listing = `/x/electron:\n\tlibX11.so.6 => ${join(folder, 'libX11.so.6')} (0x00007f)\n`
    expect(findUnlisted(listing, ['libX11-xcb.so.1'], {})).toEqual(['libX11-xcb.so.1'])
  })

  it('finds one beside another, or where LD_LIBRARY_PATH points', async () => {
    await writeFile(join(folder, 'libX11-xcb.so.1'), '')
    const beside = `\tlibX11.so.6 => ${join(folder, 'libX11.so.6')} (0x00007f)\n`
    const elsewhere = '\tlibX11.so.6 => /nowhere/libX11.so.6 (0x00007f)\n'
    expect(findUnlisted(beside, ['libX11-xcb.so.1'], {})).toEqual([])
    expect(findUnlisted(elsewhere, ['libX11-xcb.so.1'], { LD_LIBRARY_PATH: folder })).toEqual([])
  })

  it('claims nothing when ldd says nothing', () => {
    expect(findUnlisted('', ['libX11-xcb.so.1'], {})).toEqual([])
  })
})

describe('display', () => {
  it.each([
    [{ DISPLAY: ':0' }, 'linux', true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    [{ DISPLAY: '' }, 'linux', false],
    [{}, 'linux', false],
    [{}, 'darwin', true],
    [{}, 'win32', true],
  ])('%j on %s: %s', (env, platform, shown) => {
    expect(hasDisplay(env, platform)).toBe(shown)
  })

  it('points to the demo when there is none', () => {
    expect(() => requireDisplay({}, 'linux')).toThrow('npm run demo')
  })
})

describe('cacheFolder', () => {
  it('follows GALLEON_CACHE, then XDG_CACHE_HOME when absolute', () => {
    expect(cacheFolder({ GALLEON_CACHE: '/g', XDG_CACHE_HOME: '/x' })).toBe('/g')
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/galleon')
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toMatch(/\.cache\/galleon$/)
  })
})
