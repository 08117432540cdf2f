import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/**
 * Where downloads that outlive a clone are kept.
 *
 * Not node_modules/.cache: `npm ci` wipes it, and several clones share one copy here.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env = process.env) {
  if (env.GALLEON_CACHE) return env.GALLEON_CACHE
  // The XDG Base Directory Specification: an empty or relative value counts as unset.
  const xdg = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(homedir(), '.cache')
  return join(xdg, 'galleon')
}

/**
 * The file that runs in one project take turns by.
 *
 * @param {string} work what only one of them may do at a time
 * @param {string} project folder
 */
export function turnFile(work, project) {
  const name = createHash('sha256').update(project).digest('hex').slice(0, 16)
  return join(cacheFolder(), 'turns', `${work}-${name}`)
}
