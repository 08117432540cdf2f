import { join } from 'node:path'
import { runChild } from '../set-up/children.mjs'
import { withFileLock } from '../set-up/file-lock.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder, turnFile } from '../set-up/places.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { forgetBuild, hashInputs, isBuildCurrent, stampBuild } from './build-stamp.mjs'
import { toolPath } from './package-programs.mjs'

/**
 * Builds out/ unless it is current. What the builder says goes to standard error, so that the output of a
 * command that needs a build first can be piped.
 *
 * @returns {Promise<boolean>} false when the build failed
 */
export async function ensureBuild({ always = false } = {}) {
  if (!always && (await isBuildCurrent(projectFolder))) return true
  return await withFileLock(turnFile('build', projectFolder), async () => {
    if (!always && (await isBuildCurrent(projectFolder))) return true
    const inputHash = await hashInputs(projectFolder)
    await forgetBuild(projectFolder)
    console.error('Building …')
    const code = await runChild(
      process.execPath,
      [toolPath('electron-vite'), 'build', '--logLevel', 'warn'],
      {
        cwd: projectFolder,
        stdio: ['ignore', 2, 2],
      },
    )
    if (code !== 0) return false
    await stampBuild(projectFolder, inputHash)
    return true
  })
}

/**
 * Installs what is missing and builds the program.
 *
 * @returns {Promise<string>} the path of the terminal program
 * @throws {SetupFailure} when the build failed
 */
export async function ensureCli() {
  await ensureModules()
  await requireBuild()
  return join(projectFolder, 'out', 'main', 'cli.js')
}

/** As `ensureBuild`; throws a SetupFailure when the build failed. */
export async function requireBuild() {
  if (await ensureBuild()) return
  throw new SetupFailure('The build failed; the reason stands above.', ['check the sources:  npm run check'])
}
