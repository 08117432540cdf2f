import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { faultOf, faults, filesOfPage, pictureOf } from './faults.mjs'

// A site that misbehaves, in a process of its own, on several ports of 127.0.0.1: `node site.mjs SEED FILES-OF-A-PAGE`.
// Prints its ports as JSON.
//
//   /t/3/7.html     page 7 of task 3, with its pictures
//   /f/3/7-12.png   one of them, if nothing happens to it

const [seed = 1, filesOnPage = 50] = process.argv.slice(2).map(Number)
const ports = 4
/** Paths to which happened what happens once. */
const happened = new Set()

async function answer(request, response) {
  const path = request.url ?? '/'
  const page = /^\/t\/(\d+\/\d+)\.html$/.exec(path)
  if (page) return sendPage(response, page[1] ?? '')
  const file = /^(?:\/moved)?(\/f\/\d+\/\d+-\d+\.png)$/.exec(path)
  if (!file) return response.writeHead(404).end('nothing here')
  const [, name = ''] = file
  const fault = path === name ? faultOf(seed, name) : null
  if (fault === null || (faults[fault].once && happened.has(name))) return sendFile(response, name)
  happened.add(name)
  return misbehave(fault, name, response)
}

function sendPage(response, page) {
  const pictures = filesOfPage(page, filesOnPage).map((file) => `<p><img src="${file}"></p>`)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<title>Gallery ${page}</title><h1>Gallery ${page.replace('/', ' of ')}</h1>${pictures.join('\n')}`,
  )
}

function sendFile(response, name, headers = {}) {
  const body = pictureOf(seed, name)
  response
    .writeHead(200, {
      'content-type': 'image/png',
      'content-length': body.length,
      etag: `"${body.length}-${name}"`,
      ...headers,
    })
    .end(body)
}

async function misbehave(fault, name, response) {
  const body = pictureOf(seed, name)
  const head = { 'content-type': 'image/png', 'content-length': body.length }
  const half = body.length >> 1
  switch (fault) {
    case 'cut':
      response.writeHead(200, head).write(body.subarray(0, half), () => response.socket?.end())
      return
    case 'reset':
      response.writeHead(200, head).write(body.subarray(0, half), () => response.socket?.resetAndDestroy())
      return
    case 'busy':
      response.writeHead(503).end('busy')
      return
    case 'hold':
      response.writeHead(429, { 'retry-after': '1' }).end('later')
      return
    case 'wrong-length':
      response.writeHead(200, { ...head, 'content-length': body.length + 500 })
      response.write(body, () => response.socket?.end())
      return
    case 'drip':
      response.writeHead(200, head)
      for (let part = 0; part < 8; part++) {
        response.write(body.subarray((body.length * part) / 8, (body.length * (part + 1)) / 8))
        await wait(100)
      }
      response.end()
      return
    case 'redirect':
      response.writeHead(302, { location: `/moved${name}` }).end()
      return
    case 'gzip': {
      const coded = gzipSync(body)
      response
        .writeHead(200, { ...head, 'content-encoding': 'gzip', 'content-length': coded.length })
        .end(coded)
      return
    }
    case 'html':
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end('<!doctype html><title>Please log in</title>')
      return
    case 'missing':
      response.writeHead(404).end('gone')
      return
  }
}

function open() {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port))
  })
}

const numbers = await Promise.all(Array.from({ length: ports }, open))
process.stdout.write(`${JSON.stringify(numbers)}\n`)
process.stdin.on('end', () => process.exit())
process.stdin.resume()
