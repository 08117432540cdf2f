import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makePng } from './gallery-site'

/** A site on 127.0.0.1 whose pages a test writes. */
export interface PageSite {
  readonly origin: string
  /** Requests that have come, in order. */
  readonly asked: readonly IncomingMessage[]
  close(): Promise<void>
}

/** Answers an address with its mark-up, or 404 where there is none, and what ends in .png with a picture. */
export async function startPageSite(page: (path: string) => string | null): Promise<PageSite> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(request)
    if (path.endsWith('.png')) return response.setHeader('content-type', 'image/png').end(makePng(path))
    const html = page(path)
    return response.writeHead(html === null ? 404 : 200, { 'content-type': 'text/html' }).end(html ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
