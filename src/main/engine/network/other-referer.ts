import { insistedReferer, type Referer } from '../address/referrer-policy'
import type { Reply } from './http/http'

/** Origins that are remembered at most; one that is forgotten costs a further request. */
const mostOrigins = 1000

/** From so many refusals of both ways in a row on an origin refuses for another reason. */
const mostRefusals = 3

/** Decides how a request is sent so that a host that refuses it with a Referer, or without one, still answers. */
interface OtherReferer {
  /** Origins that are sent no Referer: every hop of a request asks, as a redirect may lead to one or away from it. */
  readonly refusing: ReadonlySet<string>
  /** Origins that are sent one although a page's policy withholds it: see `insistedReferer`. */
  readonly insisting: ReadonlySet<string>
  /**
   * Sends a request; after a 403 once more the other way at the origin that answered so: without a Referer if one was
   * sent, else with the one that `referer` allows at most. Where that has helped, later requests go there the same way
   * first.
   */
  send(referer: Referer | undefined, send: () => Promise<Reply>): Promise<Reply>
}

const forbidden = 403

/** Remembers for one task which origins refuse a Referer, and which refuse requests without one. */
export function createOtherReferer(): OtherReferer {
  const refusing = new Set<string>()
  const insisting = new Set<string>()
  const refusals = new Map<string, number>()

  /** Sends a request the other way, which an origin keeps where it helps. */
  async function sendOther(ways: Set<string>, origin: string, send: () => Promise<Reply>): Promise<Reply> {
    ways.add(origin)
    const second = await send()
    if (second.status < 400) {
      refusals.delete(origin)
      return second
    }
    ways.delete(origin)
    refusals.set(origin, (refusals.get(origin) ?? 0) + 1)
    return second
  }

  return {
    refusing,
    insisting,
    async send(referer, send) {
      const reply = await send()
      if (reply.status !== forbidden) return reply
      const url = new URL(reply.address)
      const { origin } = url
      const [known, other] = reply.referer === null ? [refusing, insisting] : [insisting, refusing]
      // It is sent the other way already: this file wants it as the policy says.
      if (known.delete(origin)) {
        reply.discard()
        return send()
      }
      const isAllowed = reply.referer !== null || (referer && insistedReferer(url, referer) !== null)
      const isFull = refusals.size >= mostOrigins || other.size >= mostOrigins
      if (!isAllowed || isFull || (refusals.get(origin) ?? 0) >= mostRefusals) return reply
      reply.discard()
      return sendOther(other, origin, send)
    },
  }
}
