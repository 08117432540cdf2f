import { failure } from '@shared/model/failure'
import { emptyCounts } from '@shared/model/task'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { rememberedText } from '../src/main/engine/ports/ports'
import type { Storage } from '../src/main/engine/storage/storage'
import { RangeAddress } from '../src/shared/page-range/page-range'

const at = 1
const task = 1 as TaskId
const gallery = 1 as GalleryId
const image = 1 as ImageId
const request = {
  address: RangeAddress.parse('http://example.org/'),
  recipe: null,
  folder: '/x',
  options: {},
  startLater: false,
}
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
const note = rememberedText('a')
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
type Calls<Rows> = {
  readonly [Name in keyof Rows as Rows[Name] extends (...values: never[]) => unknown ? Name : never]-?: (
    rows: Rows,
  ) => unknown
}

/** Every part of the tables that has functions, by its path. */
export function partsOf({ tasks, pages, galleries, images, problems, siteRules, remembered }: Storage) {
  return {
    tasks,
    'tasks.secrets': tasks.secrets,
    'tasks.runs': tasks.runs,
    'tasks.progress': tasks.progress,
    'pages.queue': pages.queue,
    'pages.range': pages.range,
    pages,
    'pages.outcome': pages.outcome,
    'pages.skipped': pages.skipped,
    galleries,
    'galleries.folders': galleries.folders,
    'galleries.progress': galleries.progress,
    'galleries.lists': galleries.lists,
    images,
    'images.files': images.files,
    'images.owned': images.owned,
    'images.outcome': images.outcome,
    'images.queue': images.queue,
    'images.parts': images.parts,
    problems,
    siteRules,
    remembered,
  }
}
type Parts = ReturnType<typeof partsOf>

