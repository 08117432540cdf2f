import { z } from 'zod'
import { exportFormats } from '../model/crawl/record-export'
import { GalleryId, ImageId, TaskId } from '../model/units'
import { command, onlyWindow, reply } from './command'

/** What the window learns of a folder that it may name. */
export interface FolderFacts {
  readonly path: string
  /** Whether the window may name it; the other facts of an unknown folder are not disclosed. */
  readonly known: boolean
  readonly exists: boolean
  readonly writable: boolean
  /** null when the system does not report it. */
  readonly freeBytes: number | null
}

/** The running demo gallery. */
export interface DemoSite {
  /** Address with its range, such as `http://127.0.0.1:40123/a/[5510-5525].html`. */
  readonly address: string
}

/**
 * Longest text that is copied, in UTF-16 units: 10,000 addresses of 1,600. It crosses in one message, at most 32 MB;
 * Chromium ends a process that sends one of 256 MB.
 */
export const longestCopy = 16_000_000

/** Commands that only the window program answers. */
export const desktopCommands = {
  /** Opens the system's folder picker at this path. Durable: the chosen folder is remembered. */
  chooseFolder: command({
    input: z.string().max(4096),
    reply: reply<string | null>(),
    durable: true,
    callers: onlyWindow,
  }),
  /**
   * Lets the user name a file that records are written into, in the system's dialog; `name` has no extension. Its path, or
   * null. Durable: the file is remembered as one that the window may name.
   */
  chooseRecordFile: command({
    input: z.object({ name: z.string().max(200), format: z.enum(exportFormats) }),
    reply: reply<string | null>(),
    durable: true,
    callers: onlyWindow,
  }),
  /**
   * Asks the user, outside of the page, whether records may be sent to this server, and keeps the password apart from the
   * address. The address as requests name it, without a password; null: the user did not agree. Durable as above.
   */
  nameServerSink: command({
    input: z.object({ address: z.string().min(1).max(2000), password: z.string().max(1000).nullable() }),
    reply: reply<string | null>(),
    durable: true,
    callers: onlyWindow,
  }),
  inspectFolder: command({
    input: z.string().min(1).max(4096),
    reply: reply<FolderFacts>(),
    durable: false,
    callers: onlyWindow,
  }),
  openTaskFolder: command({ input: TaskId, reply: reply<void>(), durable: false, callers: onlyWindow }),
  openGalleryFolder: command({ input: GalleryId, reply: reply<void>(), durable: false, callers: onlyWindow }),
  showImageFile: command({ input: ImageId, reply: reply<void>(), durable: false, callers: onlyWindow }),
  /** Its folder and all records of it, whatever task they are of; it can be taken back for some seconds. */
  trashGallery: command({ input: GalleryId, reply: reply<void>(), durable: true, callers: onlyWindow }),
  /** Undoes `trashGallery` before the folder has gone to the trash. */
  takeBackGallery: command({ input: GalleryId, reply: reply<void>(), durable: true, callers: onlyWindow }),
  openRecipeFolder: command({
    input: z.undefined(),
    reply: reply<void>(),
    durable: false,
    callers: onlyWindow,
  }),
  /** http and https only. */
  openInBrowser: command({
    input: z.url({ protocol: /^https?$/ }).max(8192),
    reply: reply<void>(),
    durable: false,
    callers: onlyWindow,
  }),
  copyText: command({
    input: z.string().max(longestCopy),
    reply: reply<void>(),
    durable: false,
    callers: onlyWindow,
  }),
  /** Copies what helps to find a fault to the clipboard; without secrets. */
  copyDiagnostics: command({
    input: z.undefined(),
    reply: reply<void>(),
    durable: false,
    callers: onlyWindow,
  }),
  /** Shows the log in the system's file manager. */
  showLogFile: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: onlyWindow }),
  /** Asks the publisher for a newer version. */
  checkForUpdate: command({
    input: z.undefined(),
    reply: reply<void>(),
    durable: false,
    callers: onlyWindow,
  }),
  /** Downloads the version that was found. */
  downloadUpdate: command({
    input: z.undefined(),
    reply: reply<void>(),
    durable: false,
    callers: onlyWindow,
  }),
  cancelUpdate: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: onlyWindow }),
  /** Installs the downloaded version and starts the program again. */
  installUpdate: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: onlyWindow }),
  startDemo: command({ input: z.undefined(), reply: reply<DemoSite>(), durable: false, callers: onlyWindow }),
  /** Whether a gallery's folder is on disk. */
  isGalleryThere: command({ input: GalleryId, reply: reply<boolean>(), durable: false, callers: onlyWindow }),
  /** Removes a gallery from the library whose folder no longer exists. */
  forgetGallery: command({ input: GalleryId, reply: reply<void>(), durable: true, callers: onlyWindow }),
  /** Undoes `forgetGallery`. */
  restoreGallery: command({ input: GalleryId, reply: reply<void>(), durable: true, callers: onlyWindow }),
  /** Shows the damaged list of downloads that was set aside, in the system's file manager. */
  showSetAside: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: onlyWindow }),
}
