import { RefusedError } from './engine-process.mjs'

/** @typedef {import('./engine-process.mjs').SoakTask} SoakTask */

/** How often each action was taken. @typedef {{ pauses: number, resumes: number, cancels: number, retries: number }} Actions */

const ended = ['done', 'failed', 'cancelled']

/**
 * Random actions of a user on running tasks. Each address has one task at a time: a cancelled one is added again.
 *
 * @param {import('./engine-process.mjs').SoakEngine} engine
 * @param {(address: string) => Promise<unknown>} add
 * @param {import('../shared/seeded-random.mjs').Random} chance
 * @param {number} mostCancels
 */
export function createUserActions({ invoke }, add, chance, mostCancels) {
  /** @type {Actions} */
  const actions = { pauses: 0, resumes: 0, cancels: 0, retries: 0 }

  /**
   * A task may have changed since it was read: then the command is refused.
   *
   * @param {string} name
   * @param {unknown} input
   */
  async function attempt(name, input) {
    try {
      await invoke(name, input)
    } catch (error) {
      if (!(error instanceof RefusedError) || error.kind !== 'invalid-input') throw error
    }
  }

  /** @param {readonly SoakTask[]} running */
  async function pause(running) {
    const all = chance.next() < 0.2
    const ids = all ? running.map(({ id }) => id) : [chance.pick(running).id]
    actions.pauses += ids.length
    await attempt('pauseTasks', ids)
  }

  /** @param {readonly SoakTask[]} paused */
  async function resume(paused) {
    actions.resumes += paused.length
    await attempt(
      'resumeTasks',
      paused.map(({ id }) => id),
    )
  }

  /** @param {SoakTask} task */
  async function cancel(task) {
    actions.cancels += 1
    await attempt('cancelTasks', { ids: [task.id], deleteFiles: chance.next() < 0.3 })
    await attempt('removeTasks', [task.id])
    await add(task.request.address)
  }

  return {
    actions,
    /** One random action. @param {readonly SoakTask[]} tasks */
    async act(tasks) {
      const running = tasks.filter(({ state }) => state.kind === 'running' || state.kind === 'queued')
      const paused = tasks.filter(({ state }) => state.kind === 'paused')
      const withProblems = tasks.filter(
        ({ state, progress }) => ended.includes(state.kind) && progress.counts.failed > 0,
      )
      const what = chance.next()
      if (paused.length > 0 && what < 0.5) await resume(paused)
      else if (running.length > 0 && what < 0.8) await pause(running)
      else if (running.length > 0 && what < 0.9 && actions.cancels < mostCancels)
        await cancel(chance.pick(running))
      else if (withProblems.length > 0) {
        actions.retries += 1
        await attempt('retryTasks', [chance.pick(withProblems).id])
      }
    },
    /** Resumes all paused tasks. @param {readonly SoakTask[]} tasks */
    async resumeAll(tasks) {
      const paused = tasks.filter(({ state }) => state.kind === 'paused')
      if (paused.length > 0) await resume(paused)
    },
  }
}
