import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { cpus, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { killChild, startChild } from '../set-up/children.mjs'
import { checkFiles } from './check-files.mjs'
import { makeLongList } from './long-list.mjs'
import { hashOf } from './pictures.mjs'
import { galleon, peers } from './programs.mjs'
import { runProgram } from './run-program.mjs'
import { median } from './table.mjs'

/**
 * What is measured.
 *
 * @typedef {object} Wish
 * @property {string} cli Galleon's terminal program
 * @property {readonly import('./scenarios.mjs').Scenario[]} scenarios
 * @property {readonly string[]} names of programs; those that are not installed are left out
 * @property {number} runs of each, interleaved
 * @property {(line: string) => void} tell
 */

/** Names of all programs that may be compared. */
export const programNames = ['galleon', ...peers.map(({ name }) => name)]

/**
 * Lets every program do every scenario's work so many times, in turns, so that whatever else the machine does meets all
 * alike; checks each file by its hash; and answers medians.
 *
 * @param {Wish} wish
 */
export async function measure(wish) {
  const { cli, names } = wish
  const present = [galleon(cli), ...peers].filter(
    ({ name, version }) => names.includes(name) && isThere(version),
  )
  const folder = await mkdtemp(join(tmpdir(), 'galleon-bench-'))
  try {
    return { machine: describeMachine(present), results: await measureAll(wish, present, folder) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureAll({ cli, scenarios, runs, tell }, present, folder) {
  const results = []
  for (const scenario of scenarios) {
    tell(`${scenario.name}: ${scenario.what}`)
    // No other program keeps such a list.
    const able = scenario.queued === undefined ? present : present.filter(({ name }) => name === 'galleon')
    const measured = new Map(able.map(({ name }) => [name, []]))
    for (let run = 1; run <= runs; run++) {
      for (const program of able) {
        const result = await (scenario.queued === undefined
          ? runOnce(program, scenario, folder)
          : openLongList(cli, scenario.queued))
        measured.get(program.name)?.push(result)
        tell(
          `  ${run}/${runs} ${program.name.padEnd(10)} ${result.wallSeconds.toFixed(2)} s${troubleOf(result)}`,
        )
      }
    }
    const rows = [...measured].map(([program, all]) => ({ program, runs: all, ...mediansOf(all) }))
    results.push({ scenario, rows })
  }
  return results
}

function troubleOf({ missing, wrong }) {
  return missing + wrong === 0 ? '' : `  ${missing} missing, ${wrong} wrong`
}

function isThere([command, ...args]) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

async function runOnce(program, scenario, within) {
  const folder = await mkdtemp(join(within, 'run-'))
  const [target, scratch] = [join(folder, 'target'), join(folder, 'scratch')]
  await Promise.all([mkdir(target), mkdir(scratch)])
  const site = startChild(
    process.execPath,
    [join(import.meta.dirname, 'site.mjs'), JSON.stringify(scenario)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    const port = await new Promise((resolve) => site.stdout.once('data', (text) => resolve(Number(text))))
    const origin = `http://127.0.0.1:${port}`
    const paths = [...pathsOf(scenario)]
    const images = paths.map((path) => `${origin}${path}`)
    const command = await program.command({ scenario, origin, images, target, scratch })
    const measured = await runProgram(command, scratch)
    const hashes = paths.map((path) => hashOf(path, scenario.bytes))
    return { ...measured, ...(await checkFiles(target, hashes)) }
  } finally {
    killChild(site)
    await emptyFiles(folder)
  }
}

/**
 * Gives the room back and keeps the files until all runs are over: ext4 passes over each inode that was freed within the
 * last minutes when it makes a file, which would slow the next program down by several times.
 */
async function emptyFiles(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await truncate(join(entry.parentPath, entry.name))
  }
}

async function openLongList(cli, queued) {
  const folder = await mkdtemp(join(tmpdir(), 'galleon-bench-'))
  try {
    await makeLongList(cli, folder, queued)
    const measured = await runProgram([process.execPath, cli, 'list', '--data-dir', folder], folder)
    return { ...measured, right: 0, wrong: 0, missing: measured.code === 0 ? 0 : queued }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function* pathsOf({ pages, images }) {
  for (let page = 0; page < pages; page++) {
    for (let image = 1; image <= images; image++) yield `/i/${5510 + page}-${image}.jpg`
  }
}

function mediansOf(runs) {
  const of = (key) => median(runs.map((run) => run[key]))
  return {
    wallSeconds: of('wallSeconds'),
    cpuSeconds: of('cpuSeconds'),
    peakMiB: of('peakMiB'),
    missing: Math.max(...runs.map(({ missing }) => missing)),
    wrong: Math.max(...runs.map(({ wrong }) => wrong)),
  }
}

function describeMachine(present) {
  return {
    system: `${process.platform} ${release()}`,
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    programs: present.map(({ name, version: [command, ...args] }) => {
      const text = spawnSync(command, args, { encoding: 'utf8' }).stdout
      return `${name}: ${text.split('\n')[0]}`
    }),
  }
}
