import type { DownloadRequestInput } from '@shared/model/download-request'
import type { Failure } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { addressAt, parsePageRange } from '@shared/page-range/page-range'
import { useCallback, useEffect, useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'

/** How far the preview is. `token` names it in commands and in addresses of its pictures. */
export type PreviewState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly token: string }
  /** `address`: that of the request. */
  | {
      readonly kind: 'ready'
      readonly token: string
      readonly preview: Preview
      readonly address: string
    }
  /** `address`: of the page that was to be read. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly address: string }
  | { readonly kind: 'cancelled' }

/** Quiet time after the last key before a page is fetched, so that a site gets no request for each letter; milliseconds. */
const quietMs = 450

/** The preview and what a user can do with it. */
export interface PreviewControl {
  readonly state: PreviewState
  readonly cancel: () => void
  readonly again: () => void
}

/**
 * Reads the first page of what is being typed, automatically after a pause in typing.
 *
 * `request` is null while it is not complete. Only a change of the request reads again; the preview of before is cancelled
 * then and when the dialog closes.
 */
export function usePreview(request: DownloadRequestInput | null): PreviewControl {
  const [state, setState] = useState<PreviewState>({ kind: 'idle' })
  const [round, setRound] = useState(0)
  const wanted = request === null ? null : JSON.stringify(request)

  useEffect(() => {
    if (wanted === null) return undefined
    let token: string | null = null
    // A cancelled preview stays cancelled, whatever its answer is.
    const settle = (asked: string, next: PreviewState): void =>
      setState((now) => (now.kind === 'loading' && now.token === asked ? next : now))
    const timer = window.setTimeout(() => {
      const asked = crypto.randomUUID()
      token = asked
      setState({ kind: 'loading', token: asked })
      const sent = JSON.parse(wanted) as DownloadRequestInput
      invoke('preview', { token: asked, request: sent }).then(
        (preview) => settle(asked, { kind: 'ready', token: asked, preview, address: sent.address }),
        (error: unknown) =>
          settle(asked, { kind: 'failed', failure: asFailure(error), address: firstOf(sent.address) }),
      )
    }, quietMs)
    return () => {
      window.clearTimeout(timer)
      if (token !== null) drop(token)
      token = null
    }
  }, [wanted, round])

  const cancel = useCallback(() => {
    setState((now) => {
      if (now.kind === 'loading') drop(now.token)
      return { kind: 'cancelled' }
    })
  }, [])
  const again = useCallback(() => setRound((count) => count + 1), [])
  return { state: wanted === null ? { kind: 'idle' } : state, cancel, again }
}

/** The first address of a range; the text itself where it is none. */
export function firstOf(address: string): string {
  const parsed = parsePageRange(address)
  return parsed.ok ? addressAt(parsed.range, 0) : address
}

/** Cancels a preview without waiting for the answer; one that has ended needs no cancelling. */
function drop(token: string): void {
  invoke('cancelPreview', token).catch(() => {})
}