/** Every function of every part, called so that it sends all its statements. */
export const storageCalls: { readonly [Part in keyof Parts]: Calls<Parts[Part]> } = {
  tasks: {
    add: (rows) => rows.add(request, { kind: 'queued' }, emptyCounts, at),
    unreadable: (rows) => rows.unreadable(),
    list: (rows) => rows.list(),
    folders: (rows) => rows.folders(),
    saveState: (rows) => rows.saveState(task, { kind: 'queued' }, emptyCounts),
    saveRequest: (rows) => rows.saveRequest(task, request),
    remove: (rows) => rows.remove(task, at),
    restore: (rows) => rows.restore(task),
    titles: (rows) => rows.titles(task),
    face: (rows) => rows.face(task),
  },
  'tasks.secrets': {
    login: (rows) => rows.login(task, 'http://example.org'),
    saveLogin: (rows) => rows.saveLogin(task, 'http://example.org', { username: 'a', password: 'b' }),
    scrub: (rows) => rows.scrub(),
    forgetLogins: (rows) => {
      rows.saveLogin(task, 'http://example.org', { username: 'a', password: 'b' })
      return rows.forgetLogins(task)
    },
    cookies: (rows) => rows.cookies(task),
    saveCookies: (rows) => rows.saveCookies(task, null),
  },
  'tasks.progress': {
    addShortfall: (rows) => rows.addShortfall(task, 'limited', 1),
    saveCounts: (rows) => rows.saveCounts(task, emptyCounts),
    siteTemplate: (rows) => rows.siteTemplate(task),
    saveSiteTemplate: (rows) => rows.saveSiteTemplate(task, null),
    range: (rows) => rows.range(task),
    saveRange: (rows) => rows.saveRange(task, 0, false),
    saveRangeEnd: (rows) => rows.saveRangeEnd(task, 1),
    recount: (rows) => rows.recount(task, null),
  },
  'pages.queue': {
    add: (rows) => rows.add(task, page, at),
    hold: (rows) => rows.hold(task, page, at),
    release: (rows) => rows.release(task),
    list: (rows) => rows.list(task, 0, 10),
    has: (rows) => rows.has(1),
    hasOfGallery: (rows) => rows.hasOfGallery(task, gallery),
    requeue: (rows) => rows.requeue(1, 1, null),
  },
  'pages.range': {
    seenFrom: (rows) => rows.seenFrom(task, 0),
    trailingMissing: (rows) => rows.trailingMissing(task, 5),
    dropTrailingMissing: (rows) => rows.dropTrailingMissing(task),
  },
  'tasks.runs': {
    begin: (rows) => rows.begin(task, at),
    end: (rows) => rows.end(task, { kind: 'done', at }, emptyCounts, at),
    list: (rows) => rows.list(task),
  },
  pages: {
    has: (rows) => rows.has(task, page.address),
    referer: (rows) => rows.referer(task, page.address),
    retry: (rows) => rows.retry(task, page.address),
    ignored: (rows) => rows.ignored(task),
    discovered: (rows) => rows.discovered(task),
    linked: (rows) => rows.linked(task),
    lastItem: (rows) => rows.lastItem(task, gallery),
  },
  'pages.outcome': {
    saveRead: (rows) => rows.saveRead(task, page, at),
    saveFailed(rows) {
      rows.saveFailed(task, page, reason, at)
      rows.saveFailed(task, { ...page, pageId: 1 }, reason, at)
    },
    ignore: (rows) => rows.ignore(1),
    restore: (rows) => rows.restore(1),
  },
  'pages.skipped': {
    add: (rows) => rows.add(task, [{ address: 'http://example.org/x', reason: 'filtered' }]),
    isDecoration: (rows) => rows.isDecoration(task, 'http://example.org/x'),
    list: (rows) => rows.list({ taskId: task, ...slice }),
  },
  galleries: {
    add: (rows) => rows.add(task, newGallery, at),
    find: (rows) => rows.find(task, 'a'),
    get: (rows) => rows.get(gallery),
    row: (rows) => rows.row(gallery),
    ofKey: (rows) => rows.ofKey('a'),
    earlier: (rows) => rows.earlier('a', '/x'),
    unfinished: (rows) => rows.unfinished(task),
    ids: (rows) => rows.ids(task),
  },
  'galleries.folders': {
    sharing: (rows) => rows.sharing({ place: '/x/A', key: 'a' }),
    holderOf: (rows) => rows.holderOf('/x/A'),
    roots: (rows) => rows.roots(),
    inside(rows) {
      rows.inside('/x', 'A')
      rows.inside('/x', '')
    },
    withFilesIn: (rows) => rows.withFilesIn('/x/A'),
    allIn: (rows) => rows.allIn('/x/A'),
    tasksIn: (rows) => rows.tasksIn('/x/A'),
    restore: (rows) => rows.restore(gallery),
    forget: (rows) => rows.forget(gallery, at),
    move: (rows) => rows.move(gallery, { root: '/y', realRoot: '/z', folder: 'A' }),
    saveRealRoot(rows) {
      rows.saveRealRoot('/x', '/x')
      rows.saveRealRoot('/x', '/z')
    },
  },
  'galleries.progress': {
    addToCounts(rows) {
      rows.addToCounts(gallery, { found: 1 })
      rows.addToCounts(gallery, { saved: 1 }, image)
    },
    recount: (rows) => rows.recount(gallery),
    expect: (rows) => rows.expect(gallery, 12),
    finish: (rows) => rows.finish(gallery, at),
    unsave: (rows) => rows.unsave(gallery),
  },
  'galleries.lists': {
    ofTask(rows) {
      for (const sort of ['position', 'title', 'found', 'state'] as const) {
        rows.ofTask({ taskId: task, sort, ...slice })
      }
    },
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
    ofGallery: (rows) => [...rows.ofGallery(task, gallery)],
    add: (rows) => rows.add(task, gallery, 1, found, at),
    addUnwanted: (rows) =>
      rows.addUnwanted(task, gallery, 3, { ...found, address: 'http://example.org/3.jpg' }, at),
    adopt: (rows) =>
      rows.adopt(task, gallery, 2, { ...found, address: 'http://example.org/2.jpg' }, whole, at),
    ofAddress: (rows) => rows.ofAddress(gallery, found.address),
    listedAt: (rows) => rows.listedAt(gallery, found.address),
    lastNum: (rows) => rows.lastNum(task, gallery),
  },
  'images.files': {
    get: (rows) => rows.get(image),
    ofGallery: (rows) => rows.ofGallery(gallery),
    isInGallery: (rows) => rows.isInGallery(gallery, '1.jpg'),
    byAddress: (rows) => rows.byAddress(found.address),
    byContent: (rows) => rows.byContent(task, 'a'),
    addressesOf: (rows) =>
      rows.addressesOf({ taskId: task, galleryId: gallery, sha256: 'a' }, found.address, 3),
    knownAddresses: (rows) => rows.knownAddresses([found.address]),
    knownContents: (rows) => rows.knownContents(task, ['a']),
    isTaken: (rows) => rows.isTaken(image, { place: '/x/A', file: '1.jpg' }, true),
    isSaved: (rows) => rows.isSaved({ place: '/x/A', file: '1.jpg' }),
    smallerAt: (rows) => rows.smallerAt({ place: '/x/A', file: '1.jpg' }),
    isTakenInTask: (rows) => rows.isTakenInTask(task, image, { place: '/x/A', file: '1.jpg' }, true),
  },
  'images.owned': {
    list: (rows) => [...rows.list(task, gallery)],
    contents: (rows) => [...rows.contents(task, gallery)],
    handOver: (rows) => rows.handOver({ taskId: task, galleryId: gallery, file: '1.jpg' }),
    leaveToRemoved: (rows) => rows.leaveToRemoved({ taskId: task, galleryId: gallery, file: '1.jpg' }),
    unsave: (rows) => rows.unsave(task, gallery),
    forgetClaims: (rows) => rows.forgetClaims(task, gallery),
  },
  'images.outcome': {
    markUnwanted: (rows) => rows.markUnwanted(image),
    saveReplaced: (rows) => rows.saveReplaced(image, { place: '/root/a', file: 'a.jpg' }, whole),
    saveDone: (rows) => rows.saveDone(image, 'saved', whole, validators, at),
    saveFailed: (rows) => rows.saveFailed(image, reason, at),
    saveVersion: (rows) => rows.saveVersion(image, { saved: 1 }),
    drop: (rows) => rows.drop(image),
    ignore: (rows) => rows.ignore(image),
    restore: (rows) => rows.restore(image),
  },
  'images.queue': {
    repair: (rows) => rows.repair(image, whole),
    list: (rows) => rows.list(task, 0, 10),
    get: (rows) => rows.get(image),
    has: (rows) => rows.has(task, 1),
    requeue: (rows) => rows.requeue(image, 1, null),
    readdress: (rows) => rows.readdress(image, 'http://a.test/new.jpg', []),
    smaller: (rows) => rows.smaller(task),
  },
  'images.parts': {
    save: (rows) => rows.save(image, null),
    change: (rows) => rows.change(image, {}),
    claim: (rows) => rows.claim(image, whole, null),
    unclaim: (rows) => rows.unclaim(image),
    isShared: (rows) => rows.isShared({ id: gallery, place: '/x/A', key: 'a' }),
    begunElsewhere: (rows) => rows.begunElsewhere({ id: gallery, place: '/x/A', key: 'a' }, found.address),
    ofTask: (rows) => rows.ofTask(task),
    clear: (rows) => rows.clear(task),
  },
  problems: {
    list: (rows) => rows.list({ taskId: task, ...slice }),
    groups: (rows) => rows.groups(task),
    choose: (rows) => rows.choose({ taskId: task }, 'failed'),
    queuedOrigins: (rows) => rows.queuedOrigins(task),
    nextRetry: (rows) => rows.nextRetry(task),
    outcome: (rows) => rows.outcome(task, 1),
  },
  siteRules: {
    get: (rows) => rows.get('a.test', 'x'),
    save: (rows) => rows.save('a.test', 'x', { confirmed: 1, value: 1, learnedAt: at }),
    drop: (rows) => rows.drop('a.test', 'x'),
    forget: (rows) => rows.forget('a.test'),
    forgetBefore: (rows) => rows.forgetBefore(at),
  },
  remembered: {
    get: (rows) => rows.get(note),
    set: (rows) => rows.set(note, 'b'),
    forget: (rows) => rows.forget(note),
  },
}
