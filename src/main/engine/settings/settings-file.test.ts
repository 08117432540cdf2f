import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings } from '@shared/model/settings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSettingsFile as openFile } from './settings-file'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-settings-'))
  path = join(folder, 'config.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const openSettingsFile = (file: string) => openFile(file, '/home/ada')
const isRoot = process.getuid?.() === 0
const onDisk = () => JSON.parse(readFileSync(path, 'utf8')) as unknown
const write = (value: unknown) =>
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))

describe('a change of settings', () => {
  it('of one field of network leaves the other fields as they were', () => {
    write({ theme: 'dark', network: { retries: 9, caFile: null } })
    const file = openSettingsFile(path)
    const { network } = file.change({ network: { idleTimeoutMs: 5000 } })
    expect(network).toEqual({ ...defaultSettings.network, retries: 9, idleTimeoutMs: 5000 })
    expect(openSettingsFile(path).current.network).toEqual(network)
  })

  it('writes only the fields that were set, also inside network', () => {
    const file = openSettingsFile(path)
    file.change({ network: { retries: 6 } })
    file.change({ theme: 'dark', network: { longestBackoffMs: 100 } })
    expect(onDisk()).toEqual({ theme: 'dark', network: { retries: 6, longestBackoffMs: 100 } })
  })

  it('removes a field that is set to its default, and an object with none left', () => {
    write({ theme: 'dark', tasksAtOnce: 5, network: { retries: 6, allowPrivate: ['a:1'] } })
    const file = openSettingsFile(path)
    file.change({ theme: 'system', network: { retries: defaultSettings.network.retries } })
    expect(onDisk()).toEqual({ tasksAtOnce: 5, network: { allowPrivate: ['a:1'] } })
    expect(file.change({ network: { allowPrivate: [] } }).network).toEqual(defaultSettings.network)
    expect(onDisk()).toEqual({ tasksAtOnce: 5 })
  })

  it('changes nothing for a field that is undefined', () => {
    write({ theme: 'dark', network: { retries: 6 } })
    openSettingsFile(path).change({ theme: undefined, network: { retries: undefined } })
    expect(onDisk()).toEqual({ theme: 'dark', network: { retries: 6 } })
  })

  it('that is refused leaves file and settings as they were', () => {
    write({ network: { retries: 6 } })
    const file = openSettingsFile(path)
    expect(() => file.change({ folder: 'Pictures' })).toThrow(/folder: "Pictures" is not an absolute path/)
    expect(onDisk()).toEqual({ network: { retries: 6 } })
    expect(file.current.folder).toBe('')
  })
})

describe.skipIf(process.platform === 'win32')('a settings file behind a symbolic link', () => {
  const kept = () => join(folder, 'kept', 'galleon.json')

  beforeEach(() => {
    mkdirSync(join(folder, 'kept'))
    symlinkSync(join('kept', 'galleon.json'), path)
  })

  it('is written where the link leads, with its permissions', () => {
    writeFileSync(kept(), '{"theme":"dark"}')
    chmodSync(kept(), 0o640)
    openSettingsFile(path).change({ tasksAtOnce: 5 })
    expect(readlinkSync(path)).toBe(join('kept', 'galleon.json'))
    expect(JSON.parse(readFileSync(kept(), 'utf8'))).toEqual({ theme: 'dark', tasksAtOnce: 5 })
    expect(statSync(kept()).mode & 0o777).toBe(0o640)
    expect(readdirSync(join(folder, 'kept'))).toEqual(['galleon.json'])
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'kept'])
  })

  it('is made there, readable by its owner alone, when the link leads to nothing yet', () => {
    openSettingsFile(path).change({ tasksAtOnce: 5 })
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(kept(), 'utf8'))).toEqual({ tasksAtOnce: 5 })
    expect(statSync(kept()).mode & 0o777).toBe(0o600)
  })

  it('is written through a link to a link', () => {
    symlinkSync(path, join(folder, 'outer.json'))
    openSettingsFile(join(folder, 'outer.json')).change({ tasksAtOnce: 5 })
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(kept(), 'utf8'))).toEqual({ tasksAtOnce: 5 })
  })

  it('is not made in a folder that is not there: it may be on a drive that is not mounted', () => {
    rmSync(join(folder, 'kept'), { recursive: true })
    expect(() => openSettingsFile(path).change({ tasksAtOnce: 5 })).toThrow(/ENOENT.*kept/)
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
  })

  it('that leads in a circle is refused at the start', () => {
    rmSync(path)
    symlinkSync('other.json', path)
    symlinkSync('config.json', join(folder, 'other.json'))
    expect(() => openSettingsFile(path)).toThrow(/config\.json cannot be read: ELOOP/)
  })

  it.skipIf(isRoot)('in a folder that may not be written is an error that names the folder', () => {
    writeFileSync(kept(), '{"theme":"dark"}')
    chmodSync(join(folder, 'kept'), 0o500)
    try {
      expect(() => openSettingsFile(path).change({ tasksAtOnce: 5 })).toThrow(/EACCES.*kept/)
      expect(readFileSync(kept(), 'utf8')).toBe('{"theme":"dark"}')
    } finally {
      chmodSync(join(folder, 'kept'), 0o700)
    }
  })
})

