import { readdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { load, loadBuffer } from 'cheerio'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemoSite, startDemoSite } from './demo-site'
import {
  busyOncePicture,
  demoGalleries,
  firstPageNumber,
  gonePicture,
  lastPageNumber,
  misnamedPicture,
  missingPage,
  pictureFile,
  picturePath,
  slowPicture,
  twinPictures,
} from './galleries'

const pictureFolder = resolve('resources/demo')

let site: DemoSite

beforeEach(async () => {
  site = await startDemoSite({ pictureFolder })
})

afterEach(() => site.close())

const page = (number: number) => fetch(`${site.origin}/a/${number}.html`)
const picture = (name: string, headers: Record<string, string> = {}) =>
  fetch(`${site.origin}/p/${name}.jpg`, { headers })
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer())

/** The addresses of a page's pictures, as a browser resolves them. */
async function addressesOf(number: number): Promise<string[]> {
  const html = new TextDecoder('gbk').decode(await (await page(number)).arrayBuffer())
  const $ = load(html)
  return $('.postContent img')
    .toArray()
    .map(
      (img) =>
        new URL($(img).attr('data-original') ?? $(img).attr('src') ?? '', `${site.origin}/a/${number}.html`)
          .href,
    )
}

describe('a port that is taken', () => {
  const port = () => Number(new URL(site.origin).port)

  it('is replaced by a free one where that is allowed', async () => {
    const other = await startDemoSite({ pictureFolder, port: port(), orFree: true })
    try {
      expect(other.origin).not.toBe(site.origin)
      expect((await fetch(other.origin)).status).toBe(200)
    } finally {
      await other.close()
    }
  })

  it('is an error where it was required', async () => {
    await expect(startDemoSite({ pictureFolder, port: port() })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('the pages of the demo gallery', () => {
  it('are GBK, whichever way they declare it, and decode to their titles', async () => {
    for (const { number, title, pictures } of demoGalleries) {
      const response = await page(number)
      const html = new TextDecoder('gbk').decode(await response.arrayBuffer())
      expect(html).not.toContain('\ufffd')
      const $ = load(html)
      expect($('h1').text()).toBe(title)
      // What GBK has no character for is written as a question mark.
      expect($('body').text().replace(title, '')).not.toContain('?')
      expect($('.postContent img').length).toBe(pictures)
    }
  })

  it('name every picture once, in every spelling of an address', async () => {
    for (const gallery of demoGalleries) {
      const { number, pictures } = gallery
      const expected = Array.from(
        { length: pictures },
        (_, at) => `${site.origin}${picturePath(gallery, at + 1)}`,
      )
      expect(await addressesOf(number)).toEqual(expected)
    }
  })

  it('show covers on the index that have no troubles and spend none', async () => {
    const $ = load(new TextDecoder('gbk').decode(await (await fetch(site.origin)).arrayBuffer()))
    const covers = $('.covers img')
      .toArray()
      .map((img) => /([\d-]+)\.\w+$/.exec($(img).attr('src') ?? '')?.[1] ?? '')
    expect(covers.length).toBe(demoGalleries.length)
    for (const trouble of [busyOncePicture, gonePicture, slowPicture, misnamedPicture]) {
      expect(covers).not.toContain(trouble)
    }
  })

  it('cannot be read as UTF-8, which exposes a program that ignores the encoding', async () => {
    const body = await bytes(await page(firstPageNumber))
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow('not valid')
  })

  it('declare their encoding in the header, in a meta tag and under its old name', async () => {
    const declared = await Promise.all(
      demoGalleries.slice(0, 3).map(async ({ number }) => {
        const response = await page(number)
        const body = await bytes(response)
        return [
          /charset/i.test(response.headers.get('content-type') ?? ''),
          /gb2312/.test(body.toString('latin1')),
        ]
      }),
    )
    expect(declared).toContainEqual([true, false])
    expect(declared).toContainEqual([false, true])
    expect(declared).toContainEqual([false, false])
    expect(loadBuffer(await bytes(await page(firstPageNumber + 1)))('h1').text()).not.toBe('')
  })

  it('exist for every number of the range except one', async () => {
    const statuses = new Map<number, number>()
    for (let number = firstPageNumber; number <= lastPageNumber; number++)
      statuses.set(number, (await page(number)).status)
    expect([...statuses].filter(([, status]) => status !== 200)).toEqual([[missingPage, 404]])
    expect(site.pages).toBe(lastPageNumber - firstPageNumber + 1)
    expect(site.address).toBe(`${site.origin}/a/[${firstPageNumber}-${lastPageNumber}].html`)
  })
})

describe('the pictures of the demo gallery', () => {
  it('are complete files of their type, and all of them differ', async () => {
    const names = new Map<string, string>()
    for (const { number } of demoGalleries) {
      for (const address of await addressesOf(number)) {
        const name = /([\d-]+)\.\w+$/.exec(address)?.[1] ?? ''
        if (name === gonePicture || name === twinPictures[1]) continue
        // The first request of it is answered with 503.
        if (name === busyOncePicture) await (await fetch(address)).arrayBuffer()
        const response = await fetch(address)
        const body = await bytes(response)
        expect(response.headers.get('content-length')).toBe(String(body.length))
        const isPng = response.headers.get('content-type') === 'image/png'
        expect(isPng).toBe(address.endsWith('.png') || name === misnamedPicture)
        expect(body.subarray(0, 3).toString('hex')).toBe(isPng ? '89504e' : 'ffd8ff')
        expect(body.subarray(isPng ? -8 : -2).toString('hex')).toBe(isPng ? '49454e44ae426082' : 'ffd9')
        names.set(body.toString('base64'), name)
      }
    }
    expect(names.size).toBe(demoGalleries.reduce((sum, { pictures }) => sum + pictures, 0) - 2)
  })

  it('and those of its pages are all files of the folder, which stay small', async () => {
    const files = await readdir(pictureFolder)
    const used = demoGalleries.flatMap(({ number, pictures }) =>
      Array.from({ length: pictures }, (_, at) => pictureFile(`${number}-${at + 1}`)),
    )
    for (const name of ['logo', 'icon', 'spacer']) used.push(pictureFile(name))
    expect(new Set(files)).toEqual(new Set(used.filter((file) => file !== null)))
    const sizes = await Promise.all(
      files.map(async (file) => (await stat(resolve(pictureFolder, file))).size),
    )
    expect(Math.max(...sizes)).toBeLessThanOrEqual(17 * 1024)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(1.5 * 1024 ** 2)
  })

  it('have the same bytes and the same validator each time', async () => {
    const [first, second] = [await picture('5510-1'), await picture('5510-1')]
    expect(first.headers.get('etag')).toMatch(/^"[^"]+"$/)
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
    expect((await bytes(second)).equals(await bytes(first))).toBe(true)
  })

  it('come once under a wrong extension and once under two names', async () => {
    expect((await bytes(await picture(misnamedPicture))).subarray(1, 4).toString('latin1')).toBe('PNG')
    const [one, other] = await Promise.all(twinPictures.map(async (name) => bytes(await picture(name))))
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
  })

  it('fail in the usual ways: one is gone, one is busy at first', async () => {
    expect((await picture(gonePicture)).status).toBe(410)
    const busy = await picture('5512-2')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1'])
    expect((await picture('5512-2')).status).toBe(200)
    expect((await picture('5510-99')).status).toBe(404)
  })

  it('can be resumed while their validator matches', async () => {
    const whole = await picture('5510-1')
    const etag = whole.headers.get('etag') ?? ''
    const body = await bytes(whole)
    const rest = await picture('5510-1', { range: 'bytes=1000-', 'if-range': etag })
    expect([rest.status, rest.headers.get('content-range')]).toEqual([
      206,
      `bytes 1000-${body.length - 1}/${body.length}`,
    ])
    expect((await bytes(rest)).equals(body.subarray(1000))).toBe(true)
    expect((await picture('5510-1', { range: 'bytes=1000-', 'if-range': '"other"' })).status).toBe(200)
    const middle = await picture('5510-1', {
      range: 'bytes=10-19',
      'if-range': whole.headers.get('last-modified') ?? '',
    })
    expect([middle.status, middle.headers.get('content-length')]).toEqual([206, '10'])
    expect((await bytes(middle)).equals(body.subarray(10, 20))).toBe(true)
    const beyond = await picture('5510-1', { range: `bytes=${body.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${body.length}`])
  })

  it('report their length to HEAD without a body, and HEAD does not use up the 503', async () => {
    const head = await fetch(`${site.origin}/p/${busyOncePicture}.jpg`, { method: 'HEAD' })
    expect([head.status, (await bytes(head)).length]).toEqual([200, 0])
    expect((await picture(busyOncePicture)).status).toBe(503)
    const body = await bytes(await picture(busyOncePicture))
    expect(head.headers.get('content-length')).toBe(String(body.length))
  })

  it('have one address each, by which requests are counted', async () => {
    expect((await picture('05510-1')).status).toBe(404)
    expect((await fetch(`${site.origin}/a/05510.html`)).status).toBe(404)
    await picture(gonePicture)
    await picture(gonePicture)
    await page(missingPage)
    expect([...site.requests]).toEqual([
      [`/p/${gonePicture}.jpg`, 2],
      [`/a/${missingPage}.html`, 1],
    ])
  })
})

it('closes with all its sockets', async () => {
  const slow = await startDemoSite({ pictureFolder, bytesPerSecond: 2000 })
  const response = await fetch(`${slow.origin}/p/5510-1.jpg`)
  await slow.close()
  await expect(response.arrayBuffer()).rejects.toThrow('terminated')
})

it('sends at the rate that is set, and fails when a file is missing', async () => {
  const failures: string[] = []
  const log = (_level: 'error', message: string) => failures.push(message)
  const paced = await startDemoSite({ pictureFolder, bytesPerSecond: 100_000 })
  const broken = await startDemoSite({ pictureFolder: resolve('resources/missing'), log })
  try {
    const started = performance.now()
    const body = await bytes(await fetch(`${paced.origin}/p/5510-1.jpg`))
    expect(performance.now() - started).toBeGreaterThan((body.length / 100_000) * 1000 * 0.8)
    await expect(fetch(`${broken.origin}/p/5510-1.jpg`)).rejects.toThrow('fetch failed')
    expect(failures).toEqual(['the demo gallery could not answer'])
  } finally {
    await Promise.all([paced.close(), broken.close()])
  }
})
