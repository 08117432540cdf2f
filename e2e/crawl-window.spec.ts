import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Blog, blogSite } from '../test/site/blog-site'
import { makePng } from '../test/site/pictures.mjs'
import { type Site, startSite } from '../test/site/site.mjs'
import { expectAccessible } from './axe'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { setLook } from './screens'
import { words } from './words'

// Crawl and record in the window: everything that a user does, by mouse and keyboard, against a blog on this machine.

const { crawls } = words.en

/** The blog, whose articles have a picture each. */
function withPictures(blog: Blog): Blog {
  const { content } = blog
  return {
    ...blog,
    content(path) {
      if (path.endsWith('.png')) return { type: 'image/png', body: makePng(path) }
      const page = content(path)
      const number = /details\/(\d+)$/.exec(path)?.[1]
      if (page === null || number === undefined) return page
      const picture = Buffer.from(`<p id="content"><img src="/p/${number}.png">`)
      return { ...page, body: Buffer.concat([page.body as Buffer, picture]) }
    },
  }
}

/** The file that the system's dialog answers with from now on. */
async function pickFile({ app }: Galleon, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

async function addField(page: Page, preset: keyof typeof crawls.form.preset): Promise<void> {
  await page.getByRole('button', { name: crawls.form['add-field'] }).click()
  await page.getByRole('menuitem', { name: crawls.form.preset[preset], exact: true }).click()
}

/** A form of links at the right becomes a rule. */
async function takeLinks(page: Page, pattern: string, use: 'record' | 'list'): Promise<void> {
  const group = page.getByRole('group', { name: pattern })
  await group.getByRole('button', { name: crawls.form.use[use] }).click()
}

const figure = (page: Page, label: string, value: string) =>
  page.getByRole('group', { name: crawls.page.figures }).getByText(`${value}${label}`, { exact: true })
const cells = (page: Page) => page.getByRole('grid', { name: crawls.table.label }).getByRole('gridcell')
const action = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function fillForm(page: Page, start: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+n')
  await page.getByRole('textbox', { name: words.en.newDownload.address, exact: true }).fill(start)
  // The page has no pictures and leads to others: a crawl is offered.
  await action(page, crawls.form['offer-action']).click()
  await expect(page.getByLabel(crawls.form.address)).toHaveValue(start)
  await takeLinks(page, '/u/1/article/details/*', 'record')
  await takeLinks(page, '/u/1/list/*', 'list')
  // The heading that the form begins with is that of lists, too.
  await page.getByLabel(crawls.form['field-taking']).fill('.title-article')
  await addField(page, 'number')
  await addField(page, 'date')
  await page.getByLabel(crawls.form['field-taking']).last().fill('time')
  await addField(page, 'empty')
  await page.getByLabel(crawls.form['field-name'], { exact: true }).last().fill('reads')
  await page.getByLabel(crawls.form['field-taking']).last().fill('.read-count')
  await page.getByRole('combobox', { name: crawls.form['field-type'] }).last().click()
  await page.getByRole('option', { name: crawls.form.type.number }).click()
  await page.getByLabel(crawls.form.pages, { exact: true }).fill('12')
  await action(page, crawls.form.more).click()
  await page.getByLabel(crawls.form.images).fill('#content img')
  // Enter in a field updates the preview.
  await page.keyboard.press('Enter')
}

test('a crawl from the form to a second run, its exports, and the end of its records', async ({
  start,
  folders,
}) => {
  const edits = new Map<number, number>()
  const blog = withPictures(blogSite({ articles: 25, encoding: 'utf-8', edits }))
  const site: Site = await startSite(blog)
  const galleon = await start()
  const { page } = galleon
  try {
    await fillForm(page, `${site.origin}/u/1/list/1`)
    const preview = page.getByRole('region', { name: crawls.preview.label })
    await expect(preview.getByRole('columnheader', { name: 'reads' })).toContainText('100%')
    await expect(preview.getByRole('row', { name: /湖 3/ })).toContainText('3234')
    await expectAccessible(page, 'the form of a crawl')

    // A server that is not there is said to be, and its password goes nowhere but to its file.
    await page.getByRole('button', { name: crawls.places.add }).click()
    await page.getByRole('menuitem', { name: crawls.places.server.postgres }).click()
    await page.getByLabel(crawls.places.port).fill('1')
    await page.getByLabel(crawls.places.database).fill('shop')
    await page.getByLabel(crawls.places.password).fill('s3cret')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('PostgreSQL 127.0.0.1:1/shop')
    expect(await galleon.systemCalls()).toContainEqual({
      what: 'question',
      message: 'Send records to PostgreSQL 127.0.0.1:1/shop?',
    })
    await action(page, 'Remove PostgreSQL 127.0.0.1:1/shop').click()
    const sink = join(folders.target, 'sink.jsonl')
    await pickFile(galleon, sink)
    await page.getByRole('button', { name: crawls.places.add }).click()
    await page.getByRole('menuitem', { name: crawls.places.file.jsonl }).click()
    await expect(page.getByText(sink)).toBeVisible()
    await action(page, crawls.form.start).click()

    // A limit is a state of its own, and is continued until nothing waits.
    await expect(page.getByText(crawls.state['limited-pages'])).toBeVisible()
    await continueToEnd(page)
    await expect(figure(page, crawls.figure.records, '25')).toBeVisible()
    expect(readFileSync(sink, 'utf8').trim().split('\n')).toHaveLength(25)
    await expectAccessible(page, 'the page of a crawl')

    await sortAndFilter(page)
    await openRecord(galleon, site)
    await runAgain(page, edits)
    await exportAll(galleon)
    await inBothLooks(galleon)
    await deleteRecords(page)
    expect(existsSync(join(folders.data, 'records', '1.db'))).toBe(false)
    expect(readFileSync(join(folders.data, 'galleon.db')).includes('s3cret')).toBe(false)
    expect(statSync(join(folders.data, 'secrets.db')).mode & 0o777).toBe(0o600)
  } finally {
    await site.close()
  }
})

/** Continues beyond the limit, each time that it is reached, until nothing waits. */
async function continueToEnd(page: Page): Promise<void> {
  await expect(async () => {
    const next = action(page, crawls.page.continue)
    if (await next.isVisible()) await next.click()
    await expect(figure(page, crawls.figure.queued, '0')).toBeVisible({ timeout: 500 })
    await expect(action(page, crawls.page['run-again'])).toBeVisible({ timeout: 500 })
  }).toPass()
}

async function sortAndFilter(page: Page): Promise<void> {
  const head = page.getByRole('columnheader', { name: 'reads' })
  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect(cells(page).first()).toHaveText('湖 1')
  await page.keyboard.press('Enter')
  await expect(cells(page).first()).toHaveText('湖 25')
  // Widths change by keys, and stay.
  const widthOf = () => head.evaluate((element) => element.getBoundingClientRect().width)
  const before = await widthOf()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(widthOf).toBe(before + 16)
  await page.keyboard.press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'none')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('reads > 20000')
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '7')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '26')
}

