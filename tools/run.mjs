/**
 * The door to every command of this project: `node tools/run.mjs --help`.
 *
 * Only Node itself is needed. The version is looked at before anything is loaded that an old Node cannot read.
 */
import { explainOldNode } from './set-up/node-version.mjs'

const tooOld = explainOldNode(process.versions.node)
if (tooOld === undefined) {
  const { main } = await import('./commands.mjs')
  const [name, ...args] = process.argv.slice(2)
  process.exitCode = await main(name, args)
} else {
  console.error(tooOld)
  process.exitCode = 1
}
