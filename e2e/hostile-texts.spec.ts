import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { expect, test } from './fixtures'
import { startDownload, taskList } from './screen'

test.skip(!isExhaustive, longWithoutCi)

/** What a page may call itself, as it stands in its HTML. */
const titles = [
  '&lt;script&gt;window.intruded = 1&lt;/script&gt;&lt;img src=x onerror=&quot;window.intruded = 1&quot;&gt;',
  `{{constructor.constructor('return 1')()}} \${7*7} %s %n %00 %d`,
  'photo \u202egpj.exe \u2066\u2066\u2066 and what follows',
  `Z${'\u0300\u0325\u0489'.repeat(400)}algo ${'a\u0336\u0338\u0321'.repeat(200)}`,
  'W'.repeat(100_000),
  'w i d e '.repeat(12_000),
  `\u200b\u200d\ufeff${'\u00ad'.repeat(500)}`,
  'line one&#10;&#13;line two&#9;&#8232;three',
  '&#27;[31mred&#27;[2J&#155;31m &#27;]8;;https://example.org/&#7;link&#27;]8;;&#7;',
  '&#xd83d; half &#xfffe; a character &#0;',
  '\ufdfd'.repeat(300),
  '👩\u200d👩\u200d👧\u200d👦'.repeat(100),
  'עברית ثم عربية and English 123',
]

test('hostile titles are text on one line, and break neither layout nor policy', async ({
  start,
  openSite,
}, info) => {
  test.setTimeout(180_000)
  const site = await openSite({
    pages: titles.length,
    images: 1,
    title: (page) => titles[page - 1] as string,
  })
  const galleon = await start()
  const { page } = galleon
  await page.evaluate(() => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.blockedURI))
    Object.assign(window, { violations })
  })
  const tasks = () =>
    page.evaluate(async () => {
      const snapshot = await window.galleon.invoke('snapshot', undefined)
      return snapshot.ok ? snapshot.value.tasks : []
    })
  // The list shows only the rows that fit; the engine is asked how many there are.
  for (const [index] of titles.entries()) {
    await startDownload(galleon, `${site.origin}/g/${index + 1}.html`)
    await expect.poll(async () => (await tasks()).length).toBe(index + 1)
  }
  await expect
    .poll(async () => (await tasks()).filter(({ state }) => state.kind === 'done').length)
    .toBe(titles.length)

  await test.step('a title is one short line without anything that is not seen', async () => {
    for (const { title } of await tasks()) {
      expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(title?.length).toBeLessThanOrEqual(500)
      expect(title?.trim()).not.toBe('')
    }
  })

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const width of [720, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      await test.step(`the list stands at ${width} points, ${scheme}`, async () => {
        await page.screenshot({ path: info.outputPath(`list-${scheme}-${width}.png`) })
        const rows = await taskList(page)
          .getByRole('row')
          .evaluateAll((elements) =>
            elements.map((element) => {
              const { height, right } = element.getBoundingClientRect()
              const name = element.querySelectorAll('[role=gridcell]')[1]?.getBoundingClientRect().width
              return { height: Math.round(height), right: Math.round(right), name: name ?? 0 }
            }),
          )
        expect(new Set(rows.map(({ height }) => height)).size).toBe(1)
        expect(Math.max(...rows.map(({ right }) => right))).toBeLessThanOrEqual(width)
        expect(Math.min(...rows.map(({ name }) => name))).toBeGreaterThanOrEqual(260)
        const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(overflows).toBe(false)
      })
    }
  }

  await test.step('the detail of each stands too', async () => {
    for (const row of await taskList(page).getByRole('row').all()) {
      await row.click()
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(overflows).toBe(false)
    }
    await page.screenshot({ path: info.outputPath('detail.png') })
  })

  await test.step('nothing ran and nothing was tried', async () => {
    const found = await page.evaluate(() => ({
      intruded: 'intruded' in window,
      violations: (window as unknown as { violations: string[] }).violations,
      scripts: document.querySelectorAll('script:not([src])').length,
    }))
    expect(found).toEqual({ intruded: false, violations: [], scripts: 0 })
  })

  await test.step('notifications are short and plain', async () => {
    for (const call of await galleon.systemCalls()) {
      if (call.what !== 'notification') continue
      expect(call.body.length).toBeLessThan(300)
      expect(call.body.replace('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
    }
  })
})
