import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { startDownload, taskRow } from './screen'
import { words } from './words'

// The seventeen points of Electron's security checklist, each seen at run time and for every page of the program: the
// window and the hidden one that draws thumbnails.

/** What Electron really gave to a page; it keeps this call out of its types. */
type Known = { getLastWebPreferences(): Electron.WebPreferences & Record<string, unknown> }

async function preferencesOf(app: ElectronApplication): Promise<readonly Record<string, unknown>[]> {
  return app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((contents) => ({ ...(contents as unknown as Known).getLastWebPreferences() })),
  )
}

/** Starts the program and has both of its pages open. */
async function openBoth(start: () => Promise<Galleon>, origin: string): Promise<Galleon> {
  const galleon = await start()
  await startDownload(galleon, `${origin}/g/1.html`)
  await expect(taskRow(galleon.page, 'Gallery 1')).toContainText(words.en.downloads.status.finished)
  await galleon.app.evaluate(({ net }) => void net.fetch('media://thumb/1'))
  await expect.poll(async () => (await preferencesOf(galleon.app)).length).toBe(2)
  await expect
    .poll(() =>
      galleon.app.evaluate(({ webContents }) =>
        webContents.getAllWebContents().some((contents) => contents.getURL() === 'media://source/'),
      ),
    )
    .toBe(true)
  return galleon
}

/** Runs a script in every page; the answers, window first. */
function inEachPage(app: ElectronApplication, script: string): Promise<readonly unknown[]> {
  return app.evaluate(
    ({ webContents }, code) =>
      Promise.all(
        webContents
          .getAllWebContents()
          .sort((a, b) => a.id - b.id)
          .map((contents) => contents.executeJavaScript(code) as Promise<unknown>),
      ),
    script,
  )
}

/** Asks the bridge of a page for the snapshot; what it answered. */
const asking = `Promise.resolve().then(() => window.galleon.invoke('snapshot')).then(() => 'answered', (error) => String(error))`

