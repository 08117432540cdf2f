import { parseSink, type ServerAddress, type SinkAddress, sinkLabel } from '@shared/model/crawl/sink-address'
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

/** A table on a server. */
export interface ServerPlace extends Place {
  readonly address: ServerAddress
}

/** The places of a form. */
export interface Places {
  readonly all: readonly Place[]
  /** `instead`: the place that it corrects. */
  add(sink: string, instead?: string): void
  remove(sink: string): void
  clear(): void
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
export const isServer = (place: Place): place is ServerPlace =>
  place.address.kind !== 'file' && place.address.kind !== 'sqlite'

/** Whether another crawl may write there, too: of a file the last one would leave its own records alone. */
export function isShared(sink: string): boolean {
  const parsed = parseSink(sink)
  return parsed.ok && parsed.sink.address.kind !== 'file'
}

/** The places that a form begins with, and how they change; `onChange` is called when the user adds or removes one. */
export function usePlaces(first: readonly string[], onChange: () => void): Places {
  const [all, setAll] = useState<readonly Place[]>(() => first.flatMap(placeOf))
  const setStatus = (sink: string, status: PlaceStatus): void =>
    setAll((before) => before.map((place) => (place.sink === sink ? { ...place, status } : place)))
  return {
    all,
    add(sink, instead) {
      const gone = [sink, instead]
      setAll((before) => [...before.filter((place) => !gone.includes(place.sink)), ...placeOf(sink)])
      onChange()
    },
    remove(sink) {
      setAll((before) => before.filter((place) => place.sink !== sink))
      onChange()
    },
    clear: () => setAll([]),
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
