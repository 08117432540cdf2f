import { watch } from 'node:fs'

/**
 * When to kill: after a time, or at what is seen on the disk for the n-th time.
 *
 * @typedef {{ text: string, wait: (target: string, data: string, kill: () => void) => () => void }} Aim
 */

const sights = {
  'a partial file came or went': ({ name, type }) => type === 'rename' && /-\d+\.part$/.test(name),
  'a final name appeared': ({ name, type }) => type === 'rename' && /\.(png|gif|jpg)$/.test(name),
  'a partial file grew': ({ name, type }) => type === 'change' && /-\d+\.part$/.test(name),
  'a record was being written': ({ name }) => /gallery\.json.*\.part$/.test(name),
  'a record got its name': ({ name, type }) => type === 'rename' && name.endsWith('gallery.json'),
  'the log of the database was written': ({ name }) => name.endsWith('galleon.db-wal'),
}

/**
 * @param {ReturnType<import('../shared/seeded-random.mjs').createRandom>} chance
 * @param {number} undisturbedMs
 * @returns {Aim}
 */
export function chooseAim(chance, undisturbedMs) {
  const names = Object.keys(sights)
  const choice = chance.below(2 * names.length)
  if (choice >= names.length) {
    const ms = chance.next() * undisturbedMs
    return {
      text: `after ${Math.round(ms)} ms`,
      wait: (_target, _data, kill) => {
        const timer = setTimeout(() => kill(), ms)
        return () => clearTimeout(timer)
      },
    }
  }
  const name = names[choice]
  const times = 1 + chance.below(choice >= 3 ? 4 : 25)
  const lateMs = chance.pick([0, 0, 0, 1, 3])
  return {
    text: `${lateMs} ms after ${name}, time ${times}`,
    wait: (target, data, kill) => waitForSight(sights[name], times, lateMs, [target, data], kill),
  }
}

function waitForSight(matches, times, lateMs, folders, kill) {
  let seen = 0
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (type, name) => {
      if (!matches({ type, name: String(name) })) return
      seen++
      if (seen !== times) return
      if (lateMs === 0) kill()
      else setTimeout(() => kill(), lateMs)
    }).on('error', () => {}),
  )
  return () => {
    for (const watcher of watchers) watcher.close()
  }
}
