import { join } from 'node:path'
import { runChild } from '../set-up/children.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { bundleProgram } from '../shared/bundle-programs.mjs'
import { readNumbers } from '../shared/read-numbers.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'

/**
 * `npm run bench -- lists`: sorts and filters the records of a crawl, and prints what the first page and one in the middle take.
 *
 * @param {readonly string[]} args `--records N`
 * @returns {Promise<number>} exit code
 */
export async function benchLists(args) {
  const { records } = readNumbers(args, { records: 1_000_000 })
  await ensureModules()
  const program = await bundleProgram('lists-bench', 'test/lists-bench.ts')
  return await withTemporaryFolder('lists', async (folder) => {
    const words = [program, join(folder, '1.db'), String(records)]
    return await runChild(process.execPath, words, { cwd: projectFolder, stdio: 'inherit' })
  })
}
