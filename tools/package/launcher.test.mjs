import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const run = promisify(execFile)

/** @type {string} */
let folder
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-launcher-'))
})
afterEach(() => rm(folder, { recursive: true }))

/**
 * Starts the launcher of a package in a folder of an odd name, by a link; the program beside it says how it was started.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function start(args, env) {
  const place = join(folder, `a b'c"d $HOME #%41 用户`)
  await mkdir(place)
  await cp(join(import.meta.dirname, 'galleon.sh'), join(place, 'galleon'))
  const says =
    '#!/bin/sh\necho "${ELECTRON_RUN_AS_NODE-unset} ${ELECTRON_NO_ASAR-unset}"\nprintf "%s\\n" "$@"\n'
  await writeFile(join(place, 'galleon-window'), says, { mode: 0o755 })
  await symlink(join(place, 'galleon'), join(folder, 'link'))
  const { PATH } = process.env
  const { stdout } = await run(join(folder, 'link'), [...args], { env: { PATH, ...env } })
  return { lines: stdout.trimEnd().split('\n'), cli: join(place, 'resources/app.asar/out/main/cli.js') }
}

describe.skipIf(process.platform === 'win32')('the program galleon', () => {
  it('gives its arguments to the terminal program beside it', async () => {
    const { lines, cli } = await start(['get', '', 'a b'], { DISPLAY: ':0' })
    expect(lines).toEqual(['1 unset', cli, 'get', '', 'a b'])
  })

  it.each(['DISPLAY', 'WAYLAND_DISPLAY'])('alone opens the window: %s', async (name) => {
    const leaked = { ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ASAR: '1' }
    expect((await start([], { [name]: ':0', ...leaked })).lines).toEqual(['unset unset'])
  })

  it('alone is the terminal program where there is no display', async () => {
    const { lines, cli } = await start([], { ELECTRON_NO_ASAR: '1' })
    expect(lines).toEqual(['1 unset', cli])
  })
})
