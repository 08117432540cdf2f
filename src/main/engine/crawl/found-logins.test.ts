import { expect, it } from 'vitest'
import { type Extraction, noIdentity, plainContext } from '../extract/extraction'
import { automatic } from '../extract/recipes/recipe-book'
import { createLogins } from '../network/http/request'
import { withoutLogins } from './found-logins'

const at = (path: string, login = '') => `https://${login}site.test${path}`

/** Everything that a page may hold, with a login in each of its addresses. */
function extraction(login: string): Extraction {
  const image = {
    address: at('/1.png', login),
    alternatives: [at('/2.png', login)],
    shown: at('/3.png', login),
    poster: at('/4.png', login),
    width: 5,
  }
  const page = { address: at('/a', login), title: 'A', thumbnail: image, at: 3 }
  return {
    title: 'T',
    id: 'a',
    judgement: {
      kind: 'gallery',
      certain: true,
      reasons: [{ code: 'obstacle', count: 0, detail: at('/r', login) }],
      others: [],
      obstacle: 'frames',
      frame: at('/f', login),
    },
    images: [image],
    items: [page],
    leftHidden: 2,
    own: [image],
    beside: { links: [page], page: at('/p', login), haveOwnForm: true, areBelow: false },
    questions: [
      { kind: 'page', address: at('/q', login) },
      { kind: 'sizes', shown: at('/s', login), larger: [at('/l', login)], rule: 'x' },
    ],
    identity: { ...noIdentity, canonical: at('/c', login), ogUrl: at('/o', login) },
    next: at('/n', login),
    moved: at('/m', login),
    galleries: [page],
    skipped: [{ address: at('/k', login), reason: 'icon' }],
    fields: { link: at('/d', login) },
    encoding: 'utf-8',
    tried: ['img'],
  }
}

it('keeps everything of a page but the logins in its addresses, which the requests get', async () => {
  const logins = createLogins()
  const read = { extract: () => Promise.resolve(extraction('ann:word@')) }
  const fetched = { address: at('/'), bytes: new Uint8Array(), contentType: null }
  const { signal } = new AbortController()
  const found = await withoutLogins(read, logins).extract(fetched, automatic, plainContext, signal)
  expect(found).toEqual(extraction(''))
  expect(logins.find('https://site.test')).toEqual({ username: 'ann', password: 'word' })
})
