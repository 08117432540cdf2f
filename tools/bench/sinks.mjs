import { runChild } from '../set-up/children.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { installDatabases } from '../set-up/system/databases.mjs'
import { bundleProgram, bundlePrograms } from '../shared/bundle-programs.mjs'
import { readNumbers } from '../shared/read-numbers.mjs'

/**
 * `npm run bench -- sinks`: delivers the records of a crawl into databases and files, and prints how many a second.
 *
 * @param {readonly string[]} args `--records N`
 * @returns {Promise<number>} exit code: 0 if PostgreSQL took as many as it has to
 */
export async function benchSinks(args) {
  const { records } = readNumbers(args, { records: 100_000 })
  await ensureModules()
  await installDatabases((line) => console.log(line))
  await bundlePrograms()
  const program = await bundleProgram('sinks-bench', 'test/servers/sinks-bench.ts')
  return await runChild(process.execPath, [program, String(records)], {
    cwd: projectFolder,
    stdio: 'inherit',
  })
}
