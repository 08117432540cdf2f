import type { Referer } from '../referrer-policy'
import type { Reply } from './http'

/** Origins that are remembered at most; one that is forgotten costs a further request. */
const mostOrigins = 1000

/** Sends a request, in full or without its Referer. */
type Send = (referer: Referer | undefined) => Promise<Reply>

/** Tells how a request is sent so that a host that refuses the Referer of another origin still answers. */
export interface WithoutReferer {
  /**
   * Sends the request to `address`; after a 403 to a Referer of another origin once more without one. Where that has
   * helped, later requests to the origin begin without it, and are sent with it after a 403.
   */
  send(address: string, referer: Referer | undefined, send: Send): Promise<Reply>
}

const forbidden = 403

/** Whether the reply refuses, and the request named another origin as where it came from. */
function refusesReferer({ status, referer, address }: Reply): boolean {
  return status === forbidden && referer !== null && new URL(referer).origin !== new URL(address).origin
}

/** Remembers for one task which origins refuse a Referer. */
export function createWithoutReferer(): WithoutReferer {
  const refusing = new Set<string>()

  return {
    async send(address, referer, send) {
      if (referer === undefined || !URL.canParse(address)) return send(referer)
      const { origin } = new URL(address)
      if (refusing.has(origin)) {
        const reply = await send(undefined)
        if (reply.status !== forbidden) return reply
        reply.discard()
        refusing.delete(origin)
        return send(referer)
      }
      const reply = await send(referer)
      if (!refusesReferer(reply)) return reply
      reply.discard()
      const second = await send(undefined)
      if (second.status < 400 && refusing.size < mostOrigins) refusing.add(origin)
      return second
    },
  }
}
