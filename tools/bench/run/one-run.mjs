import { truncateSync } from 'node:fs'
import { mkdir, mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { captureChild } from '../../set-up/children.mjs'
import { checkFiles } from '../../shared/check-files.mjs'
import { withTemporaryFolder } from '../../shared/temporary-folder.mjs'
import { pathsOf } from '../scenarios.mjs'
import { startServer } from '../server/server.mjs'
import { makeLongList } from './long-list.mjs'
import { runProgram } from './run-program.mjs'

/** @typedef {import('../report/figures.mjs').Run} Run */

/**
 * Lets one program do a scenario's work once, and checks every file.
 *
 * @param {import('../bench.mjs').Bench} bench
 * @param {import('./programs.mjs').Program} program
 * @param {import('../scenarios.mjs').Scenario} scenario
 * @returns {Promise<Run>}
 */
export async function runOnce(bench, program, scenario) {
  const { root, hashes } = await bench.contentOf(scenario)
  const folder = await mkdtemp(join(bench.folder, 'run-'))
  const [target, scratch] = [join(folder, 'target'), join(folder, 'scratch')]
  await Promise.all([mkdir(target), mkdir(scratch)])
  // What earlier work left to be written must not meet the flushes of this run.
  await captureChild('sync', ['-f', folder])
  const server = await startServer(scenario, bench.nginx, {
    folder: join(folder, 'server'),
    root,
    tls: bench.tls,
  })
  let isStopped = false
  try {
    const images = [...pathsOf(scenario)].map((path) => `${server.origin}${path}`)
    const caFile = bench.tls?.certificate ?? null
    const command = await program.command({
      scenario,
      origin: server.origin,
      images,
      target,
      scratch,
      caFile,
    })
    const measured = await runProgram(command, scratch)
    isStopped = true
    const served = await server.stop()
    const { missing, wrong, twice } = await checkFiles(target, hashes)
    return { ...measured, served, missing, wrong: wrong.length + twice }
  } finally {
    if (!isStopped) await server.stop()
    await emptyFiles(target)
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
    // Three trips to another thread for each of 20,000 files would take longer than the run that made them.
    if (entry.isFile()) truncateSync(join(entry.parentPath, entry.name))
  }
}

/**
 * Makes a list of queued images and lets a build of Galleon show it.
 *
 * @param {string} cli
 * @param {number} queued
 * @returns {Promise<Run>}
 */
export async function openLongList(cli, queued) {
  return await withTemporaryFolder('bench', async (folder) => {
    await makeLongList(cli, folder, queued)
    const measured = await runProgram([process.execPath, cli, 'list', '--data-dir', folder], folder)
    return { ...measured, served: null, wrong: 0, missing: measured.code === 0 ? 0 : queued }
  })
}
