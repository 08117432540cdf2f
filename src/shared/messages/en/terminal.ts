import type { BadVerdict, Rebuild } from '../../model/library/check'
import type { TaskState } from '../../model/task-state'

type Texts<K extends string> = Readonly<Record<K, string>>

const states: Texts<TaskState['kind'] | 'removed'> = {
  queued: 'queued',
  running: 'running',
  paused: 'paused',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  removed: 'removed',
}

/** Lines of tasks at work and of their end. */
const run = {
  notSaved: (url: string, message: string) => `Not saved: ${url}: ${message}`,
  fellBack: (recipe: string, url: string) =>
    `The recipe ${recipe} finds nothing on ${url}: such pages are read automatically.`,
  moreAlike: 'More failures of this kind are only counted; -v shows each.',
  gallery: (title: string, folder: string) => `Gallery: ${title}  in  ${folder}`,
  saved: (path: string, size: string) => `Saved: ${path} (${size})`,
  otherContent: (path: string) => `The site serves another picture than before; the new one is ${path}`,
  alreadyDownloaded: (path: string) => `Already downloaded: ${path}`,
  retryIn: (wait: string, url: string, message: string) => `Retry in ${wait}: ${url}: ${message}`,
  withdrawn: (path: string) => `Deleted a placeholder: ${path}`,
  manyMissing: (count: string, first: string) =>
    `${count} pages in a row are missing, from ${first} on; the download continues`,
  stopRange: (command: string) => `Stop there, and keep what was found: ${command}`,
  rateLimited: (wait: string, host: string) => `Waiting ${wait}: rate-limited by ${host}.`,
  pausedUntil: (id: number, time: string) => `Paused (task ${id}): resumes at ${time}.`,
  pausedFor: (id: number, reason: string) =>
    `Paused (task ${id}): ${reason}. It resumes automatically when this is resolved.`,
  continueWith: (command: string) => `Continue with: ${command}`,
  resumeElsewhere: (command: string) => `Resume with: ${command}, or into another folder with -o FOLDER.`,
  ended: {
    done: 'Done',
    withProblems: 'Finished with problems',
    incomplete: 'Incomplete',
    failed: 'Failed',
    cancelled: 'Cancelled',
    paused: (id: number) => `Paused (task ${id})`,
    waits: (id: number, time: string) => `Paused (task ${id}, resumes at ${time})`,
  },
  imagesSaved: (images: string) => `${images} saved`,
  countAlreadyDownloaded: (count: string) => `${count} already downloaded`,
  endLine: (end: string, name: string, counts: string, folder: string) =>
    `${end}: ${name}: ${counts}, in ${folder}`,
  problemsOf: (name: string) => `Problems of ${name}:`,
  task: (id: number) => `task ${id}`,
  skippedBySize: (name: string, images: string) => `Skipped of ${name} by size: ${images}`,
  skippedByRange: (name: string, images: string, options: string) =>
    `Skipped of ${name} by ${options}: ${images}`,
  failedAgain: (count: string) => `${count} of them again after a retry`,
  commandAfter: (command: string, time: string) => `${command}, after ${time}`,
  runsElsewhere: (owner: string) => `${owner} is running: the download continues there.`,
  ownerEnded: (place: string) => `The other process has ended: the download continues ${place}.`,
  here: 'here',
  inOwner: (owner: string) => `in ${owner}`,
  window: 'the window of Galleon',
  windowFirst: 'The window of Galleon',
  terminal: (pid: number) => `another terminal (process ${pid})`,
  terminalFirst: (pid: number) => `Another terminal (process ${pid})`,
  pausing: 'Pausing …',
  paused: 'Paused.',
  pausedResumeWith: (command: string) => `Paused. Resume with: ${command}`,
}

/** The lines that are drawn in place. */
const bars = {
  queued: 'waits for its turn',
  waitingFor: (host: string) => `waiting for ${host}`,
  lookingForImages: 'looking for images',
  images: (ended: string, found: string) => `${ended}/${found} images`,
  page: (page: string, of: string | null) => (of === null ? `page ${page}` : `page ${page} of ${of}`),
  left: (time: string) => `${time} left`,
  furtherTasks: (count: number) => `… and ${count} further ${count === 1 ? 'task' : 'tasks'}`,
  tasksDone: (ended: string, tasks: string) => `${ended} of ${tasks} done`,
  inAll: 'In all: ',
}

