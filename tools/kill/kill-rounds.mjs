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
  sharedEndState,
} from './checks.mjs'
import { readRecords, readTree } from './disk-state.mjs'
import { argsToBegin, argsToResume, isComplete, startProgram } from './program.mjs'
import { startSite } from './site.mjs'

/** Pages of the tasks: every second round two tasks meet in three of four galleries. */
const works = [['[1-4]'], ['[1-4]', '[2-4]']]

/** Tasks that the kill came before are begun, then all are resumed: more runs than this go round in circles. */
const mostRuns = 4

/** A run that takes longer hangs. */
const longestRunMs = 90_000

/**
 * @typedef {{ round: number, seed: number, aims: string[], kills: number, wasteBytes: number, wastePictures: number, backMs: number,
 *   problems: string[], folder: string }} Round
 */

/**
 * Kills the terminal program at instants of chance, looks at the disk in each, and lets it go on to its end.
 *
 * @param {{ cli: string, rounds: number, seed: number, keep?: boolean, onRound?: (round: Round) => void }} wish
 * @returns {Promise<Round[]>} folders of failed rounds are kept, if wished
 */
export async function killRounds({ cli, rounds, seed, keep = false, onRound = () => {} }) {
  const site = await startSite()
  const root = mkdtempSync(join(tmpdir(), 'galleon-kill-'))
  const done = []
  try {
    /** @type {Awaited<ReturnType<typeof runUndisturbed>>[]} */
    const undisturbed = []
    for (const ranges of works) {
      const folder = join(root, `undisturbed-${ranges.length}`)
      undisturbed.push(await runUndisturbed(cli, site, placesIn(folder, ranges)))
    }
    for (let round = 1; round <= rounds; round++) {
      const roundSeed = (seed + Math.imul(round, 0x9e3779b1)) >>> 0
      const work = (round - 1) % works.length
      const places = placesIn(join(root, `round-${round}`), works[work])
      const result = await playRound(cli, site, places, roundSeed, undisturbed[work])
      const ended = { round, seed: roundSeed, ...result }
      done.push(ended)
      onRound(ended)
      if (ended.problems.length === 0) rmSync(result.folder, { recursive: true, force: true })
    }
    return done
  } finally {
    await site.close()
    if (!keep || done.every(({ problems }) => problems.length === 0))
      rmSync(root, { recursive: true, force: true })
  }
}

function placesIn(folder, ranges) {
  const places = { folder, ranges, target: join(folder, 'target'), data: join(folder, 'data') }
  for (const path of [places.target, places.data]) mkdirSync(path, { recursive: true })
  writeFileSync(join(places.data, 'config.json'), JSON.stringify({ network: { longestBackoffMs: 100 } }))
  return places
}

async function endOf(program) {
  const timer = setTimeout(() => program.kill(), longestRunMs)
  const end = await program.ended
  clearTimeout(timer)
  return end
}

/** The end of the tasks, without what may differ. */
async function stateOf(site, places) {
  const [tree, records] = [readTree(places.target), await readRecords(places.data)]
  return (places.ranges.length > 1 ? sharedEndState : endState)(tree, records, site.origin)
}

/** How many tasks read a page. */
function readersIn(site, places) {
  const pagesOf = (range) => {
    const [first, last = first] = range.match(/\d+/g)
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at)
  }
  const read = places.ranges.flatMap(pagesOf)
  return (address) => read.filter((page) => `${site.origin}/g/${page}.html` === address).length
}

async function runUndisturbed(cli, site, places) {
  site.reset()
  const startedAt = performance.now()
  const end = await endOf(startProgram(cli, argsToBegin(site, places)))
  const ms = performance.now() - startedAt
  const tree = readTree(places.target)
  const records = await readRecords(places.data)
  const problems = [...checkInstant(tree, records, site.truth), ...checkAskedOnce(site.log, records)]
  if (tree.files.length !== site.truth.size || problems.length > 0) {
    throw new Error(`the undisturbed run went wrong: ${problems.join('; ')}\n${end.told}`)
  }
  return { ms, code: end.code, state: await stateOf(site, places) }
}

async function playRound(cli, site, places, seed, undisturbed) {
  const { folder } = places
  const chance = createRandom(seed)
  const problems = []
  const aims = []
  let wasteBytes = 0
  let wastePictures = 0
  let killed = null
  site.reset()
  /** How many requests were compared, and those of the run that was killed last. */
  let compared = 0
  let last = []

  /** Looks at what a run asked for again that an earlier one had. */
  const compare = (tree) => {
    const after = site.log.slice(compared)
    if (killed !== null) {
      problems.push(...checkResumed(killed, tree, after, readersIn(site, places)))
      const waste = countWaste(killed, last, after)
      wasteBytes += waste.bytes
      wastePictures += waste.pictures
      problems.push(...waste.problems)
    }
    compared = site.log.length
    last = after
  }
  for (let kills = chance.pick([1, 1, 1, 2, 2, 3]); kills > 0; kills--) {
    const records = await readRecords(places.data)
    const aim = chooseAim(chance, undisturbed.ms)
    aims.push(aim.text)
    const program = startProgram(cli, argsToResume(records, site, places))
    const stop = aim.wait(places.target, places.data, () => {
      site.noteFlight()
      program.kill()
    })
    const end = await endOf(program)
    stop()
    const tree = readTree(places.target)
    compare(tree)
    killed = { tree, records: await readRecords(places.data) }
    problems.push(
      ...checkInstant(killed.tree, killed.records, site.truth).map((text) => `at the kill: ${text}`),
    )
    if (end.signal !== 'SIGKILL') break
  }

  const startedAt = performance.now()
  let backMs = 0
  const program = startProgram(
    cli,
    isComplete(killed?.records, site, places)
      ? ['list', '--data-dir', places.data, '--json']
      : argsToResume(killed?.records, site, places),
  )
  const asked = site.log.length
  const look = setInterval(() => {
    if (backMs === 0 && (site.log.length > asked || program.told.includes('"summary"'))) {
      backMs = performance.now() - startedAt
    }
  }, 5)
  const end = await endOf(program)
  clearInterval(look)
  // A run that goes on tells only of what it did itself.
  if (end.code !== 0 && end.code !== undisturbed.code)
    problems.push(`the end: exit code ${end.code}: ${end.told.slice(-500)}`)
  for (let runs = 1; runs < mostRuns; runs++) {
    const known = await readRecords(places.data)
    if (isComplete(known, site, places)) break
    await endOf(startProgram(cli, argsToResume(known, site, places)))
  }
  const tree = readTree(places.target)
  compare(tree)
  problems.push(...checkLeftovers(tree))
  const records = await readRecords(places.data)
  problems.push(...checkInstant(tree, records, site.truth).map((text) => `at the end: ${text}`))
  const state = await stateOf(site, places)
  if (state !== undisturbed.state)
    problems.push(`the end differs: ${firstDifference(undisturbed.state, state)}`)
  return { aims, kills: aims.length, wasteBytes, wastePictures, backMs: Math.round(backMs), problems, folder }
}
