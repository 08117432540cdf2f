import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { onSpeed, shownSeconds } from './speed-clock'

const height = 40
const seconds = Array.from({ length: shownSeconds }, (_, second) => second)

/** The last minute as a small curve. Drawn by uPlot, once a second, without React. */
export function SpeedGraph() {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    let plot = draw(element)
    const end = onSpeed(({ values }) => plot.setData([seconds, [...values]]))
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const redraw = (): void => {
      const { data } = plot
      plot.destroy()
      plot = draw(element)
      plot.setData(data)
    }
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    dark.addEventListener('change', redraw)
    return () => {
      end()
      dark.removeEventListener('change', redraw)
      resized.disconnect()
      plot.destroy()
    }
  }, [])
  return <div ref={frame} className="h-10 w-full overflow-hidden text-accent" aria-hidden />
}

/** A canvas knows no CSS variables: the colour is taken from the element, which has it resolved. */
function draw(element: HTMLElement): uPlot {
  const { color } = getComputedStyle(element)
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      padding: [3, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { time: false },
        // A steady trickle must not fill the whole height: the scale begins at 64 KB/s.
        y: { range: (_plot, _least, most) => [0, Math.max(64_000, most * 1.1)] },
      },
      series: [
        {},
        {
          stroke: color,
          fill: color.replace('rgb(', 'rgba(').replace(')', ', 0.14)'),
          width: 1.5,
          points: { show: false },
        },
      ],
    },
    [seconds, seconds.map(() => 0)],
    element,
  )
}
