import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { runChild } from '../set-up/children.mjs'
import { withFileLock } from '../set-up/file-lock.mjs'
import { cacheFolder, projectFolder } from '../set-up/places.mjs'
import { forgetBuild, hashInputs, isBuildCurrent, stampBuild } from './build-stamp.mjs'
import { toolPath } from './package-programs.mjs'

/**
 * Builds out/ unless it is current. What the builder says goes to standard error, so that the output of a
 * command that needs a build first can be piped.
 *
 * @returns {Promise<boolean>} false when the build failed
 */
export async function ensureBuild({ env = process.env, always = false } = {}) {
  if (!always && (await isBuildCurrent(projectFolder))) return true
  const name = createHash('sha256').update(projectFolder).digest('hex').slice(0, 16)
  return await withFileLock(join(cacheFolder(), 'turns', `build-${name}`), async () => {
    if (!always && (await isBuildCurrent(projectFolder))) return true
    const inputHash = await hashInputs(projectFolder)
    await forgetBuild(projectFolder)
    console.error('Building …')
    const code = await runChild(
      process.execPath,
      [toolPath('electron-vite'), 'build', '--logLevel', 'warn'],
      {
        cwd: projectFolder,
        env,
        stdio: ['ignore', 2, 2],
      },
    )
    if (code !== 0) return false
    await stampBuild(projectFolder, inputHash)
    return true
  })
}
