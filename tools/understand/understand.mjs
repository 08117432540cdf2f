import { spawnSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { mutateShape } from '../../test/pages/mutate.mjs'
import { readShape, writtenOrigin } from '../../test/pages/site.mjs'
import { startChild } from '../set-up/children.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { judgeSaved } from './judge-saved.mjs'
import { serveShape } from './serve-shape.mjs'

/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {import('../../test/pages/site.mjs').Shape} Shape */

/** Exit bit of Galleon: the result is incomplete, and the program said so. */
const incompleteBit = 2

/** Longest run of one program on one shape. */
const limitMs = 120_000

/**
 * One program on one shape.
 *
 * @typedef {object} Row
 * @property {string} shape
 * @property {string} kind by the truth
 * @property {string} program
 * @property {'exact' | 'partial' | 'wrong'} verdict
 * @property {number} wanted pictures
 * @property {number} missing
 * @property {number} unwanted
 * @property {number} requests
 * @property {number} evidence requests beyond one for each page that must be read and each wanted picture
 * @property {number | null} code exit code; null: it was killed after two minutes
 * @property {boolean} incomplete the program said that its result is incomplete
 * @property {boolean} falselyFinished not exact, and called finished without a word
 */

/**
 * Runs programs on the corpus.
 *
 * @param {object} options
 * @param {readonly string[]} options.names of shapes
 * @param {number} options.mutations of each shape, beside it
 * @param {readonly Program[]} options.programs
 * @param {number} options.jobs shapes at once
 * @param {(line: string) => void} options.report
 * @returns {Promise<Row[]>} in the order of the shapes
 */
export async function understand({ names, mutations, programs, jobs, report }) {
  const shapes = (await Promise.all(names.map(readShape))).flatMap((shape) => [
    shape,
    ...Array.from({ length: mutations }, (_, index) => mutateShape(shape, index + 1)).flatMap((mutation) =>
      mutation === null ? [] : [mutation.shape],
    ),
  ])
  /** @type {Row[][]} */
  const results = shapes.map(() => [])
  const left = shapes.map((shape, index) => ({ shape, index }))
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { shape } = next
      // Ranges are Galleon's own notation.
      const isRange = shape.truth.start.includes('[')
      for (const program of programs.filter(({ name }) => !isRange || name === 'galleon')) {
        const row = await runOn(shape, program)
        results[next.index]?.push(row)
        report(`${row.verdict.padEnd(7)} ${program.name.padEnd(10)} ${row.shape}`)
      }
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return results.flat()
}

/**
 * Whether a program is there.
 *
 * @param {Program} program
 */
export function isInstalled({ version: [command = '', ...args] }) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/**
 * @param {Shape} shape
 * @param {Program} program
 * @returns {Promise<Row>}
 */
async function runOn(shape, program) {
  const site = await serveShape(shape)
  try {
    return await withTemporaryFolder('understand', async (folder) => {
      const [target, scratch] = [join(folder, 'target'), join(folder, 'scratch')]
      await Promise.all([mkdir(target), mkdir(scratch)])
      const { start, page, pages } = shape.truth
      const address = `${site.origin}${start}`
      const work = { address, proxy: site.origin, proxied: `${writtenOrigin}${start}`, target, scratch }
      const code = await run(program.command(work), scratch)
      const isOurs = program.name === 'galleon'
      const saved = await judgeSaved(shape, target, isOurs)
      const incomplete = isOurs && code !== null && (code & incompleteBit) !== 0
      return {
        shape: shape.name,
        kind: page.kind,
        program: program.name,
        ...saved,
        requests: site.asked.length,
        evidence: Math.max(0, site.asked.length - pages - saved.wanted + saved.missing),
        code,
        incomplete,
        falselyFinished: code === 0 && (saved.verdict !== 'exact' || saved.wanted === 0),
      }
    })
  } finally {
    await site.close()
  }
}

/**
 * @param {readonly string[]} command
 * @param {string} folder
 * @returns {Promise<number | null>} exit code; null when it was killed
 */
async function run([command = '', ...args], folder) {
  const child = startChild(command, args, { cwd: folder, stdio: 'ignore' })
  const limit = setTimeout(() => child.kill('SIGKILL'), limitMs)
  const code = await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(limit)
  return code
}
