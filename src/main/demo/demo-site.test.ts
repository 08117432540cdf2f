import { load, loadBuffer } from 'cheerio'
import jpeg from 'jpeg-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemoSite, startDemoSite } from './demo-site'
import {
  busyOncePicture,
  demoGalleries,
  extensionOf,
  firstPage,
  gonePicture,
  lastPage,
  misnamedPicture,
  missingPage,
  slowPicture,
  twinPictures,
} from './galleries'
import { makePicture } from './make-picture'

let site: DemoSite

beforeEach(async () => {
  site = await startDemoSite()
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

  it('is given up for a free one where that is allowed', async () => {
    const other = await startDemoSite({ port: port(), orFree: true })
    try {
      expect(other.origin).not.toBe(site.origin)
      expect((await fetch(other.origin)).status).toBe(200)
    } finally {
      await other.close()
    }
  })

  it('is an error where it was asked for', async () => {
    await expect(startDemoSite({ port: port() })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('the pages of the demo gallery', () => {
  it('are GBK, whichever way they say so, and decode to their titles', async () => {
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
        (_, at) => `${site.origin}/p/${number}-${at + 1}.${extensionOf(gallery, at + 1)}`,
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

  it('cannot be read as UTF-8, so that a program which ignores the encoding is found out', async () => {
    const body = await bytes(await page(firstPage))
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow('not valid')
  })

  it('say their encoding in the header, in a meta tag and under its old name', async () => {
    const said = await Promise.all(
      demoGalleries.slice(0, 3).map(async ({ number }) => {
        const response = await page(number)
        const body = await bytes(response)
        return [
          /charset/i.test(response.headers.get('content-type') ?? ''),
          /gb2312/.test(body.toString('latin1')),
        ]
      }),
    )
    expect(said).toContainEqual([true, false])
    expect(said).toContainEqual([false, true])
    expect(said).toContainEqual([false, false])
    expect(loadBuffer(await bytes(await page(firstPage + 1)))('h1').text()).not.toBe('')
  })

  it('are there for every number of the range but one', async () => {
    const statuses = new Map<number, number>()
    for (let number = firstPage; number <= lastPage; number++)
      statuses.set(number, (await page(number)).status)
    expect([...statuses].filter(([, status]) => status !== 200)).toEqual([[missingPage, 404]])
    expect(site.pages).toBe(lastPage - firstPage + 1)
    expect(site.address).toBe(`${site.origin}/a/[${firstPage}-${lastPage}].html`)
  })
})

describe('the pictures of the demo gallery', () => {
  it('begin and end as their kind does, in every gallery', async () => {
    for (const { number } of demoGalleries) {
      const [address = ''] = await addressesOf(number)
      const response = await fetch(address)
      const body = await bytes(response)
      expect(response.headers.get('content-length')).toBe(String(body.length))
      const isPng = address.endsWith('.png')
      expect(body.subarray(0, 3).toString('hex')).toBe(isPng ? '89504e' : 'ffd8ff')
      expect(body.subarray(isPng ? -8 : -2).toString('hex')).toBe(isPng ? '49454e44ae426082' : 'ffd9')
    }
  }, 60_000)

  it('are whole, by their type, and the same each time', async () => {
    const first = await bytes(await picture('5510-1'))
    expect(first.subarray(0, 3).toString('hex')).toBe('ffd8ff')
    expect(first.subarray(-2).toString('hex')).toBe('ffd9')
    expect(jpeg.decode(first, { maxMemoryUsageInMB: 256 }).width).toBeGreaterThan(1000)
    expect(makePicture('5510-1')?.body).toEqual(first)
  })

  it('come once under a name that lies and twice under two names', async () => {
    expect((await bytes(await picture(misnamedPicture))).subarray(1, 4).toString('latin1')).toBe('PNG')
    const [one, other] = await Promise.all(twinPictures.map(async (name) => bytes(await picture(name))))
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
  })

  it('fail as real ones do: one is gone, one is busy at first', async () => {
    expect((await picture(gonePicture)).status).toBe(410)
    const busy = await picture('5512-2')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1'])
    expect((await picture('5512-2')).status).toBe(200)
    expect((await picture('5510-99')).status).toBe(404)
  })

  it('can be continued while their validator holds', async () => {
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

  it('tell their length without their bytes, and are not busy for who only asks that', async () => {
    const head = await fetch(`${site.origin}/p/${busyOncePicture}.jpg`, { method: 'HEAD' })
    expect([head.status, (await bytes(head)).length]).toEqual([200, 0])
    expect((await picture(busyOncePicture)).status).toBe(503)
    const body = await bytes(await picture(busyOncePicture))
    expect(head.headers.get('content-length')).toBe(String(body.length))
  })

  it('have one spelling, and are counted by it', async () => {
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
  const slow = await startDemoSite({ bytesPerSecond: 2000 })
  const response = await fetch(`${slow.origin}/p/5510-1.jpg`)
  await slow.close()
  await expect(response.arrayBuffer()).rejects.toThrow('terminated')
})
