import type { DownloadRequest } from '@shared/model/download-request'
import type { Task } from '@shared/model/task'
import {
  numberText,
  type PageRange,
  type RangeAddress,
  rangeOf,
  spanText,
} from '@shared/page-range/page-range'
import { splitAddress } from '@shared/text/address-parts'
import type { Words } from './i18n'

/** Parts of a request's address for the screen. */
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

function read(address: RangeAddress): RequestWords {
  const parts = splitAddress(address)
  const host = parts === null ? address : parts.host + (parts.port === '' ? '' : `:${parts.port}`)
  const path = parts === null ? '' : address.slice(parts.pathStart, parts.queryStart)
  return { host, pages: pagesText(rangeOf(address)), path: path === '' ? '/' : path }
}

/** The pages of a range for the screen: with an en dash, and an ellipsis for an open end. */
function pagesText({ parts }: PageRange): string | null {
  const groups = parts.flatMap((part) => {
    if (part.kind === 'text') return []
    if (part.kind === 'list') return [part.items.map((item) => wordsOf(item)).join(', ')]
    return [wordsOf(part)]
  })
  return groups.length === 0 ? null : groups.join(' × ')
}

type Span = PageRange['parts'][number]

function stepText(step: number): string {
  return step === 1 ? '' : ` (+${step})`
}

function wordsOf(span: Span): string {
  switch (span.kind) {
    case 'text':
      return span.text
    case 'letters':
      return `${span.from}–${span.to}`
    case 'dates':
      return spanText({ ...span, step: 1 }, 'brackets').replace('..', '–') + stepText(span.step)
    case 'numbers': {
      if (span.to === null) return `${numberText(span.from, span.width, span.hex)} …`
      const ends = [span.from, span.to].map((end) => numberText(end, span.width, span.hex))
      return ends.join('–') + stepText(span.step)
    }
    case 'list':
      return span.items.map((item) => wordsOf(item)).join(', ')
  }
}

/**
 * The name of a task on the screen: the title of its gallery, of several the pages of its range or the first title, else the
 * end of its address.
 */
export function taskName(t: Words, { title, request, progress }: Task): string {
  const { galleries } = progress.counts
  const { pages, path } = requestWords(request)
  if (title !== null && title !== '' && galleries < 2) return title
  if (pages !== null) return t('downloads:pages', { pages })
  if (title === null || title === '') return path
  return t('downloads:several-galleries', { title, more: galleries - 1 })
}
