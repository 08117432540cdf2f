import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPublisher } from './publisher.mjs'

const named = { GALLEON_HOMEPAGE: 'https://example.org/galleon', GALLEON_MAINTAINER: 'A B <a@example.org>' }
const address = 'https://example.org/updates/'
/** @param {import('node:crypto').KeyObject} key */
const encoded = (key) => key.export({ format: 'der', type: 'spki' }).toString('base64')
const key = encoded(generateKeyPairSync('ed25519').publicKey)
const otherKey = encoded(generateKeyPairSync('x25519').publicKey)

describe('the publisher of a release', () => {
  it('is read from the environment, with updates only by address and key together', () => {
    expect(readPublisher(named, { isStandIn: false })).toEqual({
      homepage: named.GALLEON_HOMEPAGE,
      maintainer: named.GALLEON_MAINTAINER,
      updates: undefined,
    })
    const env = { ...named, GALLEON_UPDATE_URL: address, GALLEON_UPDATE_KEY: key }
    expect(readPublisher(env, { isStandIn: false, platform: 'linux' }).updates).toEqual({ address, key })
    expect(readPublisher(env, { isStandIn: false, platform: 'darwin' }).updates).toBeUndefined()
    const signed = { ...env, CSC_LINK: 'certificate' }
    expect(readPublisher(signed, { isStandIn: false, platform: 'darwin' }).updates).toEqual({ address, key })
  })

  it.each([
    [{}, 'GALLEON_HOMEPAGE or GALLEON_MAINTAINER is not set'],
    [{ GALLEON_HOMEPAGE: named.GALLEON_HOMEPAGE }, 'GALLEON_MAINTAINER is not set'],
    [{ ...named, GALLEON_HOMEPAGE: '' }, 'GALLEON_HOMEPAGE or GALLEON_MAINTAINER is not set'],
    [{ ...named, GALLEON_HOMEPAGE: 'http://example.org' }, 'GALLEON_HOMEPAGE is no https address'],
    [{ ...named, GALLEON_MAINTAINER: 'A B' }, 'not of the form'],
    [{ ...named, GALLEON_UPDATE_URL: address }, 'belong together'],
    [{ ...named, GALLEON_UPDATE_KEY: key }, 'belong together'],
    [{ ...named, GALLEON_UPDATE_URL: address, GALLEON_UPDATE_KEY: otherKey }, 'no public ed25519 key'],
    [{ ...named, GALLEON_UPDATE_URL: address, GALLEON_UPDATE_KEY: 'abc' }, 'no public ed25519 key'],
    [{ ...named, GALLEON_UPDATE_URL: 'http://127.0.0.1/', GALLEON_UPDATE_KEY: key }, 'no https address'],
  ])('%j is refused', (env, words) => {
    expect(() => readPublisher(env, { isStandIn: false })).toThrow(words)
  })

  it('is a placeholder in a stand-in build', () => {
    const { homepage, maintainer, updates } = readPublisher({}, { isStandIn: true })
    expect(homepage).toContain('galleon.invalid')
    expect(maintainer).toContain('galleon.invalid')
    expect(updates).toBeUndefined()
  })
})
