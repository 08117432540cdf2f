import { statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TaskOptions } from '@shared/model/download-request'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let server: Server

beforeEach(async () => {
  bench = await openTestEngine()
  server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (!path.endsWith('.png')) {
      return response.setHeader('content-type', 'text/html').end('<h1>Times</h1><p><img src="/1.png"></p>')
    }
    const fields = { 'content-type': 'image/png', 'last-modified': 'Tue, 05 Mar 2013 10:11:12 GMT' }
    return response.writeHead(200, fields).end(makePng(path))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  await bench.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

it.each<[setting: boolean, option: boolean | undefined, expected: boolean]>([
  [true, undefined, true],
  [false, undefined, false],
  [true, false, false],
  [false, true, true],
])(
  'with the setting %j and the option %j a file has the time of its picture: %j',
  async (setting, option, expected) => {
    await bench.engine.commands.changeSettings({ mtime: setting })
    const { port } = server.address() as AddressInfo
    const options: TaskOptions = option === undefined ? {} : { mtime: option }
    await bench.until(bench.add(`http://127.0.0.1:${port}/g/1`, { options }), 'done', 'failed')
    const file = bench.files().find((name) => name.endsWith('.png')) ?? ''
    const { mtime } = statSync(join(bench.target, file))
    expect(mtime.toISOString() === '2013-03-05T10:11:12.000Z').toBe(expected)
  },
)
