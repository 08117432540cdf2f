import { defaultSettings } from '@shared/model/settings'
import { expect, it } from 'vitest'
import { type DiagnosticsFacts, describeDiagnostics } from './diagnostics'

const facts: DiagnosticsFacts = {
  program: 'window',
  now: 0,
  machine: {
    version: '1.2.3',
    system: 'linux 6 x64',
    node: '20.1.0',
    electron: '33.0.0',
    chrome: '130',
    processors: 4,
    memoryBytes: 2 ** 33,
    freeMemoryBytes: 2 ** 32,
  },
  dataFolder: '/home/me/.local/share/galleon',
  folders: [{ path: '/home/me/Downloads/Galleon', freeBytes: 2 ** 30 }],
  engine: {
    settings: {
      ...defaultSettings,
      proxy: 'http://anna:HUSH@proxy:1/',
      network: { ...defaultSettings.network, retries: 9 },
    },
    tasks: [],
    problems: [
      { kind: 'reset', status: null, host: 'a.example', images: 1, pages: 0, failedAgain: 0, until: null },
      {
        kind: 'http-status',
        status: 503,
        host: 'b.example',
        images: 3,
        pages: 0,
        failedAgain: 0,
        until: null,
      },
      {
        kind: 'http-status',
        status: 503,
        host: 'b.example',
        images: 0,
        pages: 2,
        failedAgain: 0,
        until: null,
      },
    ],
  },
  log: ['{"message":"to http://u:HUSH@x/"}', 'last'],
}

it('contains versions, changed settings, problems and the end of the log, without secrets', () => {
  const text = describeDiagnostics(facts, '/home/me')
  expect(text).not.toMatch(/HUSH|\/home\/me/)
  expect(text).toContain('Galleon 1.2.3, window, 1970-01-01T00:00:00.000Z')
  expect(text).toContain('1.0 GiB at ~/Downloads/Galleon')
  expect(text).toContain('"proxy": "http://proxy:1/"')
  expect(text).toContain('"retries": 9')
  expect(text).not.toContain('tasksAtOnce')
  expect(text.indexOf('http-status 503 b.example: images 3, pages 2')).toBeLessThan(
    text.indexOf('reset a.example'),
  )
  expect(text.endsWith('  last\n')).toBe(true)
})

it('never passes 200,000 bytes, and keeps the newest lines then', () => {
  const log = Array.from({ length: 5000 }, (_, index) => `${index} ${'图'.repeat(50)}`)
  const text = describeDiagnostics({ ...facts, log }, '/home/me')
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(200_000)
  expect(Buffer.byteLength(text)).toBeGreaterThan(190_000)
  expect(text).toContain('4999 ')
})

it('says why the engine did not start', () => {
  const text = describeDiagnostics({ ...facts, engine: { unavailable: 'held-elsewhere: x' } }, '/home/me')
  expect(text).toContain('did not start: held-elsewhere: x')
})
