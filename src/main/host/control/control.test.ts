import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import { lockDataFolder } from '../data-folder'
import { connectControl, type RemoteEngine } from './control-client'
import { endpointOf, readControlFile } from './control-file'
import { type Control, serveControl } from './control-server'
import { longestLine } from './json-lines'

let bench: TestEngine
let site: GallerySite
let control: Control
const ends: (() => void)[] = []

beforeEach(async () => {
  bench = await openTestEngine()
  site = await startGallerySite({ pages: 2, images: 3 })
  control = await serveControl(bench.engine, bench.data, 'terminal', () => {})
})

afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await control.close()
  await bench.close()
  await site.close()
})

const request = (pages: string) => ({ address: `${site.origin}/g/${pages}.html`, folder: bench.target })

async function join(): Promise<RemoteEngine> {
  const remote = await connectControl(bench.data)
  ends.push(remote.close)
  return remote
}

/** A bare connection to the owner, and what it sends until it is closed. */
async function speak(...lines: readonly string[]): Promise<{ socket: Socket; closed: Promise<string> }> {
  const socket = connect(endpointOf(bench.data))
  ends.push(() => socket.destroy())
  let received = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text
  })
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(received)))
  await new Promise<void>((resolve) => socket.on('connect', resolve))
  for (const line of lines) socket.write(`${line}\n`)
  return { socket, closed }
}

describe('a second process', () => {
  it('cannot name a folder that depends on the working folder of this one', async () => {
    const remote = await join()
    const ofTheOther =
      process.platform === 'win32' ? ['/pictures', '\\pictures'] : ['C:\\pictures', '\\\\host\\p']
    for (const folder of ['pictures', './pictures', '../pictures', '~/pictures', ...ofTheOther]) {
      await expect(remote.invoke('addTask', { ...request('1'), folder })).rejects.toMatchObject({
        failure: { kind: 'invalid-input', detail: 'folder: not an absolute path' },
      })
    }
    expect(bench.engine.snapshot().tasks).toEqual([])
  })

  it('adds a task and receives its batches and events until it is done', async () => {
    const remote = await join()
    expect(remote).toMatchObject({ owner: 'terminal', pid: process.pid })
    const saved: string[] = []
    remote.onEvent((event) => {
      if (event.kind === 'saved') saved.push(event.url)
    })
    const done = new Promise<void>((resolve) => {
      remote.onBatch(({ deltas }) => {
        if (deltas.some((delta) => delta.kind === 'changed' && delta.task.state.kind === 'done')) resolve()
      })
    })
    const id = await remote.invoke('addTask', request('[1-2]'))
    await done
    expect(saved).toHaveLength(6)
    const { tasks } = await remote.invoke('snapshot', undefined)
    expect(tasks).toMatchObject([{ id, state: { kind: 'done' }, progress: { counts: { saved: 6 } } }])
  })

  it('gets a snapshot whose revision says which batches are news', async () => {
    const remote = await join()
    const batches: number[] = []
    remote.onBatch(({ revision }) => batches.push(revision))
    await remote.invoke('addTask', { ...request('1'), startLater: true })
    const { revision, tasks } = await remote.invoke('snapshot', undefined)
    expect(tasks).toHaveLength(1)
    expect(batches).toEqual(Array.from({ length: revision }, (_, index) => index + 1))
  })

  it('is answered with the failure of what cannot be done', async () => {
    const remote = await join()
    await expect(remote.invoke('pauseTasks', [99])).rejects.toMatchObject({
      failure: { kind: 'invalid-input', detail: 'There is no task 99.' },
    })
    await expect(remote.invoke('addTask', { ...request('1'), folder: '' })).rejects.toMatchObject({
      failure: { kind: 'invalid-input', detail: expect.stringContaining('folder') },
    })
  })

  it('may send a command of the greatest allowed number of ids', async () => {
    const remote = await join()
    const ids = Array.from({ length: 20_000 }, (_, index) => 1_000_000_000 + index)
    await expect(remote.invoke('pauseTasks', ids)).rejects.toMatchObject({
      failure: { detail: 'There is no task 1000000000.' },
    })
  })

  it('still gets the answer that is being made when the owner ends', async () => {
    const remote = await join()
    const id = await remote.invoke('addTask', { ...request('1'), startLater: true })
    const asked = remote.invoke('resumeTasks', [id])
    // The owner ends as soon as the change is reported, in the same turn.
    await new Promise<void>((resolve) => {
      bench.engine.onDelta((delta) => {
        if (delta.kind === 'changed' && delta.task.state.kind === 'running') resolve(control.close())
      })
    })
    await expect(asked).resolves.toBeUndefined()
  })

  it('is notified when the owner ends, and its open requests fail', async () => {
    const remote = await join()
    const gone = new Promise<void>((resolve) => remote.onGone(resolve))
    const release = site.hold('/g/1.html')
    const asked = remote.invoke('preview', { token: 'a-preview', request: request('1') })
    const refused = asked.catch((error: unknown) => error)
    await site.asked('/g/1.html')
    await control.close()
    await gone
    expect(await refused).toMatchObject({ failure: { kind: 'held-elsewhere' } })
    await expect(remote.invoke('listRecipes', undefined)).rejects.toMatchObject({
      failure: { kind: 'held-elsewhere' },
    })
    expect(readControlFile(bench.data)).toBeNull()
    release()
  })
})

