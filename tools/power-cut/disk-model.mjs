import { join, relative, sep } from 'node:path'

// A disk that keeps what was flushed and may lose anything else: bytes of a file until the file was flushed, names until
// their folder was. It promises less than real file systems do.

/** Bytes that a disk writes at once. */
const sectorBytes = 512

/**
 * How a power cut falls: what of each file's unflushed writes and of each folder's unflushed names survives.
 *
 * @typedef {{ text: string, writes: (pending: readonly Write[]) => readonly Write[], zeros: boolean,
 *   names: (pending: readonly Change[]) => readonly Change[] }} Cut `zeros`: the length survives without the bytes
 * @typedef {{ at: number, bytes: Buffer } | { length: number }} Write
 * @typedef {ReadonlyMap<string, number | null>} Change names and what they stand for; null: removed
 */

/**
 * @param {string} root only what lies below it is modelled; it survives itself
 */
export function createDisk(root) {
  /** @type {Map<number, any>} */
  const nodes = new Map()
  const top = addFolder()
  const files = new Map()
  const syncs = new Map()

  function addFolder() {
    nodes.set(nodes.size, { folder: true, names: new Map(), kept: new Map(), pending: [] })
    return nodes.size - 1
  }

  function addFile() {
    nodes.set(nodes.size, { folder: false, bytes: Buffer.alloc(0), kept: Buffer.alloc(0), pending: [] })
    return nodes.size - 1
  }

  const isBelow = (path) => path !== undefined && (path === root || path.startsWith(root + sep))

  /** Folder node and name of a path; null outside of the root, or where the folder is missing. */
  function place(path) {
    if (!isBelow(path)) return null
    const parts = relative(root, path).split(sep)
    const name = parts.pop() ?? ''
    let node = top
    for (const part of parts) {
      const next = nodes.get(node).names.get(part)
      if (next === undefined) return null
      node = next
    }
    return { folder: nodes.get(node), name }
  }

  function find(path) {
    if (path === root) return top
    const at = place(path)
    return at?.folder.names.get(at.name)
  }

  function change(folder, ...names) {
    for (const [name, id] of names) {
      if (id === null) folder.names.delete(name)
      else folder.names.set(name, id)
    }
    folder.pending.push(new Map(names))
  }

  function write(node, next) {
    node.bytes = applied(node.bytes, next)
    node.pending.push(next)
  }

  /**
   * @param {import('./trace.mjs').Step} step
   * @returns {boolean} whether it could make a difference to what survives
   */
  function apply(step) {
    switch (step.kind) {
      case 'open': {
        files.delete(step.fd)
        if (!isBelow(step.path)) return false
        const at = place(step.path)
        let id = find(step.path)
        const isNew = id === undefined && at !== null && step.creates
        if (isNew) {
          id = addFile()
          change(at.folder, [at.name, id])
        }
        if (id === undefined) return false
        files.set(step.fd, { id, position: 0 })
        const node = nodes.get(id)
        const truncates = step.truncates && !node.folder && node.bytes.length > 0
        if (truncates) write(node, { length: 0 })
        return isNew || truncates
      }
      case 'close':
        files.delete(step.fd)
        return false
      case 'write': {
        const file = files.get(step.fd)
        if (!file) return false
        const at = step.at ?? file.position
        write(nodes.get(file.id), { at, bytes: step.bytes })
        if (step.at === null) file.position += step.bytes.length
        return true
      }
      case 'truncate': {
        const file = files.get(step.fd)
        if (file) write(nodes.get(file.id), { length: step.length })
        return file !== undefined
      }
      case 'sync-begins': {
        const file = files.get(step.fd)
        if (!file) return false
        const node = nodes.get(file.id)
        syncs.set(step.id, { node, count: node.pending.length, total: node.flushed ?? 0 })
        return false
      }
      case 'sync-ends': {
        const sync = syncs.get(step.id)
        if (!sync) return false
        const { node } = sync
        // Another flush may have taken some of them meanwhile.
        const count = sync.count - ((node.flushed ?? 0) - sync.total)
        if (count > 0) keep(node, count)
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
      case 'told':
        return true
    }
  }

  function keep(node, count) {
    const flushed = node.pending.splice(0, count)
    node.flushed = (node.flushed ?? 0) + flushed.length
    if (node.folder) node.kept = renamed(node.kept, flushed)
    else for (const next of flushed) node.kept = applied(node.kept, next)
  }

  /**
   * What is there after the power came back.
   *
   * @param {Cut} cut
   * @returns {{ folders: string[], files: Map<string, Buffer>, same: Map<string, string> }} `same`: further names of a file
   */
  function after(cut) {
    const result = { folders: [], files: new Map(), same: new Map() }
    const names = new Map()
    const visit = (id, path) => {
      const node = nodes.get(id)
      if (node.folder) {
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
 * @param {ReturnType<import('../shared/seeded-random.mjs').createRandom>} chance
 * @returns {Cut}
 */
export function chanceCut(chance) {
  const share = chance.pick([0.1, 0.5, 0.9])
  const some = (pending) => pending.filter(() => chance.next() < share)
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

function torn(next, chance) {
  if ('length' in next) return next
  const sectors = Math.ceil(next.bytes.length / sectorBytes)
  return { at: next.at, bytes: next.bytes.subarray(0, chance.below(sectors) * sectorBytes) }
}