/** Answers of the commands on the list of tasks. */
const tasks = {
  none: 'There are no tasks.',
  /** A task that is done and lacks something, in place of its state. */
  incomplete: 'incomplete',
  resumesAt: (time: string) => `resumes at ${time}`,
  nothingToResume: 'There is nothing to resume.',
  nothingToContinue: 'There is nothing to continue.',
  nothingLikeThat: (id: number) => `Nothing of task ${id} failed like that.`,
  problemsAgain: (id: number, problems: string) => `Task ${id}: ${problems} again`,
  problemsSkipped: (id: number, problems: string) => `Task ${id}: ${problems} skipped`,
  nothingRuns: 'Nothing runs.',
  paused: (ids: string) => `Paused: ${ids}`,
  rangesStopped: (ids: string) => `No further pages are read: ${ids}`,
  cancelled: (ids: string) => `Cancelled: ${ids}`,
  noneEnded: 'No task has ended.',
  removed: (ids: string) => `Removed from the list: ${ids}`,
  trashed: (files: string) => `${files} moved to the trash`,
  deleted: (files: string) => `${files} deleted for good: no trash took them`,
  keptChanged: (files: string) =>
    `${files} kept: changed since the download, or not comparable with its record`,
  keptShared: (files: string) =>
    `${files} kept: another download has them in its record, or they existed before`,
  andMore: (count: string) => `and ${count} more`,
}

/** `get`, `probe` and `demo`. */
const get = {
  readAs: (address: string) => `Read as ${address}`,
  repeated: (address: string) => `${address} was given before: it is downloaded once`,
  question: (pages: string) => `These are ${pages}. Download them all? [y/N] `,
  notConfirmed: 'Nothing was downloaded: you did not answer yes. With -y the question is not asked.',
  labels: {
    page: 'Page',
    pages: 'Pages',
    compared: 'Compared',
    recipe: 'Recipe',
    encoding: 'Encoding',
    title: 'Title',
    folder: 'Folder',
    next: 'Next page',
    links: 'Links to',
    kind: 'Kind',
    because: 'Because',
    instead: 'Or read as',
    reads: 'Reads',
    expected: 'Expected',
    lacks: 'Lacks',
    images: 'Images',
    thumbnails: 'Thumbnails',
    skipped: 'Skipped',
  },
  fellBack: 'The recipe finds nothing here: the page was read automatically.',
  /** What follows from the kind of a page. */
  reads: {
    gallery: (images: string) => `${images} of this page, in this order`,
    thumbnails: (pages: string) => `${pages}, one picture of each, as one gallery in this order`,
    picture: 'the one picture of this page',
    index: (galleries: string) => `${galleries}, each into a folder of its own`,
    nothing: 'nothing: there is no picture to save',
  },
  thenNext: 'then the next page',
  firstMissing: (address: string, why: string) => `Not the first page: ${address}: ${why}`,
  notFollowed: (pages: string) => `${pages} not followed (--no-follow)`,
  shownAs: (address: string) => `shown as ${address}`,
  insteadOf: (address: string) => `or ${address}`,
  pixels: (width: number, height: number) => `${width} × ${height}`,
  video: 'video',
  openRange: (first: string) => `from ${first} on, until some are missing`,
  demo: (address: string) => `The demo gallery: ${address}`,
  demoServed: 'The demo gallery is served until Ctrl-C.',
  demoFolder: (folder: string) => `The galleries are in ${folder}`,
  demoProblems: 'One page and one picture are missing on purpose, to show how problems look.',
}

/** `verify`. */
const verify = {
  checking: (images: string, galleries: string, size: string) =>
    `Checking ${images} of ${galleries}, ${size} …`,
  checkingAgain: 'Checking once more …',
  fetching: (images: string) => `Fetching ${images} again …`,
  unreadableFolder: (folder: string, detail: string) => `Cannot be looked into: ${folder}: ${detail}`,
  gallery: (title: string, whole: string, images: string, folder: string) =>
    `Gallery: ${title}: ${whole} of ${images} whole, in ${folder}`,
  badRecord: (folder: string, detail: string) =>
    `Bad record: ${folder}: the gallery.json cannot be used here: ${detail}`,
  verdicts: {
    missing: 'Missing',
    'wrong-size': 'Wrong size',
    damaged: 'Damaged',
    changed: 'Changed',
    unreadable: 'Cannot be read',
  } satisfies Texts<BadVerdict> as Texts<BadVerdict>,
  counts: {
    missing: (count: string) => `${count} missing`,
    'wrong-size': (count: string) => `${count} of the wrong size`,
    damaged: (count: string) => `${count} damaged`,
    changed: (count: string) => `${count} changed`,
    unreadable: (count: string) => `${count} unreadable`,
  } satisfies Record<BadVerdict, unknown>,
  unknownFiles: (count: number, shown: string) =>
    `${shown} further ${count === 1 ? 'file' : 'files'} that no record names: left alone.`,
  leftovers: (count: number, shown: string, command: string) =>
    `${shown} partial ${count === 1 ? 'file' : 'files'} (.part) of downloads that did not end: ${command} continues them.`,
  allWell: (images: string, galleries: string) => `All is well: ${images} of ${galleries} are whole.`,
  notWell: (whole: string, images: string, faults: string) =>
    `Not all is well: ${whole} of ${images} whole, ${faults}.`,
  badRecords: (count: number) => `${count} bad ${count === 1 ? 'record' : 'records'}`,
  unfinishedDownload: 'a download that is not finished',
  couldNotFetch: 'What could not be fetched is listed above; try again later with the same command.',
  fetchAgain: (command: string) => `Fetch again what is bad, and only that: ${command}`,
  changed:
    'A changed file is a whole picture, perhaps one that you edited: a repair keeps it beside the new one as "NAME (old)", and --keep-changed leaves it alone.',
  unreadable: 'What cannot be read: look at its permissions, and at the disk.',
  recordStays: 'A bad record is left as it is: download the gallery again to have a new one.',
}

