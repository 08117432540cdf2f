import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeBomb } from '../test/bombs'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import type { GallerySite } from '../test/site/gallery-site'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { startDownload, taskRow } from './screen'
import { words } from './words'
import { wrongAddresses } from './wrong-addresses'

const images = 12

/**
 * A gallery on disk, and how a saved picture is replaced by something else; its pictures count from 1.
 *
 * @param before galleries that the program has: its pictures have the next numbers
 */
async function openGallery(galleon: Galleon, site: GallerySite, title: string, before: number) {
  await startDownload(galleon, `${site.origin}/g/1.html`)
  await expect(taskRow(galleon.page, title)).toContainText(words.en.downloads.status.finished)
  const folder = join(galleon.folders.target, `${title} [1]`)
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .sort()
  const pathOf = (id: number) => join(folder, files[id - 1] as string)
  return {
    pathOf,
    addressOf: (host: 'image' | 'thumb', id: number) => `media://${host}/${before * images + id}`,
    replace(id: number, bytes: Uint8Array): void {
      rmSync(pathOf(id), { force: true })
      writeFileSync(pathOf(id), bytes)
    },
  }
}

interface Reply {
  readonly status: number
  readonly type: string | null
  readonly bytes: number
}

/** Asks as the program itself: what stands between the page and the pictures is the scheme's own check. */
async function ask({ app }: Galleon, address: string, init: Record<string, unknown> = {}): Promise<Reply> {
  // Answered into a place where the test looks: V8 may collect a promise that only an evaluation waits for.
  const number = await app.evaluate(
    ({ net }, [asked, options]) => {
      const kept = globalThis as unknown as { replies?: (Reply | null)[] }
      kept.replies ??= []
      const replies = kept.replies
      const at = replies.push(null) - 1
      const none = { status: 0, type: null, bytes: 0 }
      net.fetch(asked, options).then(
        async (reply) => {
          const { byteLength } = await reply.arrayBuffer()
          replies[at] = {
            status: reply.status,
            type: reply.headers.get('content-type'),
            bytes: byteLength,
          }
        },
        () => {
          replies[at] = none
        },
      )
      return at
    },
    [address, init] as const,
  )
  let found: Reply | null = null
  await expect
    .poll(
      async () => {
        found = await app.evaluate(
          (_electron, at) => (globalThis as unknown as { replies: (Reply | null)[] }).replies[at] ?? null,
          number,
        )
        return found !== null
      },
      { message: address.slice(0, 100), intervals: [5, 10, 20, 50, 100], timeout: 60_000 },
    )
    .toBe(true)
  return found as unknown as Reply
}

/** Whether the window's page decodes a picture. */
function shows(galleon: Galleon, address: string): Promise<boolean> {
  return galleon.page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    return image.decode().then(
      () => true,
      () => false,
    )
  }, address)
}

