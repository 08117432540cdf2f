import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EngineBench, openEngineBench } from '../../../../test/engine-bench'
import { makePng } from '../../../../test/gallery-site'

let bench: EngineBench
const servers: Server[] = []

beforeEach(async () => {
  bench = await openEngineBench()
})

afterEach(async () => {
  await bench.close()
  for (const server of servers.splice(0)) server.close()
})

/** A site that answers an address with mark-up, and everything that ends in .png with a picture. */
async function site(page: (path: string) => string | null): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    if (path.endsWith('.png')) return response.end(makePng(path))
    const html = page(path)
    return response.writeHead(html === null ? 404 : 200, { 'content-type': 'text/html' }).end(html ?? '')
  })
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const refresh = (to: string) => `<meta http-equiv="refresh" content="0; url=${to}">`
const failures = () => bench.events.flatMap((event) => (event.kind === 'failed' ? [event.failure.kind] : []))
const run = (address: string) => bench.until(bench.add(address), 'done', 'failed')

describe('a page that is over there', () => {
  it('is followed through several refreshes to its pictures', async () => {
    const { origin } = await site((path) =>
      path === '/c' ? '<img src="1.png">' : refresh(path === '/a' ? '/b' : '/c'),
    )
    const task = await run(`${origin}/a`)
    expect(task.state.kind).toBe('done')
    expect(task.progress.tally).toMatchObject({ found: 1, saved: 1, pagesFailed: 0 })
  })

  it.each([
    ['itself in other words', (path: string) => refresh(path === '/a?x' ? '/a' : '/a?x')],
    ['a circle', (path: string) => refresh(`/a?${(Number(path.slice(3)) + 1) % 3}`)],
    ['an address that is none', () => refresh('javascript:1')],
  ])('fails as no-images when it leads to %s', async (_, page) => {
    const { origin } = await site(page)
    const task = await run(`${origin}/a`)
    expect(task.progress.tally.pagesFailed).toBe(1)
    expect(failures()).toEqual(['no-images'])
  })

  it('ends after twenty pages that show nothing', async () => {
    const { origin, asked } = await site((path) => refresh(`/a?${Number(path.slice(3)) + 1}`))
    await run(`${origin}/a`)
    expect(failures()).toEqual(['too-many-redirects'])
    expect(asked).toHaveLength(21)
  })

  it('is not followed into the private network', async () => {
    const hidden = await site(() => '<img src="1.png">')
    const { origin } = await site(() => refresh(`${hidden.origin}/`))
    await run(`${origin}/a`)
    expect(failures()).toEqual(['blocked-address'])
    expect(hidden.asked).toEqual([])
  })
})
