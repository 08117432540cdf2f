import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startSite } from '../../test/site/site.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'

/**
 * Signs the update files of a build: a program takes only what its publisher signed.
 *
 * @param {string} output folder of the packages
 * @param {{ secret: string | undefined, publicKey: string }} keys `secret`: private ed25519 key in PEM
 * @throws {SetupFailure} where it is missing, or does not belong to the public key
 */
export async function signUpdateFiles(output, { secret, publicKey }) {
  const key = secret === undefined ? undefined : readSecret(secret)
  if (key === undefined || publicKeyOf(key) !== publicKey) {
    throw new SetupFailure(
      'GALLEON_UPDATE_SECRET is not the private key (PEM) that belongs to GALLEON_UPDATE_KEY.',
      [
        'openssl genpkey -algorithm ed25519 -out private.pem',
        'without updates:  unset GALLEON_UPDATE_URL and GALLEON_UPDATE_KEY',
      ],
    )
  }
  for (const name of await readdir(output)) {
    if (!/^latest.*\.yml$/.test(name)) continue
    const signature = sign(null, await readFile(join(output, name)), key)
    await writeFile(join(output, `${name}.sig`), signature.toString('base64'))
  }
}

/** @param {string} secret */
function readSecret(secret) {
  try {
    return createPrivateKey(secret)
  } catch {
    return undefined
  }
}

/** @param {import('node:crypto').KeyObject} key private */
function publicKeyOf(key) {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

/**
 * A publisher on this machine that offers version 9.9.9 as a deb to everything that its build installs.
 *
 * @typedef {object} UpdateSite
 * @property {{ GALLEON_UPDATE_URL: string, GALLEON_UPDATE_KEY: string, GALLEON_UPDATE_SECRET: string }} env for the build
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<UpdateSite>} */
export async function startUpdateSite() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const deb = Buffer.alloc(2_000_000, 'galleon')
  const sha512 = createHash('sha512').update(deb).digest('base64')
  const lines = [
    'version: 9.9.9',
    'files:',
    '  - url: galleon.deb',
    `    sha512: ${sha512}`,
    `    size: ${deb.length}`,
  ]
  const metadata = Buffer.from([...lines, 'path: galleon.deb', `sha512: ${sha512}`, ''].join('\n'))
  const signature = Buffer.from(sign(null, metadata, privateKey).toString('base64'))
  const files = new Map([
    ['/latest-linux.yml', { type: 'text/yaml', body: metadata }],
    ['/latest-linux.yml.sig', { type: 'text/plain', body: signature }],
    ['/galleon.deb', { type: 'application/octet-stream', body: deb }],
  ])
  const site = await startSite({ content: (path) => files.get(path.replace(/\?.*/, '')) ?? null })
  return {
    env: {
      GALLEON_UPDATE_URL: `${site.origin}/`,
      GALLEON_UPDATE_KEY: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      GALLEON_UPDATE_SECRET: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    },
    close: site.close,
  }
}
