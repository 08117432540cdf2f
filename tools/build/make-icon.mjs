// Draws the icons of the app: `node tools/build/make-icon.mjs` writes resources/icon.svg, icon.png, tray.png, tray@2x.png.
//
// One drawing is the source of all of them, so that the vector and the pixels never differ; the tray has a simpler one,
// because at 22 pixels only an outline can be seen.

import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writePng } from '../../test/site/png.mjs'

/** Edge of the square on which the shapes are drawn. */
const drawing = 1024

/** Rows into which a pixel is divided; across, coverage is exact. */
const subRows = 16

/** Segments into which a curve is divided. */
const curveSteps = 40

const tile =
  'M264 40 L760 40 C884 40 984 140 984 264 L984 760 C984 884 884 984 760 984 L264 984 C140 984 40 884 40 760 L40 264 C40 140 140 40 264 40 Z'

const hull =
  'M190 560 L322 560 L352 612 L700 612 C764 610 822 588 872 546 C858 652 806 742 732 800 L320 800 C248 744 202 660 190 560 Z'
const topsail =
  'M432 146 L590 146 C632 190 640 238 624 292 C560 270 484 270 404 292 C436 246 444 196 432 146 Z'
const mainsail =
  'M392 328 C480 304 570 304 640 328 C694 400 700 478 672 562 C580 534 470 534 366 562 C412 486 420 408 392 328 Z'
const jib = 'M704 316 C772 380 816 452 838 530 C796 558 752 572 706 572 C736 488 736 402 704 316 Z'
const mizzen = 'M338 330 C366 398 362 456 330 516 L206 516 C270 468 314 406 338 330 Z'

const farWave =
  'M40 716 C110 676 180 676 250 716 S390 756 460 716 S600 676 670 716 S810 756 880 716 C914 697 950 688 984 689 L984 984 L40 984 Z'
const nearWave =
  'M40 812 C100 850 170 850 236 812 S372 774 440 812 S576 850 644 812 S780 774 848 812 C892 836 940 844 984 832 L984 984 L40 984 Z'

/**
 * A shape in one colour at the top of the drawing and one at its bottom.
 *
 * @typedef {{ path: string, fill: readonly [top: string, bottom: string], clip?: string }} Shape
 */

/** From the back to the front. @type {readonly [Shape, ...Shape[]]} */
const icon = [
  { path: tile, fill: ['#35aef0', '#0668a8'] },
  { path: mizzen, fill: ['#cfe9fa', '#cfe9fa'], clip: tile },
  { path: jib, fill: ['#cfe9fa', '#cfe9fa'], clip: tile },
  { path: topsail, fill: ['#ffffff', '#ffffff'], clip: tile },
  { path: mainsail, fill: ['#ffffff', '#ffffff'], clip: tile },
  { path: hull, fill: ['#0b2f4d', '#0b2f4d'], clip: tile },
  { path: farWave, fill: ['#6cc4f5', '#6cc4f5'], clip: tile },
  { path: nearWave, fill: ['#0877bd', '#0877bd'], clip: tile },
]

/** Visible on a light and on a dark bar. @type {Shape['fill']} */
const trayFill = ['#2b8fd0', '#2b8fd0']
/** @type {readonly Shape[]} */
const tray = [
  { path: 'M470 60 C640 190 700 400 660 640 L330 640 C430 470 480 260 470 60 Z', fill: trayFill },
  { path: 'M742 250 C850 360 910 500 920 640 L736 640 C772 510 774 380 742 250 Z', fill: trayFill },
  { path: 'M380 260 C390 400 340 530 250 640 L90 640 C220 540 320 410 380 260 Z', fill: trayFill },
  { path: 'M60 712 L964 712 C930 840 850 920 740 960 L284 960 C170 920 92 840 60 712 Z', fill: trayFill },
]

/** @typedef {readonly [x: number, y: number]} Point */

/**
 * A point of a cubic curve.
 *
 * @param {number} t 0 at its beginning, 1 at its end
 * @param {readonly [from: number, one: number, two: number, to: number]} points one coordinate of its ends and handles
 */
function along(t, [from, one, two, to]) {
  const u = 1 - t
  return u ** 3 * from + 3 * u * u * t * one + 3 * u * t * t * two + t ** 3 * to
}

/**
 * Corners of a path in absolute M, L, C, S and Z, curves divided into straight pieces.
 *
 * @param {string} path
 */
function cornersOf(path) {
  /** @type {Point[]} */
  const corners = []
  let [x, y, controlX, controlY] = [0, 0, 0, 0]
  for (const [, command, rest = ''] of path.matchAll(/([MLCSZ])([^MLCSZ]*)/g)) {
    const numbers = (rest.match(/[\d.]+/g) ?? []).map(Number)
    if (command === 'M' || command === 'L') {
      for (let at = 0; at < numbers.length; at += 2) {
        ;[x = 0, y = 0] = numbers.slice(at)
        corners.push([x, y])
      }
    }
    const size = command === 'C' ? 6 : command === 'S' ? 4 : 0
    for (let at = 0; size > 0 && at < numbers.length; at += size) {
      // S continues the curve before it: its first handle is the last one, mirrored.
      const mirrored = [2 * x - controlX, 2 * y - controlY]
      const [firstX = 0, firstY = 0] = command === 'C' ? numbers.slice(at) : mirrored
      const [handleX = 0, handleY = 0, endX = 0, endY = 0] = numbers.slice(at + size - 4)
      for (let step = 1; step <= curveSteps; step++) {
        const t = step / curveSteps
        corners.push([along(t, [x, firstX, handleX, endX]), along(t, [y, firstY, handleY, endY])])
      }
      ;[x, y, controlX, controlY] = [endX, endY, handleX, handleY]
    }
  }
  return corners
}

