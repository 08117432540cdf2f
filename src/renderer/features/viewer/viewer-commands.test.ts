import { describe, expect, it } from 'vitest'
import { commandOf } from './viewer-commands'

const bare = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const press = (key: string, held: Partial<typeof bare> = {}, onControl = false) =>
  commandOf({ ...bare, ...held, key }, onControl, false)
const pressOnVideo = (key: string, held: Partial<typeof bare> = {}, onControl = false) =>
  commandOf({ ...bare, ...held, key }, onControl, true)

describe('keys of the viewer', () => {
  it('go through the gallery', () => {
    expect(press('ArrowRight')).toEqual({ kind: 'step', step: 'next' })
    expect(press('ArrowLeft')).toEqual({ kind: 'step', step: 'previous' })
    expect(press('Home')).toEqual({ kind: 'step', step: 'first' })
    expect(press('End')).toEqual({ kind: 'step', step: 'last' })
  })

  it('take Space as next, with Shift as previous, but leave it to a button', () => {
    expect(press(' ')).toEqual({ kind: 'step', step: 'next' })
    expect(press(' ', { shiftKey: true })).toEqual({ kind: 'step', step: 'previous' })
    expect(press(' ', {}, true)).toBeNull()
  })

  it('start and stop a video with Space, but leave it to a button and to its own controls', () => {
    expect(pressOnVideo(' ')).toEqual({ kind: 'play' })
    expect(pressOnVideo(' ', { shiftKey: true })).toEqual({ kind: 'step', step: 'previous' })
    expect(pressOnVideo(' ', {}, true)).toBeNull()
  })

  it('go through the gallery on a video too, move in it with Shift, and leave the volume to it', () => {
    expect(pressOnVideo('ArrowRight')).toEqual({ kind: 'step', step: 'next' })
    expect(pressOnVideo('ArrowRight', { shiftKey: true })).toEqual({ kind: 'seek', seconds: 5 })
    expect(pressOnVideo('ArrowLeft', { shiftKey: true })).toEqual({ kind: 'seek', seconds: -5 })
    expect(pressOnVideo('ArrowUp')).toBeNull()
  })

  it('zoom on every layout: plus with and without Shift', () => {
    expect(press('+', { shiftKey: true })).toEqual({ kind: 'zoom', to: 'in' })
    expect(press('=')).toEqual({ kind: 'zoom', to: 'in' })
    expect(press('-')).toEqual({ kind: 'zoom', to: 'out' })
    expect([press('0'), press('1')]).toEqual([
      { kind: 'zoom', to: 'fit' },
      { kind: 'zoom', to: 'actual' },
    ])
  })

  it('move the image with Shift', () => {
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ kind: 'pan', x: -1, y: 0 })
    expect(press('ArrowDown')).toEqual({ kind: 'pan', x: 0, y: -1 })
  })

  it('work with caps lock', () => {
    expect(press('F')).toEqual({ kind: 'full-screen' })
    expect(press('I')).toEqual({ kind: 'facts' })
  })

  it('leave shortcuts of the system and unknown keys alone', () => {
    expect(press('f', { ctrlKey: true })).toBeNull()
    expect(press('ArrowLeft', { altKey: true })).toBeNull()
    expect(press('0', { metaKey: true })).toBeNull()
    expect(press('q')).toBeNull()
  })
})
