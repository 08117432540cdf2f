import { FailureError, failure } from '@shared/model/failure'
import { parsePageRange } from '@shared/page-range/page-range'
import { describe, expect, it } from 'vitest'
import type { PageReply, SiteTemplate } from '../../extract/extraction'
import { findSiteTemplate } from './site-template'

const reply = (address: string): PageReply => ({
  kind: 'page',
  page: { address, bytes: Buffer.from(''), contentType: 'text/html' },
})

/** What is asked and compared of a range, of whose pages some are missing. */
async function search(pages: string, missing: readonly number[] = [], late: readonly number[] = []) {
  const parsed = parsePageRange(`http://a.test/${pages}`)
  if (!parsed.ok) throw new Error('no range')
  const asked: string[] = []
  const compared: string[] = []
  const { template, replies } = await findSiteTemplate({
    range: parsed.range,
    fetchPage(address) {
      const name = address.slice(address.lastIndexOf('/') + 1)
      asked.push(name)
      if (late.includes(Number(name))) return new Promise(() => {})
      const isMissing = missing.includes(Number(name))
      return isMissing
        ? Promise.reject(new FailureError(failure('timeout', 'late')))
        : Promise.resolve(reply(address))
    },
    compare(read): Promise<SiteTemplate> {
      compared.push(...read.map((page) => page.address.slice(page.address.lastIndexOf('/') + 1)))
      return Promise.resolve({
        pages: ['', ''],
        images: [],
        titlePrefix: '',
        titleSuffix: '',
        headings: [],
        places: [],
      })
    },
  })
  return { asked, compared, found: template !== null, held: replies.size }
}

describe('the pages of a range that are compared', () => {
  it.each([
    ['[1-50]', [], '1 26', '1 26'],
    ['[1-5]', [], '1 4', '1 4'],
    ['[1-4]', [], '1 4', '1 4'],
    // of three the neighbours of the middle one preload its picture
    ['[1-3]', [], '1 2 3', '1 2 3'],
    ['[1-2]', [], '1 2', '1 2'],
    ['[1-]', [], '1 4', '1 4'],
    // the nearest that exists takes the place of one that is missing
    ['[1-50]', [26], '1 26 2', '1 2'],
    ['[1-50]', [1], '1 26 2', '2 26'],
    ['[1-3]', [2], '1 2 3', '1 3'],
    ['[1-]', [4], '1 4 2', '1 2'],
    ['[1-50]', [1, 26], '1 26 2 3', '2 3'],
  ])('of %s without %j', async (range, missing, asked, compared) => {
    expect(await search(range, missing)).toEqual({
      asked: asked.split(' '),
      compared: compared.split(' '),
      found: true,
      held: asked.split(' ').length,
    })
  })

  it('are not held up by one that is late, which is handed on like the others', async () => {
    expect(await search('[1-3]', [], [3])).toEqual({
      asked: ['1', '2', '3'],
      compared: ['1', '2'],
      found: true,
      held: 3,
    })
  })

  it.each([
    ['1', []],
    ['[1-50]', [1, 26, 2, 3]],
    ['[1-2]', [2]],
  ])('are none of %s without %j', async (range, missing) => {
    expect(await search(range, missing)).toMatchObject({ compared: [], found: false })
  })
})
