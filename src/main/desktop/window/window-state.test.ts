import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastSize, loadWindowState, placeWindow, saveWindowState } from './window-state'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const left = { x: -1280, y: 0, width: 1280, height: 1024 }
const stored = (bounds: object, maximised = false) => JSON.stringify({ bounds, maximised })

describe('placeWindow', () => {
  it('opens where the window was', () => {
    const bounds = { x: 100, y: 50, width: 1000, height: 700 }
    expect(placeWindow(stored(bounds, true), [screen])).toEqual({ ...bounds, maximised: true })
  })

  it('opens on the second screen while it is there and lets the system choose when it is not', () => {
    const bounds = { x: -1200, y: 50, width: 1000, height: 700 }
    expect(placeWindow(stored(bounds), [screen, left])).toEqual({ ...bounds, maximised: false })
    expect(placeWindow(stored(bounds), [screen])).toEqual({ width: 1000, height: 700, maximised: false })
  })

  it.each([
    ['its upper edge is above the screen', { x: 100, y: -200, width: 1000, height: 700 }],
    ['only a strip of it would be seen', { x: 1900, y: 50, width: 1000, height: 700 }],
    ['it is below the screen', { x: 100, y: 1070, width: 1000, height: 700 }],
  ])('does not open where %s', (_why, bounds) => {
    expect(placeWindow(stored(bounds), [screen])).not.toHaveProperty('x')
  })

  it('is never smaller than can be used nor larger than the largest screen', () => {
    expect(placeWindow(stored({ x: 0, y: 0, width: 1, height: -5 }), [screen])).toMatchObject(leastSize)
    expect(placeWindow(stored({ x: 0, y: 0, width: 9000, height: 9000 }), [screen])).toMatchObject({
      width: 1920,
      height: 1080,
    })
  })

  it.each([
    null,
    '',
    '{',
    '[]',
    'null',
    '{"bounds":{}}',
    stored({ x: 0, y: 0, width: '9', height: 9 }),
    stored({ x: 1e9, y: 0, width: 900, height: 900 }),
  ])('opens in the usual size when the file says %j', (text) => {
    expect(placeWindow(text, [screen])).toEqual({ width: 1240, height: 760, maximised: false })
  })

  it('can always be seen and used, whatever was stored', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: number, height: number }), (bounds) => {
        const place = placeWindow(stored(bounds), [screen, left])
        expect(place.width).toBeGreaterThanOrEqual(leastSize.width)
        expect(place.height).toBeGreaterThanOrEqual(leastSize.height)
        if (place.x === undefined || place.y === undefined) return
        const { x, y, width } = place
        const seen = [screen, left].some(
          (area) => x + width > area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height,
        )
        expect(seen).toBe(true)
      }),
    )
  })
})

describe('saveWindowState', () => {
  it('is read back as it was written and leaves no other file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'galleon-state-'))
    const file = join(folder, 'window-state.json')
    const state = { bounds: { x: 1, y: 2, width: 900, height: 600 }, maximised: false }
    expect(loadWindowState(file)).toBeNull()
    saveWindowState(file, state)
    expect(placeWindow(loadWindowState(file), [screen])).toEqual({ ...state.bounds, maximised: false })
    expect(readdirSync(folder)).toEqual(['window-state.json'])
    rmSync(folder, { recursive: true })
  })

  it.skipIf(process.platform === 'win32')('leaves a symbolic link as it is and a named pipe alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'galleon-state-'))
    const file = join(folder, 'window-state.json')
    const state = { bounds: { x: 1, y: 2, width: 900, height: 600 }, maximised: false }
    symlinkSync('kept.json', file)
    saveWindowState(file, state)
    expect(readlinkSync(file)).toBe('kept.json')
    expect(placeWindow(loadWindowState(file), [screen])).toEqual({ ...state.bounds, maximised: false })
    rmSync(join(folder, 'kept.json'))
    execFileSync('mkfifo', [join(folder, 'kept.json')])
    expect(loadWindowState(file)).toBeNull()
    expect(() => saveWindowState(file, state)).toThrow(/kept\.json is not a file/)
    rmSync(folder, { recursive: true })
  })
})