test('hostile pictures do no harm', async ({ start, openSite }) => {
  test.skip(!isExhaustive, longWithoutCi)
  test.setTimeout(300_000)
  const galleon = await start()
  const { app, page } = galleon

  await test.step('whatever takes the place of a picture, and however it is asked for, nothing else goes out', async () => {
    const site = await openSite({ pages: 1, images, title: () => 'Fakes' })
    const gallery = await openGallery(galleon, site, 'Fakes', 0)
    expect(await ask(galleon, 'media://image/1')).toMatchObject({ status: 200, type: 'image/png' })

    await test.step('addresses', async () => {
      for (const address of wrongAddresses)
        expect([0, 404], address.slice(0, 100)).toContain((await ask(galleon, address)).status)
      // Neither matters: the scheme and host of an address have no case, and a query is the page's own affair.
      expect((await ask(galleon, 'MEDIA://IMAGE/1?v=../../etc/passwd#x')).status).toBe(200)
    })

    await test.step('methods and ranges', async () => {
      for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
        expect([0, 404], method).toContain((await ask(galleon, 'media://image/1', { method })).status)
      const { bytes } = await ask(galleon, 'media://image/1')
      const ranged = (range: string) => ask(galleon, 'media://image/1', { headers: { Range: range } })
      expect(await ranged('bytes=0-0')).toMatchObject({ status: 206, bytes: 1 })
      expect(await ranged('bytes=-1')).toMatchObject({ status: 206, bytes: 1 })
      expect(await ranged(`bytes=0-${'9'.repeat(14)}`)).toMatchObject({ status: 206, bytes })
      for (const range of ['bytes=999999999-', 'bytes=-0'])
        expect((await ranged(range)).status, range).toBe(416)
      for (const range of [
        'bytes=0-1,2-3',
        `bytes=${'0-,'.repeat(1000)}0-`,
        'bytes=5-2',
        'bytes=--5',
        'bytes=1e3-',
        'items=0-1',
        'bytes=',
        `bytes=${'9'.repeat(400)}-`,
      ])
        expect(await ranged(range), range.slice(0, 50)).toMatchObject({ status: 200, bytes })
    })

    await test.step('files', async () => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
      gallery.replace(1, Buffer.from('<!doctype html><script>alert(1)</script>'))
      gallery.replace(2, Buffer.from(svg))
      gallery.replace(3, Buffer.from(`GIF89a/*\x10\0${'x'.repeat(300)}*/=1;alert(1)`))
      gallery.replace(4, Buffer.alloc(0))
      rmSync(gallery.pathOf(5))
      rmSync(gallery.pathOf(6))
      symlinkSync('/etc/passwd', gallery.pathOf(6))
      rmSync(gallery.pathOf(7))
      mkdirSync(gallery.pathOf(7))
      rmSync(gallery.pathOf(8))
      execFileSync('mkfifo', [gallery.pathOf(8)])
      rmSync(gallery.pathOf(9))
      symlinkSync('/dev/zero', gallery.pathOf(9))
      for (const id of [1, 2, 4, 5, 6, 7, 8, 9])
        for (const host of ['image', 'thumb'])
          expect((await ask(galleon, `media://${host}/${id}`)).status, `${host} ${id}`).toBe(404)
      // Half a picture and half a script is a picture to every reader: it never is a script of the page.
      expect((await ask(galleon, 'media://image/3')).type).toBe('image/gif')
      const ran = await galleon.page.evaluate(
        () =>
          new Promise<boolean>((resolve) => {
            const script = document.createElement('script')
            script.addEventListener('load', () => resolve(true))
            script.addEventListener('error', () => resolve(false))
            script.src = 'media://image/3'
            document.body.append(script)
          }),
      )
      expect(ran).toBe(false)
    })
  })

  await test.step('pictures made to break decoders cost at most their own preview', async () => {
    const site = await openSite({ pages: 1, images, title: () => 'Bombs' })
    const gallery = await openGallery(galleon, site, 'Bombs', 1)
    const whole = { status: 200, type: 'image/webp' }
    expect(await ask(galleon, gallery.addressOf('thumb', 1))).toMatchObject(whole)

    await test.step('a bitmap that fits into no memory is drawn neither small nor in the viewer', async () => {
      gallery.replace(1, makeBomb.png(30_000, 30_000))
      gallery.replace(2, makeBomb.gif(65_535, 65_535, 1))
      for (const id of [1, 2]) {
        expect((await ask(galleon, gallery.addressOf('thumb', id))).status).toBe(404)
        expect((await ask(galleon, gallery.addressOf('image', id))).status).toBe(413)
        expect(await shows(galleon, gallery.addressOf('image', id))).toBe(false)
      }
    })

    await test.step('the largest bitmap that is allowed is drawn, or given up', async () => {
      gallery.replace(3, makeBomb.png(16_000, 8000))
      expect([200, 404]).toContain((await ask(galleon, gallery.addressOf('thumb', 3))).status)
    })

    await test.step('ten thousand frames are one picture', async () => {
      gallery.replace(4, makeBomb.gif(200, 200, 10_000))
      gallery.replace(5, makeBomb.webp(10_000))
      expect(await ask(galleon, gallery.addressOf('thumb', 4))).toMatchObject(whole)
      expect(await ask(galleon, gallery.addressOf('thumb', 5))).toMatchObject(whole)
    })

    await test.step('what is cut, empty or stuffed is shown or not, and ends', async () => {
      gallery.replace(6, makeBomb.png(4000, 4000).subarray(0, 2000))
      gallery.replace(7, makeBomb.png(0, 0))
      gallery.replace(8, makeBomb.jpegWithProfiles(200))
      gallery.replace(9, makeBomb.pngWithText(20 * 1024 ** 2))
      for (const id of [6, 7, 8, 9])
        expect([200, 404], String(id)).toContain((await ask(galleon, gallery.addressOf('thumb', id))).status)
    })

    await test.step('a decoding page that crashes comes back, and the window stays', async () => {
      const crash = () =>
        app.evaluate(({ webContents }) => {
          for (const contents of webContents.getAllWebContents())
            if (contents.getURL() === 'media://source/') contents.forcefullyCrashRenderer()
        })
      await crash()
      expect(await ask(galleon, gallery.addressOf('thumb', 10))).toMatchObject(whole)
      const asked = ask(galleon, gallery.addressOf('thumb', 11))
      await crash()
      expect(await asked).toMatchObject(whole)
      expect(await ask(galleon, gallery.addressOf('thumb', 12))).toMatchObject(whole)
    })

    expect(await page.evaluate(() => document.querySelector('nav') !== null)).toBe(true)
  })

  // The last step: Playwright waits for the end of the navigation that is refused.
  await test.step('a drawing is drawn, runs none of its scripts and loads nothing', async () => {
    const site = await openSite({ pages: 1, images, title: () => 'Drawings' })
    const gallery = await openGallery(galleon, site, 'Drawings', 2)
    const grow = "document.documentElement.setAttribute('width', '900')"
    gallery.replace(
      1,
      Buffer.from(
        `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" onload="${grow}">` +
          `<script>${grow}</script><style>rect { fill: #0a0 }</style><rect width="400" height="300"/>` +
          `<image href="${site.origin}/leak.png" width="9" height="9"/></svg>`,
      ),
    )
    expect(await ask(galleon, gallery.addressOf('image', 1))).toMatchObject({
      status: 200,
      type: 'image/svg+xml',
    })
    expect(await ask(galleon, gallery.addressOf('thumb', 1))).toMatchObject({
      status: 200,
      type: 'image/webp',
    })
    // Under addresses that the window has not drawn yet: it keeps what it drew.
    for (const address of [`${gallery.addressOf('image', 1)}?v=2`, `${gallery.addressOf('thumb', 1)}?v=2`]) {
      const seen = await galleon.page.evaluate(async (source) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.getContext('2d')?.drawImage(image, 0, 0)
        return image.naturalWidth / image.naturalHeight
      }, address)
      expect(seen, address).toBeCloseTo(4 / 3, 1)
    }
    expect(site.log).not.toContain('/leak.png')
    await galleon.page
      .evaluate((address) => location.assign(address), gallery.addressOf('image', 1))
      .catch(() => undefined)
    expect(galleon.page.url()).toMatch(/^app:/)
  })
})
