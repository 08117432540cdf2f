import { statSync } from 'node:fs'
import { hashOf } from '../src/main/engine/records/database/rows/hashes'
import { createSeenRows } from '../src/main/engine/records/database/rows/seen-rows'
import { createStatements } from '../src/main/engine/records/database/rows/statements'
import { openToWrite } from '../src/main/engine/records/database/store-connection'
import { residentBytes } from '../tools/bench/run/process-tree.mjs'

/** Addresses that are added together. */
const batch = 10_000

/** Of which part of all addresses the pace at the end is. */
const endPart = 0.1

/** What adding addresses to the seen set takes; sizes in bytes. */
interface SeenFigures {
  readonly addresses: number
  readonly seconds: number
  readonly perSecond: number
  /** Over the last tenth. */
  readonly perSecondAtEnd: number
  readonly diskBytes: number
  readonly peakMemory: number
}

/** Adds so many distinct addresses to the seen set of a new store, and as many once more of the first ones, which are known. */
function fill(
  file: string,
  addresses: number,
  report: (added: number, perSecond: number) => void,
): SeenFigures {
  const connection = openToWrite(file)
  const seen = createSeenRows(createStatements(connection))
  const add = (from: number): number => {
    const most = Math.min(batch, addresses - from)
    const hashes = Array.from({ length: most }, (_, n) => hashOf(`https://example.org/u/${from + n}/details`))
    connection.exec('BEGIN IMMEDIATE')
    const fresh = seen.add(hashes).size
    connection.exec('COMMIT')
    return fresh
  }
  const start = performance.now()
  const endFrom = Math.floor(addresses * (1 - endPart))
  let endedAt = start
  let added = 0
  let lastReport = start
  let reported = 0
  while (added < addresses) {
    if (added <= endFrom) endedAt = performance.now()
    const endOfPart = added
    added += Math.min(batch, addresses - added)
    if (add(endOfPart) !== added - endOfPart) throw new Error('an address was taken for another one')
    const now = performance.now()
    if (now - lastReport < 10_000) continue
    report(added, ((added - reported) / (now - lastReport)) * 1000)
    lastReport = now
    reported = added
  }
  const end = performance.now()
  if (add(0) !== 0) throw new Error('an address was added twice')
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  connection.close()
  const atEnd = addresses - Math.floor(endFrom / batch) * batch
  return {
    addresses,
    seconds: (end - start) / 1000,
    perSecond: (addresses / (end - start)) * 1000,
    perSecondAtEnd: (atEnd / (end - endedAt)) * 1000,
    diskBytes: statSync(file).size,
    peakMemory: peakMemory(),
  }
}

/** Most resident memory of this process in bytes. `maxRSS` counts that of the process that began it, where both are known. */
const peakMemory = (): number => residentBytes([process.pid]) || process.resourceUsage().maxRSS * 1024

const [file = '', addresses = '0'] = process.argv.slice(2)
const figures = fill(file, Number(addresses), (added, perSecond) =>
  process.stderr.write(`${added} addresses, ${Math.round(perSecond)} a second\n`),
)
process.stdout.write(`${JSON.stringify(figures)}\n`)
