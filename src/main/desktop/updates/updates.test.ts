import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import type { UpdateState } from '@shared/model/update'
import { AppImageUpdater } from 'electron-updater'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startLoopbackProxy } from '../../../../test/loopback-proxy'
import { startSite } from '../../../../test/site/site.mjs'
import { keys, loopbackCertificate } from '../../../../test/test-http'
import { openTestNetwork, type SettingsChange, type TestNetwork } from '../../../../test/test-network'
import { hasHash } from './install-package'
// Loaded at the first use, which is no test's time
import './prepare-updater'
import { createUpdates, type DownloadedUpdate, type Updates } from './updates'

const publisher = generateKeyPairSync('ed25519')
const attacker = generateKeyPairSync('ed25519')
const key = publisher.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const body = Buffer.alloc(300_000, 'galleon')

let folder: string
let bench: TestNetwork
beforeEach(async () => {
  bench = await openTestNetwork()
  folder = mkdtempSync(join(tmpdir(), 'galleon-updates-'))
  writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: galleon-updater\n')
})
afterEach(async () => {
  await bench.close()
  rmSync(folder, { recursive: true })
})

/** The updater asks the environment which AppImage runs. */
const appImage = process.env['APPIMAGE']
beforeAll(() => {
  process.env['APPIMAGE'] = '/absent/galleon.AppImage'
})
afterAll(() => {
  if (appImage === undefined) delete process.env['APPIMAGE']
  else process.env['APPIMAGE'] = appImage
})

/** What is published, and what is wrong with it. */
interface Published {
  readonly version?: string
  readonly path?: string
  readonly staging?: number
  /** What the metadata says of the package, if not the truth. */
  readonly sha512?: string
  readonly signedBy?: KeyObject | null
  /** What is changed in the metadata after it was signed. */
  readonly change?: (text: string) => string
  /** What happens to the request for the package. */
  readonly fault?: 'cut' | 'moved' | 'circle' | Promise<void>
}

