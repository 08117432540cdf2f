import type { Reply } from './http/http'

/** Origins that are remembered at most; one that is forgotten costs a further request. */
const mostOrigins = 1000

/** Decides how a request is sent so that a host that refuses the Referer of another origin still answers. */
interface WithoutReferer {
  /** Origins that are sent no Referer: every hop of a request asks, as a redirect may lead to one or away from it. */
  readonly refusing: ReadonlySet<string>
  /**
   * Sends a request; after a 403 to a Referer of another origin once more, with none for the origin that answered so.
   * Where that has helped, later requests go there without it, and are sent with it after a 403.
   */
  send(send: () => Promise<Reply>): Promise<Reply>
}

const forbidden = 403

/** Remembers for one task which origins refuse a Referer. */
export function createWithoutReferer(): WithoutReferer {
  const refusing = new Set<string>()

  return {
    refusing,
    async send(send) {
      const reply = await send()
      if (reply.status !== forbidden) return reply
      const { origin } = new URL(reply.address)
      if (reply.referer === null) {
        if (!refusing.delete(origin)) return reply
        reply.discard()
        return send()
      }
      if (new URL(reply.referer).origin === origin || refusing.size >= mostOrigins) return reply
      reply.discard()
      refusing.add(origin)
      const second = await send()
      if (second.status >= 400) refusing.delete(origin)
      return second
    },
  }
}
