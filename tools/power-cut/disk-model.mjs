import { join, relative, sep } from 'node:path'

// A disk that keeps what was flushed and may lose anything else: bytes of a file until the file was flushed, names until
// their folder was. It promises less than real file systems do.

/** Bytes that a disk writes at once. */
const sectorBytes = 512

/**
 * One unflushed change of a file.
 *
 * @typedef {{ at: number, bytes: Buffer } | { length: number }} Write
 */

/**
 * One unflushed change of a folder: names and the number of the node that they stand for; null: removed.
 *
 * @typedef {ReadonlyMap<string, number | null>} Change
 */

/**
 * What survives a power cut: of each file's unflushed writes and of each folder's unflushed names.
 *
 * @typedef {{ text: string, writes: (pending: readonly Write[]) => readonly Write[], zeros: boolean,
 *   names: (pending: readonly Change[]) => readonly Change[] }} Cut `zeros`: the length survives without the bytes
 */

/**
 * `kept` is what is flushed, `pending` what was changed since; `flushed` counts the changes that were flushed so far.
 *
 * @typedef {{ kind: 'folder', names: Map<string, number>, kept: ReadonlyMap<string, number>, pending: Change[],
 *   flushed: number }} Folder
 * @typedef {{ kind: 'file', bytes: Buffer, kept: Buffer, pending: Write[], flushed: number }} File
 */

/**
 * @param {string} root only what is below it is modelled; it survives itself
 */
export function createDisk(root) {
  /** @type {(Folder | File)[]} */
  const nodes = []
  const top = addFolder()
  /** @type {Map<number, { id: number, position: number }>} open files by descriptor */
  const files = new Map()
  /** @type {Map<number, { node: Folder | File, count: number, total: number }>} flushes that have begun */
  const syncs = new Map()

  function addFolder() {
    return nodes.push({ kind: 'folder', names: new Map(), kept: new Map(), pending: [], flushed: 0 }) - 1
  }

  function addFile() {
    const [bytes, kept] = [Buffer.alloc(0), Buffer.alloc(0)]
    return nodes.push({ kind: 'file', bytes, kept, pending: [], flushed: 0 }) - 1
  }

  /** @param {number} id */
  function nodeOf(id) {
    const node = nodes[id]
    if (node === undefined) throw new Error(`there is no node ${id}`)
    return node
  }

  /** @param {number | undefined} id */
  function folderOf(id) {
    const node = id === undefined ? undefined : nodeOf(id)
    return node?.kind === 'folder' ? node : undefined
  }

  /** @param {number} fd @returns {File | undefined} */
  function openFile(fd) {
    const file = files.get(fd)
    const node = file && nodeOf(file.id)
    return node?.kind === 'file' ? node : undefined
  }

  /** @param {string} path */
  const isBelow = (path) => path === root || path.startsWith(root + sep)

  /**
   * Folder and name of a path; null outside of the root, or where the folder is missing.
   *
   * @param {string} path
   */
  function place(path) {
    if (!isBelow(path)) return null
    const parts = relative(root, path).split(sep)
    const name = parts.pop() ?? ''
    let folder = folderOf(top)
    for (const part of parts) folder = folderOf(folder?.names.get(part))
    return folder === undefined ? null : { folder, name }
  }

  /** @param {string} path */
  function find(path) {
    if (path === root) return top
    const at = place(path)
    return at?.folder.names.get(at.name)
  }

  /**
   * @param {Folder} folder
   * @param {(readonly [name: string, id: number | null])[]} names
   */
  function change(folder, ...names) {
    for (const [name, id] of names) {
      if (id === null) folder.names.delete(name)
      else folder.names.set(name, id)
    }
    folder.pending.push(new Map(names))
  }

  /** @param {File} node @param {Write} next */
  function write(node, next) {
    node.bytes = applied(node.bytes, next)
    node.pending.push(next)
  }

  /** @param {Extract<import('./trace.mjs').Step, { kind: 'open' }>} step */
  function open({ fd, path, creates, truncates }) {
    files.delete(fd)
    const at = place(path)
    let id = find(path)
    const isNew = id === undefined && at !== null && creates
    if (isNew) {
      id = addFile()
      change(at.folder, [at.name, id])
    }
    if (id === undefined) return false
    files.set(fd, { id, position: 0 })
    const node = nodeOf(id)
    if (!truncates || node.kind === 'folder' || node.bytes.length === 0) return isNew
    write(node, { length: 0 })
    return true
  }

  /**
   * @param {import('./trace.mjs').Step} step
   * @returns {boolean} whether it could make a difference to what survives
   */
  function apply(step) {
    switch (step.kind) {
      case 'open':
        return open(step)
      case 'close':
        files.delete(step.fd)
        return false
      case 'write': {
        const file = files.get(step.fd)
        const node = openFile(step.fd)
        if (!file || !node) return false
        write(node, { at: step.at ?? file.position, bytes: step.bytes })
        if (step.at === null) file.position += step.bytes.length
        return true
      }
      case 'truncate': {
        const node = openFile(step.fd)
        if (node) write(node, { length: step.length })
        return node !== undefined
      }
      case 'sync-begins': {
        const file = files.get(step.fd)
        if (!file) return false
        const node = nodeOf(file.id)
        syncs.set(step.id, { node, count: node.pending.length, total: node.flushed })
        return false
      }
      case 'sync-ends': {
        const sync = syncs.get(step.id)
        if (!sync) return false
        // Another flush may have taken some of them meanwhile.
        const count = sync.count - (sync.node.flushed - sync.total)
        if (count > 0) keep(sync.node, count)
        return true
      }
      case 'mkdir': {
        const at = place(step.path)
        if (at && !at.folder.names.has(at.name)) change(at.folder, [at.name, addFolder()])
        return at !== null
      }
      case 'link': {
        const at = place(step.to)
        const id = find(step.from)
        if (at && id !== undefined) change(at.folder, [at.name, id])
        return at !== null
      }
      case 'rename': {
        const [from, to] = [place(step.from), place(step.to)]
        const id = find(step.from)
        if (!from || !to || id === undefined) return false
        if (from.folder !== to.folder) throw new Error(`a rename between folders: ${step.from}`)
        change(from.folder, [from.name, null], [to.name, id])
        return true
      }
      case 'unlink':
      case 'rmdir': {
        const at = place(step.path)
        if (at?.folder.names.has(at.name)) change(at.folder, [at.name, null])
        return at !== null
      }
      case 'printed':
        return true
    }
  }

  /** @param {Folder | File} node @param {number} count of the oldest unflushed changes */
  function keep(node, count) {
    node.flushed += count
    if (node.kind === 'folder') node.kept = renamed(node.kept, node.pending.splice(0, count))
    else for (const next of node.pending.splice(0, count)) node.kept = applied(node.kept, next)
  }

  /**
   * What is there after the power came back.
   *
   * @param {Cut} cut
   * @returns {Survivors}
   */
  function after(cut) {
    /** @type {Survivors} */
    const result = { folders: [], files: new Map(), same: new Map() }
    /** @type {Map<number, string>} */
    const names = new Map()
    /** @param {number} id @param {string} path */
    const visit = (id, path) => {
      const node = nodeOf(id)
      if (node.kind === 'folder') {
        result.folders.push(path)
        for (const [name, next] of renamed(node.kept, cut.names(node.pending))) visit(next, join(path, name))
        return
      }
      const first = names.get(id)
      if (first !== undefined) {
        result.same.set(path, first)
        return
      }
      names.set(id, path)
      let bytes = node.kept
      for (const next of cut.writes(node.pending)) bytes = applied(bytes, next)
      if (cut.zeros && bytes.length < node.bytes.length) bytes = applied(bytes, { length: node.bytes.length })
      result.files.set(path, bytes)
    }
    visit(top, root)
    return result
  }

  return { apply, after }
}

