import { join } from 'node:path'
import { commands } from '@shared/contract/commands'
import { defaultSettings, type Settings } from '@shared/model/settings'
import { TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import type { WindowHandlers } from '../commands'
import { createKnownFolders, guardedFields, guardPaths } from './guard-paths'

let bench: TestEngine
let picked: string | null
const asked: string[] = []

beforeEach(async () => {
  bench = await openTestEngine()
  picked = null
  asked.length = 0
})
afterEach(() => bench.close())

/** The engine's own commands, and the two of the desktop that name folders. */
function window(): WindowHandlers {
  const { engine } = bench
  const desktop = {
    chooseFolder(start: string) {
      asked.push(start)
      return picked
    },
    chooseRecordFile: () => picked,
    nameServerSink: ({ address }: { address: string }) => (picked === null ? null : address),
    inspectFolder: (path: string) => ({ path, known: true, exists: true, writable: true, freeBytes: 1 }),
  }
  const handlers = { ...engine.commands, ...desktop } as unknown as WindowHandlers
  return guardPaths(handlers, createKnownFolders(engine), () => engine.snapshot().settings)
}

const request = (folder: string) => ({
  address: RangeAddress.parse('http://127.0.0.1:9/a/1.html'),
  recipe: null,
  folder,
  options: {},
  startLater: true,
})
const refused = /^invalid-input/

describe('the window', () => {
  it.each(['/etc', '/root/.config/autostart', 'relative', '../..', '\0', ' '])(
    'cannot have anything written to %j',
    (folder) => {
      expect(() => window().addTask(request(folder))).toThrow(refused)
      expect(() => window().changeSettings({ folder })).toThrow(refused)
      expect(() => window().preview({ token: 'abcdefgh', request: request(folder) })).toThrow(refused)
      expect(bench.engine.snapshot().tasks).toEqual([])
      expect(bench.engine.snapshot().settings.folder).toBe(bench.target)
    },
  )

  it('cannot ask the disk what lies where', async () => {
    const facts = await window().inspectFolder('/etc')
    expect(facts).toEqual({ path: '/etc', known: false, exists: false, writable: false, freeBytes: null })
  })

  it('may name the folder of the settings, however it is written', async () => {
    expect(await window().addTask(request(`${bench.target}/`))).toBe(1)
    expect(await window().inspectFolder(bench.target)).toMatchObject({ known: true })
  })

  it('cannot have records written or sent where the user did not choose', async () => {
    const exported = (file: string) => ({
      kind: 'export' as const,
      taskId: TaskId.parse(1),
      sort: null,
      descending: false,
      filter: '',
      change: 'all' as const,
      target: { kind: 'file' as const, format: 'csv' as const, file },
    })
    for (const sink of ['sqlite:/etc/galleon.db', '/etc/a.csv', 'postgres://me@10.0.0.1/shop']) {
      const sinks = [sink]
      expect(() => window().addTask({ ...request(bench.target), sinks })).toThrow(/once more/)
      expect(() => window().previewCrawl({ ...request(bench.target), sinks })).toThrow(/once more/)
      expect(() => window().prepareSink({ request: request(bench.target), sink })).toThrow(/once more/)
    }
    expect(() => window().previewCrawl(request('/etc'))).toThrow(refused)
    expect(() => window().startJob(exported('/etc/a.csv'))).toThrow(/once more/)
    const target = { kind: 'data-set' as const, folder: '/etc', metadata: 'jsonl' as const }
    expect(() => window().startJob({ ...exported('/etc/a.csv'), target })).toThrow(refused)
    expect(await window().nameServerSink({ address: 'postgres://me@10.0.0.1/shop', password: null })).toBe(
      null,
    )
    expect(bench.engine.snapshot().tasks).toEqual([])
  })

  it('may name the files and the servers that the user chose, also in a later run', async () => {
    const file = join(bench.data, 'a.db')
    const server = 'postgres://me@10.0.0.1/shop'
    picked = file
    await window().chooseRecordFile({ name: 'a', format: 'sqlite' })
    await window().nameServerSink({ address: server, password: 's3cret' })
    await bench.restart()
    const sinks = [`sqlite:${file}`, server]
    expect(await window().addTask({ ...request(bench.target), sinks })).toBe(1)
  })

  it('may name the folder of a task that the terminal added', async () => {
    const other = join(bench.data, 'other')
    await bench.engine.commands.addTask(request(other))
    expect(await window().addTask(request(other))).toBe(2)
    expect(() => window().addTask(request(join(other, 'below')))).toThrow(refused)
  })

  it('may name what the user chose in the dialog, also in a later run', async () => {
    picked = join(bench.data, 'chosen')
    expect(await window().chooseFolder('')).toBe(picked)
    expect(await window().addTask(request(picked))).toBe(1)
    expect((await window().changeSettings({ folder: picked })).folder).toBe(picked)
    await window().changeSettings({ folder: '' })
    await bench.restart()
    expect(await window().addTask(request(picked))).toBe(2)
  })

  it('cannot make the dialog begin where it likes', async () => {
    await window().chooseFolder('/etc')
    await window().chooseFolder(bench.target)
    expect(asked).toEqual(['', bench.target])
  })

  it('remembers nothing when the dialog is closed', async () => {
    await window().chooseFolder('/etc')
    expect(() => window().addTask(request('/etc'))).toThrow(refused)
  })

  it.each<Partial<Settings['network']>>([
    { caFile: '/tmp/evil.pem' },
    { allowPrivate: ['169.254.169.254:80'] },
  ])('cannot open the network to %j', async (change) => {
    const network = { ...defaultSettings.network, ...change }
    expect(() => window().changeSettings({ network })).toThrow(refused)
    expect((await window().changeSettings({ network: defaultSettings.network })).network).toEqual(
      defaultSettings.network,
    )
  })
})

it('asks for what is missing in known folders only', async () => {
  const query = (folder: string) => ({ folders: [folder], lacking: [] })
  expect(() => window().listIncomplete(query('/etc'))).toThrow(refused)
  expect(await window().listIncomplete(query(bench.target))).toBeDefined()
})

it('guards every field of a command that names a place', () => {
  const found: string[] = []
  const look = (schema: unknown, way: string) => {
    const {
      properties = {},
      items,
      anyOf = [],
      oneOf = [],
      type,
    } = schema as {
      properties?: Record<string, unknown>
      items?: unknown
      anyOf?: unknown[]
      oneOf?: unknown[]
      type?: string
    }
    // What is switched on or off names no place.
    if (
      type !== 'boolean' &&
      /(folder|path|file|dir|place|private|sink)\w*$/i.test(way) &&
      !/(template|templates|deletefiles)$/i.test(way)
    )
      found.push(way)
    for (const [name, field] of Object.entries(properties)) look(field, `${way}.${name}`)
    for (const field of [items, ...anyOf, ...oneOf]) if (field !== undefined) look(field, way)
  }
  for (const [name, { input, callers }] of Object.entries(commands)) {
    if (!callers.some((caller) => caller === 'window')) continue
    const json = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
    // A command whose whole input is a text is shown under its own name.
    if (json.properties !== undefined || json.oneOf !== undefined || json.type === 'string') look(json, name)
  }
  expect([...new Set(found)].sort()).toEqual([...guardedFields].sort())
})

it('the folder of the settings is known without a copy of every task', async () => {
  const { remembered, settings } = bench.engine
  const snapshot = () => {
    throw new Error('every task was copied')
  }
  const folders = createKnownFolders({ remembered, settings, snapshot })
  expect(folders.has(bench.target)).toBe(true)
  await bench.engine.commands.changeSettings({ folder: join(bench.target, 'new') })
  expect(folders.has(join(bench.target, 'new'))).toBe(true)
  expect(settings()).toBe(settings())
})
