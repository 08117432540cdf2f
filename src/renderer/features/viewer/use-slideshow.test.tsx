import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSlideshow } from './use-slideshow'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('keeps its time while the images of the gallery change', () => {
  const advanced: string[] = []
  const show = (images: string) => () => void advanced.push(images)
  const { rerender } = renderHook(({ advance }) => useSlideshow(true, 2, 7, advance), {
    initialProps: { advance: show('first') },
  })
  vi.advanceTimersByTime(1000)
  rerender({ advance: show('second') })
  vi.advanceTimersByTime(1000)
  expect(advanced).toEqual(['second'])
})

it('gives the next image a time of its own', () => {
  const advanced: number[] = []
  const { rerender } = renderHook(({ seen }) => useSlideshow(true, 2, seen, () => advanced.push(seen)), {
    initialProps: { seen: 7 },
  })
  vi.advanceTimersByTime(1500)
  rerender({ seen: 8 })
  vi.advanceTimersByTime(1500)
  expect(advanced).toEqual([])
  vi.advanceTimersByTime(500)
  expect(advanced).toEqual([8])
})
