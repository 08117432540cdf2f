import { describe, expect, it } from 'vitest'
import { hasDisplay, requireDisplay } from './display.mjs'
import { aptCommand, parseLdd } from './libraries.mjs'
import { explainOldNode } from './node-version.mjs'
import { cacheFolder } from './places.mjs'

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
    expect(aptCommand([['a-new', 'a'], ['b']], 'sudo ')).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends a b',
    )
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
