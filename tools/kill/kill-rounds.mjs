import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '../shared/seeded-random.mjs'
import { chooseAim } from './aim.mjs'
import {
  checkAskedOnce,
  checkInstant,
  checkLeftovers,
  checkResumed,
  countWaste,
  endState,
  firstDifference,
} from './checks.mjs'
import { readRecords, readTree } from './disk-state.mjs'
import { argsToBegin, argsToResume, endOf, finishTasks, isComplete, startProgram } from './program.mjs'
import { startKillSite } from './site.mjs'

/** Pages of the tasks: every second round two tasks meet in three of four galleries. */
const works = [['[1-4]'], ['[1-4]', '[2-4]']]

/**
 * One round; `problems` is empty when nothing was lost.
 *
 * @typedef {object} Round
 * @property {number} round from 1
 * @property {number} seed
 * @property {readonly string[]} aims
 * @property {number} wasteBytes that were downloaded again, of so many pictures
 * @property {number} wastePictures
 * @property {number} backMs from the start after the last kill to the first sign of work
 * @property {readonly string[]} problems
 * @property {string} folder
 */

/** @typedef {import('./site.mjs').KillSite} Site */
/** @typedef {import('./program.mjs').Places & { folder: string }} Places */
/** @typedef {{ ms: number, code: number | null, state: string }} Undisturbed a run that was not killed */

/**
 * Kills the terminal program at random instants, looks at the disk after each kill, and lets the program finish.
 *
 * @param {{ cli: string, rounds: number, seed: number, keep?: boolean, onRound?: (round: Round) => void }} options
 *   `keep`: folders of failed rounds stay
 * @returns {Promise<Round[]>}
 */