test('a page has no power but what it needs', async ({ start, openSite }) => {
  const site = await openSite({ pages: 1, images: 1 })
  const { app, systemCalls } = await openBoth(start, site.origin)

  await test.step('the seventeen points of the checklist hold for every page', async () => {
    const preferences = await preferencesOf(app)
    const everywhere = (wanted: Record<string, unknown>) => {
      for (const found of preferences) expect(found).toMatchObject(wanted)
    }
    const nowhere = (name: string) => {
      for (const found of preferences) expect(found[name] ?? false, name).toBe(false)
    }
    const before = site.log.length

    await test.step('1 only load secure content: pages come from the program itself, the network is shut', async () => {
      const addresses = await app.evaluate(({ webContents }) =>
        webContents.getAllWebContents().map((contents) => contents.getURL()),
      )
      expect([...addresses].sort()).toEqual(['app://galleon/', 'media://source/'])
      const reached = await inEachPage(
        app,
        `Promise.all([${JSON.stringify(site.origin)}, 'https://example.org/', 'file:///etc/passwd'].map((address) =>
        fetch(address).then(() => true, () => false)))`,
      )
      expect(reached).toEqual([
        [false, false, false],
        [false, false, false],
      ])
      expect(site.log).toHaveLength(before)
    })
    await test.step('2 no Node.js in pages', async () => {
      everywhere({ nodeIntegration: false })
      nowhere('nodeIntegrationInWorker')
      nowhere('nodeIntegrationInSubFrames')
      expect(await inEachPage(app, `typeof require + typeof process + typeof Buffer`)).toEqual(
        Array(2).fill('undefinedundefinedundefined'),
      )
    })
    await test.step('3 context isolation', () => everywhere({ contextIsolation: true }))
    await test.step('4 process sandboxing', () => everywhere({ sandbox: true }))
    await test.step('5 permission requests are denied', async () => {
      const states = await inEachPage(
        app,
        `Promise.all([
        Notification.requestPermission(),
        Promise.resolve(navigator.mediaDevices?.getUserMedia({ video: true })).then((found) => found ?? 'denied', () => 'denied'),
        Promise.resolve(navigator.permissions.query({ name: 'geolocation' })).then(({ state }) => state),
      ])`,
      )
      expect(states).toEqual([
        ['denied', 'denied', 'denied'],
        ['denied', 'denied', 'denied'],
      ])
    })
    await test.step('6 web security is on', () => everywhere({ webSecurity: true }))
    await test.step('7 a Content-Security-Policy is in force', async () => {
      const evaluated = await inEachPage(
        app,
        `(() => { const script = document.createElement('script'); script.textContent = 'globalThis.intruded = 1';
        document.documentElement.append(script); return 'intruded' in globalThis })()`,
      )
      expect(evaluated).toEqual([false, false])
    })
    await test.step('8 no insecure content beside secure content', () =>
      nowhere('allowRunningInsecureContent'))
    await test.step('9 no experimental features', () => nowhere('experimentalFeatures'))
    await test.step('10 no Blink features', () => {
      for (const found of preferences) expect([undefined, '']).toContain(found['enableBlinkFeatures'])
    })
    await test.step('11 and 12 no webview, so none with popups or options of its own', async () => {
      nowhere('webviewTag')
      const made = await inEachPage(
        app,
        `(() => { const view = document.createElement('webview'); view.setAttribute('allowpopups', '');
        view.src = 'https://example.org/'; document.documentElement.append(view); const kind = typeof view.loadURL;
        view.remove(); return kind })()`,
      )
      expect(made).toEqual(['undefined', 'undefined'])
    })
    await test.step('13 and 14 no navigation and no new windows', async () => {
      const opened = await inEachPage(
        app,
        `(() => { const opened = window.open('about:blank') !== null; location.href = 'https://example.org/';
        const form = document.createElement('form'); form.action = 'https://example.org/'; document.documentElement.append(form);
        form.submit(); form.remove(); return opened })()`,
      )
      expect(opened).toEqual([false, false])
      const addresses = await app.evaluate(({ webContents }) =>
        webContents.getAllWebContents().map((contents) => contents.getURL()),
      )
      expect([...addresses].sort()).toEqual(['app://galleon/', 'media://source/'])
    })
    await test.step('15 openExternal gets web addresses alone', async () => {
      await inEachPage(
        app,
        `['file:///etc/passwd', 'javascript:alert(1)', 'smb://example.org/x', 'galleon:x', 'ms-settings:'].forEach((address) => window.open(address))`,
      )
      expect((await systemCalls()).filter(({ what }) => what === 'browser')).toEqual([])
    })
    await test.step('16 the Electron that runs is the one that the project names', async () => {
      const { electron, chrome } = await app.evaluate(() => process.versions)
      expect(Number.parseInt(electron ?? '', 10)).toBeGreaterThanOrEqual(33)
      expect(Number.parseInt(chrome ?? '', 10)).toBeGreaterThanOrEqual(130)
    })
    await test.step('17 the sender of every message is checked', async () => {
      const listening = await app.evaluate(({ ipcMain }) => ipcMain.eventNames())
      // Electron itself puts a listener there that keeps errors quiet; messages that are answered go to `handle` alone.
      expect(listening).toEqual(['error'])
      expect(await inEachPage(app, `typeof window.galleon`)).toEqual(['object', 'undefined'])
    })
  })

  await test.step('messages are taken from our page in our window alone', async () => {
    await test.step('not from another window with the same preload and page', async () => {
      const answer = await app.evaluate(
        async ({ BrowserWindow }, [preload, code]) => {
          const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
          await foreign.loadURL('app://galleon/')
          const said = (await foreign.webContents.executeJavaScript(code)) as string
          foreign.destroy()
          return said
        },
        [resolve(import.meta.dirname, '../out/preload/index.cjs'), asking] as const,
      )
      expect(answer).toContain('refused')
    })

    await test.step('not from a frame inside the page', async () => {
      // The policy allows no frame; one that is there all the same is an empty one, without our preload and origin.
      const frames = await app.evaluate(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        if (window === undefined) return ['no window']
        await window.webContents.executeJavaScript(
          `for (const source of ['app://galleon/', 'data:text/html,x', 'about:blank'])
           document.body.append(Object.assign(document.createElement('iframe'), { src: source }))`,
        )
        const found = window.webContents.mainFrame.frames
        return Promise.all(
          found.map((frame) => frame.executeJavaScript('typeof window.galleon') as Promise<string>),
        )
      })
      expect(frames.filter((kind) => kind !== 'undefined')).toEqual([])
    })

    await test.step('not from another page in our own window', async () => {
      for (const address of ['about:blank', 'data:text/html,<p>foreign']) {
        const answer = await app.evaluate(
          async ({ BrowserWindow }, [foreign, code]) => {
            const [window] = BrowserWindow.getAllWindows()
            await window?.loadURL(foreign).catch(() => undefined)
            return (await window?.webContents.executeJavaScript(code)) as string
          },
          [address, asking] as const,
        )
        expect(answer, address).toMatch(/refused|undefined/)
      }
    })
  })
})

test('the preloads carry nothing but their bridges', () => {
  // A schema of a command would bring its whole library into the sandbox.
  for (const name of ['index', 'thumbnails']) {
    expect(statSync(resolve(`out/preload/${name}.cjs`)).size).toBeLessThan(8000)
  }
})
