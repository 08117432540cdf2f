import { createServer } from 'node:http'
import { partsOf } from './pictures.mjs'

// The gallery site of the benchmark, in a process of its own: numbered pages in GBK as the first Galleon read them.
// Argument: a scenario as JSON. Prints its port.
//
//   /a/5510.html      a page; numbers begin at 5510
//   /i/5510-1.jpg     a picture of it

const { pages, images, bytes, latencyMs, bytesPerSecond } = JSON.parse(process.argv[2] ?? '{}')
const first = 5510

/** 湖光 in GBK. */
const title = Buffer.from('bafeb9e2', 'hex')

/** Between two portions of a connection whose rate is limited. */
const portionMs = 10

function page(number) {
  const list = Array.from(
    { length: images },
    (_, index) => `<p><img src="/i/${number}-${index + 1}.jpg" width="800" height="600"></p>`,
  )
  return Buffer.concat([
    Buffer.from('<!doctype html><html><head><meta charset="gbk"><title>'),
    title,
    Buffer.from(` ${number}</title></head><body><h1>`),
    title,
    Buffer.from(` ${number}</h1><div class="postContent">${list.join('\n')}</div></body></html>`),
  ])
}

const small = bytes <= 64 * 1024

async function sendParts(response, name) {
  for (const part of partsOf(name, bytes)) {
    if (response.write(part)) continue
    await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}

function sendSlowly(response, name) {
  const body = Buffer.concat([...partsOf(name, bytes)])
  const startedAt = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = Math.min(body.length, Math.ceil(((performance.now() - startedAt) / 1000) * bytesPerSecond))
    if (due > sent) response.write(body.subarray(sent, due))
    sent = due
    if (sent < body.length) return
    clearInterval(timer)
    response.end()
  }, portionMs)
  response.once('close', () => clearInterval(timer))
}

function answer(path, response) {
  const ofPage = /^\/a\/(\d+)\.html$/.exec(path)
  const ofImage = /^\/i\/(\d+)-(\d+)\.jpg$/.exec(path)
  if (ofPage && Number(ofPage[1]) >= first && Number(ofPage[1]) < first + pages) {
    const body = page(Number(ofPage[1]))
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length }).end(body)
  } else if (ofImage) {
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes })
    if (bytesPerSecond > 0) sendSlowly(response, path)
    else if (small) response.end(Buffer.concat([...partsOf(path, bytes)]))
    else void sendParts(response, path)
  } else {
    response.writeHead(404, { 'content-length': 0 }).end()
  }
}

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  if (latencyMs === 0) answer(path, response)
  else setTimeout(answer, latencyMs, path, response)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
