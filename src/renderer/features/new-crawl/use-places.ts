import { parseSink, type SinkAddress, sinkLabel } from '@shared/model/crawl/sink-address'
import type { DownloadRequestInput } from '@shared/model/download-request'
import type { Failure } from '@shared/model/failure'
import { useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'

/** Where a place stands. */
export type PlaceStatus =
  | { readonly kind: 'untested' | 'testing' | 'ready' }
  /** What would be run there; shown before it is. */
  | { readonly kind: 'asks'; readonly statements: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Where records also go. */
export interface Place {
  /** As requests name it: without a password. */
  readonly sink: string
  readonly address: SinkAddress
  readonly label: string
  readonly status: PlaceStatus
}

/** The places of a form. */
export interface Places {
  readonly all: readonly Place[]
  add(sink: string): void
  remove(sink: string): void
  /** Connects, and shows what would be run; resolves with the status. */
  test(sink: string, request: DownloadRequestInput): Promise<PlaceStatus>
}

function placeOf(sink: string): readonly Place[] {
  const parsed = parseSink(sink)
  if (!parsed.ok) return []
  const { address } = parsed.sink
  return [{ sink, address, label: sinkLabel(address), status: { kind: 'untested' } }]
}

/** Whether a place is a server: something is run there only after it was shown. */
export const isServer = ({ address }: Pick<Place, 'address'>): boolean =>
  address.kind !== 'file' && address.kind !== 'sqlite'

/** The places that a form begins with, and how they change. */
export function usePlaces(first: readonly string[]): Places {
  const [all, setAll] = useState<readonly Place[]>(() => first.flatMap(placeOf))
  const setStatus = (sink: string, status: PlaceStatus): void =>
    setAll((before) => before.map((place) => (place.sink === sink ? { ...place, status } : place)))
  return {
    all,
    add: (sink) => setAll((before) => [...before.filter((place) => place.sink !== sink), ...placeOf(sink)]),
    remove: (sink) => setAll((before) => before.filter((place) => place.sink !== sink)),
    async test(sink, request) {
      setStatus(sink, { kind: 'testing' })
      const status = await invoke('prepareSink', { request, sink }).then(
        (statements): PlaceStatus =>
          statements.length === 0 ? { kind: 'ready' } : { kind: 'asks', statements },
        (error: unknown): PlaceStatus => ({ kind: 'failed', failure: asFailure(error) }),
      )
      setStatus(sink, status)
      return status
    },
  }
}
