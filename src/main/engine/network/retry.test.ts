import { FailureError, failure, statusFailure } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { type Attempted, decideRetry, withRetries } from './retry'

const policy = { retries: 3, longestBackoffMs: 5000 }
const reset = failure('reset', '')
const almostOne = () => 0.999_999

it.each([
  [1, 1000],
  [2, 2000],
  [3, 4000],
])('waits up to twice as long after each attempt: %i → %i ms', (attempt, ceiling) => {
  expect(decideRetry(reset, attempt, policy, almostOne)).toEqual({ kind: 'wait', ms: ceiling })
  expect(decideRetry(reset, attempt, policy, () => 0)).toEqual({ kind: 'wait', ms: 0 })
})

it('never waits longer than the longest backoff, however many attempts', () => {
  const patient = { retries: 5000, longestBackoffMs: 5000 }
  for (const attempt of [4, 50, 4999]) {
    expect(decideRetry(reset, attempt, patient, almostOne)).toEqual({ kind: 'wait', ms: 5000 })
  }
})

it('gives up after the retries and at once on what will not pass', () => {
  expect(decideRetry(reset, 4, policy, almostOne)).toEqual({ kind: 'giveUp' })
  expect(decideRetry(statusFailure(404, ''), 1, policy, almostOne)).toEqual({ kind: 'giveUp' })
  expect(decideRetry(statusFailure(503, ''), 1, policy, almostOne).kind).toBe('wait')
  expect(decideRetry(failure('disk-full', ''), 1, policy, almostOne)).toEqual({ kind: 'giveUp' })
})

const limited = { kind: 'rate-limited', until: 5, detail: '' } as const
const reported: string[] = []
const options = {
  policy,
  random: () => 0,
  onRetry: (reason: { kind: string }, attempt: number) => reported.push(`${reason.kind} ${attempt}`),
}
const signal = new AbortController().signal

/** Plays one outcome after the other. */
function play(...outcomes: (string | Error | Attempted<string>)[]) {
  let played = 0
  const attempt = (): Promise<Attempted<string>> => {
    const outcome = outcomes[played]
    played += 1
    if (outcome instanceof Error) return Promise.reject(outcome)
    if (typeof outcome === 'string') return Promise.resolve({ kind: 'value', value: outcome })
    return outcome === undefined
      ? Promise.reject(new Error('one attempt too many'))
      : Promise.resolve(outcome)
  }
  return { attempt, count: () => played }
}

it('tries again until it succeeds and reports each retry', async () => {
  reported.length = 0
  const script = play(new FailureError(reset), new FailureError(failure('timeout', '')), 'got it')
  await expect(withRetries(script.attempt, options, signal)).resolves.toBe('got it')
  expect(reported).toEqual(['reset 2', 'timeout 3'])
})

it('throws the last failure when the attempts are used up', async () => {
  const script = play(...[1, 2, 3, 4].map((n) => new FailureError(failure('reset', `${n}`))))
  await expect(withRetries(script.attempt, options, signal)).rejects.toMatchObject({
    failure: { detail: '4' },
  })
  expect(script.count()).toBe(4)
})

it('counts no attempt for a backoff, and waits for as many as there are retries', async () => {
  const backoff = { kind: 'backoff', failure: limited } as const
  const patient = play(
    backoff,
    backoff,
    backoff,
    new FailureError(reset),
    new FailureError(reset),
    new FailureError(reset),
    'yes',
  )
  await expect(withRetries(patient.attempt, options, signal)).resolves.toBe('yes')
  const refused = play(backoff, backoff, backoff, backoff, 'no')
  await expect(withRetries(refused.attempt, options, signal)).rejects.toMatchObject({ failure: limited })
  expect(refused.count()).toBe(4)
})

it('rethrows the reason of an abort whatever the attempt threw, and retries no bug', async () => {
  const controller = new AbortController()
  const aborted = withRetries<string>(
    () => {
      controller.abort('pause')
      return Promise.reject(new FailureError(reset))
    },
    options,
    controller.signal,
  )
  await expect(aborted).rejects.toBe('pause')
  const bug = play(new TypeError('a bug'), 'never')
  await expect(withRetries(bug.attempt, options, signal)).rejects.toThrow('a bug')
})

it('ends the wait between attempts when it is aborted', async () => {
  const controller = new AbortController()
  const waiting = withRetries<string>(
    () => Promise.reject(new FailureError(reset)),
    { ...options, random: almostOne, onRetry: () => controller.abort('cancel') },
    controller.signal,
  )
  await expect(waiting).rejects.toBe('cancel')
})
