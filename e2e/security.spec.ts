import { resolve } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures'
import { startDownload, taskRow } from './screen'
import { words } from './words'

const nothing = 'app://galleon/nothing-here'

test('the window is confined', async ({ start, openSite }) => {
  const galleon = await start()
  const { app, page, systemCalls } = galleon

  await test.step('the page has no power but its bridge', async () => {
    await expectConfined(app)

    await test.step('it knows neither Node nor Electron', async () => {
      const globals = await page.evaluate(() => ({
        foreign: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
          (name) => name in window,
        ),
        bridge: Object.keys(window.galleon).sort(),
      }))
      expect(globals).toEqual({ foreign: [], bridge: ['invoke', 'onBatch', 'onWindowMessage'] })
    })

    await test.step('the bridge cannot be replaced', async () => {
      const replaced = await page.evaluate(() => {
        try {
          Object.assign(window.galleon, { invoke: () => Promise.resolve() })
          return window.galleon.invoke.toString().includes('Promise.resolve')
        } catch {
          return false
        }
      })
      expect(replaced).toBe(false)
    })

    await test.step('a script in the page does not run, nor does code from text', async () => {
      const ran = await page.evaluate(async () => {
        const violations: string[] = []
        document.addEventListener('securitypolicyviolation', (event) =>
          violations.push(event.effectiveDirective),
        )
        const script = document.createElement('script')
        script.textContent = 'window.intruded = true'
        document.body.append(script)
        const picture = document.createElement('div')
        picture.innerHTML = '<img src="data:," onerror="window.intruded = true">'
        document.body.append(picture)
        const link = document.createElement('script')
        link.src = 'https://example.org/intruder.js'
        const failed = new Promise((resolve) => link.addEventListener('error', resolve))
        document.body.append(link)
        await failed
        let evaluated = true
        try {
          const evaluate = Reflect.get(window, 'eval') as (code: string) => unknown
          evaluate('1')
        } catch {
          evaluated = false
        }
        return { intruded: 'intruded' in window, evaluated, violations: [...new Set(violations)].sort() }
      })
      expect(ran.intruded).toBe(false)
      expect(ran.evaluated).toBe(false)
      expect(ran.violations).toContain('script-src-elem')
    })

    await test.step('it gets no permission and no network', async () => {
      const got = await page.evaluate(async () => {
        const reach = (address: string) =>
          fetch(address).then(
            () => true,
            () => false,
          )
        return {
          notification: await Notification.requestPermission(),
          camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
            () => true,
            () => false,
          ),
          web: await reach('https://example.org/'),
          file: await reach('file:///etc/passwd'),
          media: await reach('media://image/1'),
        }
      })
      expect(got).toEqual({ notification: 'denied', camera: false, web: false, file: false, media: false })
    })
  })

  await test.step('the browser opens by a click or a key alone, and for a web address alone', async () => {
    const open = (address: string) => `window.galleon.invoke('openInBrowser', ${JSON.stringify(address)})`
    const isOk = ({ ok }: { readonly ok: boolean }) => ok

    await test.step('a script without one opens nothing', async () => {
      /** Runs in the page as a script of it does; Playwright's own evaluations count as a gesture of the user. */
      const run = (code: string) =>
        app.evaluate(async ({ webContents }, given) => {
          const [contents] = webContents.getAllWebContents()
          return (await contents?.executeJavaScript(given, false)) as unknown
        }, code)
      await expect.poll(() => run('navigator.userActivation.isActive'), { timeout: 15_000 }).toBe(false)
      const answers = await run(
        `Promise.all([${open('https://example.org/script')}, window.open('https://example.org/popup')])`,
      )
      expect(answers).toEqual([expect.objectContaining({ ok: false }), null])
    })

    await test.step('a popup opens nothing even with one', async () => {
      await page.evaluate(() => {
        for (const address of ['https://example.org/a', 'file:///etc/passwd', 'smb://example.org/x'])
          window.open(address)
      })
    })

    await test.step('the command opens a web address after a click', async () => {
      await page.getByRole('navigation').click()
      for (const address of ['file:///etc/passwd', 'smb://example.org/x'])
        expect(
          isOk(await page.evaluate((target) => window.galleon.invoke('openInBrowser', target), address)),
        ).toBe(false)
      expect(
        isOk(await page.evaluate(() => window.galleon.invoke('openInBrowser', 'https://example.org/a'))),
      ).toBe(true)
    })
    expect(await systemCalls()).toEqual([{ what: 'browser', target: 'https://example.org/a' }])
  })

  await test.step('the policy comes with every reply, and only files of the window are served', async () => {
    const ask = (address: string) =>
      page.evaluate(async (asked) => {
        const reply = await fetch(asked)
        return {
          status: reply.status,
          policy: reply.headers.get('content-security-policy') ?? '',
          body: await reply.text(),
        }
      }, address)
    for (const address of ['app://galleon/', nothing]) {
      const { policy } = await ask(address)
      expect(policy, address).toContain("default-src 'none'")
      expect(policy, address).toContain("script-src 'self';")
      expect(policy, address).not.toContain('unsafe')
    }
    for (const path of [
      '..%2f..%2fpackage.json',
      '%2e%2e/%2e%2e/package.json',
      '..%5c..%5cpackage.json',
      '%2fetc%2fpasswd',
      'assets/..%2f..%2fmain%2findex.js',
      '%00',
    ]) {
      const { status, body } = await ask(`app://galleon/${path}`)
      expect(status, path).toBe(404)
      expect(body, path).toBe('not found')
    }
  })

  await test.step('commands are known, well-formed, and taken from our own page alone', async () => {
    const invoke = (name: string, input: unknown) =>
      page.evaluate(
        async ([command, given]) => {
          try {
            return await window.galleon.invoke(command as 'snapshot', given as undefined)
          } catch (error) {
            return String(error)
          }
        },
        [name, input] as const,
      )

    await test.step('an unknown command throws, also one that every object has', async () => {
      expect(await invoke('formatDisk', {})).toContain('unknown command')
      expect(await invoke('constructor', {})).toContain('unknown command')
      expect(await invoke('__proto__', {})).toContain('unknown command')
    })

    await test.step('bad input is answered as a slip', async () => {
      const slips: readonly (readonly [string, unknown])[] = [
        ['addTask', { address: 'file:///etc/passwd', folder: '/tmp' }],
        ['addTask', { address: 'https://example.org/', folder: '' }],
        ['addTask', null],
        ['pauseTasks', 'all'],
        ['pauseTasks', [0.5]],
        ['cancelTasks', { ids: [1] }],
        ['openInBrowser', 'file:///etc/passwd'],
        ['openInBrowser', 'javascript:alert(1)'],
        ['changeSettings', { connections: 10_000 }],
        ['listImages', { taskId: 1, limit: 1_000_000 }],
        ['preview', { token: '../..', request: {} }],
        ['copyText', 7],
      ]
      for (const [name, input] of slips)
        expect(await invoke(name, input), name).toMatchObject({
          ok: false,
          failure: { kind: 'invalid-input' },
        })
    })

    await test.step('a page that is not ours is refused', async () => {
      const answer = await app.evaluate(
        async ({ BrowserWindow }, preload) => {
          const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
          await foreign.loadURL('app://galleon/')
          try {
            return (await foreign.webContents.executeJavaScript(
              `window.galleon.invoke('snapshot').then(() => 'answered', (error) => String(error))`,
            )) as string
          } finally {
            foreign.destroy()
          }
        },
        resolve(import.meta.dirname, '../out/preload/index.cjs'),
      )
      expect(answer).toContain('refused')
    })
  })

  await test.step('pictures are asked for by number alone', async () => {
    const site = await openSite({ pages: 1, images: 2 })
    await startDownload(galleon, `${site.origin}/g/1.html`)
    await expect(taskRow(page, 'Gallery 1')).toContainText(words.en.downloads.status.finished)

    /** Asks as the program itself: what stands between the page and the pictures is the scheme's own check. */
    const statusOf = (address: string) =>
      app.evaluate(async ({ net }, asked) => {
        try {
          return (await net.fetch(asked)).status
        } catch {
          return 0
        }
      }, address)
    await expect.poll(() => statusOf('media://image/1')).toBe(200)
    await expect.poll(() => statusOf('media://thumb/1')).toBe(200)
    // The page that draws thumbnails has come to the window's own.
    expect(await expectConfined(app)).toBe(2)
    for (const address of [
      'media://image/../../etc/passwd',
      'media://image/..%2f..%2fetc%2fpasswd',
      'media://image/%2fetc%2fpasswd',
      'media://thumb/abc',
      'media://thumb/-1',
      'media://thumb/1.5',
      'media://thumb/999999',
      'media://preview/unknown-token/0',
      'media://preview/../0',
      'media://other/1',
    ])
      expect(await statusOf(address), address).toBe(404)
  })

  // The last step: Playwright waits for the end of a navigation that is refused.
  await test.step('the page can neither leave nor open another', async () => {
    const opened = await page.evaluate(() => ({
      popup: window.open('about:blank'),
      foreign: window.open('file:///etc/passwd'),
    }))
    expect(opened).toEqual({ popup: null, foreign: null })
    for (const address of ['https://example.org/', 'file:///etc/passwd', 'app://other/']) {
      await page.evaluate((target) => {
        location.href = target
      }, address)
      await page.evaluate((target) => {
        const link = document.createElement('a')
        link.href = target
        document.body.append(link)
        link.click()
      }, address)
    }
    const pages = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getURL()),
    )
    // The page that draws thumbnails is the program's own.
    expect(pages.filter((address) => address !== 'media://source/')).toEqual(['app://galleon/'])
    expect(await page.evaluate(() => document.querySelector('nav') !== null)).toBe(true)
  })
})

/** Every page of the program is sandboxed and isolated, also the hidden ones. Returns how many there are. */
async function expectConfined(app: ElectronApplication): Promise<number> {
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      // Electron keeps this call out of its types; nothing else reports what a page was really given.
      const known = contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = known.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity }
    }),
  )
  for (const found of preferences)
    expect(found).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    })
  return preferences.length
}
