import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReplyNormaliser } from './normalise-reply'

/** What the parser gets of these packets. */
function normalise(...packets: readonly Buffer[]) {
  const normaliser = new ReplyNormaliser()
  normaliser.begin()
  const out = packets.map((packet) => normaliser.push(packet))
  return { text: Buffer.concat(out).toString('latin1'), irregular: normaliser.irregular, out }
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')

const irregularHead =
  'HTTP/1.1 200\nX Y: 1\nX-Note: a\x01b\nX-Long: one\n two\nNo colon\nContent-Type : a\n\n'
const normalisedHead = 'HTTP/1.1 200 \r\nX-Note: a b\r\nX-Long: one two\r\nContent-Type: a\r\n\r\n'
const plainHead = 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n'

describe('a regular reply', () => {
  it('is passed on as the very bytes that came', () => {
    const chunkedReply = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na\nb\r\n\r\n0\r\n\r\n`
    for (const reply of [`${plainHead}a\nb\n\nHTTP/1.1 \n`, chunkedReply]) {
      const bytes = latin1(reply)
      const { out, irregular } = normalise(bytes)
      expect(irregular).toBe(false)
      expect(out[0]?.buffer).toBe(bytes.buffer)
      expect(out[0]?.toString('latin1')).toBe(reply)
    }
    const body = latin1('a body')
    const { out } = normalise(latin1(plainHead), body)
    expect(out[1]).toBe(body)
  })
})

describe('an irregular reply', () => {
  it('is normalised the same however it is split', () => {
    const size = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(size, { minLength: 1 }), (bytes, sizes) => {
        const body = Buffer.from(bytes)
        const half = body.length >> 1
        const chunk = (part: Buffer) =>
          part.length === 0 ? [] : [latin1(` ${part.length.toString(16)} ;x=1\n`), part, latin1('\n')]
        const reply = Buffer.concat([
          latin1(irregularHead.replace('X Y: 1', 'Transfer-Encoding: chunked')),
          ...chunk(body.subarray(0, half)),
          ...chunk(body.subarray(half)),
          latin1('0\nX Sum: 1\n folded\n\n'),
        ])
        const packets: Buffer[] = []
        for (let at = 0, turn = 0; at < reply.length; turn += 1) {
          const length = sizes[turn % sizes.length] ?? 1
          packets.push(reply.subarray(at, at + length))
          at += length
        }
        const good = (part: Buffer) =>
          part.length === 0 ? '' : `${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`
        const head = normalisedHead.replace('200 \r\n', '200 \r\nTransfer-Encoding: chunked\r\n')
        const { text, irregular } = normalise(...packets)
        expect(irregular).toBe(true)
        expect(text).toBe(`${head}${good(body.subarray(0, half))}${good(body.subarray(half))}0\r\n\r\n`)
      }),
      { numRuns: 200 },
    )
  })

  it('has a body that is not touched', () => {
    const body = `\n\nX Y: 1\n a\x01\0${plainHead}`
    expect(normalise(latin1(irregularHead + body)).text).toBe(normalisedHead + body)
  })

  it('is not read as a head again before the next request', () => {
    const normaliser = new ReplyNormaliser()
    expect(normaliser.push(latin1(irregularHead)).toString('latin1')).toBe(irregularHead)
    normaliser.begin()
    expect(normaliser.replied).toBe(false)
    expect(normaliser.push(latin1(irregularHead)).toString('latin1')).toBe(normalisedHead)
    expect(normaliser.push(latin1(irregularHead)).toString('latin1')).toBe(irregularHead)
  })
})

describe('what is not guessed', () => {
  it.each([
    ['a NUL', 'HTTP/1.1 200 OK\nX: a\0b\n\n'],
    ['a carriage return inside a line', 'HTTP/1.1 200 OK\nX: a\rContent-Length: 5\n\n'],
    ['another protocol', 'ICY 200 OK\n\n'],
    ['no status line', '<html>\n\n'],
  ])('%s is left as it is', (_what, reply) => {
    expect(normalise(latin1(reply)).text).toBe(reply)
  })

  it('different lengths stay beside each other', () => {
    const reply = 'HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 6\n\n'
    expect(normalise(latin1(reply)).text).toBe(reply.replaceAll('\n', '\r\n'))
  })
})

it('holds no more than 64 KiB of a head without end', () => {
  const normaliser = new ReplyNormaliser()
  normaliser.begin()
  let passed = normaliser.push(latin1('HTTP/1.1 200 OK\r\n')).length
  const line = latin1(`X: ${'x'.repeat(1000)}\r\n`)
  let sent = 17
  while (passed === 0 && sent < 1_000_000) {
    sent += line.length
    passed += normaliser.push(line).length
  }
  expect(sent).toBeLessThanOrEqual(64 * 1024 + line.length)
  expect(passed).toBe(sent)
})
