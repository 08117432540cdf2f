import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupFailure } from '../set-up/setup-failure.mjs'

/**
 * What signs update files. Only Node is needed: where the private key is, no code of others has to run.
 *
 * @typedef {object} SigningKeys
 * @property {string | undefined} secret private ed25519 key in PEM
 * @property {string} publicKey SPKI, DER, base64: the one that programs have
 */

/**
 * The private key of a publisher.
 *
 * @param {SigningKeys} keys
 * @returns {import('node:crypto').KeyObject}
 * @throws {SetupFailure} where it is missing, or does not belong to the public key
 */
export function readSigningKey({ secret, publicKey }) {
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
  return key
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
 * Signs the update files of packages, again where they were signed before: a program takes only what its publisher signed.
 *
 * @param {string} folder of the packages
 * @param {import('node:crypto').KeyObject} key private
 * @param {number} [staging] share of the machines that are offered the version, in percent; absent: as the files say
 * @returns {Promise<readonly string[]>} names of the files that were signed
 * @throws {SetupFailure} where there are none
 */
export async function signUpdateFiles(folder, key, staging) {
  const names = (await readdir(folder)).filter((name) => /^latest.*\.yml$/.test(name)).toSorted()
  if (names.length === 0) throw new SetupFailure(`No latest*.yml to sign was found in ${folder}.`, [])
  for (const name of names) {
    const file = join(folder, name)
    if (staging !== undefined) await writeFile(file, withStaging(await readFile(file, 'utf8'), staging))
    await writeFile(join(folder, `${name}.sig`), sign(null, await readFile(file), key).toString('base64'))
  }
  return names
}

/**
 * @param {string} text of an update file
 * @param {number} staging
 */
function withStaging(text, staging) {
  const rest = text.replace(/^stagingPercentage: .*\n/m, '')
  return `${rest}${rest.endsWith('\n') ? '' : '\n'}stagingPercentage: ${staging}\n`
}
