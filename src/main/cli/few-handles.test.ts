import { afterEach, beforeEach, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  bench = openTestCli()
  site = await startGallerySite({ pages: 1, images: 200, imageBytes: 40_000 })
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

it.runIf(process.platform === 'linux')(
  'sixteen transfers at once save all where few files may be open',
  async () => {
    const connections = ['--connections', '16', '--per-site', '16']
    const { ended } = bench.start(['get', `${site.origin}/g/1.html`, '-o', bench.target, ...connections], {
      handles: 64,
    })
    const end = await ended
    expect([end.code, end.err]).toEqual([0, ''])
    const files = bench.files()
    expect(files.filter((name) => name.endsWith('.png'))).toHaveLength(200)
    expect(files).toHaveLength(201)
  },
)
