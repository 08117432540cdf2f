import type { RecordStore } from './record-store'
import { type StoreThread, type StoreThreadOptions, startStoreThread } from './store-thread'

/** A thread that reads lists is ended after this time without a question. */
const idleMs = 10_000

/**
 * Opens or makes the file of one crawl. It writes in one thread; lists are read in a second one, started when one is asked for.
 *
 * Rejects as the methods of `RecordStore` do. `close` answers what was asked before.
 */
export async function openRecordStore(options: StoreThreadOptions, file: string): Promise<RecordStore> {
  const writer = startStoreThread(options, file, 'write')
  const reader = createIdleReader(() => startStoreThread(options, file, 'read'))
  try {
    await writer.ask('counts', [])
  } catch (error) {
    await writer.close()
    throw error
  }
  // What a method answers is what its own code made in the thread.
  const writing =
    (name: string) =>
    (...args: readonly unknown[]) =>
      writer.ask(name, args) as Promise<never>
  const reading =
    (name: string) =>
    (...args: readonly unknown[]) =>
      reader.ask(name, args) as Promise<never>
  return {
    claim: writing('claim'),
    begin: writing('begin'),
    take: writing('take'),
    commit: writing('commit'),
    finish: writing('finish'),
    alreadyEnded: writing('alreadyEnded'),
    release: writing('release'),
    heldBack: writing('heldBack'),
    spend: writing('spend'),
    counts: writing('counts'),
    retryFailed: writing('retryFailed'),
    outbox: writing('outbox'),
    sendAgain: writing('sendAgain'),
    delivered: writing('delivered'),
    waiting: writing('waiting'),
    known: reading('known'),
    list: reading('list'),
    choose: reading('choose'),
    byRows: reading('byRows'),
    previous: reading('previous'),
    fillRates: reading('fillRates'),
    failures: reading('failures'),
    after: reading('after'),
    hosts: reading('hosts'),
    async close() {
      // First: the last connection that closes takes the write-ahead log away.
      await reader.close()
      await writer.close()
    },
  }
}

/** A thread that is there while it is used. */
function createIdleReader(start: () => StoreThread): StoreThread {
  let thread: StoreThread | null = null
  let timer: NodeJS.Timeout | undefined
  let open = 0

  const close = async () => {
    clearTimeout(timer)
    const closing = thread
    thread = null
    await closing?.close()
  }
  return {
    async ask(name, args) {
      clearTimeout(timer)
      open += 1
      thread ??= start()
      const asked = thread
      try {
        return await asked.ask(name, args)
      } catch (error) {
        // The next question gets a new thread.
        if (thread === asked) await close()
        throw error
      } finally {
        open -= 1
        if (open === 0) timer = setTimeout(() => void close(), idleMs).unref()
      }
    },
    close,
  }
}
