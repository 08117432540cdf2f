import { createServer } from 'node:http'
import { makeFile } from '../../test/pages/pictures.mjs'
import { pageAt, writtenOrigin } from '../../test/pages/site.mjs'

/**
 * A request as it arrived.
 *
 * @typedef {{ path: string, isPicture: boolean, isRange: boolean }} Asked
 */

/**
 * Serves a page shape from 127.0.0.1 with made pictures of the announced sizes. It is also a proxy behind which the written
 * origin is the site, for programs that take no address with a port.
 *
 * @param {import('../../test/pages/site.mjs').Shape} shape
 * @returns {Promise<{ origin: string, asked: readonly Asked[], close: () => Promise<void> }>}
 */
export async function serveShape(shape) {
  /** @type {Asked[]} */
  const asked = []
  let origin = ''
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(writtenOrigin, '').replace(origin, '')
    const { range } = request.headers
    const picture = shape.pictureAt(path)
    asked.push({ path, isPicture: picture !== null, isRange: range !== undefined })
    if (picture !== null) {
      sendFile(response, picture.type, makeFile(picture), request.method === 'HEAD' ? '' : (range ?? ''))
      return
    }
    const { status, type, headers, bytes } = pageAt(shape, path, origin)
    response.writeHead(status, { ...headers, 'content-type': type, 'content-length': bytes.length })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * Sends a file or one range of it (RFC 9110 §14).
 *
 * @param {import('node:http').ServerResponse} response
 * @param {string} type
 * @param {Buffer} file
 * @param {string} range the field; empty: the whole file
 */
function sendFile(response, type, file, range) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range)
  const head = { 'content-type': type, 'accept-ranges': 'bytes' }
  if (match === null) {
    response.writeHead(200, { ...head, 'content-length': file.length }).end(file)
    return
  }
  const from = Number(match[1])
  const to = Math.min(file.length - 1, match[2] === '' ? file.length - 1 : Number(match[2]))
  if (from > to) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}`, 'content-length': 0 }).end()
    return
  }
  const part = file.subarray(from, to + 1)
  const fields = { 'content-range': `bytes ${from}-${to}/${file.length}`, 'content-length': part.length }
  response.writeHead(206, { ...head, ...fields }).end(part)
}
