import { useEffect, useRef } from 'react'
import type { Step } from './neighbours'
import type { SlideSeconds } from './use-slideshow'

/** What a key or a tool does in the viewer. */
export type ViewerCommand =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'zoom'; readonly to: 'in' | 'out' | 'fit' | 'actual' }
  | { readonly kind: 'pan'; readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }
  /** Of a video: starts or stops it; moves in it by seconds. */
  | { readonly kind: 'play' }
  | { readonly kind: 'seek'; readonly seconds: number }
  | { readonly kind: 'slideshow' }
  | { readonly kind: 'interval'; readonly seconds: SlideSeconds }
  | { readonly kind: 'facts' }
  | { readonly kind: 'show-file' }
  | { readonly kind: 'check-files' }
  | { readonly kind: 'full-screen' }

/**
 * Runs the commands of keys wherever the focus is: on the picture, on a tool, or on nothing because a tool went away. An
 * open menu or a field keeps its own keys.
 */
export function useViewerKeys(run: (command: ViewerCommand) => void, onVideo: boolean): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('[role="menu"], input, textarea')) return
      const button = target?.closest('button') ?? null
      // The controls of a video stand inside of it, where no page can see which of them has the focus.
      const control = button ?? target?.closest('video') ?? null
      const command = commandOf(event, control !== null, onVideo)
      if (command === null) return
      // Up and down open a menu from its button.
      if (command.kind === 'pan' && button?.hasAttribute('aria-haspopup')) return
      event.preventDefault()
      latest.current(command)
    }
    // Captured: a dialog lets no arrow key out.
    document.addEventListener('keydown', pressed, true)
    return () => document.removeEventListener('keydown', pressed, true)
  }, [onVideo])
}

interface Keys {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const step = (to: Step): ViewerCommand => ({ kind: 'step', step: to })
const pan = (x: -1 | 0 | 1, y: -1 | 0 | 1): ViewerCommand => ({ kind: 'pan', x, y })

const plain: ReadonlyMap<string, ViewerCommand> = new Map([
  ['ArrowRight', step('next')],
  ['ArrowLeft', step('previous')],
  ['PageDown', step('next')],
  ['PageUp', step('previous')],
  ['Backspace', step('previous')],
  ['Home', step('first')],
  ['End', step('last')],
  ['ArrowUp', pan(0, 1)],
  ['ArrowDown', pan(0, -1)],
  ['+', { kind: 'zoom', to: 'in' }],
  ['=', { kind: 'zoom', to: 'in' }],
  ['-', { kind: 'zoom', to: 'out' }],
  ['_', { kind: 'zoom', to: 'out' }],
  ['0', { kind: 'zoom', to: 'fit' }],
  ['1', { kind: 'zoom', to: 'actual' }],
  ['s', { kind: 'slideshow' }],
  ['i', { kind: 'facts' }],
  ['f', { kind: 'full-screen' }],
  ['F11', { kind: 'full-screen' }],
])

const shifted: ReadonlyMap<string, ViewerCommand> = new Map([
  ['ArrowRight', pan(-1, 0)],
  ['ArrowLeft', pan(1, 0)],
])

const seek = (seconds: number): ViewerCommand => ({ kind: 'seek', seconds })

/** Keys while a video is shown: null leaves a key to its controls, which have the volume on up and down. */
const ofVideo: ReadonlyMap<string, ViewerCommand | null> = new Map([
  ['ArrowUp', null],
  ['ArrowDown', null],
  ['Shift+ArrowRight', seek(5)],
  ['Shift+ArrowLeft', seek(-5)],
])

/**
 * The command of a key; null if it has none. `onControl`: the focus is on a button, to which Space and Enter belong.
 * `onVideo`: a video is shown, which Space starts and stops.
 *
 * Arrows go through the gallery also when the image is larger than the frame; Shift with them moves the image, or in the
 * video.
 */
export function commandOf(keys: Keys, onControl: boolean, onVideo: boolean): ViewerCommand | null {
  if (keys.ctrlKey || keys.metaKey || keys.altKey) return null
  if (keys.key === ' ') {
    if (onControl) return null
    return onVideo && !keys.shiftKey ? { kind: 'play' } : step(keys.shiftKey ? 'previous' : 'next')
  }
  const forVideo = onVideo ? ofVideo.get(`${keys.shiftKey ? 'Shift+' : ''}${keys.key}`) : undefined
  if (forVideo !== undefined) return forVideo
  const name = keys.key.length === 1 ? keys.key.toLowerCase() : keys.key
  return (keys.shiftKey ? shifted.get(name) : undefined) ?? plain.get(name) ?? null
}