describe('a settings file that cannot be used', () => {
  it.each<readonly [string, unknown, RegExp]>([
    [
      'a misspelt field',
      { tasksAtOne: 2 },
      /tasksAtOne: there is no such setting; did you mean tasksAtOnce\?/,
    ],
    ['other capitals', { Theme: 'dark' }, /Theme: .*did you mean theme\?/],
    [
      'a misspelt field of network',
      { network: { retrys: 2 } },
      /network\.retrys: .*did you mean network\.retries\?/,
    ],
    ['a field in the wrong place', { retries: 2 }, /retries: .*did you mean network\.retries\?/],
    [
      'a field of the top inside network',
      { network: { proxy: '' } },
      /network\.proxy: .*did you mean proxy\?/,
    ],
    ['a misspelt object', { netwrok: {} }, /netwrok: .*did you mean network\?/],
    ['a field like no other', { wallpaper: 1 }, /wallpaper: there is no such setting$/],
    ['a name that JavaScript knows', '{"__proto__": 1}', /__proto__: there is no such setting/],
    [
      'a relative folder',
      { folder: 'Pictures' },
      /folder: "Pictures" is not an absolute path; write for example "\/home\/ada\/Pictures"/,
    ],
    ['a home folder with a tilde', { folder: '~/Pictures' }, /write for example "[^~]*Pictures"/],
    [
      'a pattern of hosts',
      { network: { allowPrivate: ['*'] } },
      /allowPrivate\.0: "\*" is not HOST:PORT.*in full/,
    ],
    [
      'a host without a port',
      { network: { allowPrivate: ['nas.local'] } },
      /allowPrivate\.0: .*is not HOST:PORT/,
    ],
    [
      'a port that there is not',
      { network: { allowPrivate: ['a:1', 'a:0'] } },
      /allowPrivate\.1: .*HOST:PORT/,
    ],
    ['a port too large', { network: { allowPrivate: ['a:65536'] } }, /allowPrivate\.0: .*HOST:PORT/],
    ['an address', { network: { allowPrivate: ['http://a:1'] } }, /allowPrivate\.0: .*HOST:PORT/],
    ['IPv6 without brackets', { network: { allowPrivate: ['::1:80'] } }, /allowPrivate\.0: .*HOST:PORT/],
    [
      'a host that is written otherwise in addresses',
      { network: { allowPrivate: ['0x7f.1:80'] } },
      /allowPrivate\.0: "0x7f\.1:80" is written "127\.0\.0\.1:80"/,
    ],
    ['a label of no encoding', { fallbackEncoding: 'gbkk' }, /fallbackEncoding: "gbkk" is not the label/],
    ['a relative caFile', { network: { caFile: 'ca.pem' } }, /caFile: "ca\.pem" is not an absolute path/],
    ['a caFile that is missing', { network: { caFile: '/no/such.pem' } }, /caFile: \/no\/such\.pem: ENOENT/],
    ['a caFile that is a folder', { network: { caFile: tmpdir() } }, /caFile: .* it is a folder, not a file/],
    [
      'a slip of JSON',
      '{\n  "theme": "dark"\n  "proxy": "secret"\n}',
      /is not JSON: line 3, column 3: (?!.*secret)/,
    ],
    ['a list', '[]', /does not hold a JSON object/],
  ])('%s is named with the file', (_, value, message) => {
    write(value)
    expect(() => openSettingsFile(path)).toThrow(message)
    expect(() => openSettingsFile(path)).toThrow(path)
  })

  it('names at most ten of its errors', () => {
    write(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`unknown${n}`, 1])))
    expect(() => openSettingsFile(path)).toThrow(/unknown9: .*; and 490 more$/)
  })

  it('a caFile without a certificate is named', () => {
    const caFile = join(folder, 'ca.pem')
    writeFileSync(caFile, 'nothing')
    write({ network: { caFile } })
    expect(() => openSettingsFile(path)).toThrow(/caFile: .*no certificate in PEM form/)
    writeFileSync(caFile, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(() => openSettingsFile(path)).toThrow(/caFile: .*certificate 1 in it is damaged/)
  })

  it('a file of two gigabytes is refused without being read', () => {
    write({})
    truncateSync(path, 2 * 1024 ** 3)
    expect(() => openSettingsFile(path)).toThrow(/it is larger than 1048576 bytes/)
  })

  it.skipIf(process.platform === 'win32')('a link to a device without an end is refused', () => {
    symlinkSync('/dev/zero', path)
    expect(() => openSettingsFile(path)).toThrow(/it is a device, not a file/)
  })
})

it('takes a file with a byte order mark', () => {
  write('\uFEFF{"theme":"dark"}')
  expect(openSettingsFile(path).current.theme).toBe('dark')
})

it('takes hosts and ports in every form that addresses have', () => {
  const allowPrivate = ['192.168.1.5:8080', '[::1]:80', 'NAS.local:443', 'localhost:1']
  write({ network: { allowPrivate } })
  expect(openSettingsFile(path).current.network.allowPrivate).toEqual(allowPrivate)
})

it('keeps running when the certificates vanish while another setting is changed', () => {
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, readFileSync(join('test', 'fixtures', 'loopback-cert.pem')))
  write({ network: { caFile } })
  const file = openSettingsFile(path)
  rmSync(caFile)
  expect(file.change({ theme: 'dark' }).theme).toBe('dark')
  expect(() => file.change({ network: { caFile: join(folder, 'none.pem') } })).toThrow(/none\.pem: ENOENT/)
})
