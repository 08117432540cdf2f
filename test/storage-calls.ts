import { failure } from '@shared/model/failure'
import { emptyCounts } from '@shared/model/task'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import type { Storage } from '../src/main/engine/storage/storage'

const at = 1
const task = 1 as TaskId
const gallery = 1 as GalleryId
const image = 1 as ImageId
const request = { address: 'http://example.org/', recipe: null, folder: '/x', options: {}, startLater: false }
const whole = { file: '1.jpg', bytes: 1, sha256: 'a', type: 'image/jpeg' }
const page = {
  pageId: null,
  address: 'http://example.org/',
  via: 'range',
  position: 0,
  galleryId: null,
  depth: 0,
} as const
const found = { address: 'http://example.org/1.jpg', alternatives: [], page: 'http://example.org/' }
const reason = failure('reset', 'cut')
const validators = { etag: null, lastModified: null }
const slice = { offset: 0, limit: 10, descending: false }
const newGallery = {
  key: 'a',
  title: 'A',
  siteId: null,
  page: 'http://example.org/',
  host: 'example.org',
  root: '/x',
  folder: 'A',
  recipe: 'automatic',
  fields: {},
  position: 0,
}

/** One call, or several where the statement depends on what is asked. */
type Calls<Rows> = { readonly [Name in keyof Rows]-?: (rows: Rows) => unknown }

