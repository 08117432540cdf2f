import { integer, text } from '../../../storage/columns'
import { type Row, type Value } from '../../../storage/database/connection'
import type { FetchUse, FoundAddress } from '../record-store'
import type { CrawlState } from './crawl-state'
import { bytes, type Statements } from './statements'

/** An address with the hash of its identity. */
export interface Hashed extends FoundAddress {
  readonly hash: Uint8Array
}

/** States of a row of the frontier. */
const queued = 0
const taken = 1
const deep = 2

/** Names of hosts whose row is remembered; a crawl of one site has a handful, one of the whole web any number. */
const mostHosts = 10_000

/**
 * Addresses that are to be read: a row each, only while they wait.
 *
 * No call reads more rows than it returns or changes, and the hosts that it skips, but `limitDepth` with a new limit.
 */
export interface FrontierRows {
  /** Queues an address that is in no other row. */
  add(found: Hashed): void
  /** Takes at most `count` rows; none of these hosts. */
  take(count: number, busyHosts: readonly string[]): readonly Row[]
  /** The row of a page that was taken; it is removed. */
  end(id: number): Row | undefined
  /** Removes an address that waits; false: there is none, or it is taken. */
  forget(hash: Uint8Array): boolean
  has(hash: Uint8Array): boolean
  /** Whether the file knows another host than these. */
  hasOtherHost(names: readonly string[]): boolean
  release(id: number): void
  releaseAll(): void
  /** A transaction was taken back: rows of hosts that it made are not there. */
  forgetHosts(): void
  /** Counts an address for the rule that found it, if one did; -1: it is another one's. */
  countRule(row: Row, by: 1 | -1): void
  /** From now on deeper addresses are held back. */
  limitDepth(limit: number): void
}

/** `state` is counted along. */
export function createFrontierRows(statements: Statements, state: () => CrawlState): FrontierRows {
  const { get, all, run } = statements
  const hosts = new Map<string, number>()

  function hostId(name: string): number {
    const known = hosts.get(name)
    if (known !== undefined) return known
    run('INSERT OR IGNORE INTO hosts (name) VALUES (?)', name)
    const id = Number(get('SELECT id FROM hosts WHERE name = ?', name)?.['id'])
    if (hosts.size >= mostHosts) hosts.clear()
    hosts.set(name, id)
    return id
  }

  const count = (host: Value, by: number) => {
    run('UPDATE hosts SET waiting = waiting + ? WHERE id = ?', by, host)
    state().queued += by
  }

  function rowsOf(hostIds: readonly number[], most: number): Row[] {
    const rows: Row[] = []
    let ready = hostIds
    // Hosts in turn: with fewer hosts than are wanted, each gives as many as the others while it has them.
    while (ready.length > 0 && rows.length < most) {
      const each = Math.ceil((most - rows.length) / ready.length)
      ready = ready.filter((host) => {
        const some = all(selectOf, host, Math.min(each, most - rows.length))
        for (const row of some) run(`UPDATE frontier SET state = ${taken} WHERE id = ?`, integer(row, 'id'))
        rows.push(...some)
        if (some.length > 0) count(host, -some.length)
        return some.length === each
      })
    }
    return rows
  }

  function remove(row: Row): void {
    run('DELETE FROM frontier WHERE id = ?', integer(row, 'id'))
    if (isListUse(row)) state().lists -= 1
  }

  function countRule({ rule }: Row, by: 1 | -1): void {
    const { links } = state()
    if (typeof rule !== 'number') return
    while (links.length <= rule) links.push(0)
    links[rule] = (links[rule] ?? 0) + by
  }

  function release(id: number): void {
    const row = get(`SELECT host FROM frontier WHERE id = ? AND state = ${taken}`, id)
    if (row === undefined) return
    run(`UPDATE frontier SET state = ${queued} WHERE id = ?`, id)
    count(integer(row, 'host'), 1)
    state().taken -= 1
  }

  return {
    add({ hash, host, depth, use, address, identity, rule = null }) {
      const now = state()
      const id = hostId(host)
      const isList = isListUse({ use })
      const isDeep = !isList && now.depthLimit !== null && depth > now.depthLimit
      now.lastFrontier += 1
      run(
        'INSERT INTO frontier (id, hash, host, depth, use, state, address, identity, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        now.lastFrontier,
        hash,
        id,
        depth,
        use,
        isDeep ? deep : queued,
        address,
        identity === address ? null : identity,
        rule,
      )
      if (isList) now.lists += 1
      if (isDeep) now.deep += 1
      else count(id, 1)
    },
    take(most, busyHosts) {
      const busy = new Set(busyHosts)
      const next = all(
        'SELECT id, name FROM hosts WHERE waiting > 0 ORDER BY turn, id LIMIT ?',
        most + busy.size,
      )
      const ready = next.filter(({ name }) => !busy.has(String(name))).slice(0, most)
      const rows = rowsOf(
        ready.map((row) => integer(row, 'id')),
        most,
      )
      for (const row of ready) {
        state().lastTurn += 1
        run('UPDATE hosts SET turn = ? WHERE id = ?', state().lastTurn, integer(row, 'id'))
      }
      state().taken += rows.length
      return rows
    },
    end(id) {
      const row = get(`SELECT * FROM frontier WHERE id = ? AND state = ${taken}`, id)
      if (row === undefined) return undefined
      remove(row)
      state().taken -= 1
      return row
    },
    forget(hash) {
      const row = get(
        `SELECT id, host, state, use, rule FROM frontier WHERE hash = ? AND state <> ${taken}`,
        hash,
      )
      if (row === undefined) return false
      remove(row)
      countRule(row, -1)
      if (integer(row, 'state') === deep) state().deep -= 1
      else count(integer(row, 'host'), -1)
      return true
    },
    has: (hash) => get('SELECT 1 FROM frontier WHERE hash = ?', hash) !== undefined,
    hasOtherHost: (names) =>
      all('SELECT name FROM hosts LIMIT ?', names.length + 1).some(
        ({ name }) => !names.includes(String(name)),
      ),
    release,
    releaseAll() {
      for (const row of all(`SELECT id FROM frontier WHERE state = ${taken}`)) release(integer(row, 'id'))
    },
    forgetHosts: () => hosts.clear(),
    countRule,
    limitDepth: (limit) => limitDepth(statements, state(), limit),
  }
}