/**
 * How much of each pixel is within a path: 0 to 1.
 *
 * @param {string} path
 * @param {number} edge pixels of a side of the square
 */
function coverOf(path, edge) {
  const cover = new Float32Array(edge * edge)
  const scale = edge / drawing
  const corners = cornersOf(path).map(([x, y]) => /** @type {const} */ ([x * scale, y * scale]))
  const sides = corners.map((corner, index) => ({
    from: corner,
    to: corners[index + 1] ?? corners[0] ?? corner,
  }))
  for (let row = 0; row < edge * subRows; row++) {
    const y = (row + 0.5) / subRows
    const crossings = sides
      .filter(({ from, to }) => from[1] <= y !== to[1] <= y)
      .map(({ from: [x1, y1], to: [x2, y2] }) => x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      .sort((a, b) => a - b)
    const line = Math.floor(row / subRows) * edge
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const [left = 0, right = 0] = crossings.slice(pair)
      const [from, to] = [Math.max(0, left), Math.min(edge, right)]
      for (let x = Math.floor(from); x < to; x++) {
        const within = (Math.min(to, x + 1) - Math.max(from, x)) / subRows
        cover[line + x] = (cover[line + x] ?? 0) + within
      }
    }
  }
  return cover
}

/** @param {string} hex such as #35aef0 */
function channelsOf(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

/**
 * @param {readonly Shape[]} shapes
 * @param {number} edge
 * @returns {Float32Array} red, green, blue and opacity of each pixel
 */
function paint(shapes, edge) {
  const pixels = new Float32Array(edge * edge * 4)
  /** @param {number} at */
  const pixelAt = (at) => pixels[at] ?? 0
  for (const { path, fill, clip } of shapes) {
    const cover = coverOf(path, edge)
    const within = clip === undefined ? null : coverOf(clip, edge)
    const [top, bottom] = [channelsOf(fill[0]), channelsOf(fill[1])]
    for (let pixel = 0; pixel < cover.length; pixel++) {
      const opacity = Math.min(1, cover[pixel] ?? 0) * Math.min(1, within?.[pixel] ?? 1)
      if (opacity <= 0) continue
      const share = (Math.floor(pixel / edge) + 0.5) / edge
      const at = pixel * 4
      const under = pixelAt(at + 3) * (1 - opacity)
      for (const [part, from = 0] of top.entries()) {
        const colour = from + ((bottom[part] ?? 0) - from) * share
        pixels[at + part] = (colour * opacity + pixelAt(at + part) * under) / (opacity + under)
      }
      pixels[at + 3] = opacity + under
    }
  }
  return pixels
}

/**
 * PNG with opacity, each row as difference to the one above (PNG 3rd edition §9, filter 2).
 *
 * @param {Float32Array} pixels
 * @param {number} edge
 */
function encodePng(pixels, edge) {
  const stride = edge * 4
  const bytes = Uint8Array.from(pixels, (value, at) => Math.round(at % 4 === 3 ? value * 255 : value))
  const rows = Buffer.alloc((stride + 1) * edge)
  for (const [at, byte] of bytes.entries()) {
    const row = Math.floor(at / stride)
    if (at % stride === 0) rows[row * (stride + 1)] = 2
    rows[row + 1 + at] = byte - (bytes[at - stride] ?? 0)
  }
  return writePng({ width: edge, height: edge, colourType: 6, rows, level: 9 })
}

/** @param {readonly [Shape, ...Shape[]]} shapes the first one is the background */
function svgOf(shapes) {
  const [{ path: outline, fill }, ...rest] = shapes
  const lines = rest.map(({ path, fill: [paint] }) => `    <path fill="${paint}" d="${path}"/>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${drawing} ${drawing}">
  <defs>
    <linearGradient id="sky" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="${drawing}">
      <stop offset="0" stop-color="${fill[0]}"/>
      <stop offset="1" stop-color="${fill[1]}"/>
    </linearGradient>
    <clipPath id="tile">
      <path d="${outline}"/>
    </clipPath>
  </defs>
  <path fill="url(#sky)" d="${outline}"/>
  <g clip-path="url(#tile)">
${lines.join('\n')}
  </g>
</svg>
`
}

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources')
writeFileSync(join(folder, 'icon.svg'), svgOf(icon))
for (const [name, shapes, edge] of /** @type {const} */ ([
  ['icon.png', icon, 512],
  ['tray.png', tray, 22],
  ['tray@2x.png', tray, 44],
])) {
  writeFileSync(join(folder, name), encodePng(paint(shapes, edge), edge))
}
