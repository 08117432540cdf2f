import { generateKeyPairSync, verify } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runDist } from './command.mjs'
import { readSigningKey, signUpdateFiles } from './sign-updates.mjs'

const pair = generateKeyPairSync('ed25519')
const secret = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const other = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

/** @type {string} */
let folder
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-sign-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** @param {string} name */
async function isSigned(name) {
  const signature = Buffer.from(await readFile(join(folder, `${name}.sig`), 'utf8'), 'base64')
  return verify(null, await readFile(join(folder, name)), pair.publicKey, signature)
}

describe('the signer of updates', () => {
  it('signs each update file and nothing else', async () => {
    for (const name of ['latest.yml', 'latest-linux.yml', 'galleon.deb', 'builder-debug.yml']) {
      await writeFile(join(folder, name), `version: 1.0.0 # ${name}\n`)
    }
    expect(await signUpdateFiles(folder, pair.privateKey)).toEqual(['latest-linux.yml', 'latest.yml'])
    expect(await isSigned('latest.yml')).toBe(true)
    expect(await isSigned('latest-linux.yml')).toBe(true)
    expect((await readdir(folder)).filter((name) => name.endsWith('.sig'))).toHaveLength(2)
  })

  it('changes the share of machines, and signs that', async () => {
    const file = join(folder, 'latest-linux.yml')
    await writeFile(file, 'version: 1.0.0')
    for (const share of [10, 50]) {
      await signUpdateFiles(folder, pair.privateKey, share)
      expect(await readFile(file, 'utf8')).toBe(`version: 1.0.0\nstagingPercentage: ${share}\n`)
      expect(await isSigned('latest-linux.yml')).toBe(true)
    }
  })

  it('fails where there is nothing to sign', async () => {
    await expect(signUpdateFiles(folder, pair.privateKey)).rejects.toThrow('No latest*.yml')
  })

  it.each([undefined, '', 'no key', other])('refuses a key that is not the publisher’s: %j', (given) => {
    expect(() => readSigningKey({ secret: given, publicKey })).toThrow('is not the private key')
    expect(readSigningKey({ secret, publicKey }).type).toBe('private')
  })
})

describe('npm run dist', () => {
  it.each([
    [['--sign'], 'argument missing'],
    [['--sing', 'x'], "Unknown option '--sing'"],
    [['--staging', '10'], '--staging belongs to --sign'],
    [['--sign', '/absent', '--staging', '101'], '--staging is a number from 0 to 100'],
    [['--sign', '/absent', '--check'], '--sign stands alone'],
  ])('refuses %j', async (args, words) => {
    await expect(runDist(args)).rejects.toThrow(words)
  })
})
