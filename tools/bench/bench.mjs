import { spawnSync } from 'node:child_process'
import { cpus, release } from 'node:os'
import { join } from 'node:path'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { summarise } from './report/figures.mjs'
import { openLongList, runOnce } from './run/one-run.mjs'
import { galleon, peers } from './run/programs.mjs'
import { makeCertificate } from './server/certificate.mjs'
import { makeContent } from './server/content.mjs'
import { chooseServer } from './server/server.mjs'

/** @typedef {import('./scenarios.mjs').Scenario} Scenario */
/** @typedef {import('./run/programs.mjs').Program} Program */
/** @typedef {import('./report/figures.mjs').Result} Result */
/** @typedef {import('./report/figures.mjs').Run} Run */

/**
 * What is measured.
 *
 * @typedef {object} BenchOptions
 * @property {readonly import('./options.mjs').Build[]} builds of Galleon
 * @property {readonly Scenario[]} scenarios
 * @property {readonly string[]} names of programs; those that are not installed are skipped
 * @property {number} runs of each, interleaved
 * @property {import('./server/nginx-config.mjs').NginxTools | null} nginx null: it is not installed
 * @property {(line: string) => void} report
 * @property {(figures: Figures) => Promise<void>} [keep] called after each scenario with all that is known by then
 */

/**
 * What was measured.
 *
 * @typedef {object} Figures
 * @property {ReturnType<typeof describeMachine>} machine
 * @property {readonly string[]} notes what was skipped or measured in another way, and why
 * @property {readonly Result[]} results
 */

/**
 * What all scenarios share.
 *
 * @typedef {object} Bench
 * @property {string} folder for everything
 * @property {BenchOptions['nginx']} nginx
 * @property {{ certificate: string, key: string } | null} tls null where no scenario wants it
 * @property {(scenario: Scenario) => Promise<Content>} contentOf
 */

/** @typedef {{ root: string, hashes: readonly string[] }} Content files of a site, and SHA-256 of its pictures */

/**
 * Lets every program do every scenario's work several times, in turns, so that other work of the machine affects all
 * programs alike; checks each file by its hash; and returns medians.
 *
 * @param {BenchOptions} options
 * @returns {Promise<Figures>}
 */
export async function measure(options) {
  const { builds, names, nginx, keep = async () => {} } = options
  const ours = builds.map(({ label, cli }) => galleon(label, cli))
  const wanted = [
    ...(names.includes('galleon') ? ours : []),
    ...peers.filter(({ name }) => names.includes(name)),
  ]
  const present = wanted.filter(({ version }) => versionOf(version) !== null)
  /** @type {string[]} */
  const notes = wanted
    .filter((program) => !present.includes(program))
    .map(({ name }) => `${name} is not installed and took no part.`)
  return await withTemporaryFolder('bench', async (folder) => {
    const tls = options.scenarios.some(({ scheme }) => scheme === 'https')
      ? await certificateIn(folder, notes)
      : null
    /** @type {Bench} */
    const bench = { folder, nginx, tls, contentOf: contentMaker(folder) }
    /** @type {Result[]} */
    const results = []
    const figures = { machine: describeMachine(present, nginx), notes, results }
    for (const scenario of options.scenarios) {
      const note = whyOtherwise(scenario, bench)
      if (note !== null) notes.push(note.text)
      if (note?.isSkipped === true) continue
      results.push(await measureScenario(bench, scenario, present, options))
      await keep(figures)
    }
    return figures
  })
}

/**
 * Why a scenario is not measured with nginx, or not at all.
 *
 * @param {Scenario} scenario
 * @param {Bench} bench
 * @returns {{ text: string, isSkipped: boolean } | null}
 */
function whyOtherwise(scenario, { nginx, tls }) {
  if (scenario.queued !== undefined) return null
  if (scenario.scheme === 'https' && tls === null) {
    return { text: `${scenario.name} was skipped: there is no certificate.`, isSkipped: true }
  }
  const server = chooseServer(scenario, nginx)
  return server.kind === 'nginx' ? null : { text: server.note, isSkipped: server.kind === 'none' }
}

/**
 * @param {string} folder
 * @param {string[]} notes
 */
async function certificateIn(folder, notes) {
  try {
    return await makeCertificate(folder)
  } catch (error) {
    notes.push(`openssl made no certificate: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/**
 * Scenarios with the same files share them.
 *
 * @param {string} folder
 * @returns {Bench['contentOf']}
 */
function contentMaker(folder) {
  /** @type {Map<string, Content>} */
  const made = new Map()
  return async ({ pages, images, bytes }) => {
    const key = `site-${pages}-${images}-${bytes}`
    const root = join(folder, key)
    const content = made.get(key) ?? { root, ...(await makeContent({ pages, images, bytes }, root)) }
    made.set(key, content)
    return content
  }
}

/**
 * @param {Bench} bench
 * @param {Scenario} scenario
 * @param {readonly Program[]} present
 * @param {BenchOptions} options
 * @returns {Promise<Result>}
 */
async function measureScenario(bench, scenario, present, { runs, report }) {
  report(`${scenario.name}: ${scenario.what}`)
  const { queued } = scenario
  // No other program keeps such a list.
  const able = present.filter(
    ({ name, cli }) => cli !== null || (queued === undefined && !scenario.without.includes(name)),
  )
  const measured = able.map(({ name, cli }) => ({
    program: name,
    isGalleon: cli !== null,
    runs: /** @type {Run[]} */ ([]),
  }))
  for (let round = 1; round <= runs; round++) {
    for (const [index, program] of able.entries()) {
      const run = await (queued === undefined || program.cli === null
        ? runOnce(bench, program, scenario)
        : openLongList(program.cli, queued))
      measured[index]?.runs.push(run)
      report(`  ${round}/${runs} ${program.name.padEnd(10)} ${describeRun(run)}`)
    }
  }
  return summarise(scenario, measured)
}

/** @param {Run} run */
function describeRun({ wallSeconds, userSeconds, systemSeconds, peakMiB, code, missing, wrong }) {
  const faults = missing + wrong === 0 ? '' : `  ${missing} missing, ${wrong} wrong`
  const times = `${wallSeconds.toFixed(2)} s (CPU ${userSeconds.toFixed(2)} + ${systemSeconds.toFixed(2)}; ${peakMiB} MiB)`
  return `${times}${code === 0 ? '' : `  exit code ${code}`}${faults}`
}

/**
 * The first line of what a version command prints; null where the program is not installed.
 *
 * @param {readonly string[]} command
 */
function versionOf([command = '', ...args]) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? (stdout.split('\n')[0] ?? '') : null
}

/**
 * @param {readonly Program[]} present
 * @param {BenchOptions['nginx']} nginx
 */
function describeMachine(present, nginx) {
  return {
    system: `${process.platform} ${release()}`,
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    server:
      nginx === null ? 'Node' : `nginx ${nginx.version.join('.')}${nginx.lua.length > 0 ? ' with Lua' : ''}`,
    programs: present.map(({ name, version }) => `${name}: ${versionOf(version)}`),
  }
}