const selectOf = `
  SELECT f.id, f.depth, f.use, f.address, coalesce(f.identity, f.address) AS identity, h.name AS host,
    p.etag, p.last_modified
  FROM frontier f JOIN hosts h ON h.id = f.host LEFT JOIN pages p ON p.hash = f.hash
  WHERE f.host = ? AND f.state = ${queued} ORDER BY f.depth, f.id LIMIT ?`

function limitDepth({ get, run }: Statements, state: CrawlState, limit: number): void {
  if (state.depthLimit === limit) return
  const isLower = state.depthLimit === null || limit < state.depthLimit
  const move = isLower
    ? `UPDATE frontier SET state = ${deep} WHERE state = ${queued} AND depth > ? AND use IN ('record', 'list')`
    : `UPDATE frontier SET state = ${queued} WHERE state = ${deep} AND depth <= ?`
  const moved = run(move, limit).changes
  state.depthLimit = limit
  if (moved === 0) return
  run(`UPDATE hosts SET waiting =
    (SELECT count(*) FROM frontier WHERE frontier.host = hosts.id AND frontier.state = ${queued})`)
  state.queued = Number(get('SELECT sum(waiting) AS n FROM hosts')?.['n'])
  state.deep += isLower ? moved : -moved
}

/** A known page as it is queued again, of its row with the `name` of its host. */
export function knownPage(row: Row): Hashed {
  const address = text(row, 'address')
  return {
    hash: bytes(row, 'hash'),
    identity: row['identity'] === null ? address : text(row, 'identity'),
    address,
    host: text(row, 'name'),
    depth: integer(row, 'depth'),
    use: pageUse(row),
  }
}

/** Whether a row of pages or of the frontier is a sitemap or a feed. */
export function isListUse({ use }: Row): boolean {
  return use === 'sitemap' || use === 'feed'
}

/** What a row of pages or of the frontier is fetched for. */
export function pageUse(row: Row): FetchUse {
  const use = row['use']
  return use === 'list' || use === 'sitemap' || use === 'feed' ? use : 'record'
}
