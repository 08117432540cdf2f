import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, truncate } from 'node:fs/promises'
import { cpus, release } from 'node:os'
import { join } from 'node:path'
import { hashOf } from '../../test/site/long-jpeg.mjs'
import { checkFiles } from '../shared/check-files.mjs'
import { startSiteProcess } from '../shared/site-process.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { makeLongList } from './long-list.mjs'
import { galleon, peers } from './programs.mjs'
import { runProgram } from './run-program.mjs'
import { median } from './table.mjs'

/** @typedef {import('./scenarios.mjs').Scenario} Scenario */
/** @typedef {import('./programs.mjs').Program} Program */

/**
 * What is measured.
 *
 * @typedef {object} BenchOptions
 * @property {string} cli Galleon's terminal program
 * @property {readonly Scenario[]} scenarios
 * @property {readonly string[]} names of programs; those that are not installed are skipped
 * @property {number} runs of each, interleaved
 * @property {(line: string) => void} report
 */

/**
 * One run: what it took, and pictures that were missing or wrong.
 *
 * @typedef {import('./run-program.mjs').Measured & { missing: number, wrong: number }} Run
 */

/**
 * All runs of a program in a scenario, with the medians of their figures and the most that was missing or wrong.
 *
 * @typedef {{ program: string, runs: readonly Run[], wallSeconds: number, cpuSeconds: number, peakMiB: number,
 *   missing: number, wrong: number }} Row
 * @typedef {{ scenario: Scenario, rows: readonly Row[] }} Result
 */

/** Names of all programs that may be compared. */
export const programNames = ['galleon', ...peers.map(({ name }) => name)]

/**
 * Lets every program do every scenario's work so many times, in turns, so that other work of the machine affects all
 * programs alike; checks each file by its hash; and returns medians.
 *
 * @param {BenchOptions} options
 */
export async function measure(options) {
  const present = [galleon(options.cli), ...peers].filter(
    ({ name, version }) => options.names.includes(name) && versionOf(version) !== null,
  )
  return await withTemporaryFolder('bench', async (folder) => ({
    machine: describeMachine(present),
    results: await measureAll(options, present, folder),
  }))
}

/**
 * @param {BenchOptions} options
 * @param {readonly Program[]} present
 * @param {string} folder
 */
async function measureAll({ cli, scenarios, runs, report }, present, folder) {
  /** @type {Result[]} */
  const results = []
  for (const scenario of scenarios) {
    report(`${scenario.name}: ${scenario.what}`)
    const { queued } = scenario
    // No other program keeps such a list.
    const able = present.filter(({ name }) => queued === undefined || name === 'galleon')
    /** @type {Map<string, Run[]>} */
    const measured = new Map(able.map(({ name }) => [name, []]))
    for (let run = 1; run <= runs; run++) {
      for (const program of able) {
        const result = await (queued === undefined
          ? runOnce(program, scenario, folder)
          : openLongList(cli, queued))
        measured.get(program.name)?.push(result)
        const time = `${result.wallSeconds.toFixed(2)} s`
        report(`  ${run}/${runs} ${program.name.padEnd(10)} ${time}${problemsOf(result)}`)
      }
    }
    const rows = [...measured].map(([program, all]) => ({ program, runs: all, ...mediansOf(all) }))
    results.push({ scenario, rows })
  }
  return results
}

/** @param {Run} run */
function problemsOf({ missing, wrong }) {
  return missing + wrong === 0 ? '' : `  ${missing} missing, ${wrong} wrong`
}

/**
 * @param {Program} program
 * @param {Scenario} scenario
 * @param {string} within
 * @returns {Promise<Run>}
 */
async function runOnce(program, scenario, within) {
  const folder = await mkdtemp(join(within, 'run-'))
  const [target, scratch] = [join(folder, 'target'), join(folder, 'scratch')]
  await Promise.all([mkdir(target), mkdir(scratch)])
  const site = await startSiteProcess(join(import.meta.dirname, 'site.mjs'), JSON.stringify(scenario))
  try {
    const origin = `http://127.0.0.1:${site.line}`
    const paths = [...pathsOf(scenario)]
    const images = paths.map((path) => `${origin}${path}`)
    const command = await program.command({ scenario, origin, images, target, scratch })
    const measured = await runProgram(command, scratch)
    const { missing, wrong, twice } = await checkFiles(
      target,
      paths.map((path) => hashOf(path, scenario.bytes)),
    )
    return { ...measured, missing, wrong: wrong.length + twice }
  } finally {
    site.stop()
    await emptyFiles(folder)
  }
}

/**
 * Frees the space and keeps the files until all runs are over: ext4 passes over each inode that was freed within the last
 * minutes when it makes a file, which would slow the next program down by several times.
 *
 * @param {string} folder
 */
async function emptyFiles(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await truncate(join(entry.parentPath, entry.name))
  }
}

/**
 * @param {string} cli
 * @param {number} queued
 * @returns {Promise<Run>}
 */
async function openLongList(cli, queued) {
  return await withTemporaryFolder('bench', async (folder) => {
    await makeLongList(cli, folder, queued)
    const measured = await runProgram([process.execPath, cli, 'list', '--data-dir', folder], folder)
    return { ...measured, wrong: 0, missing: measured.code === 0 ? 0 : queued }
  })
}

/** @param {Scenario} scenario */
function* pathsOf({ pages, images }) {
  for (let page = 0; page < pages; page++) {
    for (let image = 1; image <= images; image++) yield `/i/${5510 + page}-${image}.jpg`
  }
}

/** @param {readonly Run[]} runs */
function mediansOf(runs) {
  return {
    wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
    missing: Math.max(...runs.map(({ missing }) => missing)),
    wrong: Math.max(...runs.map(({ wrong }) => wrong)),
  }
}

/**
 * The first line of what a version command prints; null where the program is not installed.
 *
 * @param {readonly string[]} command
 */
function versionOf([command = '', ...args]) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.split('\n')[0] : null
}

/** @param {readonly Program[]} present */
function describeMachine(present) {
  return {
    system: `${process.platform} ${release()}`,
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    programs: present.map(({ name, version }) => `${name}: ${versionOf(version)}`),
  }
}
