import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { type GalleryShape } from '../test/site/gallery-site'
import { makePng } from '../test/site/pictures.mjs'
import { filesBelow } from './files'
import { expect, test } from './fixtures'
import { detail, newDownload, openNewDownload, pressWhenSettled, taskRow, viewer } from './screen'
import { words } from './words'

const { downloads, newDownload: form, viewer: looking } = words.en
const imageBytes = 60_000
const titles = ['', '港口的清晨', '海上的灯塔', '归航']

/** Pages as the sites of the kind have them: GBK, which only the meta element names. */
const chineseSite: GalleryShape = {
  pages: 3,
  images: 3,
  imageBytes,
  encode: (html) => iconv.encode(html, 'gbk'),
  html: (page) => `<!doctype html><html><head>
    <meta http-equiv="Content-Type" content="text/html; charset=gb2312">
    <title>${titles[page]} - 图片站</title></head>
    <body><img src="/i/logo.png" alt="logo"><h1>${titles[page]}</h1><div class="content">
    ${[1, 2, 3].map((image) => `<p><img src="/i/${page}-${image}.png"></p>`).join('')}
    </div></body></html>`,
}

test('an address becomes a download', async ({ start, openSite }) => {
  const { app, page, folders, pickFolder } = await start()

  await test.step('a pasted address becomes folders of whole pictures, through a pause and on to the viewer', async () => {
    const site = await openSite(chineseSite)
    const release = site.hold('/i/2-3.png')
    await pickFolder(folders.target)
    const dialog = newDownload(page)

    await test.step('the address bar opens New download with what was pasted', async () => {
      await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), `${site.origin}/g/1.html`)
      const bar = page.getByRole('textbox', { name: downloads.address.label })
      await bar.focus()
      await page.keyboard.press('ControlOrMeta+V')
      await expect(bar).toHaveValue(`${site.origin}/g/1.html`)
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('textbox', { name: form.address, exact: true })).toHaveValue(
        `${site.origin}/g/1.html`,
      )
    })

    await test.step('the first page is read automatically', async () => {
      await expect(dialog.getByText(titles[1] ?? '', { exact: true })).toBeVisible()
      await expect(dialog.getByText('3 images', { exact: true })).toBeVisible()
      const pictures = dialog.getByRole('list', { name: form['first-pictures'] }).locator('img')
      await expect(pictures).toHaveCount(3)
      for (const picture of await pictures.all()) {
        await expect
          .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
          .toBe(32)
      }
    })

    await test.step('pages and folder are chosen, Enter starts', async () => {
      await dialog.getByRole('textbox', { name: form.to }).fill('3')
      await page.keyboard.press('Tab')
      await expect(dialog.getByText('3 pages, from …/1.html to …/3.html')).toBeVisible()
      await dialog.getByRole('button', { name: form['choose-folder'] }).click()
      await expect(dialog.getByText(folders.target, { exact: true })).toBeVisible()
      await dialog.getByRole('textbox', { name: form['pages-syntax'] }).press('Enter')
      await expect(dialog).toBeHidden()
    })

    const row = taskRow(page, '1–3')
    await test.step('the row follows the transfer', async () => {
      await expect(row).toContainText(downloads.status.downloading)
      await expect(row).toContainText('8 of 9')
      await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '88')
    })

    await test.step('a pause closes every connection and keeps what there is', async () => {
      await row.getByRole('button', { name: downloads.action.pause }).click()
      await expect(row).toContainText(downloads.status.paused)
      await site.quiet()
      expect(filesBelow(folders.target).filter((file) => file.endsWith('.part'))).toHaveLength(1)
    })

    await test.step('it resumes to the end without asking twice for what it has', async () => {
      release()
      await pressWhenSettled(row.getByRole('button', { name: downloads.action.resume }))
      await expect(row).toContainText(downloads.status.finished)
      await expect(row).toContainText('9 images')
      for (let gallery = 1; gallery <= 3; gallery++) {
        for (let image = 1; image <= 3; image++) {
          const path = `/i/${gallery}-${image}.png`
          const file = join(
            folders.target,
            `${titles[gallery]} [${gallery}]`,
            `00${image} ${gallery}-${image}.png`,
          )
          expect(readFileSync(file).equals(makePng(path, imageBytes)), file).toBe(true)
          // The preview has fetched those of the first page once, for its own picture of them.
          if (gallery > 1 && path !== '/i/2-3.png') expect(site.count(path), path).toBe(1)
        }
      }
      expect(filesBelow(folders.target).filter((file) => file.endsWith('.part'))).toEqual([])
    })

    await test.step('a gallery opens in the viewer', async () => {
      await detail(page).getByRole('tab', { name: downloads.detail.galleries }).click()
      await detail(page)
        .getByRole('row', { name: titles[2] ?? '' })
        .dblclick()
      const picture = viewer(page).getByRole('img')
      await expect(picture).toHaveAttribute('alt', '001 2-1.png')
      await page.keyboard.press('ArrowRight')
      await expect(picture).toHaveAttribute('alt', '002 2-2.png')
      await page.keyboard.press('End')
      await expect(picture).toHaveAttribute('alt', '003 2-3.png')
      await page.keyboard.press('ArrowLeft')
      await expect(picture).toHaveAttribute('alt', '002 2-2.png')
      await expect(viewer(page).getByRole('button', { name: looking.next })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(viewer(page)).toBeHidden()
    })
  })

  await test.step('a range that is typed whole opens with its pages, and a wrong one cannot be started', async () => {
    const site = await openSite({ pages: 4, images: 2 })
    const dialog = await openNewDownload(page, `${site.origin}/g/[2-4].html`)
    await expect(dialog.getByRole('textbox', { name: form.from })).toHaveValue('2')
    await expect(dialog.getByRole('textbox', { name: form.to })).toHaveValue('4')
    await expect(dialog.getByText('Gallery 2', { exact: true })).toBeVisible()
    await expect(dialog.getByText('3 pages, from …/2.html to …/4.html')).toBeVisible()
    await dialog.getByRole('textbox', { name: form['pages-syntax'] }).fill('2-4,x')
    await expect(dialog.getByRole('button', { name: form.start })).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
})
