import { writePng } from '../test/site/png.mjs'
import { type Site, startSite } from '../test/site/site.mjs'

/** Bytes of a grey picture of this size; another seed gives another picture. */
function greyPng(width: number, height: number, seed: string): Buffer {
  const start = Buffer.from(seed).reduce((sum, byte) => (sum * 31 + byte) % 251, 7)
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row++) {
    for (let column = 1; column <= width; column++) {
      rows[row * (width + 1) + column] = (start + row * 3 + column * ((start % 5) + 1)) % 256
    }
    rows[row * (width + 1)] = 0
  }
  return writePng({ width, height, colourType: 0, rows, level: 1 })
}

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`

const each = (count: number, write: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index + 1)).join('\n')

/** The page of an address, or null. */
function pageAt(path: string, albumTitle: string): string | null {
  const [, folder = '', name = ''] = path.split('/')
  switch (folder) {
    // Thumbnails that link to pages with one larger picture each.
    case 'album':
      return page(
        albumTitle,
        `<ul class="thumbs">${each(
          12,
          (n) =>
            `<li><a href="/view/${n}.html"><img src="/thumb/${n}.png" width="150" height="180"></a></li>`,
        )}</ul>`,
      )
    case 'view':
      return page(
        `Harbour ${Number.parseInt(name, 10)}`,
        `<div class="photo"><img src="/large/${Number.parseInt(name, 10)}.png" width="700" height="900"></div>`,
      )
    // Covers that link to galleries of several pictures each.
    case 'albums':
      return page(
        'All albums',
        `<div class="covers">${each(
          6,
          (n) =>
            `<div class="cover"><a href="/gallery/${n}.html"><img src="/cover/${n}.png" width="150" height="180"></a><p><a href="/gallery/${n}.html">Album ${n}</a> 4 photos</p></div>`,
        )}</div>`,
      )
    case 'gallery':
      return page(
        `Album ${Number.parseInt(name, 10)}`,
        each(
          4,
          (n) => `<p><img src="/large/g${Number.parseInt(name, 10)}-${n}.png" width="700" height="900"></p>`,
        ),
      )
    case 'private':
      return page(
        'Log in',
        '<form method="post" action="/login"><input name="user"><input type="password" name="password"><button>Log in</button></form>',
      )
    default:
      return null
  }
}

/** A site of 127.0.0.1 whose pages link to pages: `/album/1`, `/albums/1`, `/gallery/1.html`, `/private/1`. */
export function startLinkedSite(albumTitle = 'Harbour at dawn'): Promise<Site> {
  return startSite({
    content(path) {
      const html = pageAt(path, albumTitle)
      if (html !== null) return { type: 'text/html', body: Buffer.from(html) }
      if (!path.endsWith('.png')) return null
      const body = path.startsWith('/large/') ? greyPng(700, 900, path) : greyPng(150, 180, path)
      return { type: 'image/png', body }
    },
  })
}
