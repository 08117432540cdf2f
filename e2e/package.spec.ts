import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { build, Platform } from 'electron-builder'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { packageConfig } from '../tools/package/config.mjs'
import { makeLauncher, makeLicences } from '../tools/package/make-parts.mjs'

const run = promisify(execFile)

/** A folder in the shape of Electron's, whose program is the one that tests run in: nothing of its 200 MB is copied. */
async function hollowElectron(folder: string): Promise<string> {
  await mkdir(join(folder, 'locales'), { recursive: true })
  await mkdir(join(folder, 'resources'))
  for (const name of ['locales/de.pak', 'locales/en-US.pak', 'locales/zh-CN.pak']) {
    await writeFile(join(folder, name), '')
  }
  await writeFile(join(folder, 'electron'), `#!/bin/sh\nexec "${process.env['ELECTRON_EXEC_PATH']}" "$@"\n`)
  await chmod(join(folder, 'electron'), 0o755)
  return folder
}

test('a package holds what both programs need and nothing else, and its terminal runs', async () => {
  test.skip(!isExhaustive, longWithoutCi)
  test.skip(process.platform !== 'linux', 'the launcher of Windows needs an Electron for Windows')
  const folder = test.info().outputPath('package')
  const made = join(folder, 'made')
  const output = join(folder, 'release')
  await mkdir(made, { recursive: true })
  await Promise.all([makeLicences(made), makeLauncher(made)])
  const electron = { folder: await hollowElectron(join(folder, 'electron')), version: '33.2.1' }
  const publisher = {
    homepage: 'https://galleon.invalid/',
    maintainer: 'A <a@galleon.invalid>',
    updates: undefined,
  }
  const config = packageConfig({ electron, isStandIn: true, publisher, made, output })
  // There is no binary with fuses.
  await build({
    config: { ...config, electronFuses: null },
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
  })

  const unpacked = join(output, 'linux-unpacked')
  const resources = join(unpacked, 'resources')
  expect((await readdir(unpacked)).toSorted()).toEqual(
    [
      'LICENSE.txt',
      'LICENSES.third-parties.md',
      'galleon',
      'galleon-window',
      'locales',
      'resources',
    ].toSorted(),
  )
  expect(await readdir(join(unpacked, 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak'])
  expect((await readdir(resources)).toSorted()).toEqual(['app.asar', 'app.asar.unpacked'])
  const files = listPackage(join(resources, 'app.asar'), { isPack: false })
  expect(files).toEqual(
    expect.arrayContaining(['/out/main/index.js', '/out/renderer/index.html', '/resources/icon.png']),
  )
  expect(
    files.filter((file) => /\.(?:map|ts|cts|md|c|h|gyp)$|musl|darwin|win32|node-addon|src\//.test(file)),
  ).toEqual([])
  const recipes = await readdir(join(import.meta.dirname, '..', 'resources', 'recipes'))
  const packed = files.flatMap((file) => /^\/resources\/recipes\/(.+)/.exec(file)?.[1] ?? [])
  expect(packed.toSorted()).toEqual(recipes.toSorted())

  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  const env = { PATH: process.env['PATH'], GALLEON_USER_DATA: join(folder, 'data'), TMPDIR: temporary }
  const galleon = (...args: string[]) => run(join(unpacked, 'galleon'), args, { env, cwd: folder })
  const shown = await galleon('recipes')
  expect(shown.stdout.match(/\(built-in\)/g)).toHaveLength(recipes.length - 1)
  // Threads, database and pictures of the demo, all out of the archive; one page and one picture are missing on purpose.
  const demo = await galleon('demo', '--json').catch((error: { stdout: string }) => error)
  expect(demo.stdout).toMatch(/"event":"summary","saved":87/)
  // Electron copies a file of an archive there when it is opened, and leaves the copy.
  expect((await readdir(temporary)).filter((name) => name.startsWith('.org.chromium.'))).toEqual([])
})
