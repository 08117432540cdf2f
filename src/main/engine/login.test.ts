import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EngineBench, openEngineBench } from '../../../test/engine-bench'
import { makePng } from '../../../test/gallery-site'

const password = 'Zx9-planted-word'
const login = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`

interface Site {
  readonly origin: string
  /** Path and `Authorization` of every request. */
  readonly asked: (readonly [path: string, authorization: string | undefined])[]
  close(): Promise<void>
}

let bench: EngineBench
let site: Site
let other: Site
let isOpen: boolean

beforeEach(async () => {
  isOpen = true
  other = await open(() => ({ body: makePng('other') }))
  site = await open((path) => {
    if (path === '/start.html') return { location: `${site.origin}/g/1.html` }
    if (path === '/away.png') return { location: `${other.origin}/from.png` }
    if (path === '/back.png') return { location: `${site.origin}/i/back.png` }
    if (path.endsWith('.png')) return { body: makePng(path) }
    const shown = [`${site.origin}/i/1.png`, '/i/2.png', `${other.origin}/i/3.png`, '/away.png', '/back.png']
    return {
      html: `<title>Gallery</title><div>${shown.map((src) => `<img src="${src}" width="900" height="900">`).join('')}</div>
        <a rel="next" href="${site.origin}/g/2.html">next</a>`,
    }
  }, login)
  bench = await openEngineBench()
  await bench.engine.commands.changeSettings({ network: { allowPrivate: [new URL(other.origin).host] } })
})

afterEach(async () => {
  await bench.close()
  await site.close()
  await other.close()
})

type Answer = { readonly location?: string; readonly body?: Buffer; readonly html?: string }

async function open(answer: (path: string) => Answer, demanded?: string): Promise<Site> {
  const asked: [string, string | undefined][] = []
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push([path, request.headers.authorization])
    if (demanded !== undefined && (request.headers.authorization !== demanded || !isOpen)) {
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end()
      return
    }
    const { location, body, html } = answer(path)
    if (location !== undefined) response.writeHead(302, { location }).end()
    else
      response
        .writeHead(200, { 'content-type': html === undefined ? 'image/png' : 'text/html' })
        .end(html ?? body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

/** Whether the password, plain or as it is sent, stands in any file of the data folder or of the downloads. */
function isOnDisk(): boolean {
  return [bench.data, bench.target].some((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
      .some((bytes) => bytes.includes(password)),
  )
}

const typed = (path: string) => `${site.origin.replace('//', `//ann:${password}@`)}${path}`

describe('a login in a typed address', () => {
  it('reaches absolute links, images and redirects of that origin, and no other origin', async () => {
    const id = bench.add(typed('/start.html'))
    await bench.until(id, 'done', 'failed')
    const paths = site.asked.map(([path]) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['/g/1.html', '/g/2.html', '/i/1.png', '/i/2.png', '/i/back.png']),
    )
    expect(site.asked.filter(([, authorization]) => authorization !== login)).toEqual([])
    expect(other.asked.map(([path]) => path).sort()).toEqual(
      expect.arrayContaining(['/from.png', '/i/3.png']),
    )
    expect(other.asked.filter(([, authorization]) => authorization !== undefined)).toEqual([])
    expect(JSON.stringify(bench.events)).not.toContain(password)
    expect(isOnDisk()).toBe(false)
  })

  it('is kept while the task may need it, in its row alone, and wiped when it is finished', async () => {
    isOpen = false
    const id = bench.add(typed('/g/1.html'))
    await bench.until(id, 'done', 'failed')
    expect(bench.engine.task(id)?.request.address).toContain(password)
    await bench.restart()
    expect(isOnDisk()).toBe(true)
    isOpen = true
    await bench.engine.commands.retryTasks([id])
    expect((await bench.until(id, 'done')).request).toMatchObject({ loginGone: true })
    await bench.engine.commands.pauseTasks([])
    expect(isOnDisk()).toBe(false)
    await bench.restart()
    expect(isOnDisk()).toBe(false)
    expect(bench.engine.task(id)?.request.address).toBe(`${site.origin}/g/1.html`)
  })

  it('is wiped when the task is removed from the list', async () => {
    isOpen = false
    const id = bench.add(typed('/g/1.html'))
    await bench.until(id, 'done', 'failed')
    await bench.engine.commands.removeTasks([id])
    expect(isOnDisk()).toBe(false)
  })

  it('that an earlier version kept with a finished task is wiped at the next start', async () => {
    const id = bench.add(typed('/g/1.html'))
    await bench.until(id, 'done')
    await bench.restart(async () => {
      const database = new DatabaseSync(bench.ports.databaseFile)
      const sql = "UPDATE tasks SET request = json_set(request, '$.address', ?) WHERE id = ?"
      database.prepare(sql).run(typed('/g/1.html'), id)
      database.close()
    })
    expect(bench.engine.task(id)?.request.address).toBe(`${site.origin}/g/1.html`)
    expect(isOnDisk()).toBe(false)
  })

  it('that was wiped is asked for by a retry, before anything is requested', async () => {
    const id = bench.add(typed('/g/1.html'))
    await bench.until(id, 'done')
    const asked = site.asked.length
    await bench.engine.commands.retryTasks([id])
    const { state } = await bench.until(id, 'failed')
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'auth' } })
    expect(JSON.stringify(state)).toContain('Add the address again with its login')
    expect(site.asked).toHaveLength(asked)
  })
})
