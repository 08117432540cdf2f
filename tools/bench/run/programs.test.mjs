import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withTemporaryFolder } from '../../shared/temporary-folder.mjs'
import { scenariosOf } from '../scenarios.mjs'
import { readCpuSeconds, readField } from './process-tree.mjs'
import { configOf, galleon, peers } from './programs.mjs'
import { readTimes } from './run-program.mjs'

/** @param {string} name */
function scenario(name) {
  const found = scenariosOf({ isQuick: false }).find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

/**
 * The command of a program, and the file of addresses that it gets.
 *
 * @param {string} program
 * @param {string} name of the scenario
 */
async function commandOf(program, name) {
  return await withTemporaryFolder('bench', async (scratch) => {
    const origin = 'https://127.0.0.1:4000'
    const work = {
      scenario: scenario(name),
      origin,
      images: [`${origin}/i/1-1.jpg`],
      target: '/t',
      scratch,
      caFile: '/ca.pem',
    }
    const made = await peers.find((one) => one.name === program)?.command(work)
    const list = await readFile(join(scratch, 'list'), 'utf8')
    return { command: made?.map((word) => word.replace(scratch, '')).join(' '), list }
  })
}

describe('the programs', () => {
  it.each([
    ['curl', 'B', 'curl --silent --fail --http1.1 --parallel --parallel-max 16 --config /list'],
    [
      'curl',
      'B-https',
      'curl --silent --fail --http1.1 --parallel --parallel-max 16 --cacert /ca.pem --config /list',
    ],
    [
      'curl-h2',
      'F-h2',
      'curl --silent --fail --http2 --parallel --parallel-max 100 --cacert /ca.pem --config /list',
    ],
    [
      'wget2',
      'A64',
      'wget2 --quiet --max-threads 64 --http2-request-window 64 --directory-prefix /t --input-file /list',
    ],
    [
      'aria2c',
      'F-h1',
      'aria2c --quiet --no-conf --file-allocation=none -x1 -s1 -j16 --ca-certificate=/ca.pem -d /t -i /list',
    ],
    [
      'gallery-dl',
      'D-https',
      'gallery-dl --quiet --config-ignore -D /t -o verify=/ca.pem --input-file /list',
    ],
  ])('gives %s the width and the certificate of %s', async (program, name, command) => {
    expect((await commandOf(program, name)).command).toBe(command)
  })

  it('gives curl a name for each file, others the addresses', async () => {
    expect((await commandOf('curl', 'B')).list).toBe(
      'url = "https://127.0.0.1:4000/i/1-1.jpg"\noutput = "/t/1-1.jpg"\n',
    )
    expect((await commandOf('wget2', 'B')).list).toBe('https://127.0.0.1:4000/i/1-1.jpg\n')
  })

  it('sets the width and the certificate of Galleon, where a scenario has them', () => {
    expect(configOf(scenario('A64'), null)).toEqual({ connections: 64, connectionsPerSite: 64 })
    expect(configOf(scenario('F-h2'), '/ca.pem')).toEqual({ network: { caFile: '/ca.pem' } })
    expect(configOf(scenario('B'), '/ca.pem')).toEqual({ connections: 16, connectionsPerSite: 16 })
    expect(galleon('new', '/b/cli.js')).toMatchObject({ name: 'new', cli: '/b/cli.js' })
  })
})

describe('what bash and Linux report', () => {
  it('holds the times of a program at its end', () => {
    expect(readTimes('TIMES 9 9 9 is no end\nTIMES 1.234 0.500 0.250\n')).toEqual({
      wallSeconds: 1.234,
      userSeconds: 0.5,
      systemSeconds: 0.25,
    })
    expect(readTimes('killed')).toEqual({
      wallSeconds: Number.NaN,
      userSeconds: Number.NaN,
      systemSeconds: Number.NaN,
    })
  })

  it('holds resident memory and processor time, whatever the name of the process', () => {
    expect(readField('VmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n', 'VmRSS')).toBe(1024)
    expect(readField('', 'VmRSS')).toBe(0)
    const stat = '12 (a) b (c) S 1 12 12 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 1 0 5 6 7'
    expect(readCpuSeconds(stat)).toBe(3)
  })
})
