import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGate, type FaultyServer, type Gate, startFaultyServer } from '../../../test/site/faulty-server'
import { makePng } from '../../../test/site/pictures.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let server: FaultyServer
let gate: Gate

/** A page sets a cookie; its pictures want it, and the second one waits. */
beforeEach(async () => {
  bench = openTestCli()
  gate = createGate()
  server = await startFaultyServer(async (e) => {
    if (e.target === '/g.html') {
      const html = '<title>Guarded</title><h1>Guarded</h1><p><img src="/1.png"><p><img src="/2.png">'
      return e.reply(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'pass=let-me-in; Path=/' }, html)
    }
    if (e.headers['cookie'] !== 'pass=let-me-in') return e.reply(403)
    if (e.target === '/2.png') await gate.opened
    return e.file(makePng(e.target === '/2.png' ? '2' : '1', 5000), { etag: '"v1"' })
  })
})

afterEach(async () => {
  gate.open()
  await bench.close()
  await server.close()
})

function keptCookies(): unknown {
  const database = new DatabaseSync(join(bench.data, 'galleon.db'), { readOnly: true })
  try {
    return database.prepare('SELECT cookies FROM tasks').get()?.['cookies']
  } finally {
    database.close()
  }
}

const get = () => bench.start(['get', `${server.origin}/g.html`, '-o', bench.target, '-v'])
const pictures = () => bench.files().filter((file) => file.endsWith('.png'))

it.skipIf(process.platform === 'win32')(
  'a download that is killed resumes with the cookies of a page that it need not read again',
  async () => {
    const run = get()
    await run.until(/Saved: /)
    run.child.kill('SIGKILL')
    await run.ended
    expect(keptCookies()).toContain('let-me-in')
    gate.open()
    expect(await bench.run('resume', '1')).toMatchObject({ code: 0 })
    expect(pictures()).toHaveLength(2)
    expect(server.requests.filter(({ target }) => target === '/g.html')).toHaveLength(1)
    expect(keptCookies()).toBeNull()
  },
)

it.skipIf(process.platform === 'win32')(
  'a download that is cancelled lets its cookies go, and no other user can read them before',
  async () => {
    const run = get()
    await run.until(/Saved: /)
    run.child.kill('SIGINT')
    await run.ended
    expect(keptCookies()).toContain('let-me-in')
    expect(statSync(join(bench.data, 'galleon.db')).mode & 0o777).toBe(0o600)
    expect(await bench.run('cancel', '1')).toMatchObject({ code: 0 })
    expect(keptCookies()).toBeNull()
  },
)
