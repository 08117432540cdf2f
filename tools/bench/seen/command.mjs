import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { bundleFolder, bundlePrograms } from '../../shared/bundle-programs.mjs'
import { withTemporaryFolder } from '../../shared/temporary-folder.mjs'
import { judgeSeen } from './judge-seen.mjs'

export const seenUsage = `Usage: npm run bench -- seen [--seen N] [--folder FOLDER]

  --seen N         addresses that are added (1000000; 100000000 takes about an hour)
  --folder FOLDER  where the file is made and removed again (the folder for temporary files); 26 bytes an address
`

/**
 * `npm run bench -- seen`: adds addresses to the seen set of a crawl, in a process of its own, and prints what that takes.
 *
 * @param {readonly string[]} args those after `seen`
 * @returns {Promise<number>} exit code: 0, 1 when a goal is missed, 2 for bad arguments
 */
export async function benchSeen(args) {
  const asked = readSeenOptions(args)
  if (asked === null) {
    process.stderr.write(seenUsage)
    return 2
  }
  await bundlePrograms()
  return await withTemporaryFolder(
    'seen',
    async (folder) => {
      const host = join(bundleFolder, 'seen-host.js')
      const child = spawn(process.execPath, [host, join(folder, '1.db'), String(asked.addresses)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      })
      const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
      if (code !== 0) return 1
      const { lines, isMet } = judgeSeen(JSON.parse(output))
      console.log(lines.join('\n'))
      return isMet ? 0 : 1
    },
    asked.folder,
  )
}

/**
 * @param {readonly string[]} args
 * @returns {{ addresses: number, folder: string | undefined } | null} null where they are wrong
 */
export function readSeenOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seen: { type: 'string', default: '1000000' }, folder: { type: 'string' } },
    })
    const addresses = Number(values.seen)
    return Number.isInteger(addresses) && addresses > 0 ? { addresses, folder: values.folder } : null
  } catch {
    return null
  }
}
