const ended = ['done', 'failed', 'cancelled']

/**
 * What a restless person does to running tasks. Of every address there is one task at a time: what is cancelled is added
 * again.
 *
 * @typedef {{ pauses: number, resumes: number, cancels: number, retries: number }} Deeds
 *
 * @param {{ invoke: Function, add: (address: string) => Promise<unknown>,
 *   chance: ReturnType<import('../shared/seeded-random.mjs').createRandom>, mostCancels: number }} means
 */
export function createUserActions({ invoke, add, chance, mostCancels }) {
  /** @type {Deeds} */
  const deeds = { pauses: 0, resumes: 0, cancels: 0, retries: 0 }

  /** A task may have moved on since it was looked at: then there is nothing to do. */
  async function tried(work) {
    try {
      await work()
    } catch (error) {
      if (error.failure?.kind !== 'invalid-input') throw error
    }
  }

  async function pause(running) {
    const all = chance.next() < 0.2
    const ids = all ? running.map(({ id }) => id) : [chance.pick(running).id]
    deeds.pauses += ids.length
    await tried(() => invoke('pauseTasks', ids))
  }

  async function resume(paused) {
    deeds.resumes += paused.length
    await tried(() =>
      invoke(
        'resumeTasks',
        paused.map(({ id }) => id),
      ),
    )
  }

  async function cancel(task) {
    deeds.cancels += 1
    await tried(() => invoke('cancelTasks', { ids: [task.id], deleteFiles: chance.next() < 0.3 }))
    await tried(() => invoke('removeTasks', [task.id]))
    await add(task.request.address)
  }

  async function retry(task) {
    deeds.retries += 1
    await tried(() => invoke('retryTasks', [task.id]))
  }

  return {
    deeds,
    /** One deed, by chance. */
    async act(tasks) {
      const running = tasks.filter(({ state }) => state.kind === 'running' || state.kind === 'queued')
      const paused = tasks.filter(({ state }) => state.kind === 'paused')
      const troubled = tasks.filter(
        ({ state, progress }) => ended.includes(state.kind) && progress.counts.failed > 0,
      )
      const what = chance.next()
      if (paused.length > 0 && what < 0.5) await resume(paused)
      else if (running.length > 0 && what < 0.8) await pause(running)
      else if (running.length > 0 && what < 0.9 && deeds.cancels < mostCancels)
        await cancel(chance.pick(running))
      else if (troubled.length > 0) await retry(chance.pick(troubled))
    },
    /** Lets everything go on that stands still. */
    async settle(tasks) {
      const paused = tasks.filter(({ state }) => state.kind === 'paused')
      if (paused.length > 0) await resume(paused)
    },
  }
}
