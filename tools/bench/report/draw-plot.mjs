import { leastSeconds } from '../scenarios.mjs'

const size = { width: 760, row: 22, label: 110, value: 200, gap: 34, top: 46 }
const colours = { galleon: '#2f6fde', other: '#8a94a6', least: '#c2410c' }

/**
 * Draws a bar for each program in each scenario, the shorter the better; a line marks the least time that the site
 * allows.
 *
 * @param {readonly import('./figures.mjs').Result[]} results
 * @returns {string} SVG that reads on light and dark grounds
 */
export function drawPlot(results) {
  const parts = []
  let y = size.top
  for (const { scenario, rows } of results) {
    parts.push(text(12, y - 10, `${scenario.name}: ${scenario.what}`, 'bold'))
    const longest = Math.max(...rows.map(({ wallSeconds }) => wallSeconds))
    const room = size.width - size.label - size.value
    /** @param {number} seconds */
    const scale = (seconds) => (seconds / longest) * room
    const beginning = y
    for (const { program, isGalleon, wallSeconds, cpuSeconds, peakMiB } of rows) {
      const fill = isGalleon ? colours.galleon : colours.other
      parts.push(
        text(12, y + 15, program),
        `<rect x="${size.label}" y="${y + 3}" width="${scale(wallSeconds).toFixed(1)}" height="${size.row - 6}" rx="2" fill="${fill}"/>`,
        text(
          size.label + scale(wallSeconds) + 8,
          y + 15,
          `${wallSeconds.toFixed(2)} s · CPU ${cpuSeconds.toFixed(1)} s · ${peakMiB} MiB`,
        ),
      )
      y += size.row
    }
    const least = leastSeconds(scenario)
    if (least !== null) {
      const x = (size.label + scale(least)).toFixed(1)
      parts.push(`<path d="M${x} ${beginning}V${y}" stroke="${colours.least}" stroke-dasharray="3 3"/>`)
    }
    y += size.gap
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${y}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

/** @param {number} x @param {number} y @param {string} words */
function text(x, y, words, weight = 'normal') {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${x.toFixed(1)}" y="${y}" font-weight="${weight}" fill="#1f2937">${safe}</text>`
}
