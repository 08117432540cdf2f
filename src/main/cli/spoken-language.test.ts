import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  bench = openTestCli()
  site = await bench.serve({ pages: 1, images: 2 })
  site.refuse('/i/1-2.png', 403)
})
afterEach(() => bench.close())

it('is Chinese when it is asked for, while events and their messages stay English', async () => {
  const end = await bench.get(site.page('1'), '--lang', 'zh-CN', '--json')
  expect(end.err).toContain('未保存：')
  expect(end.err).toMatch(/完成，但有问题：Gallery 1：已保存 1 张图片，1 个问题，/)
  expect(end.err).toContain('的问题：')
  const failed = end.events().find(({ event }) => event === 'failed')
  expect(failed?.['failure']).toMatchObject({
    kind: 'forbidden',
    message: expect.stringMatching(/^The site denied access \(403\)/),
  })
})

it('is that of the settings, also for answers', async () => {
  await bench.get(site.page('1'))
  const config = bench.write('zh.json', '{ "language": "zh-CN" }')
  const { out } = await bench.run('list', '--problems', '-c', config)
  expect(out).toMatch(/^ {3}1 {2}已完成 {5} {2}1\/2 张图片，/)
  expect(out).toContain('对 1 张图片返回了 403')
  expect(out).toContain('请用 --referer-page 重试')
})

it('is Chinese in refusals of options and commands, in what verify finds, and in titles of recipes', async () => {
  const chinese = async (...args: string[]) => bench.run(...args, '--lang', 'zh-CN')
  const refusals: readonly (readonly [string[], string])[] = [
    [['get', '--outptu', 'x'], '未知选项 --outptu'],
    [['probe'], '缺少参数 address'],
    [['get', '--connections', 'many'], '的值“many”无效。请给出 1 到'],
    [['pause', '77'], '没有任务 77；可用'],
    [['get'], '没有给出地址'],
  ]
  for (const [args, text] of refusals) {
    const { code, err } = await chinese(...args)
    expect(code).toBe(32)
    expect(err).toContain(text)
  }
  expect((await chinese('recipes')).out).toContain('自动')

  await bench.get(site.page('1'))
  const [file = ''] = bench.images()
  const path = join(bench.target, file)
  writeFileSync(path, readFileSync(path).subarray(0, 100))
  const checked = await chinese('verify', bench.target)
  expect(checked.err).toMatch(/: 100 字节，应为 \d+ 字节/)
  rmSync(path)
  expect((await chinese('verify', bench.target)).err).toContain(': 没有这个文件')
})

it.each(['zh', 'zh-CN', 'zh_CN.UTF-8', 'zh-Hans', 'ZH-tw'])('is Chinese for %s', async (tag) => {
  expect((await bench.run('list', '--lang', tag)).out).toBe('没有任务。\n')
})

it.each(['en', 'en-US', 'en_GB.UTF-8'])('is English for %s', async (tag) => {
  expect((await bench.run('list', '--lang', tag)).out).toBe('There are no tasks.\n')
})

it('may be named before the command, and no language that it does not speak', async () => {
  expect((await bench.run('--lang', 'zh-CN', 'list')).out).toBe('没有任务。\n')
  const wrong = await bench.run('list', '--lang', 'tlh')
  expect(wrong.code).toBe(32)
  expect(wrong.err).toContain('Allowed choices are en, zh-CN')
})