export async function killRounds({ cli, rounds, seed, keep = false, onRound = () => {} }) {
  const site = await startKillSite()
  const root = mkdtempSync(join(tmpdir(), 'galleon-kill-'))
  const done = []
  try {
    const plans = []
    for (const ranges of works) {
      const places = makePlaces(join(root, `undisturbed-${ranges.length}`), ranges)
      plans.push({ ranges, undisturbed: await runUndisturbed(cli, site, places) })
    }
    for (let round = 1; round <= rounds; round++) {
      const roundSeed = (seed + Math.imul(round, 0x9e3779b1)) >>> 0
      const plan = plans[(round - 1) % plans.length]
      if (plan === undefined) break
      const places = makePlaces(join(root, `round-${round}`), plan.ranges)
      const played = await playRound(cli, site, places, roundSeed, plan.undisturbed)
      const result = { round, seed: roundSeed, folder: places.folder, ...played }
      done.push(result)
      onRound(result)
      if (result.problems.length === 0) rmSync(places.folder, { recursive: true, force: true })
    }
    return done
  } finally {
    await site.close()
    if (!keep || done.every(({ problems }) => problems.length === 0))
      rmSync(root, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} ranges
 * @returns {Places}
 */
function makePlaces(folder, ranges) {
  const places = { folder, ranges, target: join(folder, 'target'), data: join(folder, 'data') }
  for (const path of [places.target, places.data]) mkdirSync(path, { recursive: true })
  writeFileSync(join(places.data, 'config.json'), JSON.stringify({ network: { longestBackoffMs: 100 } }))
  return places
}

/**
 * How many tasks read a page.
 *
 * @param {Site} site
 * @param {Places} places
 */
function readersIn(site, places) {
  const read = places.ranges.flatMap((range) => {
    const [first = 0, last = first] = (range.match(/\d+/g) ?? []).map(Number)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
  return (/** @type {string} */ address) =>
    read.filter((page) => `${site.origin}/g/${page}.html` === address).length
}

/**
 * @param {string} cli
 * @param {Site} site
 * @param {Places} places
 * @returns {Promise<Undisturbed>}
 */
async function runUndisturbed(cli, site, places) {
  site.reset()
  const startedAt = performance.now()
  const end = await endOf(startProgram(cli, argsToBegin(site, places)))
  const ms = performance.now() - startedAt
  const tree = readTree(places.target)
  const records = await readRecords(places.data)
  const problems = [...checkInstant(tree, records, site.truth), ...checkAskedOnce(site.log, records)]
  if (tree.files.length !== site.truth.size || problems.length > 0) {
    throw new Error(`the undisturbed run went wrong: ${problems.join('; ')}\n${end.output}`)
  }
  return { ms, code: end.code, state: endState(tree, records, { site, places }) }
}

/**
 * @param {string} cli
 * @param {Site} site
 * @param {Places} places
 * @param {number} seed
 * @param {Undisturbed} undisturbed
 */
async function playRound(cli, site, places, seed, undisturbed) {
  const chance = createRandom(seed)
  const runs = compareRuns(site, places)
  const { problems } = runs
  /** @type {string[]} */
  const aims = []
  site.reset()
  for (let kills = chance.pick([1, 1, 1, 2, 2, 3]); kills > 0; kills--) {
    const aim = chooseAim(chance, undisturbed.ms)
    aims.push(aim.text)
    const program = startProgram(cli, argsToResume(await readRecords(places.data), site, places))
    const stop = aim.wait([places.target, places.data], () => {
      site.noteFlight()
      program.kill()
    })
    const end = await endOf(program)
    stop()
    await runs.killed()
    if (end.signal !== 'SIGKILL') break
  }

  const known = await readRecords(places.data)
  const list = ['list', '--data-dir', places.data, '--json']
  const startedAt = performance.now()
  const program = startProgram(
    cli,
    isComplete(known, site, places) ? list : argsToResume(known, site, places),
  )
  const asked = site.log.length
  let backMs = 0
  const look = setInterval(() => {
    if (backMs === 0 && (site.log.length > asked || program.output.includes('"summary"'))) {
      backMs = Math.round(performance.now() - startedAt)
    }
  }, 5)
  const end = await endOf(program)
  clearInterval(look)
  // The exit code of a resumed run is about what this run did.
  if (end.code !== 0 && end.code !== undisturbed.code)
    problems.push(`the end: exit code ${end.code}: ${end.output.slice(-500)}`)
  await finishTasks(cli, site, places)
  await runs.finished(undisturbed.state)
  const { wasteBytes, wastePictures } = runs
  return { aims, wasteBytes, wastePictures, backMs, problems }
}

/**
 * Compares what each run found and asked for with what the runs before it had left.
 *
 * @param {Site} site
 * @param {Places} places
 */
function compareRuns(site, places) {
  /** @type {string[]} */
  const problems = []
  /** @type {{ tree: import('./disk-state.mjs').Tree, records: import('./disk-state.mjs').Records | null } | null} */
  let before = null
  /** Requests of the run that was killed last. @type {readonly import('./site.mjs').Asked[]} */
  let lastAsked = []
  let compared = 0
  let wasteBytes = 0
  let wastePictures = 0

  /** @param {import('./disk-state.mjs').Tree} tree */
  function compare(tree) {
    const asked = site.log.slice(compared)
    if (before !== null) {
      problems.push(...checkResumed(before, tree, asked, readersIn(site, places)))
      const waste = countWaste(before, lastAsked, asked)
      wasteBytes += waste.bytes
      wastePictures += waste.pictures
      problems.push(...waste.problems)
    }
    compared = site.log.length
    lastAsked = asked
  }

  return {
    problems,
    get wasteBytes() {
      return wasteBytes
    },
    get wastePictures() {
      return wastePictures
    },
    /** To be called after a kill. */
    async killed() {
      const tree = readTree(places.target)
      compare(tree)
      before = { tree, records: await readRecords(places.data) }
      const found = checkInstant(tree, before.records, site.truth)
      problems.push(...found.map((text) => `at the kill: ${text}`))
    },
    /** @param {string} state of an undisturbed run */
    async finished(state) {
      const tree = readTree(places.target)
      compare(tree)
      problems.push(...checkLeftovers(tree))
      const records = await readRecords(places.data)
      const found = checkInstant(tree, records, site.truth)
      problems.push(...found.map((text) => `at the end: ${text}`))
      const got = endState(tree, records, { site, places })
      if (got !== state) problems.push(`the end differs: ${firstDifference(state, got)}`)
    },
  }
}