/** Every function of every table, called so that it sends all its statements. */
export const storageCalls: { readonly [Table in Tables]: Calls<Storage[Table]> } = {
  tasks: {
    add: (rows) => rows.add(request, { kind: 'queued' }, emptyCounts, at),
    unreadable: (rows) => rows.unreadable(),
    list: (rows) => rows.list(),
    folders: (rows) => rows.folders(),
    saveState: (rows) => rows.saveState(task, { kind: 'queued' }, emptyCounts),
    saveRequest: (rows) => rows.saveRequest(task, request),
    login: (rows) => rows.login(task, 'http://example.org'),
    saveLogin: (rows) => rows.saveLogin(task, 'http://example.org', { username: 'a', password: 'b' }),
    scrub: (rows) => rows.scrub(),
    forgetLogins: (rows) => {
      rows.saveLogin(task, 'http://example.org', { username: 'a', password: 'b' })
      return rows.forgetLogins(task)
    },
    saveCounts: (rows) => rows.saveCounts(task, emptyCounts),
    remove: (rows) => rows.remove(task, at),
    restore: (rows) => rows.restore(task),
    siteTemplate: (rows) => rows.siteTemplate(task),
    saveSiteTemplate: (rows) => rows.saveSiteTemplate(task, null),
    cookies: (rows) => rows.cookies(task),
    saveCookies: (rows) => rows.saveCookies(task, null),
    range: (rows) => rows.range(task),
    saveRange: (rows) => rows.saveRange(task, 0, false),
    recount: (rows) => rows.recount(task, null),
    title: (rows) => rows.title(task),
    face: (rows) => rows.face(task),
  },
  pages: {
    queue: (rows) => rows.queue(task, page, at),
    queued: (rows) => rows.queued(task, 0, 10),
    isQueued: (rows) => rows.isQueued(1),
    seenFrom: (rows) => rows.seenFrom(task, 0),
    trailingMissing: (rows) => rows.trailingMissing(task, 5),
    dropTrailingMissing: (rows) => rows.dropTrailingMissing(task),
    has: (rows) => rows.has(task, page.address),
    goesOn: (rows) => rows.goesOn(task, gallery),
    saveRead: (rows) => rows.saveRead(task, page, at),
    saveFailed(rows) {
      rows.saveFailed(task, page, reason, at)
      rows.saveFailed(task, { ...page, pageId: 1 }, reason, at)
    },
    requeue: (rows) => rows.requeue(1, 1, null),
    referer: (rows) => rows.referer(task, page.address),
    retry: (rows) => rows.retry(task, page.address),
    ignore: (rows) => rows.ignore(1),
    restore: (rows) => rows.restore(1),
    ignored: (rows) => rows.ignored(task),
    discovered: (rows) => rows.discovered(task),
    linked: (rows) => rows.linked(task),
    addSkipped: (rows) => rows.addSkipped(task, [{ address: 'http://example.org/x', reason: 'filtered' }]),
    listSkipped: (rows) => rows.listSkipped({ taskId: task, ...slice }),
  },
  galleries: {
    add: (rows) => rows.add(task, newGallery, at),
    find: (rows) => rows.find(task, 'a'),
    get: (rows) => rows.get(gallery),
    row: (rows) => rows.row(gallery),
    sharing: (rows) => rows.sharing({ place: '/x/A', key: 'a' }),
    ofKey: (rows) => rows.ofKey('a'),
    earlier: (rows) => rows.earlier('a', '/x'),
    holderOf: (rows) => rows.holderOf('/x/A'),
    roots: (rows) => rows.roots(),
    inside(rows) {
      rows.inside('/x', 'A')
      rows.inside('/x', '')
    },
    inFolder: (rows) => rows.inFolder('/x/A'),
    ofPlace: (rows) => rows.ofPlace('/x/A'),
    tasksIn: (rows) => rows.tasksIn('/x/A'),
    restore: (rows) => rows.restore(gallery),
    addToCounts(rows) {
      rows.addToCounts(gallery, { found: 1 })
      rows.addToCounts(gallery, { saved: 1 }, image)
    },
    recount: (rows) => rows.recount(gallery),
    expect: (rows) => rows.expect(gallery, 12),
    finish: (rows) => rows.finish(gallery, at),
    forget: (rows) => rows.forget(gallery, at),
    unsave: (rows) => rows.unsave(gallery),
    move: (rows) => rows.move(gallery, { root: '/y', realRoot: '/z', folder: 'A' }),
    noteRealRoot(rows) {
      rows.noteRealRoot('/x', '/x')
      rows.noteRealRoot('/x', '/z')
    },
    list(rows) {
      for (const sort of ['position', 'title', 'found', 'state'] as const) {
        rows.list({ taskId: task, sort, ...slice })
      }
    },
    unfinished: (rows) => rows.unfinished(task),
    ids: (rows) => rows.ids(task),
    library(rows) {
      for (const sort of ['added', 'title', 'host', 'size'] as const)
        rows.library({ text: '', sort, ...slice })
      rows.library({ text: 'a', host: 'example.org', sort: 'added', ...slice })
      rows.library({ text: '', sort: 'title', grouped: true, locate: [gallery], ...slice })
    },
    libraryIds: (rows) => rows.libraryIds(),
    libraryHosts: (rows) => rows.libraryHosts(),
  },
  images: {
    list(rows) {
      for (const sort of ['position', 'file', 'bytes', 'state'] as const) {
        rows.list({ taskId: task, sort, ...slice })
        rows.list({ taskId: task, galleryId: gallery, sort, ...slice })
      }
    },
    row: (rows) => rows.row(image),
    file: (rows) => rows.file(image),
    ofGallery: (rows) => [...rows.ofGallery(task, gallery)],
    ownFiles: (rows) => [...rows.ownFiles(task, gallery)],
    recordedFiles: (rows) => [...rows.recordedFiles(task, gallery)],
    add: (rows) => rows.add(task, gallery, 1, found, at),
    addUnwanted: (rows) =>
      rows.addUnwanted(task, gallery, 3, { ...found, address: 'http://example.org/3.jpg' }, at),
    pass: (rows) => rows.pass(image),
    saveReplaced: (rows) => rows.saveReplaced(image, { place: '/root/a', file: 'a.jpg' }, whole),
    adopt: (rows) =>
      rows.adopt(task, gallery, 2, { ...found, address: 'http://example.org/2.jpg' }, whole, at),
    hasFile: (rows) => rows.hasFile(gallery, '1.jpg'),
    ofAddress: (rows) => rows.ofAddress(gallery, found.address),
    listedAt: (rows) => rows.listedAt(gallery, found.address),
    queueRepair: (rows) => rows.queueRepair(image, whole),
    lastNum: (rows) => rows.lastNum(task, gallery),
    queued: (rows) => rows.queued(task, 0, 10),
    hasQueued: (rows) => rows.hasQueued(task, 1),
    savePart: (rows) => rows.savePart(image, null),
    changePart: (rows) => rows.changePart(image, {}),
    saveClaim: (rows) => rows.saveClaim(image, whole, null),
    saveDone: (rows) => rows.saveDone(image, 'saved', whole, validators, at),
    saveFailed: (rows) => rows.saveFailed(image, reason, at),
    drop: (rows) => rows.drop(image),
    requeue: (rows) => rows.requeue(image, 1, null),
    ignore: (rows) => rows.ignore(image),
    restore: (rows) => rows.restore(image),
    knownByAddress: (rows) => rows.knownByAddress(found.address),
    knownByContent: (rows) => rows.knownByContent(task, 'a'),
    holds: (rows) => rows.holds(image, { place: '/x/A', file: '1.jpg' }, true),
    handOver: (rows) => rows.handOver({ taskId: task, galleryId: gallery, file: '1.jpg' }),
    leaveToRemoved: (rows) => rows.leaveToRemoved({ taskId: task, galleryId: gallery, file: '1.jpg' }),
    isSaved: (rows) => rows.isSaved({ place: '/x/A', file: '1.jpg' }),
    holdsOfTask: (rows) => rows.holdsOfTask(task, image, { place: '/x/A', file: '1.jpg' }, true),
    begunElsewhere: (rows) => rows.begunElsewhere({ id: gallery, place: '/x/A', key: 'a' }, found.address),
    parts: (rows) => rows.parts(task),
    clearParts: (rows) => rows.clearParts(task),
    unsave: (rows) => rows.unsave(task, gallery),
    forgetClaims: (rows) => rows.forgetClaims(task, gallery),
  },
  problems: {
    list: (rows) => rows.list({ taskId: task, ...slice }),
    groups: (rows) => rows.groups(task),
    choose: (rows) => rows.choose({ taskId: task }, 'failed'),
    queuedOrigins: (rows) => rows.queuedOrigins(task),
    nextRetry: (rows) => rows.nextRetry(task),
    outcome: (rows) => rows.outcome(task, 1),
  },
  remembered: {
    get: (rows) => rows.get('a'),
    set: (rows) => rows.set('a', 'b'),
    forget: (rows) => rows.forget('a'),
  },
}
export type Tables = 'tasks' | 'pages' | 'galleries' | 'images' | 'problems' | 'remembered'