/** What is missing of galleries and tasks. */
const gaps = {
  missing: (things: string) => `${things} missing`,
  notFinished: 'not finished',
  ofTask: (id: number | null, state: string, what: string, address: string) =>
    `Task ${id} is ${state}: ${what}: ${address}`,
  taskNote: (id: number, state: string | null) =>
    state === null ? ` (task ${id})` : ` (task ${id}, ${state})`,
  gone: (folder: string, what: string) => `Gone from disk: ${folder}: ${what}`,
  incomplete: (folder: string, what: string) => `Incomplete: ${folder}: ${what}`,
  notFetchedYet: 'not fetched yet',
  listUnreadable: (reason: string) =>
    `The list of downloads cannot be read, so only each gallery.json says what is missing: ${reason}`,
  continueWith: (command: string) => `Continue with: ${command}`,
  goneAdvice: (addresses: string) =>
    `A gallery that is gone from disk: download its address again into the same folder, ${addresses}`,
  retryWith: (command: string) => `Retry with: ${command}`,
  skipWith: (command: string) => `If you do not need what failed: ${command}`,
  stillDownloading: 'What is queued or running is still downloading.',
  unlisted:
    'A gallery without a task on the list: download its address again into the same folder; saved pictures are skipped.',
}

/** `crawl` and `records`. */
const crawl = {
  uses: { record: 'records', list: 'lists' },
  read: (read: string, found: string) => `${read} of ${found} pages read`,
  records: (count: string) => `${count} records`,
  changes: (added: string, changed: string, unchanged: string) =>
    `${added} new, ${changed} changed, ${unchanged} unchanged`,
  queued: (count: string) => `${count} queued`,
  failed: (count: string) => `${count} failed`,
  gone: (count: string) => `${count} gone`,
  robots: (count: string) => `${count} not allowed by robots.txt`,
  withoutRecord: (count: string) => `${count} pages without a record`,
  images: (images: string) => `${images} saved`,
  endLine: (end: string, name: string, counts: string) => `${end}: ${name}: ${counts}`,
  rules: 'Rules, with the links that were found for each:',
  rule: (match: string, use: string) => `${match} (${use})`,
  skipped: 'Skipped by --skip',
  others: 'No rule follows',
  outside: 'On other hosts, not followed',
  noRecords: 'No record was found on the pages that were read.',
  filled: (name: string, filled: string, all: string) => `  ${name}: in ${filled} of ${all}`,
  hasNone: (address: string) => `No record: ${address}: no field, or no key, was found`,
  refused: (address: string) => `Not allowed by robots.txt: ${address}`,
  known: (known: string, read: string) =>
    `${known} pages known so far, ${read} of them read; more will be found`,
  estimate: (pages: string, time: string) => `About ${pages} pages a minute: ${time} for those`,
  statements: (sink: string) => `These statements will be run in ${sink}:`,
  runStatements: 'Run them? [y/N] ',
  notRun: 'Nothing was begun: the statements were not confirmed. With -y the question is not asked.',
  nothingStored: 'Nothing was stored.',
  shown: (shown: string, all: string) => `${shown} of ${all} records`,
  exported: (count: string, file: string) => `${count} in ${file}`,
}

/** What became of a list of downloads that was lost in whole or in part. */
const rebuild = {
  what: {
    damaged: () => 'The list of downloads was damaged, and a new one was started.',
    emptied: (reason) => `The list of downloads was lost (${reason}), and a new one was started.`,
    behind: (reason) => `The last changes to the list of downloads were lost (${reason}).`,
  } satisfies Record<Exclude<Rebuild['what'], 'rows'>, (reason: string) => string>,
  keptAs: (file: string) => ` The old file is kept as ${file}.`,
  found: (galleries: string, next: string) => `Found again on disk: ${galleries}. ${next}`,
  resume: 'Resume the tasks that had not ended: existing files are not fetched again.',
  startAgain: 'Downloads that had not ended must be started again.',
  stillRead: (downloads: string) =>
    `${downloads} could still be read: paused, to be resumed or cancelled. Existing files are not fetched again.`,
  unreadable: (ids: readonly number[]) =>
    `${ids.length === 1 ? 'Task' : 'Tasks'} ${ids.join(', ')} could not be read and ${ids.length === 1 ? 'was' : 'were'} taken off the list. Their files and galleries stay; add their addresses again.`,
}

/** English: what the terminal prints for the user. */
export const en = {
  states,
  run,
  bars,
  tasks,
  get,
  verify,
  gaps,
  rebuild,
  crawl,
  listSeparator: ', ',
  readOnly: (reason: string) => `The data folder cannot be written (${reason}). What it holds is shown.`,
}

/** Everything that the terminal prints for the user, in one language. Answers of `--json` and the log are English. */
export type TerminalMessages = typeof en
