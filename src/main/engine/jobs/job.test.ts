import type { Job } from '@shared/contract/jobs'
import { describe, expect, it } from 'vitest'
import { createJobRunner } from './job'

/** A runner of counting jobs, and what it reported. */
function counting() {
  const reported: string[] = []
  const logged: string[] = []
  const runner = createJobRunner<number>({
    kind: 'check',
    log: (_level, message) => logged.push(message),
    onChange: (job: Job<number> | null) => reported.push(job ? `${job.state} ${job.progress}` : 'none'),
  })
  return { runner, reported, logged }
}

/** Work that makes a step whenever the test says so. */
function inSteps(from: number) {
  let step = (_stop: boolean) => {}
  async function* steps(signal: AbortSignal): AsyncGenerator<number> {
    for (let count = from + 1; ; count++) {
      const isLast = await new Promise<boolean>((resolve) => {
        step = resolve
        signal.addEventListener('abort', () => resolve(false), { once: true })
      })
      signal.throwIfAborted()
      yield count
      if (isLast) return
    }
  }
  return { work: { progress: from, steps }, step: (isLast = false) => step(isLast) }
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('a job', () => {
  it('reports its progress and its end', async () => {
    const { runner, reported } = counting()
    const { work, step } = inSteps(0)
    runner.start(work)
    await nextTurn()
    step()
    await nextTurn()
    step(true)
    await runner.ended()
    expect(reported).toEqual(['working 0', 'working 1', 'working 2', 'done 2'])
  })

  it('keeps its progress when it is stopped, and changes no more', async () => {
    const { runner, reported } = counting()
    const { work, step } = inSteps(5)
    runner.start(work)
    await nextTurn()
    runner.stop()
    step(true)
    await runner.ended()
    expect(runner.current()).toEqual({ state: 'stopped', progress: 5 })
    expect(reported).toEqual(['working 5', 'stopped 5'])
  })

  it('counts the step that ends while it is stopped', async () => {
    const { runner, reported } = counting()
    async function* steps(): AsyncGenerator<number> {
      runner.stop()
      yield 1
    }
    runner.start({ progress: 0, steps })
    await runner.ended()
    expect(reported).toEqual(['working 0', 'stopped 0', 'stopped 1'])
  })

  it('reports nothing more once it is replaced, and settles before the next one starts', async () => {
    const { runner, reported } = counting()
    const first = inSteps(0)
    let settled = false
    async function* slow(signal: AbortSignal): AsyncGenerator<number> {
      try {
        yield* first.work.steps(signal)
      } finally {
        await nextTurn()
        settled = true
      }
    }
    async function* second(): AsyncGenerator<number> {
      expect(settled).toBe(true)
      yield 11
    }
    runner.start({ progress: 0, steps: slow })
    await nextTurn()
    runner.start({ progress: 10, steps: second })
    first.step()
    await runner.ended()
    expect(reported).toEqual(['working 0', 'working 10', 'working 11', 'done 11'])
  })

  it('is forgotten when it is dismissed, after its work has settled', async () => {
    const { runner, reported } = counting()
    runner.start(inSteps(0).work)
    await nextTurn()
    await runner.dismiss()
    expect(reported).toEqual(['working 0', 'none'])
    expect(runner.current()).toBeNull()
  })

  it('stays as it is when the program quits, so that it can continue', async () => {
    const { runner, reported } = counting()
    runner.start(inSteps(3).work)
    await nextTurn()
    await runner.close()
    expect(runner.current()).toEqual({ state: 'working', progress: 3 })
    expect(reported).toEqual(['working 3'])
  })

  it('is stopped and logged when an error ends it', async () => {
    const { runner, reported, logged } = counting()
    async function* steps(): AsyncGenerator<number> {
      yield 1
      throw new TypeError('unexpected')
    }
    runner.start({ progress: 0, steps })
    await runner.ended()
    expect(reported).toEqual(['working 0', 'working 1', 'stopped 1'])
    expect(logged).toEqual(['a job ended early'])
  })

  it('without progress is not shown, and is forgotten at its end', async () => {
    const { runner, reported } = counting()
    async function* nothing(): AsyncGenerator<number> {}
    runner.start({ progress: null, steps: nothing })
    expect(runner.current()).toBeNull()
    await runner.ended()
    expect(reported).toEqual(['none'])
  })

  it('without work is shown as done', () => {
    const { runner, reported } = counting()
    runner.start({ progress: 7, steps: null })
    expect(reported).toEqual(['done 7'])
  })
})
