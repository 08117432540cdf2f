import type { TaskCounts } from '@shared/model/task'
import { makePng } from './pictures.mjs'
import type { Content, Fault, SiteShape, Visit } from './site.mjs'

/** Pages by path with its query; a path below `/full/` is a large picture, one below `/thumb/` a small one. */
export type AlbumPages = (path: string) => string | null

/** A site of albums: `fault` is what happens to a request instead of a plain reply. */
export function albumSite(pages: AlbumPages, fault?: (visit: Visit) => Fault | null): SiteShape {
  return { content: (path) => contentAt(path, pages), ...(fault ? { fault } : {}) }
}

/** Bytes of a picture below this folder; a PNG of so many bytes is 32 pixels wide and as high as they need. */
const sizes: Readonly<Record<string, number>> = { full: 9000, thumb: 1500 }

function contentAt(path: string, pages: AlbumPages): Content | null {
  const [, folder = ''] = path.split('/')
  const bytes = sizes[folder]
  if (bytes !== undefined) return { type: 'image/png', body: makePng(path, bytes) }
  const html = pages(path)
  return html === null ? null : { type: 'text/html; charset=utf-8', body: Buffer.from(html) }
}

/** A page with its heading. */
export function albumPage(title: string, body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${title} - Site</title><h1>${title}</h1>${body}`
}

/** Pictures as a gallery page shows them in full. */
export function shownInFull(names: readonly string[]): string {
  return `<div class="content">${names.map((name) => `<p><img src="/full/${name}.png"></p>`).join('')}</div>`
}

/** Thumbnails that each link to a page. */
export function thumbnails(names: readonly string[], page: (name: string) => string): string {
  const one = (name: string) =>
    `<a href="${page(name)}"><img src="/thumb/${name}.png" width="150" height="150"></a>`
  return `<div class="thumbs">${names.map(one).join('')}</div>`
}

/** What keeps a result from being everything; empty when nothing does. */
export function shortfallsOf({ shortfalls = {} }: TaskCounts): TaskCounts['shortfalls'] {
  return shortfalls
}

/** Something that replies wait for until it is opened. */
export interface Gate {
  readonly opened: Promise<void>
  open(): void
}

/** A gate that is shut. */
export function shutGate(): Gate {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}
