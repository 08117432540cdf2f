import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRecordStore } from '../src/main/engine/records/database/open-store'
import type {
  EndedPage,
  FoundAddress,
  RecordStore,
  StoreLimits,
  TakenPage,
} from '../src/main/engine/records/database/record-store'
import { builtWorkers, machinePorts } from './test-machine'

/** Limits that hold nothing back. */
export const noLimits: StoreLimits = { depth: 100, pages: 1_000_000_000 }

/** A run of a crawl with nothing special; see `RecordStore.begin`. */
export const plainRun = {
  starts: [],
  now: 1000,
  sinks: [],
  askKnownPages: true,
  continued: false,
  known: 'update',
} as const

/** An address as it is found. */
export function found(address: string, more: Partial<FoundAddress> = {}): FoundAddress {
  return { identity: address, address, host: new URL(address).host, depth: 0, use: 'record', ...more }
}

/** A page that was read, with the fields of its record. */
export function readPage(
  page: Pick<TakenPage, 'id' | 'address'>,
  fields: Record<string, string | number> | null,
  more: Partial<EndedPage> = {},
): EndedPage {
  const textHash = Buffer.from(JSON.stringify(fields)).toString('hex').slice(0, 64).padEnd(64, '0')
  return {
    id: page.id,
    end: { kind: 'read', etag: null, lastModified: null, servedAt: null },
    alsoKnownAs: [],
    found: [],
    record: fields === null ? null : { key: page.address, address: page.address, fields, textHash },
    ...more,
  }
}

/** A store in a folder of its own, in the real thread, for one test. */
export interface TestStore {
  readonly folder: string
  readonly file: string
  /** Changes with `reopen`. */
  readonly store: RecordStore
  reopen(): Promise<void>
  close(): Promise<void>
}

/** Opens a store of records at a file. */
export const openStoreAt = (file: string): Promise<RecordStore> =>
  openRecordStore(
    { startWorker: machinePorts().startWorker, workerFile: builtWorkers.records, log: () => {} },
    file,
  )

export async function openTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-records-'))
  const file = join(folder, '1.db')
  let store = await openStoreAt(file)
  return {
    folder,
    file,
    get store() {
      return store
    },
    async reopen() {
      await store.close()
      store = await openStoreAt(file)
    },
    async close() {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Takes and ends pages until none is left; returns the addresses in the order of their turns. */
export async function readAll(
  store: RecordStore,
  end: (page: TakenPage) => EndedPage,
  { limits = noLimits, now = 2000, at = 10 } = {},
): Promise<readonly string[]> {
  const order: string[] = []
  for (;;) {
    const pages = await store.take(at, [], limits)
    if (pages.length === 0) return order
    order.push(...pages.map(({ address }) => address))
    await store.commit(pages.map(end), now)
  }
}
