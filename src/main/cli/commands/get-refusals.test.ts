import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { openStreams } from '../../../../test/fake-terminal'
import { dataPaths } from '../../host/data-folder'
import type { Context } from '../context'
import { Interrupted, listenForInterruption } from '../interruption'
import { createTerminal } from '../output/terminal'
import { get } from './get'

const opened = new Error('the engine was opened')

/** A user at a terminal, and a context whose engine only reports that it was asked for. */
function sitDown({ isTTY = true } = {}) {
  const fake = openStreams({ isTTY })
  const signals = new EventEmitter()
  const interruption = listenForInterruption(signals, [])
  const context: Context = {
    terminal: createTerminal(fake.streams, { json: false, quiet: false, verbose: false }),
    interruption,
    count: { saved: 0, skipped: 0, failed: 0, bits: 0, incomplete: new Set() },
    typed: null,
    paths: dataPaths('/data'),
    home: '/home/me',
    version: '0',
    demoPictures: '/demo',
    cwd: '/',
    open: () => Promise.reject(opened),
  }
  return { ...fake, context, signals, [Symbol.dispose]: () => interruption[Symbol.dispose]() }
}

const many = ['https://example.org/[1-600]', 'https://example.org/[601-1001]']

describe('limits of size', () => {
  it('between which nothing can be are refused', async () => {
    using user = sitDown()
    const asked = get(user.context, ['https://example.org/'], { filesizeMin: 5, filesizeMax: 1 })
    await expect(asked).rejects.toMatchObject({ failure: { kind: 'invalid-input' } })
  })

  it('may be one and the same', async () => {
    using user = sitDown()
    const asked = get(user.context, ['https://example.org/'], { filesizeMin: 5, filesizeMax: 5 })
    await expect(asked).rejects.toBe(opened)
  })
})

describe('a list of addresses that cannot be read', () => {
  it('is refused with a sentence', async () => {
    using user = sitDown()
    await expect(get(user.context, [], { inputFile: 'none.txt' })).rejects.toMatchObject({
      failure: { kind: 'invalid-input', detail: '--input-file: there is no file none.txt' },
    })
  })
})

describe('more than 1,000 pages', () => {
  it.each(['', 'n', 'no', 'later'])('are left alone when the answer is %j', async (answer) => {
    using user = sitDown()
    user.stdin.write(`${answer}\n`)
    expect(await get(user.context, many, {})).toBe(130)
    expect(user.err()).toContain('These are 1,001 pages. Download them all? [y/N]')
    expect(user.err()).toContain('Nothing was downloaded')
  })

  it.each(['y', 'YES'])('are begun when it is %j', async (answer) => {
    using user = sitDown()
    user.stdin.write(`${answer}\n`)
    await expect(get(user.context, many, {})).rejects.toBe(opened)
  })

  it('are begun without a question with --yes, and where no user can answer', async () => {
    using user = sitDown()
    await expect(get(user.context, many, { yes: true })).rejects.toBe(opened)
    using script = sitDown({ isTTY: false })
    await expect(get(script.context, many, {})).rejects.toBe(opened)
    expect(user.err() + script.err()).not.toContain('[y/N]')
  })

  it('and no fewer are asked about', async () => {
    using user = sitDown()
    await expect(get(user.context, ['https://example.org/[1-1000]'], {})).rejects.toBe(opened)
  })

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('are left alone at %s in the line of the answer', async (_, key) => {
    using user = sitDown()
    const asked = get(user.context, many, {})
    user.stdin.write(key)
    await expect(asked).rejects.toBeInstanceOf(Interrupted)
  })

  it('are left alone at Ctrl-C', async () => {
    using user = sitDown()
    const asked = get(user.context, many, {})
    user.signals.emit('SIGINT')
    await expect(asked).rejects.toBeInstanceOf(Interrupted)
  })
})