describe('the control socket', () => {
  it('is closed to a client that does not know the token', async () => {
    const { closed } = await speak(
      JSON.stringify({ token: 'guessed' }),
      JSON.stringify({ id: 1, name: 'snapshot' }),
    )
    expect(await closed).toBe('')
  })

  it('is closed to what is not a request', async () => {
    const token = readControlFile(bench.data)?.token
    const { closed } = await speak(JSON.stringify({ token }), 'GET / HTTP/1.1')
    expect(await closed).toBe('{"kind":"welcome"}\n')
  })

  it('is closed to a command that only the desktop has', async () => {
    const token = readControlFile(bench.data)?.token
    const { closed } = await speak(
      JSON.stringify({ token }),
      JSON.stringify({ id: 1, name: 'openInBrowser', input: 'https://example.org' }),
    )
    expect(await closed).toBe('{"kind":"welcome"}\n')
  })

  it('is closed to a line without end, before it fills the memory', async () => {
    const { socket, closed } = await speak()
    socket.write('x'.repeat(longestLine + 1))
    expect(await closed).toBe('')
  })

  it.skipIf(process.platform === 'win32')('and its announcement are readable by the user alone', () => {
    for (const path of [endpointOf(bench.data), `${bench.data}/control.json`]) {
      expect(statSync(path).mode & 0o077).toBe(0)
    }
  })

  it('that cannot be announced does not stop work in this process', async () => {
    await control.close()
    mkdirSync(`${bench.data}/control.json`)
    const said: string[] = []
    control = await serveControl(bench.engine, bench.data, 'terminal', (_, text) => said.push(text))
    expect(said).toEqual(['other terminals cannot reach this process'])
    await expect(connectControl(bench.data)).rejects.toMatchObject({ failure: { kind: 'held-elsewhere' } })
  })

  it('answers its other clients while one does not read', async () => {
    const token = readControlFile(bench.data)?.token
    const { socket } = await speak(JSON.stringify({ token }))
    socket.pause()
    const remote = await join()
    await expect(remote.invoke('listRecipes', undefined)).resolves.not.toEqual([])
  })
})

describe('a data folder', () => {
  it('is held by one at a time', () => {
    const first = lockDataFolder(bench.data)
    expect(first).not.toBeNull()
    expect(lockDataFolder(bench.data)).toBeNull()
    first?.[Symbol.dispose]()
    const second = lockDataFolder(bench.data)
    expect(second).not.toBeNull()
    second?.[Symbol.dispose]()
  })

  it.skipIf(process.platform === 'win32')(
    'of a killed process can be held, and its socket replaced',
    async () => {
      await control.close()
      const endpoint = endpointOf(bench.data)
      const child = spawn(process.execPath, ['-e', ownerProgram(bench.data, endpoint)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      ends.push(() => child.kill('SIGKILL'))
      const exited = new Promise((resolve) => child.on('exit', resolve))
      await new Promise((resolve) => createInterface(child.stdout).once('line', resolve))
      expect(lockDataFolder(bench.data)).toBeNull()
      child.kill('SIGKILL')
      await exited
      expect(existsSync(endpoint)).toBe(true)
      const lock = lockDataFolder(bench.data)
      expect(lock).not.toBeNull()
      control = await serveControl(bench.engine, bench.data, 'window', () => {})
      expect(await join()).toMatchObject({ owner: 'window' })
      lock?.[Symbol.dispose]()
    },
  )

  it('whose owner does not answer is reported as held, with the process', async () => {
    await control.close()
    const gone = { protocol: 2, pid: 4242, owner: 'window', endpoint: endpointOf(bench.data), token: 'x' }
    writeFileSync(`${bench.data}/control.json`, JSON.stringify(gone))
    await expect(connectControl(bench.data)).rejects.toMatchObject({
      failure: { kind: 'held-elsewhere', detail: expect.stringContaining('process 4242') },
    })
  })

  it('whose owner is of another version is reported at once, with its process', async () => {
    await control.close()
    const older = { pid: 4242, holder: 'window', endpoint: endpointOf(bench.data), token: 'x' }
    writeFileSync(`${bench.data}/control.json`, JSON.stringify(older))
    await expect(connectControl(bench.data)).rejects.toMatchObject({
      failure: {
        kind: 'held-elsewhere',
        detail: expect.stringContaining('another version of Galleon (process 4242)'),
      },
    })
  })

  it('without a control file is reported as held by another process', async () => {
    await control.close()
    await expect(connectControl(bench.data)).rejects.toMatchObject({ failure: { kind: 'held-elsewhere' } })
  })
})

describe('the name of the control socket', () => {
  it('is a pipe on Windows, the same for the same folder only', () => {
    const one = endpointOf('C:\\Users\\me\\AppData\\Local\\Galleon', 'win32')
    expect(one).toMatch(/^\\\\\.\\pipe\\galleon-[0-9a-f]{16}$/)
    expect(endpointOf('C:\\Users\\me\\AppData\\Local\\Galleon', 'win32')).toBe(one)
    expect(endpointOf('C:\\Users\\you\\AppData\\Local\\Galleon', 'win32')).not.toBe(one)
  })

  it('is a socket beside the data, elsewhere when the path would be too long for one', () => {
    expect(endpointOf('/home/me/galleon', 'linux')).toBe('/home/me/galleon/control.sock')
    const far = endpointOf(`/home/${'x'.repeat(200)}`, 'darwin')
    expect(far).toMatch(/galleon-[0-9a-f]{16}\/control\.sock$/)
    expect(far).not.toContain('xxx')
  })
})

/** A process that holds the folder and listens, as plain JavaScript. */
function ownerProgram(folder: string, endpoint: string): string {
  return `
    const { DatabaseSync } = require('@photostructure/sqlite')
    // Kept: what is collected as garbage gives its lock back.
    globalThis.lock = new DatabaseSync(${JSON.stringify(`${folder}/engine.lock`)})
    globalThis.lock.exec('BEGIN EXCLUSIVE')
    require('node:net').createServer().listen(${JSON.stringify(endpoint)}, () => console.log('ready'))
  `
}
