import type { Reply } from '../../network/http/http'
import type { ReplyHeaders } from '../thread/messages'

/** A good reply whose body is elsewhere. */
export function replyWith(address: string, headers: ReplyHeaders): Reply {
  const fields = (name: string): readonly string[] => {
    const value = headers[name] ?? []
    return typeof value === 'string' ? [value] : value
  }
  const announced = fields('content-length')[0]
  return {
    status: 200,
    address,
    referer: null,
    fields,
    header: (name) => {
      const value = headers[name]
      return typeof value === 'object' ? value.join(', ') : (value ?? null)
    },
    length: announced === undefined ? null : Number(announced),
    coded: false,
    endsByClosing: false,
    body: { async *[Symbol.asyncIterator]() {} },
    discard: () => {},
  }
}
