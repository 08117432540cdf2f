import { describe, expect, it } from 'vitest'
import { createQuit, type QuitSteps } from './quit'

function steps(change: Partial<QuitSteps> = {}) {
  const done: string[] = []
  const all: QuitSteps = {
    activeTasks: () => 0,
    ask: () => {
      done.push('ask')
      return Promise.resolve(true)
    },
    leave: () => done.push('leave'),
    close: () => {
      done.push('close')
      return Promise.resolve()
    },
    exit: (code) => done.push(`exit ${code}`),
    log: (level) => done.push(level),
    ...change,
  }
  return { done, all }
}

describe('createQuit', () => {
  it('closes and exits without a question when nothing runs', async () => {
    const { done, all } = steps()
    await createQuit(all).request()
    expect(done).toEqual(['leave', 'close', 'exit 0'])
  })

  it('asks when downloads run', async () => {
    const { done, all } = steps({ activeTasks: () => 2 })
    await createQuit(all).request()
    expect(done).toEqual(['ask', 'leave', 'close', 'exit 0'])
  })

  it('stays when the user wants to, and asks again the next time', async () => {
    let answers = [false, true]
    const { done, all } = steps({
      activeTasks: () => 1,
      ask: () => {
        const [answer = false, ...rest] = answers
        answers = rest
        return Promise.resolve(answer)
      },
    })
    const quit = createQuit(all)
    await quit.request()
    expect(done).toEqual([])
    await quit.request()
    expect(done).toEqual(['leave', 'close', 'exit 0'])
  })

  it('asks and closes once however often it is requested', async () => {
    const { done, all } = steps({ activeTasks: () => 1 })
    const quit = createQuit(all)
    await Promise.all([quit.request(), quit.request(), quit.now(), quit.request()])
    expect(done.toSorted()).toEqual(['ask', 'close', 'exit 0', 'leave'])
  })

  it('asks nothing when a signal ends the program', async () => {
    const { done, all } = steps({ activeTasks: () => 1 })
    await createQuit(all).now()
    expect(done).toEqual(['leave', 'close', 'exit 0'])
  })

  it('exits though the engine does not close in time', async () => {
    const { done, all } = steps({ close: () => new Promise(() => undefined) })
    await createQuit(all, 10).now(1)
    expect(done).toEqual(['leave', 'error', 'exit 1'])
  })

  it('exits though closing fails', async () => {
    const { done, all } = steps({ close: () => Promise.reject(new Error('broken')) })
    await createQuit(all).now()
    expect(done).toEqual(['leave', 'error', 'exit 0'])
  })

  it('takes a last step once everything is closed, and exits though it fails', async () => {
    const { done, all } = steps({ activeTasks: () => 1 })
    await createQuit(all).request(() => {
      done.push('install')
      return Promise.reject(new Error('broken'))
    })
    expect(done).toEqual(['ask', 'leave', 'close', 'install', 'error', 'exit 0'])
  })

  it('takes no last step when the user stays, nor at a later end', async () => {
    let answer = false
    const { done, all } = steps({ activeTasks: () => 1, ask: () => Promise.resolve(answer) })
    const quit = createQuit(all)
    await quit.request(async () => void done.push('install'))
    answer = true
    await quit.request()
    expect(done).toEqual(['leave', 'close', 'exit 0'])
  })
})
