import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Bridge } from '@shared/contract/messages'

declare global {
  interface Window {
    readonly galleon: Bridge
  }
}

/** What the program asked of the system. Nothing of it reaches the desktop of the user who runs the tests. */
export type SystemCall =
  | { readonly what: 'browser' | 'folder' | 'file' | 'trash'; readonly target: string }
  | { readonly what: 'question'; readonly message: string }
  | { readonly what: 'notification'; readonly title: string; readonly body: string }

/** The program in its window. */
export interface Galleon {
  readonly app: ElectronApplication
  /** Its page, showing the frame. */
  readonly page: Page
  readonly folders: Folders
  /** What it has asked of the system so far. */
  systemCalls(): Promise<readonly SystemCall[]>
  /** The folder that the system's picker answers with from now on; null: the user closes it. */
  pickFolder(path: string | null): Promise<void>
  /** Quits as a user does, agreeing to interrupt what runs. */
  quit(): Promise<void>
  /** Ends every process of it at this instant; nothing gets to clean up. */
  kill(): Promise<void>
}

/** Where one test keeps everything. */
export interface Folders {
  /** The user's home; the program finds nothing of the machine's real one. */
  readonly home: string
  readonly data: string
  /** Where downloads go. */
  readonly target: string
}

export function makeFolders(root: string): Folders {
  const folders = { home: join(root, 'home'), data: join(root, 'data'), target: join(root, 'downloads') }
  for (const folder of Object.values(folders)) mkdirSync(folder)
  return folders
}

export interface LaunchOptions {
  readonly args?: readonly string[]
  /** Language of the system as `LANG` says it. */
  readonly locale?: string
}

/** The same program with a target folder of its own: the files of a step do not mix with those of another step. */
export function withOwnTarget(galleon: Galleon, name: string): Galleon {
  const target = join(galleon.folders.target, name)
  mkdirSync(target)
  return { ...galleon, folders: { ...galleon.folders, target } }
}

const project = resolve(import.meta.dirname, '..')

/** Arguments that start the program as it is built here. */
export function programArguments(args: readonly string[] = []): string[] {
  // As root Chromium's sandbox cannot work.
  const isRoot = process.getuid?.() === 0
  return [...(isRoot ? ['--no-sandbox'] : []), project, ...args]
}

/** The environment of a machine on which nothing of Galleon was ever done. */
export function programEnv(folders: Folders, locale = 'en_US.UTF-8'): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !name.startsWith('XDG_') && name !== 'ELECTRON_RENDERER_URL',
  ) as [string, string][]
  return {
    ...Object.fromEntries(kept),
    ...displayOfWorker(process.env),
    HOME: folders.home,
    LANG: locale,
    LANGUAGE: locale.replace(/\..*$/, ''),
    LC_ALL: locale,
    GALLEON_USER_DATA: folders.data,
  }
}

/** The virtual display of the test's worker; nothing where there are none. */
function displayOfWorker(env: NodeJS.ProcessEnv): { DISPLAY: string } | undefined {
  const displays = env['GALLEON_TEST_DISPLAYS']?.split(' ')
  // Playwright numbers the workers that run side by side from 0.
  const display = displays?.[Number(env['TEST_PARALLEL_INDEX'])]
  return display === undefined ? undefined : { DISPLAY: display }
}

/** Starts the program and waits for its frame. */
export async function launch(folders: Folders, options: LaunchOptions = {}): Promise<Galleon> {
  const app = await _electron.launch({
    // No path of Electron here: only to the one that it finds does Playwright give the part that lets
    // the program wait until it is watched. Otherwise the first window comes too early, and now and then unseen.
    args: programArguments(options.args),
    env: programEnv(folders, options.locale),
    // Otherwise Playwright forces light and the theme of the settings has no effect.
    colorScheme: null,
    timeout: 30_000,
  })
  const program = app.process()
  const ended = once(program, 'exit')
  const page = await app.firstWindow()
  // Behind a dialog the frame is hidden from everyone who reads it.
  await page.getByRole('navigation', { includeHidden: true }).waitFor()
  // Not sooner: V8 drops the answer of an evaluation if it collects garbage while the program reads its records.
  await watchSystem(app)

  return {
    app,
    page,
    folders,
    systemCalls: () => app.evaluate(() => (globalThis as unknown as { calls: SystemCall[] }).calls),
    pickFolder: (path) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
      }, path),
    quit: () => app.close(),
    async kill() {
      // Playwright makes the program the leader of a process group of its own.
      if (program.pid !== undefined && program.exitCode === null && program.signalCode === null)
        process.kill(-program.pid, 'SIGKILL')
      await ended
    },
  }
}

/** Puts a recorder in the place of everything that leaves the program for the desktop. */
async function watchSystem(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog, shell, Notification }) => {
    const calls: SystemCall[] = []
    const notifications: Electron.Notification[] = []
    Object.assign(globalThis, { calls, notifications })
    shell.openExternal = (target) => {
      calls.push({ what: 'browser', target })
      return Promise.resolve()
    }
    shell.openPath = (target) => {
      calls.push({ what: 'folder', target })
      return Promise.resolve('')
    }
    shell.showItemInFolder = (target) => {
      calls.push({ what: 'file', target })
    }
    shell.trashItem = (target) => {
      calls.push({ what: 'trash', target })
      return Promise.resolve()
    }
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message } = args.at(-1) as { message: string }
      calls.push({ what: 'question', message })
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      calls.push({ what: 'notification', title: this.title, body: this.body })
      notifications.push(this)
    }
  })
}
