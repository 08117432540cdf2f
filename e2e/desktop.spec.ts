import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import {
  busyOncePicture,
  demoGalleries,
  firstPageNumber,
  gonePicture,
  lastPageNumber,
  misnamedPicture,
  missingPage,
} from '../src/main/demo/galleries'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { filesBelow } from './files'
import { expect, test } from './fixtures'
import { programArguments, programEnv, withOwnTarget } from './launch'
import { chooseForRow, detail, newDownload, startDownload, taskRow } from './screen'
import { words } from './words'

const { downloads, newDownload: form, failures, common } = words.en

test('the program is at home on the desktop', async ({ start, openSite }) => {
  test.setTimeout(180_000)
  const program = await start()
  const { app, page, systemCalls } = program

  await test.step('a link that is dropped on the window opens New download', async () => {
    const site = await openSite({ pages: 1, images: 1 })
    const address = `${site.origin}/g/1.html`
    const devtools = await page.context().newCDPSession(page)
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop', text: string, mimeType: string) =>
      devtools.send('Input.dispatchDragEvent', {
        type,
        x: 400,
        y: 300,
        data: { items: [{ mimeType, data: text }], dragOperationsMask: 1 },
      })

    await drag('dragEnter', address, 'text/uri-list')
    await drag('dragOver', address, 'text/uri-list')
    await expect(page.getByText(downloads.address.drop)).toBeVisible()
    await drag('drop', address, 'text/uri-list')
    await expect(newDownload(page).getByRole('textbox', { name: form.address, exact: true })).toHaveValue(
      address,
    )
    await expect(page.getByText(downloads.address.drop)).toBeHidden()
    await page.keyboard.press('Escape')

    await test.step('text without an address says so', async () => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await drag(type, 'no address', 'text/plain')
      await expect(page.getByText(downloads.address['nothing-dropped'])).toBeVisible()
      await expect(newDownload(page)).toBeHidden()
    })
  })

  await test.step('pasting with nothing focused opens New download', async () => {
    const site = await openSite({ pages: 1, images: 1 })
    const text = `look at this: ${site.origin}/g/1.html`
    await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
    await page.keyboard.press('ControlOrMeta+V')
    await expect(newDownload(page).getByRole('textbox', { name: form.address, exact: true })).toHaveValue(
      `${site.origin}/g/1.html`,
    )
    await page.keyboard.press('Escape')
    await expect(newDownload(page)).toBeHidden()
  })

  await test.step('a second start gives its address to the window that is there', async () => {
    const site = await openSite({ pages: 1, images: 1 })
    const { folders } = program
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL() === 'app://galleon/')
        ?.minimize(),
    )
    const electron = createRequire(import.meta.url)('electron') as string
    const address = `${site.origin}/g/1.html`
    const second = spawn(electron, programArguments([address, '/etc/passwd', 'file:///etc/passwd']), {
      env: programEnv(folders),
      stdio: 'ignore',
    })
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(0)
    await expect(newDownload(page).getByRole('textbox', { name: form.address, exact: true })).toHaveValue(
      address,
    )
    const windows = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        minimized: window.isMinimized(),
        visible: window.isVisible(),
      })),
    )
    expect(windows).toEqual([{ minimized: false, visible: true }])
    await page.keyboard.press('Escape')
    await expect(newDownload(page)).toBeHidden()
  })

  await test.step('the demo gallery is offered at the first start and can be downloaded', async () => {
    const { folders, pickFolder } = withOwnTarget(program, 'demo')
    await pickFolder(folders.target)
    await page.getByRole('button', { name: downloads.demo.offer }).click()
    const dialog = newDownload(page)
    await expect(dialog.getByRole('textbox', { name: form.from })).toHaveValue(String(firstPageNumber))
    await expect(dialog.getByRole('textbox', { name: form.to })).toHaveValue(String(lastPageNumber))
    const [first] = demoGalleries
    await expect(dialog.getByText(first?.title ?? '', { exact: true })).toBeVisible()
    await dialog.getByRole('button', { name: form['choose-folder'] }).click()
    await expect(dialog.getByText(folders.target, { exact: true })).toBeVisible()
    // Three galleries with all their troubles, and the page that is missing.
    await dialog.getByRole('textbox', { name: form['pages-syntax'] }).fill(`5511-5513,${missingPage}`)
    await dialog.getByRole('button', { name: form.start }).click()

    const galleries = demoGalleries.filter(({ number }) => number >= 5511 && number <= 5513)
    const pictures = galleries.reduce((sum, gallery) => sum + gallery.pictures, 0)
    const row = taskRow(page, `5511–5513, ${missingPage}`)
    await expect(row).toContainText(downloads.status['finished-with-problems'], { timeout: 40_000 })
    await expect(row).toContainText(`${pictures - 1} of ${pictures}`)
    await row.getByRole('button', { name: '2 problems' }).click()
    const problems = detail(page).getByRole('tabpanel', { name: downloads.detail.problems })
    await expect(problems.getByRole('row').filter({ hasText: `/a/${missingPage}.html` })).toBeVisible()
    await expect(problems.getByRole('row').filter({ hasText: gonePicture })).toBeVisible()
    await expect(problems.getByText(failures['not-found'].next).first()).toBeVisible()

    const files = filesBelow(folders.target)
    expect(files.filter((file) => file.includes(busyOncePicture))).toHaveLength(1)
    // The bytes decide about the type, not the name on the site.
    expect(files.filter((file) => file.includes(misnamedPicture))).toEqual([expect.stringMatching(/\.png$/)])
    expect(new Set(files.map((file) => file.split('/')[0]))).toEqual(
      // A colon cannot stand in a name on Windows.
      new Set(galleries.map(({ title, number }) => `${title.replace(':', '_')} [${number}]`)),
    )
  })

  await test.step('a notification reports the end of a download when the window has no focus, and opens it', async () => {
    const site = await openSite({ pages: 2, images: 2, title: (number) => `Notified ${number}` })
    const galleon = withOwnTarget(program, 'notified')
    const before = (await systemCalls()).length
    const callsSince = async () => (await systemCalls()).slice(before)
    const look = (focused: boolean) =>
      app.evaluate(({ BrowserWindow }, isFocused) => {
        for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => isFocused
      }, focused)

    await look(true)
    await startDownload(galleon, `${site.origin}/g/1.html`)
    await expect(taskRow(page, 'Notified 1')).toContainText(downloads.status.finished)
    await look(false)
    await startDownload(galleon, `${site.origin}/g/2.html`)
    await expect(taskRow(page, 'Notified 2')).toContainText(downloads.status.finished)
    await expect
      .poll(callsSince)
      .toEqual([{ what: 'notification', title: 'Download finished', body: 'Notified 2\n2 images' }])

    await page.getByRole('navigation').getByRole('button', { name: common['view-library'] }).click()
    await app.evaluate(() => {
      const { notifications } = globalThis as unknown as { notifications: Electron.Notification[] }
      notifications.at(-1)?.emit('click')
    })
    await expect(taskRow(page, 'Notified 2')).toHaveAttribute('aria-selected', 'true')

    await test.step('and none comes when the settings switch them off', async () => {
      await page.evaluate(() => window.galleon.invoke('changeSettings', { notifications: false }))
      await startDownload(galleon, `${site.origin}/g/[1-2].html`)
      await expect(taskRow(page, '1–2')).toContainText(downloads.status.finished)
      expect(await callsSince()).toHaveLength(1)
      await page.evaluate(() => window.galleon.invoke('changeSettings', { notifications: true }))
    })
  })

  await test.step('quitting asks while something runs, and staying keeps it running', async () => {
    const site = await openSite({ pages: 1, images: 2, title: () => 'Running' })
    const release = site.hold('/i/1-2.png')
    const galleon = withOwnTarget(program, 'running')
    const before = (await systemCalls()).length
    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, 'Running')
    await expect(row).toContainText('1 of 2')
    await app.evaluate(({ app: program, dialog }) => {
      const ask = dialog.showMessageBox as (...args: unknown[]) => Promise<Electron.MessageBoxReturnValue>
      dialog.showMessageBox = async (...args: unknown[]) => ({ ...(await ask(...args)), response: 1 })
      program.quit()
    })
    await expect
      .poll(async () => (await systemCalls()).slice(before))
      .toEqual([{ what: 'question', message: 'A download is still running. Quit anyway?' }])
    release()
    await expect(row).toContainText(downloads.status.finished)
  })

  await test.step('folders and files open in the file manager', async () => {
    const site = await openSite({ pages: 1, images: 1, title: () => 'Shown' })
    const galleon = withOwnTarget(program, 'shown')
    const { folders } = galleon
    const before = (await systemCalls()).length
    await startDownload(galleon, `${site.origin}/g/1.html`)
    const row = taskRow(page, 'Shown')
    await expect(row).toContainText(downloads.status.finished)
    await chooseForRow(page, row, downloads.action['open-folder'])
    await expect
      .poll(async () => (await systemCalls()).slice(before).filter(({ what }) => what !== 'notification'))
      .toEqual([{ what: 'folder', target: `${folders.target}/Shown [1]` }])
  })
})

test('a start takes an address, and the place of the window from the last one', async ({
  start,
  openSite,
}) => {
  test.skip(!isExhaustive, longWithoutCi)
  const address = `${(await openSite({ pages: 1, images: 1 })).origin}/g/1.html`
  const first = await start({ args: [address] })

  await test.step('an address at the start is opened as soon as the window is there', async () => {
    const { page } = first
    await expect(newDownload(page).getByRole('textbox', { name: form.address, exact: true })).toHaveValue(
      address,
    )
  })

  await test.step('the window opens where and as large as it was', async () => {
    const bounds = { x: 120, y: 80, width: 900, height: 620 }
    await first.app.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    )
    await expect
      .poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))
      .toEqual(bounds)
    await first.quit()
    const second = await start()
    expect(
      await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
    ).toEqual(bounds)
  })
})
