import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const engine = 'src/main/engine'

/** Ways to ask the process for time, chance or system; a date that is made of a given time is none of them. */
const ambient =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bMath\.random\b|\bprocess\.|['"](?:node:)?(?:os|process|perf_hooks)['"]/g

/**
 * Where the engine may ask: `ports/` says what is handed in, and nothing can be handed to the root of a worker thread.
 * The others measure what no fake clock can stand for, or ask for the system on behalf of all.
 */
const allowed = [
  /^ports\//,
  /-worker\.ts$/,
  /^disk\/paths\.ts$/,
  /^async\/time-slice\.ts$/,
  /^storage\/database\/(?:beside-database|checkpoints|write-ahead)\.ts$/,
  /^storage\/remembered\.ts$/,
]

/**
 * Lines of a file of the engine that ask the process for time, chance or system instead of taking it from the ports: a
 * test could not replace it.
 *
 * @param {string} file path below the engine's folder, with slashes
 * @param {string} text
 * @returns {string[]} each `line: what was found`
 */
export function findAmbientUses(file, text) {
  if (file.endsWith('.test.ts') || allowed.some((place) => place.test(file))) return []
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/^\s*(?:\/?\*|\/\/).*$|\s\/\/ .*$/, '')
    return [...code.matchAll(ambient)].map(([found]) => `${index + 1}: ${found}`)
  })
}

/**
 * Checks the engine; prints what it finds. No file at all is a fault: then the folder was moved.
 *
 * @param {string} project folder
 * @returns {Promise<boolean>}
 */
export async function checkAmbient(project) {
  const names = await readdir(join(project, engine), { recursive: true })
  const files = names.map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.ts'))
  const uses = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(project, engine, file), 'utf8')
      return findAmbientUses(file, text).map((use) => `${engine}/${file}:${use} is not taken from the ports`)
    }),
  )
  for (const use of uses.flat()) console.error(use)
  return files.length > 0 && uses.flat().length === 0
}
