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
  /** `next`: the token of the preview that takes its place, while only the end of the range has changed; null: none. */
  | {
      readonly kind: 'ready'
      readonly token: string
      readonly preview: Preview
      readonly request: DownloadRequestInput
      readonly next: string | null
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
 * `request` is null while it is not complete. Only a change of the request reads again. The preview of before is shown
 * until then if it has the same first page; it is cancelled when another one takes its place and when the dialog closes.
 */
export function usePreview(request: DownloadRequestInput | null): PreviewControl {
  const [state, setState] = useState<PreviewState>({ kind: 'idle' })
  const [round, setRound] = useState(0)
  const wanted = request === null ? null : JSON.stringify(request)

  useEffect(() => {
    if (wanted === null) return undefined
    let waiting: string | null = null
    const sent = JSON.parse(wanted) as DownloadRequestInput
    // A cancelled preview stays cancelled, whatever its answer is.
    const settle = (asked: string, next: PreviewState): void => {
      if (waiting === asked) waiting = null
      setState((now) => (isAwaited(now, asked) ? next : now))
    }
    const timer = window.setTimeout(() => {
      const asked = crypto.randomUUID()
      waiting = asked
      setState((now) =>
        now.kind === 'ready' && hasSameBeginning(now.request, sent)
          ? { ...now, next: asked }
          : { kind: 'loading', token: asked },
      )
      invoke('preview', { token: asked, request: sent }).then(
        (preview) => settle(asked, { kind: 'ready', token: asked, preview, request: sent, next: null }),
        (error: unknown) =>
          settle(asked, { kind: 'failed', failure: asFailure(error), address: firstOf(sent.address) }),
      )
    }, quietMs)
    return () => {
      window.clearTimeout(timer)
      if (waiting !== null) drop(waiting)
    }
  }, [wanted, round])

  // The one that is shown stays until another one takes its place: its pictures may still be on their way.
  const shown = state.kind === 'ready' ? state.token : null
  useEffect(() => (shown === null ? undefined : () => drop(shown)), [shown])

  const cancel = useCallback(() => {
    setState((now) => {
      if (now.kind === 'loading') drop(now.token)
      return { kind: 'cancelled' }
    })
  }, [])
  const again = useCallback(() => setRound((count) => count + 1), [])
  return { state: wanted === null ? { kind: 'idle' } : state, cancel, again }
}

function isAwaited(state: PreviewState, token: string): boolean {
  return state.kind === 'loading' ? state.token === token : state.kind === 'ready' && state.next === token
}

/** Whether two requests differ at most in what follows the first page of their ranges. */
function hasSameBeginning(one: DownloadRequestInput, other: DownloadRequestInput): boolean {
  const beginning = (request: DownloadRequestInput) =>
    JSON.stringify({ ...request, address: firstOf(request.address) })
  return beginning(one) === beginning(other)
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
