import { watch } from 'node:fs'

/**
 * When to kill: after a time, or at what is seen on the disk for the n-th time. `wait` returns a function that ends the
 * waiting.
 *
 * @typedef {{ text: string, wait: (folders: readonly string[], kill: () => void) => () => void }} Aim
 */

/**
 * @typedef {(change: { name: string, type: string }) => boolean} Sight a change below a folder as `fs.watch` reports it
 */

/** @type {readonly { text: string, most: number, matches: Sight }[]} `most`: times that it is seen in a run, about */
const sights = [
  {
    text: 'a partial file came or went',
    most: 25,
    matches: ({ name, type }) => type === 'rename' && /-\d+\.part$/.test(name),
  },
  {
    text: 'a final name appeared',
    most: 25,
    matches: ({ name, type }) => type === 'rename' && /\.(png|gif|jpg)$/.test(name),
  },
  {
    text: 'a partial file grew',
    most: 25,
    matches: ({ name, type }) => type === 'change' && /-\d+\.part$/.test(name),
  },
  { text: 'a record was being written', most: 4, matches: ({ name }) => /gallery\.json.*\.part$/.test(name) },
  {
    text: 'a record got its name',
    most: 4,
    matches: ({ name, type }) => type === 'rename' && name.endsWith('gallery.json'),
  },
  {
    text: 'the log of the database was written',
    most: 4,
    matches: ({ name }) => name.endsWith('galleon.db-wal'),
  },
]

/**
 * @param {import('../shared/seeded-random.mjs').Random} chance
 * @param {number} undisturbedMs of a run that is not killed
 * @returns {Aim}
 */
export function chooseAim(chance, undisturbedMs) {
  const sight = sights[chance.below(2 * sights.length)]
  if (sight === undefined) {
    const ms = chance.next() * undisturbedMs
    return {
      text: `after ${Math.round(ms)} ms`,
      wait: (_folders, kill) => {
        const timer = setTimeout(kill, ms)
        return () => clearTimeout(timer)
      },
    }
  }
  const times = 1 + chance.below(sight.most)
  const lateMs = chance.pick([0, 0, 0, 1, 3])
  return {
    text: `${lateMs} ms after ${sight.text}, time ${times}`,
    wait: (folders, kill) => waitForSight(sight.matches, times, lateMs, folders, kill),
  }
}

/**
 * @param {Sight} matches
 * @param {number} times
 * @param {number} lateMs
 * @param {readonly string[]} folders
 * @param {() => void} kill
 */
function waitForSight(matches, times, lateMs, folders, kill) {
  let seen = 0
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (type, name) => {
      if (!matches({ type, name: String(name) })) return
      seen++
      if (seen !== times) return
      if (lateMs === 0) kill()
      else setTimeout(kill, lateMs)
    }).on('error', () => {}),
  )
  return () => {
    for (const watcher of watchers) watcher.close()
  }
}
