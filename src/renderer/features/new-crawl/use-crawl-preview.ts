import type { CrawlPreview } from '@shared/model/crawl/crawl-preview'
import type { DownloadRequestInput } from '@shared/model/download-request'
import type { Failure } from '@shared/model/failure'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'

/** How far the preview is; `of` is the request that it shows, as JSON. */
export type CrawlPreviewState =
  | { readonly kind: 'idle' | 'stopped' }
  /** `ask` numbers the previews: two of one request differ in it. */
  | { readonly kind: 'loading'; readonly of: string; readonly ask: number }
  | { readonly kind: 'ready'; readonly of: string; readonly preview: CrawlPreview }
  | { readonly kind: 'failed'; readonly of: string; readonly failure: Failure }

/** The preview and what a user can do with it. */
export interface CrawlPreviewControl {
  readonly state: CrawlPreviewState
  /** The last preview that was read, also while another one is on its way; null: none. */
  readonly shown: CrawlPreview | null
  /** It shows another request than the form has now. */
  readonly isStale: boolean
  readonly update: () => void
  readonly stop: () => void
}

/** Quiet time after the last key of an address before its pages are asked for, in milliseconds. */
const quietMs = 700

/** Ends a preview that no longer matters, without waiting for the answer. */
function drop(): void {
  invoke('cancelCrawlPreview').catch(() => {})
}

/**
 * Reads what a crawl would do: automatically for a new address, and when the user asks for it, because each time asks a site
 * for some pages. `request` is null while it is not complete.
 */
export function useCrawlPreview(request: DownloadRequestInput | null): CrawlPreviewControl {
  const [state, setState] = useState<CrawlPreviewState>({ kind: 'idle' })
  const [shown, setShown] = useState<{ readonly address: string; readonly preview: CrawlPreview } | null>(
    null,
  )
  const wanted = request === null ? null : JSON.stringify(request)
  const address = request?.address ?? null
  const latest = useRef(wanted)
  useEffect(() => {
    latest.current = wanted
  }, [wanted])

  const asks = useRef(0)
  const update = useCallback(() => {
    const of = latest.current
    if (of === null) return
    asks.current += 1
    const ask = asks.current
    // The engine ends an earlier preview when a later one of the same request begins: that end is no failure of the later.
    const settle = (next: CrawlPreviewState) =>
      setState((now) => (now.kind === 'loading' && now.ask === ask ? next : now))
    const sent = JSON.parse(of) as DownloadRequestInput
    setState({ kind: 'loading', of, ask })
    invoke('previewCrawl', sent).then(
      (preview) => {
        settle({ kind: 'ready', of, preview })
        if (ask === asks.current) setShown({ address: sent.address, preview })
      },
      (error: unknown) => settle({ kind: 'failed', of, failure: asFailure(error) }),
    )
  }, [])

  useEffect(() => {
    if (address === null) return undefined
    const timer = window.setTimeout(update, quietMs)
    return () => window.clearTimeout(timer)
  }, [address, update])
  useEffect(() => drop, [])

  return {
    state: wanted === null ? { kind: 'idle' } : state,
    // That of another address says nothing of this one.
    shown: shown?.address === address ? shown.preview : null,
    isStale: 'of' in state && state.of !== wanted,
    update,
    stop: useCallback(() => {
      setState({ kind: 'stopped' })
      drop()
    }, []),
  }
}
