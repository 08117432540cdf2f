import { createServer } from 'node:http'
import { gifWithComment } from '../shared/gif.mjs'

// A site without end for measurements: every number is a page. Run as a process of its own, so that its memory is not
// counted as Galleon's; prints its port.
//
//   /n/7.html     one picture, but every page whose number is no multiple of 1000 is missing
//   /all/N.html   N pictures on one page

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  const single = /^\/n\/(\d+)\.html$/.exec(path)
  const many = /^\/all\/(\d+)\.html$/.exec(path)
  if (path.startsWith('/i/')) {
    const body = gifWithComment(Buffer.from(path))
    response.writeHead(200, { 'content-type': 'image/gif', 'content-length': body.length }).end(body)
  } else if (single && Number(single[1]) % 1000 === 0) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<h1>Gallery ${single[1]}</h1><p><img src="/i/${single[1]}.gif"></p>`)
  } else if (many) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.write('<h1>All in one</h1><div>')
    for (let number = 1; number <= Number(many[1]); number++) response.write(`<img src="/i/${number}.gif">\n`)
    response.end('</div>')
  } else {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
