import type { PlainVisit } from '../../../network/http/http'
import type { TaskClient } from '../../../network/network'
import type { StreamState } from './messages'
import type { StreamedReply } from './streamed-reply'

/** Bytes that a limited body may be ahead of what was paid for: a piece that goes to the thread and back within milliseconds. */
const aheadBytes = 128 * 1024

/** What counts bytes. */
export type StreamClient = Pick<TaskClient, 'pass' | 'isLimited'>

/**
 * Counts what comes of a large image, and holds it to the limits of speed, also to those that are set meanwhile. The permit is
 * given back when all of it came, or by disposing of what this returns.
 */
export function countStream(
  { grant, [Symbol.dispose]: giveBack }: Pick<PlainVisit, 'grant' | typeof Symbol.dispose>,
  client: StreamClient,
  body: StreamedReply,
  signal: AbortSignal,
): Disposable {
  let counted = 0
  const limit = keepLimit(client, body, signal)
  body.watch((state) => {
    grant.received(state.received - counted)
    counted = state.received
    limit(state)
    if (state.received === body.total) giveBack()
  })
  void body.ended.then(({ end }) => {
    if (end.kind === 'failed') grant.failed(end.failure.kind)
  })
  return { [Symbol.dispose]: giveBack }
}

/** Pays for what came; while that has to wait, no more comes. */
function keepLimit(
  client: StreamClient,
  body: StreamedReply,
  signal: AbortSignal,
): (state: StreamState) => void {
  let received = 0
  let paid = 0
  let isPaying = false
  let isHeld = false
  const proceed = () => {
    if (client.isLimited) body.allow(received + aheadBytes)
    else if (isHeld) body.allow(null)
    isHeld = client.isLimited
  }
  const pay = () => {
    const bytes = received - paid
    paid = received
    const turn = client.pass(bytes, signal)
    if (turn === undefined) {
      proceed()
      return
    }
    isPaying = true
    isHeld = true
    body.allow(received)
    turn.then(
      () => {
        isPaying = false
        if (received > paid) pay()
        else proceed()
      },
      // Given up: nothing more comes.
      () => {},
    )
  }
  return (state) => {
    received = state.received
    if (!isPaying && received > paid) pay()
  }
}
