import { splitAddress } from '@shared/address-parts'
import type { DownloadRequest } from '@shared/download-request'
import { type PageRange, parsePageRange } from '@shared/page-range'
import type { Task } from '@shared/task'
import type { Words } from '../../i18n'

/** What can be said of a request from its address alone. */
export interface RequestWords {
  readonly host: string
  /** `5510–5560`, `1–20, 25`, `5560 …`; null when the address has no range. */
  readonly pages: string | null
  /** The end of the path, for an address without a range. */
  readonly path: string
}

const known = new WeakMap<DownloadRequest, RequestWords>()

/** Reads a request's address once; rows ask for it at every change. */
export function requestWords(request: DownloadRequest): RequestWords {
  let words = known.get(request)
  if (words === undefined) {
    words = read(request.address)
    known.set(request, words)
  }
  return words
}

function read(address: string): RequestWords {
  const parts = splitAddress(address)
  const parsed = parsePageRange(address)
  const host = parts === null ? address : parts.host + (parts.port === '' ? '' : `:${parts.port}`)
  const path = parts === null ? '' : address.slice(parts.pathStart, parts.queryStart)
  return { host, pages: parsed.ok ? pagesText(parsed.range) : null, path: path === '' ? '/' : path }
}

/** The values of the first group, as people write them: with an en dash, and an ellipsis for an open end. */
function pagesText({ parts }: PageRange): string | null {
  const groups = parts.flatMap((part) => {
    if (part.kind === 'text') return []
    if (part.kind === 'list') return [part.items.map((item) => spanText(item)).join(', ')]
    return [spanText(part)]
  })
  return groups.length === 0 ? null : groups.join(' × ')
}

type Span = PageRange['parts'][number]

function spanText(span: Span): string {
  switch (span.kind) {
    case 'text':
      return span.text
    case 'letters':
      return `${span.from}–${span.to}`
    case 'numbers': {
      const from = String(span.from).padStart(span.width, '0')
      if (span.to === null) return `${from} …`
      const step = span.step === 1 ? '' : ` (+${span.step})`
      return `${from}–${String(span.to).padStart(span.width, '0')}${step}`
    }
    case 'list':
      return span.items.map((item) => spanText(item)).join(', ')
  }
}

/** What a row calls its task: the gallery's title, else its pages, else the end of its address. */
export function taskName(t: Words, task: Task): string {
  if (task.title !== null && task.title !== '') return task.title
  const { pages, path } = requestWords(task.request)
  return pages === null ? path : t('downloads:pages', { pages })
}
