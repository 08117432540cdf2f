import { describe, expect, it } from 'vitest'
import { openPage } from '../html/page-document'
import { announcedBy } from './announced'

const read = (body: string, title = '') => {
  const html = `<head><title>${title}</title></head><body>${body}</body>`
  const fetched = {
    address: 'https://site.test/a/7',
    bytes: Buffer.from(html),
    contentType: 'text/html; charset=utf-8',
  }
  return announcedBy(openPage(fetched, 'auto', 'utf-8'))
}
const counts = (named: number, kept: number, further: number) => ({ named, kept, further })

describe('how many pictures a page says that its gallery has', () => {
  it.each([
    ['in brackets', '<h1>Harbour (40 photos)</h1>', '', 40],
    ['behind a dash', '<h1>Harbour - 40 pictures</h1>', '', 40],
    ['as a part of the title', '<h1>Harbour</h1>', '12 images | Harbour', 12],
    ['in German', '<h1>Hafen (40 Bilder)</h1>', '', 40],
    ['in Russian', '<h1>Порт (40 фотографий)</h1>', '', 40],
    ['in Chinese', '<h1>海港【共40张】</h1>', '', 40],
    ['in Japanese', '<h1>港（全40枚）</h1>', '', 40],
    ['as P', '<h1>海港 [40P]</h1>', '', 40],
  ])('by its heading or title: %s', (_, body, title, count) => {
    expect(read(body, title)).toEqual(counts(count, 0, 0))
  })

  it.each([
    ['that remain', 'You must be logged in to view the remaining 37 photos.', counts(0, 0, 37)],
    ['more', 'Sign up to see 37 more pictures', counts(0, 0, 37)],
    ['with a plus', '+37 photos for members', counts(0, 0, 37)],
    ['of all', 'Log in to view all 40 photos', counts(0, 40, 0)],
    ['of so many', 'Showing 3 of 40 photos. Join now to see them.', counts(0, 40, 0)],
    ['in German', 'Bitte anmelden, um die restlichen 37 Bilder zu sehen', counts(0, 0, 37)],
    ['in French', 'Connectez-vous pour voir les 37 autres photos', counts(0, 0, 37)],
    ['in Spanish', 'Inicia sesión para ver las 37 fotos restantes', counts(0, 0, 37)],
    ['in Russian', 'Войдите, чтобы увидеть остальные 37 фото', counts(0, 0, 37)],
    ['in Chinese', '登录后查看其余37张图片', counts(0, 0, 37)],
    ['in Japanese', 'ログインすると残り37枚の写真が見られます', counts(0, 0, 37)],
  ])('by what it says of those that it keeps: %s', (_, text, expected) => {
    expect(read(`<h1>Harbour</h1><p>${text}</p>`)).toEqual(expected)
  })

  it.each([
    ['of', 'Showing 12 of 40 photos', [12, 40]],
    ['from the first on', '1–12 of 40 images', [12, 40]],
    ['in German', '12 von 40 Bildern', [12, 40]],
    ['in Russian', 'Показано 12 из 40 фото', [12, 40]],
    ['with a slash', '12/40 photos', [12, 40]],
  ])('by what it shows of all: %s', (_, text, pair) => {
    expect(read(`<h1>Harbour</h1><p>${text}</p>`)).toEqual({ ...counts(0, 0, 0), partly: [pair] })
  })

  it.each([
    ['a sentence', '<h1>10 photos that changed the town</h1>'],
    ['a year', '<h1>Harbour (2024 photos)</h1>'],
    ['a place among all', '<h1>Harbour</h1><p>Photo 1 of 40 photos</p><p>25-36 of 40 photos</p>'],
    ['all of all', '<h1>Harbour</h1><p>40 of 40 photos</p>'],
    ['counts of a list', `<h1>Sets</h1>${'<p>3 of 40 photos</p>'.repeat(4)}`],
    ['a page of so many', '<h1>Photo 3 of 40</h1>'],
    ['a set of photographs', '<h1>Harbour (40 photosets)</h1>'],
    ['other albums', '<h1>Harbour</h1><p><a href="/b">Old town, 12 photos</a></p><p>Log in</p>'],
    ['a count without a wall', '<h1>Harbour</h1><p>See 37 more photos of the port below.</p>'],
    ['a wall elsewhere', `<p>37 more photos</p><p>${'It was a quiet day. '.repeat(20)}</p><p>Log in</p>`],
    ['a camera', '<h1>Canon EOS 5D, 50 mm</h1><p>Log in to comment</p>'],
  ])('is nothing in %s', (_, body) => {
    expect(read(body)).toBeNull()
  })
})
