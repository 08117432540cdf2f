import { gzipSync } from 'node:zlib'
import { FailureError, failure } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { decodeBody } from './content-coding'

/** A body of one chunk whose sender then says nothing, until it is given up. */
function silentAfter(chunk: Uint8Array): AsyncIterable<Uint8Array> & { readonly isLeft: boolean } {
  let given = false
  let leave: (() => void) | undefined
  const left = new Promise<void>((resolve) => (leave = resolve))
  const body = {
    isLeft: false,
    [Symbol.asyncIterator]: () => ({
      next: async (): Promise<IteratorResult<Uint8Array, undefined>> => {
        if (given) {
          await left
          throw new FailureError(failure('reset', 'not wanted'))
        }
        given = true
        return { done: false, value: chunk }
      },
      return: (): Promise<IteratorResult<Uint8Array, undefined>> => {
        body.isLeft = true
        leave?.()
        return Promise.resolve({ done: true, value: undefined })
      },
    }),
  }
  return body
}

it.each([
  ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
  ['gzip, gzip', (bytes: Uint8Array) => gzipSync(gzipSync(bytes))],
])('leaves a body in %s at once, although its sender says nothing more', async (codings, encode) => {
  const body = silentAfter(encode(new Uint8Array(10_000)))
  const reading = async () => {
    for await (const _ of decodeBody(body, codings.split(', '), 100)) throw new Error('more than the limit')
  }
  await expect(reading()).rejects.toMatchObject({ failure: { kind: 'too-large' } })
  expect(body.isLeft).toBe(true)
})