async function publish(published: Published) {
  const { version = '2.0.0', path = 'galleon.AppImage', staging, signedBy = publisher.privateKey } = published
  const sha512 = published.sha512 ?? createHash('sha512').update(body).digest('base64')
  const file = [`  - url: ${path}`, `    sha512: ${sha512}`, `    size: ${body.length}`]
  const rollout = staging === undefined ? [] : [`stagingPercentage: ${staging}`]
  const lines = [`version: ${version}`, 'files:', ...file, `path: ${path}`, `sha512: ${sha512}`, ...rollout]
  const text = `${lines.join('\n')}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`
  const { change = (same: string) => same, fault } = published
  return await startSite({
    content(asked) {
      const name = asked.replace(/\?.*/, '').replace(/^.*\//, '')
      if (name === 'latest-linux.yml') return { type: 'text/yaml', body: Buffer.from(change(text)) }
      if (name === 'latest-linux.yml.sig' && signedBy !== null) {
        return {
          type: 'text/plain',
          body: Buffer.from(sign(null, Buffer.from(text), signedBy).toString('base64')),
        }
      }
      return name.endsWith('.AppImage') ? { type: 'application/octet-stream', body } : null
    },
    fault({ path: asked }) {
      if (fault === 'moved')
        return asked.startsWith('/moved/') ? null : { kind: 'redirect', to: `/moved${asked}` }
      if (fault === undefined || !asked.endsWith('.AppImage')) return null
      if (fault === 'circle') return { kind: 'redirect', to: asked }
      return fault === 'cut' ? { kind: 'cut' } : { kind: 'hold', until: fault }
    },
  })
}

/** What is seen of updates from outside. */
interface Seen {
  readonly states: UpdateState[]
  readonly installed: DownloadedUpdate[]
}

/** Updates of version 1.0.0, as an AppImage in plain Node, over the network of an engine with these settings. */
function updatesFrom(origin: string, settings: SettingsChange = {}, seen?: Seen): Updates {
  const updater = new AppImageUpdater(null, {
    version: '1.0.0',
    name: 'galleon',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch() {},
    quit() {},
    onQuit() {},
  })
  return createUpdates({
    build: {
      source: { address: `${origin}/updates`, key },
      load: () => Promise.resolve(updater),
      install: async (update) => void seen?.installed.push(update),
    },
    connect: bench.open(settings).network.connect,
    onState: (state) => seen?.states.push(state),
    log: () => {},
  })
}

/** The same site behind TLS, with a certificate that no system trusts. */
async function secure(port: number) {
  const server = createTlsServer(keys, (socket) => {
    const plain = connect(port, '127.0.0.1')
    socket.on('error', () => plain.destroy())
    plain.on('error', () => socket.destroy())
    socket.pipe(plain).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, close }
}

/** Whole files that were downloaded, by name. */
function downloaded(): readonly string[] {
  const pending = join(folder, 'galleon-updater', 'pending')
  return existsSync(pending) ? readdirSync(pending).filter((name) => /^(?!temp-).*AppImage$/.test(name)) : []
}

describe.skipIf(process.platform !== 'linux')('updates', () => {
  it('are found, downloaded and checked when the user says so', async () => {
    await using site = disposable(await publish({}))
    const seen: Seen = { states: [], installed: [] }
    const updates = updatesFrom(site.origin, {}, seen)
    await updates.check()
    expect(updates.state()).toEqual({ kind: 'available', version: '2.0.0' })
    expect(downloaded()).toEqual([])
    await updates.download()
    expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' })
    expect(seen.states.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['checking', 'available', 'downloading']),
    )
    expect(readFileSync(join(folder, 'galleon-updater', 'pending', 'galleon.AppImage'))).toEqual(body)
    await updates.install()
    expect(seen.installed).toHaveLength(1)
    const [update] = seen.installed
    expect(await hasHash(update?.file ?? '', update?.hashes ?? new Set())).toBe(true)
    // The user wanted to stay: nothing is asked in between that would give the version up
    expect(await updates.check()).toBe(false)
    expect(updates.state().kind).toBe('ready')
  })

  it('send their publisher nothing that names this machine', async () => {
    await using site = disposable(await publish({}))
    const updates = updatesFrom(site.origin)
    await updates.check()
    await updates.download()
    expect(site.visits).toHaveLength(3)
    for (const { headers } of site.visits) {
      const sent = Object.keys(headers).filter((name) => !['host', 'connection', 'accept'].includes(name))
      expect(sent.toSorted()).toEqual(['cache-control', 'user-agent'])
      expect(headers['user-agent']).toMatch(/^(?:galleon|electron-builder)$/)
    }
  })

  it.each<[string, Published, UpdateState['kind']]>([
    ['the same version', { version: '1.0.0' }, 'current'],
    ['an older version', { version: '0.9.0' }, 'current'],
    ['a version for no machine yet', { staging: 0 }, 'current'],
    ['a version for all machines', { staging: 100 }, 'available'],
    ['no signature', { signedBy: null }, 'failed'],
    ['the signature of another key', { signedBy: attacker.privateKey }, 'not-signed'],
    ['metadata changed after signing', { change: (text) => text.replace('2.0.0', '3.0.0') }, 'not-signed'],
    ['metadata that are none', { change: () => '<html>' }, 'not-signed'],
  ])('%s: %j is %s', async (_what, published, kind) => {
    await using site = disposable(await publish(published))
    const updates = updatesFrom(site.origin)
    await updates.check()
    expect(updates.state().kind).toBe(kind)
    await updates.download()
    expect(downloaded()).toHaveLength(kind === 'available' ? 1 : 0)
  })

  const otherHash = createHash('sha512').update('x').digest('base64')
  it.each<[string, object, Published]>([
    ['another content than its hash says', { kind: 'not-signed' }, { sha512: otherHash }],
    ['an address that leads to itself', { failure: { kind: 'too-many-redirects' } }, { fault: 'circle' }],
    ['a cut file', { kind: 'failed', failure: { kind: 'reset' } }, { fault: 'cut' }],
  ])('%s is not taken: %j', async (_what, state, published) => {
    await using site = disposable(await publish(published))
    const updates = updatesFrom(site.origin)
    await updates.check()
    await updates.download()
    expect(updates.state()).toMatchObject(state)
    expect(downloaded()).toEqual([])
  })

  it('come over TLS from a server whose certificate the settings name, and from no other', async () => {
    await using site = disposable(await publish({}))
    await using tls = disposable(await secure(site.port))
    const strict = updatesFrom(`https://127.0.0.1:${tls.port}`)
    expect(await strict.check()).toBe(false)
    expect(strict.state()).toMatchObject({ kind: 'failed', failure: { kind: 'tls' } })
    const proxy = await startLoopbackProxy({ to: tls.port })
    for (const settings of [{}, { proxy: `http://${proxy.host}` }]) {
      const updates = updatesFrom(`https://127.0.0.1:${tls.port}`, {
        ...settings,
        network: { caFile: loopbackCertificate },
      })
      await updates.check()
      await updates.download()
      expect(updates.state().kind).toBe('ready')
    }
    expect(new Set(proxy.targets)).toEqual(new Set([`127.0.0.1:${tls.port}`]))
    await proxy.close()
  })

  it('come from where the address leads to', async () => {
    await using site = disposable(await publish({ fault: 'moved' }))
    const updates = updatesFrom(site.origin)
    await updates.check()
    await updates.download()
    expect(updates.state().kind).toBe('ready')
  })

  it('stay in their folder whatever path the metadata name', async () => {
    await using site = disposable(await publish({ path: '../../../../evil.AppImage' }))
    const updates = updatesFrom(site.origin)
    await updates.check()
    await updates.download()
    expect(updates.state().kind).toBe('ready')
    const outside = readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('evil'))
    for (const name of outside) expect(String(name)).toMatch(/^galleon-updater\/pending\//)
  })

  it.each(['http', 'socks5'])('come through the proxy of the settings: %s', async (scheme) => {
    await using site = disposable(await publish({}))
    const port = Number(new URL(site.origin).port)
    const proxy = await startLoopbackProxy({ to: port, password: 'me:word' })
    try {
      const updates = updatesFrom('http://updates.test', { proxy: `${scheme}://me:word@${proxy.host}` })
      await updates.check()
      await updates.download()
      expect(updates.state().kind).toBe('ready')
      expect(new Set(proxy.targets)).toEqual(new Set(['updates.test:80']))
    } finally {
      await proxy.close()
    }
  })

  it('fail clearly at a proxy that refuses', async () => {
    const proxy = await startLoopbackProxy({ to: 1, password: 'me:word' })
    const updates = updatesFrom('http://updates.test', { proxy: `http://${proxy.host}` })
    await updates.check()
    expect(updates.state()).toMatchObject({
      kind: 'failed',
      failure: { kind: 'auth', detail: expect.stringContaining('asks for a user name and a password') },
    })
    await proxy.close()
  })

  it('fail clearly when the server is down, or has nothing there', async () => {
    const site = await publish({})
    await site.close()
    const updates = updatesFrom(site.origin)
    await updates.check()
    expect(updates.state()).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } })
    await using empty = disposable(await startSite({ content: () => null }))
    const others = updatesFrom(empty.origin)
    await others.check()
    expect(others.state()).toMatchObject({ kind: 'failed', failure: { kind: 'not-found', status: 404 } })
  })

  it('can be cancelled while they come, and are offered again', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await using site = disposable(await publish({ fault: held }))
    const updates = updatesFrom(site.origin)
    await updates.check()
    const coming = updates.download()
    await site.asked('/updates/galleon.AppImage')
    updates.cancel()
    await coming
    expect(updates.state()).toEqual({ kind: 'available', version: '2.0.0' })
    expect(downloaded()).toEqual([])
    release()
  })
})

it('a build without an address does not update itself', async () => {
  const off = createUpdates({
    build: null,
    connect: () => Promise.reject(new Error('none')),
    onState() {},
    log() {},
  })
  expect(await off.check()).toBe(false)
  expect(off.state()).toEqual({ kind: 'off' })
})

function disposable<T extends { close(): Promise<void> }>(site: T): T & AsyncDisposable {
  return Object.assign(site, { [Symbol.asyncDispose]: () => site.close() })
}
