import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../build/build.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { galleon, peers } from './programs.mjs'

const usage = `Usage: npm run understand -- [OPTIONS]

  --only A,B        shapes whose names begin so
  --mutations N     mutations of each shape, beside it (0)
  --programs NAMES  galleon, ${peers.map(({ name }) => name).join(', ')}; those that are not installed are named
  --jobs N          shapes at once (2)
  --json FILE       where the figures go (out/understand/understand.json)
`

/**
 * `npm run understand`: how many page shapes of the corpus the built terminal program understands, beside others.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code: 0, 1 when a result of Galleon is not exact, 2 for bad arguments
 */
export async function runUnderstand(args) {
  const options = readOptions(args)
  if (options === null) {
    process.stderr.write(usage)
    return 2
  }
  await ensureModules()
  if (!(await ensureBuild())) return 1
  // Not sooner: they need packages.
  const { isInstalled, understand } = await import('./understand.mjs')
  const { shapeNames } = await import('../../test/pages/site.mjs')
  const { tableOf } = await import('./table.mjs')
  const names = shapeNames.filter((name) => options.only.some((prefix) => name.startsWith(prefix)))
  const wanted = [galleon(join(projectFolder, 'out', 'main', 'cli.js')), ...peers].filter(({ name }) =>
    options.programs.includes(name),
  )
  const programs = wanted.filter(isInstalled)
  const absent = wanted.filter((program) => !programs.includes(program)).map(({ name }) => name)
  const { mutations, jobs } = options
  const rows = await understand({ names, mutations, jobs, programs, report: (line) => console.log(line) })
  await mkdir(dirname(options.json), { recursive: true })
  await writeFile(
    options.json,
    `${JSON.stringify({ at: new Date().toISOString(), absent, rows }, null, 2)}\n`,
  )
  console.log(`\n${tableOf(rows, absent)}\n\n${options.json}`)
  const ours = rows.filter(({ program }) => program === 'galleon')
  return ours.every(({ verdict, falselyFinished }) => verdict === 'exact' && !falselyFinished) ? 0 : 1
}

/**
 * @param {readonly string[]} args
 * @returns what they ask for; null where they are wrong
 */
function readOptions(args) {
  const programNames = ['galleon', ...peers.map(({ name }) => name)]
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: '' },
        mutations: { type: 'string', default: '0' },
        programs: { type: 'string', default: programNames.join() },
        jobs: { type: 'string', default: '2' },
        json: { type: 'string', default: join(projectFolder, 'out', 'understand', 'understand.json') },
      },
    })
    const programs = values.programs.split(',')
    const [mutations, jobs] = [Number(values.mutations), Number(values.jobs)]
    const isRight = programs.every((name) => programNames.includes(name)) && mutations >= 0 && jobs >= 1
    if (!isRight || !Number.isInteger(mutations) || !Number.isInteger(jobs)) return null
    return { only: values.only.split(','), mutations, programs, jobs, json: values.json }
  } catch {
    return null
  }
}
