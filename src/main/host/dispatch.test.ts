import { both, command, type HandlersOf, onlyTerminal, reply } from '@shared/contract/command'
import { type CommandName, commands, type Handlers } from '@shared/contract/commands'
import { FailureError, failure } from '@shared/model/failure'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Log } from '../engine/ports/ports'
import { createDispatch, dispatchOver, UnknownCommandError } from './dispatch'

const table = {
  double: command({
    input: z.object({ amount: z.number().max(10), unit: z.string().default('px') }),
    reply: reply<string>(),
    durable: false,
    callers: both,
  }),
  nothing: command({ input: z.undefined(), reply: reply<unknown>(), durable: true, callers: both }),
  secret: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: onlyTerminal }),
}

function recorder() {
  const lines: Parameters<Log>[] = []
  const log: Log = (...line) => lines.push(line)
  return { lines, log }
}

const handlers: HandlersOf<typeof table> = {
  double: ({ amount, unit }) => `${amount * 2}${unit}`,
  nothing: () => undefined,
  secret: () => undefined,
}

/** What the window is answered. */
function run(
  given: HandlersOf<typeof table>,
  name: unknown,
  input: unknown,
  log: Log,
  durable = () => Promise.resolve(),
) {
  return dispatchOver(table, given, { caller: 'window', durable, log })(name, input)
}

describe('dispatch', () => {
  it('runs the handler with the parsed input, its defaults filled in', async () => {
    const reply = await run(handlers, 'double', { amount: 4 }, recorder().log)
    expect(reply).toEqual({ ok: true, value: '8px' })
  })

  it('answers a durable command once its records are on the disk, and fails as the disk does', async () => {
    const full = () => Promise.reject(new FailureError(failure('not-writable', 'EIO')))
    expect(await run(handlers, 'double', { amount: 4 }, recorder().log, full)).toMatchObject({ ok: true })
    expect(await run(handlers, 'nothing', undefined, recorder().log, full)).toEqual({
      ok: false,
      failure: { kind: 'not-writable', detail: 'EIO' },
    })
  })

  it('waits for a handler that answers later', async () => {
    const late = { ...handlers, nothing: () => Promise.resolve('late') }
    expect(await run(late, 'nothing', undefined, recorder().log)).toEqual({
      ok: true,
      value: 'late',
    })
  })

  it('answers invalid-input that names the field, and calls no handler', async () => {
    let calls = 0
    const counting = { ...handlers, double: () => `${(calls += 1)}` }
    const reply = await run(counting, 'double', { amount: 11, unit: 3 }, recorder().log)
    expect(reply).toMatchObject({
      ok: false,
      failure: { kind: 'invalid-input', detail: expect.stringMatching(/^amount: .+ \(and 1 more\)$/) },
    })
    expect(calls).toBe(0)
  })

  it('names the whole input when it has no fields', async () => {
    const reply = await run(handlers, 'nothing', 5, recorder().log)
    expect(reply).toMatchObject({
      failure: { kind: 'invalid-input', detail: expect.stringMatching(/^input: /) },
    })
  })

  it('answers the failure of a FailureError and logs nothing', async () => {
    const { lines, log } = recorder()
    const failing = {
      ...handlers,
      nothing: () => {
        throw new FailureError(failure('disk-full', 'ENOSPC'))
      },
    }
    const reply = await run(failing, 'nothing', undefined, log)
    expect(reply).toEqual({ ok: false, failure: { kind: 'disk-full', detail: 'ENOSPC' } })
    expect(lines).toEqual([])
  })

  it('answers any other throw as unexpected with its text cut, and logs it with its stack', async () => {
    const { lines, log } = recorder()
    const broken = { ...handlers, nothing: () => Promise.reject(new TypeError('x'.repeat(5000))) }
    const reply = await run(broken, 'nothing', undefined, log)
    if (reply.ok) throw new Error('must not succeed')
    expect(reply.failure.kind).toBe('unexpected')
    expect(reply.failure.detail.length).toBeLessThanOrEqual(300)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.[0]).toBe('error')
    expect(lines[0]?.[2]?.['error']).toBeInstanceOf(TypeError)
  })

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'triple',
    // Of the table, but not for this caller.
    'secret',
    '',
    7,
    null,
    undefined,
    ['double'],
  ])('rejects %j as an unknown command', async (name) => {
    await expect(run(handlers, name, undefined, recorder().log)).rejects.toThrow(UnknownCommandError)
  })
})

describe('dispatch with the commands of the program', () => {
  it('never throws on wild input, and runs no handler that its schema does not let through', async () => {
    const letThrough: unknown[] = []
    const names = Object.keys(commands) as CommandName[]
    const counting = Object.fromEntries(
      names.map((name) => [name, (input: unknown) => letThrough.push([name, input])]),
    ) as unknown as Handlers
    const [window, terminal] = (['window', 'terminal'] as const).map((caller) =>
      createDispatch(counting, { caller, durable: () => Promise.resolve(), log: recorder().log }),
    )
    const wild = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), wild, async (name, input) => {
        letThrough.length = 0
        const row = commands[name]
        const dispatch = row.callers.some((caller) => caller === 'window') ? window : terminal
        const answer = await dispatch?.(name, input)
        const fits = row.input.safeParse(input).success
        expect(letThrough).toHaveLength(fits ? 1 : 0)
        expect(answer?.ok ? 'ok' : answer?.failure.kind).toBe(fits ? 'ok' : 'invalid-input')
      }),
      { numRuns: 3000 },
    )
  })
})
