import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { DownloadRequest } from '@shared/model/download-request'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startLoopbackProxy } from '../../../../test/loopback-proxy'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

const password = 'Zx9-planted-word'
const login = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`

interface Site {
  readonly origin: string
  /** Path and `Authorization` of every request. */
  readonly asked: (readonly [path: string, authorization: string | undefined])[]
  /** Statuses instead of answers, by path. */
  readonly answers: Map<string, number>
  close(): Promise<void>
}

let bench: TestEngine
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
  bench = await openTestEngine()
  await bench.engine.commands.changeSettings({ network: { allowPrivate: [new URL(other.origin).host] } })
})

afterEach(async () => {
  await bench.close()
  await site.close()
  await other.close()
})

/** Shows images of a site that wants a login, which stands in their addresses, and links to a page there. */
function foundPage(): string {
  const at = typed('/i/1.png')
  const more = typed('/i/2.png')
  return `<title>Found</title><div><img src="${at}" width="900" height="900">
    <img src="${more}" srcset="${more} 1x, ${typed('/i/2-large.png')} 2x" width="900" height="900"></div>
    <a rel="next" href="${typed('/g/2.html')}">next</a>`
}

type Answer = { readonly location?: string; readonly body?: Buffer; readonly html?: string }

async function open(answer: (path: string) => Answer, demanded?: string): Promise<Site> {
  const asked: [string, string | undefined][] = []
  const answers = new Map<string, number>()
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push([path, request.headers.authorization])
    if (demanded !== undefined && (request.headers.authorization !== demanded || !isOpen)) {
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end()
      return
    }
    const status = answers.get(path)
    if (status !== undefined) {
      response.writeHead(status).end()
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
    answers,
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

const problemsOf = (taskId: TaskId) => ({ taskId, offset: 0, limit: 10, descending: false })

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
      const database = new DatabaseSync(bench.ports.files.database)
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

describe('a login in an address of a page', () => {
  /** The page is on another site, which needs no login. */
  async function addFound(): Promise<TaskId> {
    const { host } = new URL(site.origin)
    await bench.engine.commands.changeSettings({ network: { allowPrivate: [host], retries: 0 } })
    const shown = await bench.servePages((path) => (path === '/found.html' ? foundPage() : null))
    return bench.add(`${shown.origin}/found.html`)
  }

  it('is sent to that origin and kept nowhere once the task is finished', async () => {
    const id = await addFound()
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 2, failed: 0 })
    expect(site.asked.filter(([, authorization]) => authorization !== login)).toEqual([])
    expect(isOnDisk()).toBe(false)
  })

  it('is kept for what failed, in no record of images, and wiped with the removal', async () => {
    isOpen = false
    const id = await addFound()
    expect((await bench.until(id, 'done', 'failed')).progress.counts.failed).toBe(2)
    await bench.restart()
    isOpen = true
    expect(JSON.stringify(await bench.engine.commands.listProblems(problemsOf(id)))).not.toContain(password)
    const [one] = (await bench.engine.commands.listProblems(problemsOf(id))).rows
    const images = one?.imageId ? [one.imageId] : []
    await bench.engine.commands.retryProblems({ taskId: id, images })
    await bench.untilCounts(id, ({ saved }) => saved === 1)
    await bench.until(id, 'done')
    expect(isOnDisk()).toBe(true)
    await bench.engine.commands.removeTasks([id])
    expect(isOnDisk()).toBe(false)
  })
})

describe('a login in an address that a page states about itself', () => {
  const planted = `https://ann:${password}@shown.test`

  /** Everything in the database but the table of logins, which is meant to hold them. */
  function inRows(): readonly string[] {
    const database = new DatabaseSync(bench.ports.files.database, { readOnly: true })
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    const found = tables
      .map(({ name }) => String(name))
      .filter((name) => name !== 'logins')
      .filter((name) => JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all()).includes(password))
    database.close()
    return found
  }

  it.each([
    ['a frame', `<frameset cols="20%,80%"><frame src="/menu"><frame src="${planted}/main"></frameset>`],
    ['its canonical address', `<link rel="canonical" href="${planted}/a"><h1>A</h1><img src="/1.png">`],
    [
      'the picture of all its pages',
      `<h1>A</h1><p><img src="/PAGE.png"><b><img src="${planted}/logo.png"></b>`,
    ],
  ])('stands in no row, failure or preview: %s', async (_, html) => {
    await bench.engine.commands.changeSettings({ network: { retries: 0 } })
    const shown = await bench.servePages((path) => html.replace('PAGE', path))
    const id = bench.add(`${shown.origin}/[1-2]`)
    await bench.until(id, 'done', 'failed')
    expect(inRows()).toEqual([])
    const problems = await bench.engine.commands.listProblems(problemsOf(id))
    expect(JSON.stringify([bench.events, problems])).not.toContain(password)
    const request = DownloadRequest.parse({ address: `${shown.origin}/[1-2]`, folder: bench.target })
    const preview = await bench.engine.commands.preview({ token: 'one', request })
    expect(JSON.stringify(preview)).not.toContain(password)
  })
})

describe('the last problem of a task with a login', () => {
  it('takes the login with it when it is skipped', async () => {
    site.answers.set('/i/2.png', 404)
    const id = bench.add(typed('/g/1.html'))
    await bench.until(id, 'done')
    expect(isOnDisk()).toBe(true)
    await bench.engine.commands.ignoreProblems({ taskId: id })
    expect(bench.engine.task(id)?.request).toMatchObject({ loginGone: true })
    expect(isOnDisk()).toBe(false)
  })
})

describe('a proxy of one task', () => {
  it('is used by resume and retry after a restart, and never silently omitted', async () => {
    const port = Number(new URL(other.origin).port)
    const proxy = await startLoopbackProxy({ to: port, password: `ann:${password}` })
    const options = { proxy: `http://ann:${password}@${proxy.host}`, retries: 0 }
    const id = bench.add(`${other.origin}/1.png`, { options, startLater: true })
    await bench.restart()
    await proxy.close()
    await bench.engine.commands.resumeTasks([id])
    const { state } = await bench.until(id, 'done', 'failed')
    expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'proxy' } })
    expect(JSON.stringify(state)).not.toContain(password)
    await bench.engine.commands.retryTasks([id])
    await bench.until(id, 'failed')
    expect(other.asked).toEqual([])
  })

  it('counts instead of that of the settings, and its password is erased when the task is finished', async () => {
    const port = Number(new URL(other.origin).port)
    await bench.engine.commands.changeSettings({ proxy: 'http://127.0.0.1:9' })
    const proxy = await startLoopbackProxy({ to: port, password: `ann:${password}` })
    try {
      const options = { proxy: `http://ann:${password}@${proxy.host}`, retries: 0 }
      const id = bench.add(`${other.origin}/1.png`, { options })
      const { request, progress } = await bench.until(id, 'done', 'failed')
      expect(progress.counts).toMatchObject({ saved: 1 })
      expect(proxy.targets).not.toEqual([])
      expect(request).toMatchObject({ loginGone: true, options: { proxy: `http://${proxy.host}` } })
      expect(JSON.stringify(bench.events)).not.toContain(password)
      await bench.engine.commands.pauseTasks([])
      expect(isOnDisk()).toBe(false)
    } finally {
      await proxy.close()
    }
  })

  it('is none when its address is empty', async () => {
    await bench.engine.commands.changeSettings({ proxy: 'http://127.0.0.1:9' })
    const id = bench.add(`${other.origin}/1.png`, { options: { proxy: '', retries: 0 } })
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 1 })
  })
})
