import { makePng } from './pictures.mjs'
import { etagOf, type Fault, type Site, startSite, type Visit } from './site.mjs'

/** A site of numbered galleries on 127.0.0.1 that a test controls: what is missing, what fails, what waits. */
export interface GallerySite {
  readonly origin: string
  /** Address of a page, or of a range of them: `1`, `[1-3]`. */
  page(pages: string): string
  /** Paths of all requests, in order. */
  readonly log: readonly string[]
  /** Bytes of replies that were sent so far, also those that the client did not read. */
  readonly bytesSent: number
  /** Sockets that are open now. */
  readonly sockets: number
  /** Resolves when a request for this path has arrived (now or earlier). */
  asked(path: string): Promise<void>
  /** Stops every reply to this path half-way until the returned function is called. */
  hold(path: string): () => void
  /** Answers this path with a status instead of its content, `times` times. */
  refuse(path: string, status: number, times?: number, headers?: Record<string, string>): void
  /** Answers 403 to requests for this path that do not have this Referer. */
  protect(path: string, referer: string): void
  /** Referer of each request for this path. */
  referers(path: string): readonly (string | undefined)[]
  /** Number of requests for a path. */
  count(path: string): number
  /** Resolves when no socket is open any more. */
  quiet(): Promise<void>
  close(): Promise<void>
}

export interface GalleryShape {
  readonly pages: number
  readonly images: number
  /** Bytes of an image, about. */
  readonly imageBytes?: number
  /** Bodies come in chunks, without their length. */
  readonly chunked?: boolean
  /** Seed of the picture at a path; each path has a picture of its own by default. */
  readonly picture?: (path: string) => string
  readonly title?: (page: number) => string
  /** The whole HTML of a page. */
  readonly html?: (page: number) => string
  /** Bytes of a page; UTF-8 by default. */
  readonly encode?: (html: string) => Buffer
}

interface Refusal {
  readonly status: number
  readonly headers: Record<string, string>
  /** How many requests are still refused. */
  times: number
}

/** Pages are `/g/1.html`, pictures `/i/1-2.png`; any name below `/i/` is a picture. */
export async function startGallerySite(shape: GalleryShape): Promise<GallerySite> {
  const held = new Map<string, Promise<void>>()
  const refusals = new Map<string, Refusal>()
  const protections = new Map<string, string>()
  const { encode = (html) => Buffer.from(html), chunked = false } = shape

  function content(path: string) {
    const [, kind, name = ''] = path.split('/')
    const number = Number.parseInt(name, 10)
    const isPage = kind === 'g' && number >= 1 && number <= shape.pages
    if (!isPage && kind !== 'i') return null
    const body = isPage
      ? encode(pageOf(number, shape))
      : makePng(shape.picture?.(path) ?? path, shape.imageBytes)
    return { type: isPage ? 'text/html' : 'image/png', body, chunked, etag: etagOf(body) }
  }

  function fault({ path, headers }: Visit): Fault | null {
    const refusal = refusals.get(path)
    if (refusal && refusal.times > 0) {
      refusal.times -= 1
      return { kind: 'status', status: refusal.status, headers: refusal.headers }
    }
    const referer = protections.get(path)
    if (referer !== undefined && headers.referer !== referer) return { kind: 'status', status: 403 }
    const until = held.get(path)
    return until === undefined ? null : { kind: 'hold', until }
  }

  const site = await startSite({ content, fault })
  const requestsFor = (path: string) => site.visits.filter((visit) => visit.path === path)
  return {
    origin: site.origin,
    page: (pages) => `${site.origin}/g/${pages}.html`,
    get log() {
      return site.visits.map(({ path }) => path)
    },
    get sockets() {
      return site.sockets
    },
    get bytesSent() {
      return site.bytesSent
    },
    count: (path) => requestsFor(path).length,
    referers: (path) => requestsFor(path).map(({ headers }) => headers.referer),
    asked: site.asked,
    hold(path) {
      let release = () => {}
      held.set(path, new Promise((resolve) => (release = resolve)))
      return () => {
        held.delete(path)
        release()
      }
    },
    refuse(path, status, times = Number.POSITIVE_INFINITY, headers = {}) {
      refusals.set(path, { status, times, headers })
    },
    protect(path, referer) {
      protections.set(path, referer)
    },
    quiet: site.quiet,
    close: site.close,
  }
}

function pageOf(number: number, { html, images, title }: GalleryShape): string {
  if (html) return html(number)
  const pictures = Array.from(
    { length: images },
    (_, index) => `<p><img src="/i/${number}-${index + 1}.png"></p>`,
  )
  const name = title?.(number) ?? `Gallery ${number}`
  return `<!doctype html><meta charset="utf-8"><title>${name} - Site</title>
      <img src="/i/logo.png" alt="logo"><h1>${name}</h1><div class="content">${pictures.join('')}</div>`
}

/** A site whose pages a test writes; null is 404. A path that ends in .png is a picture. */
export function startPageSite(page: (path: string) => string | null): Promise<Site> {
  return startSite({
    content(path) {
      if (path.endsWith('.png')) return { type: 'image/png', body: makePng(path) }
      const html = page(path)
      return html === null ? null : { type: 'text/html', body: Buffer.from(html) }
    },
  })
}

/** The markup of pictures that a page shows, by the names of their files. */
export const pictures = (...names: readonly string[]) =>
  names.map((name) => `<p><img src="/i/${name}.png" width="800" height="600"></p>`).join('')