/**
 * Files and folders by path; `same`: further names of a file.
 *
 * @typedef {{ folders: string[], files: Map<string, Buffer>, same: Map<string, string> }} Survivors
 */

/**
 * @param {ReadonlyMap<string, number>} names
 * @param {readonly Change[]} changes
 */
function renamed(names, changes) {
  const result = new Map(names)
  for (const change of changes) {
    for (const [name, id] of change) {
      if (id === null) result.delete(name)
      else result.set(name, id)
    }
  }
  return result
}

/**
 * @param {Buffer} bytes
 * @param {Write} next
 */
function applied(bytes, next) {
  if ('length' in next) {
    if (next.length <= bytes.length) return bytes.subarray(0, next.length)
    return Buffer.concat([bytes, Buffer.alloc(next.length - bytes.length)])
  }
  const end = next.at + next.bytes.length
  const result = Buffer.alloc(Math.max(bytes.length, end))
  bytes.copy(result)
  next.bytes.copy(result, next.at)
  return result
}

/** @template T @param {readonly T[]} pending */
const all = (pending) => pending
const none = () => []

/** @type {readonly Cut[]} */
export const plainCuts = [
  { text: 'nothing unflushed survives', writes: none, zeros: false, names: none },
  { text: 'bytes survive, names do not', writes: all, zeros: false, names: none },
  { text: 'names survive, bytes do not', writes: none, zeros: false, names: all },
  { text: 'names and lengths survive, bytes are zero', writes: none, zeros: true, names: all },
]

/**
 * Any of the unflushed writes survive, whole or torn, in any order of names and bytes.
 *
 * @param {import('../shared/seeded-random.mjs').Random} chance
 * @returns {Cut}
 */
export function chanceCut(chance) {
  const share = chance.pick([0.1, 0.5, 0.9])
  /** @template T @param {readonly T[]} pending */
  const some = (pending) => pending.filter(() => chance.next() < share)
  /** @template T @param {readonly T[]} pending */
  const inOrder = (pending) => pending.slice(0, chance.below(pending.length + 1))
  return {
    text: `a share of ${share} survives`,
    writes: (pending) => {
      const survivors = chance.next() < 0.5 ? inOrder(pending) : some(pending)
      return survivors.map((next) => (chance.next() < 0.2 ? torn(next, chance) : next))
    },
    zeros: chance.next() < 0.5,
    names: (pending) => (chance.next() < 0.5 ? inOrder(pending) : some(pending)),
  }
}

/**
 * @param {Write} next
 * @param {import('../shared/seeded-random.mjs').Random} chance
 * @returns {Write}
 */
function torn(next, chance) {
  if ('length' in next) return next
  const sectors = Math.ceil(next.bytes.length / sectorBytes)
  return { at: next.at, bytes: next.bytes.subarray(0, chance.below(sectors) * sectorBytes) }
}
