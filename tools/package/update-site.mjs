import { generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { startSite } from '../../test/site/site.mjs'

/**
 * A publisher on this machine, which offers a folder of packages exactly as it was built.
 *
 * @typedef {object} UpdateSite
 * @property {{ GALLEON_UPDATE_URL: string, GALLEON_UPDATE_KEY: string, GALLEON_UPDATE_SECRET: string }} env for the build
 * @property {(folder: string) => Promise<void>} publish from now on these files are offered
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<UpdateSite>} */
export async function startUpdateSite() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  /** @type {Map<string, Buffer>} */
  const files = new Map()
  const site = await startSite({
    content(path) {
      const body = files.get(path.replace(/\?.*/, ''))
      return body === undefined ? null : { type: 'application/octet-stream', body }
    },
  })
  return {
    env: {
      GALLEON_UPDATE_URL: `${site.origin}/`,
      GALLEON_UPDATE_KEY: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      GALLEON_UPDATE_SECRET: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    },
    async publish(folder) {
      files.clear()
      // The other formats are hundreds of megabytes
      for (const name of ['latest-linux.yml', 'latest-linux.yml.sig', await debIn(folder)]) {
        files.set(`/${name}`, await readFile(join(folder, name)))
      }
    },
    close: site.close,
  }
}

/** @param {string} folder */
async function debIn(folder) {
  const text = await readFile(join(folder, 'latest-linux.yml'), 'utf8')
  const [, name = ''] = /^ {2}- url: (.*\.deb)$/m.exec(text) ?? []
  return basename(name)
}
