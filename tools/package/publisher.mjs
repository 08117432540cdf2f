import { createPublicKey } from 'node:crypto'
import { SetupFailure } from '../set-up/setup-failure.mjs'

/**
 * Who publishes a build, and where from.
 *
 * @typedef {object} Publisher
 * @property {string} homepage
 * @property {string} maintainer name and mail address
 * @property {{ address: string, key: string } | undefined} updates folder of the update files, and the public key
 *   (ed25519, SPKI, base64) that their signatures are checked with; without them a build does not update itself
 */

/**
 * Reads the publisher from the environment. Nothing of it is in the repository: each publisher of a fork has its own.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isStandIn: boolean, platform?: NodeJS.Platform }} options a stand-in build needs none, and may look for updates on
 *   this machine
 * @returns {Publisher}
 * @throws {SetupFailure} where a variable is missing or wrong
 */
export function readPublisher(env, { isStandIn, platform = process.platform }) {
  // A variable that is not set reads as an empty text in a workflow
  const homepage = env.GALLEON_HOMEPAGE || (isStandIn ? 'https://galleon.invalid/' : undefined)
  const maintainer =
    env.GALLEON_MAINTAINER || (isStandIn ? 'The Galleon authors <authors@galleon.invalid>' : undefined)
  if (homepage === undefined || maintainer === undefined) {
    throw new SetupFailure(
      'A release names its publisher, and GALLEON_HOMEPAGE or GALLEON_MAINTAINER is not set.',
      [
        'GALLEON_HOMEPAGE=https://… GALLEON_MAINTAINER="Name <name@example.org>" npm run dist',
        'to try packages out, never for release:  npm run dist -- --stand-in',
      ],
    )
  }
  requireAddress('GALLEON_HOMEPAGE', homepage, isStandIn)
  if (!/^[^<>\n]+ <[^<>@\s]+@[^<>@\s]+>$/.test(maintainer)) {
    throw new SetupFailure('GALLEON_MAINTAINER is not of the form: Name <name@example.org>', [])
  }
  // macOS replaces signed programs only
  const isReplaceable = platform !== 'darwin' || Boolean(env.CSC_LINK || env.CSC_NAME)
  const updates = readUpdates(env, isStandIn)
  return { homepage, maintainer, updates: isReplaceable ? updates : undefined }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isStandIn
 */
function readUpdates({ GALLEON_UPDATE_URL: address, GALLEON_UPDATE_KEY: key }, isStandIn) {
  if (!address && !key) return undefined
  if (!address || !key) {
    throw new SetupFailure(
      'GALLEON_UPDATE_URL and GALLEON_UPDATE_KEY belong together: no update is taken unsigned.',
      ['set both, or neither for a build that does not update itself'],
    )
  }
  requireAddress('GALLEON_UPDATE_URL', address, isStandIn)
  if (!isSigningKey(key)) {
    throw new SetupFailure('GALLEON_UPDATE_KEY is no public ed25519 key (SPKI, DER, base64).', [
      'openssl pkey -in private.pem -pubout -outform DER | base64 -w0',
    ])
  }
  return { address, key }
}

/**
 * @param {string} name
 * @param {string} address
 * @param {boolean} isStandIn
 */
function requireAddress(name, address, isStandIn) {
  const protocol = URL.canParse(address) ? new URL(address).protocol : ''
  if (protocol === 'https:' || (isStandIn && protocol === 'http:')) return
  throw new SetupFailure(`${name} is no https address: ${address}`, [])
}

/** @param {string} key */
function isSigningKey(key) {
  try {
    const read = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    return read.asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}
