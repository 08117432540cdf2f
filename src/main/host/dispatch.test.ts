import { type CommandName, commands } from '@shared/contract/commands'
import { FailureError, failure } from '@shared/model/failure'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Log } from '../engine/ports/ports'
import { dispatch, type HandlerTable, UnknownCommandError } from './dispatch'

const table = {
  double: z.object({ amount: z.number().max(10), unit: z.string().default('px') }),
  nothing: z.undefined(),
}

function recorder() {
  const lines: Parameters<Log>[] = []
  const log: Log = (...line) => lines.push(line)
  return { lines, log }
}

const handlers: HandlerTable<typeof table> = {
  double: ({ amount, unit }) => `${amount * 2}${unit}`,
  nothing: () => undefined,
}

describe('answer', () => {
  it('runs the handler with the parsed input, its defaults filled in', async () => {
    const reply = await dispatch(table, handlers, 'double', { amount: 4 }, recorder().log)
    expect(reply).toEqual({ ok: true, value: '8px' })
  })

  it('waits for a handler that answers later', async () => {
    const late = { ...handlers, nothing: () => Promise.resolve('late') }
    expect(await dispatch(table, late, 'nothing', undefined, recorder().log)).toEqual({
      ok: true,
      value: 'late',
    })
  })

  it('answers invalid-input that names the field, and calls no handler', async () => {
    let calls = 0
    const counting = { ...handlers, double: () => (calls += 1) }
    const reply = await dispatch(table, counting, 'double', { amount: 11, unit: 3 }, recorder().log)
    expect(reply).toMatchObject({
      ok: false,
      failure: { kind: 'invalid-input', detail: expect.stringMatching(/^amount: .+ \(and 1 more\)$/) },
    })
    expect(calls).toBe(0)
  })

  it('names the whole input when it has no fields', async () => {
    const reply = await dispatch(table, handlers, 'nothing', 5, recorder().log)
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
    const reply = await dispatch(table, failing, 'nothing', undefined, log)
    expect(reply).toEqual({ ok: false, failure: { kind: 'disk-full', detail: 'ENOSPC' } })
    expect(lines).toEqual([])
  })

  it('answers any other throw as unexpected with its text cut, and logs it with its stack', async () => {
    const { lines, log } = recorder()
    const broken = { ...handlers, nothing: () => Promise.reject(new TypeError('x'.repeat(5000))) }
    const reply = await dispatch(table, broken, 'nothing', undefined, log)
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
    '',
    7,
    null,
    undefined,
    ['double'],
  ])('rejects %j as an unknown command', async (name) => {
    await expect(dispatch(table, handlers, name, undefined, recorder().log)).rejects.toThrow(
      UnknownCommandError,
    )
  })
})

describe('answer with the commands of the program', () => {
  it('never throws on wild input, and runs no handler that its schema does not let through', async () => {
    const letThrough: unknown[] = []
    const counting = Object.fromEntries(
      Object.keys(commands).map((name) => [name, (input: unknown) => letThrough.push([name, input])]),
    ) as unknown as HandlerTable<typeof commands>
    const names = fc.constantFrom(...(Object.keys(commands) as CommandName[]))
    const wild = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    })
    await fc.assert(
      fc.asyncProperty(names, wild, async (name, input) => {
        letThrough.length = 0
        const reply = await dispatch(commands, counting, name, input, recorder().log)
        const fits = commands[name].safeParse(input).success
        expect(letThrough).toHaveLength(fits ? 1 : 0)
        expect(reply.ok ? 'ok' : reply.failure.kind).toBe(fits ? 'ok' : 'invalid-input')
      }),
      { numRuns: 3000 },
    )
  })
})