async function openRecord(galleon: Galleon, site: Site): Promise<void> {
  const { page } = galleon
  // Records stand in the order in which their pages came.
  const articleOf = async (row: number) => {
    const title = page.locator(`[role=row][aria-rowindex="${row}"]`).getByText(/^湖 \d+$/)
    return (await title.textContent())?.slice(2)
  }
  await page.getByRole('grid').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: crawls.record.title })
  const address = async (row: number) => `${site.origin}/u/1/article/details/${await articleOf(row)}`
  const last = await address(26)
  await expect(panel.getByText(last, { exact: true })).toBeVisible()
  await panel.getByRole('button', { name: crawls.record['open-page'] }).click()
  await expect.poll(() => galleon.systemCalls()).toContainEqual({ what: 'browser', target: last })
  await panel.getByRole('button', { name: crawls.record['show-pictures'] }).click()
  await expect(page.getByRole('dialog').getByRole('img').first()).toBeVisible()
  await page.keyboard.press('Escape')
  // The keys move through the records while one is open, and Escape closes it.
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowUp')
  await expect(panel.getByText(await address(25), { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
}

/** A further run says what is new and what was changed, with what it was before. */
async function runAgain(page: Page, edits: Map<number, number>): Promise<void> {
  edits.set(5, 1)
  await action(page, crawls.page['run-again']).click()
  await expect(figure(page, crawls.figure.unchanged, '0')).toBeHidden()
  await continueToEnd(page)
  await page.getByRole('radio', { name: crawls.table.change.changed }).click()
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '2')
  await expect(cells(page).first()).toHaveText('湖 5 (1) 湖 5')
  await page.getByRole('radio', { name: crawls.table.change.all }).click()
}

async function exportAll(galleon: Galleon): Promise<void> {
  const { page, folders } = galleon
  const choose = async (name: string): Promise<void> => {
    await action(page, crawls.table.export).click()
    await page.getByRole('menuitem', { name }).click()
  }
  const file = join(folders.target, 'all.csv')
  await pickFile(galleon, file)
  await choose(crawls.export.csv)
  await expect(page.getByText(`25 records are in ${file}.`)).toBeVisible()
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(26)
  await action(page, crawls.export.dismiss).click()
  await galleon.pickFolder(folders.target)
  await choose(crawls.export['data-set'])
  const done = page.getByText(/25 records and 25 pictures are in/)
  await expect(done).toBeVisible()
  const folder = /are in (.*)\.$/.exec((await done.textContent()) ?? '')?.[1] ?? ''
  expect(readFileSync(join(folder, 'metadata.jsonl'), 'utf8').trim().split('\n')).toHaveLength(25)
  await action(page, crawls.export.dismiss).click()
}

/** Dark, Chinese and small: nothing is lost, and nothing is inaccessible. */
async function inBothLooks({ app, page }: Galleon): Promise<void> {
  await setLook(page, 'en', 'dark')
  await expectAccessible(page, 'the page of a crawl in the dark', 'colour')
  await setLook(page, 'zh-CN', 'dark')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(880, 560))
  const zh = words['zh-CN'].crawls
  await page.getByRole('radio', { name: zh.page.side }).click()
  await expect(page.getByRole('region', { name: zh.page.side })).toContainText('/u/1/list/*')
  await expectAccessible(page, 'the rules of a crawl, small and in Chinese', 'structure')
  await page.getByRole('radio', { name: zh.page.records }).click()
  await setLook(page, 'en', 'light')
}

async function deleteRecords(page: Page): Promise<void> {
  await action(page, crawls.page.more).click()
  await page.getByRole('menuitem', { name: crawls.page['delete-records'] }).click()
  const question = page.getByRole('dialog')
  await expect(question.getByRole('button', { name: crawls.delete.keep })).toBeFocused()
  await expectAccessible(page, 'the question before records are deleted')
  await question.getByRole('button', { name: crawls.delete.confirm }).click()
  await expect(figure(page, crawls.figure.records, '0')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: crawls.list.back }).click()
  await expect(page.getByRole('list', { name: crawls.list.title }).getByRole('button')).toContainText(
    '0 records',
  )
}
