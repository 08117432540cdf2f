import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { isExhaustive } from '../../test/exhaustive'
import { killRounds } from './kill-rounds.mjs'

it.runIf(isExhaustive && process.platform !== 'win32')(
  'nothing is lost, spoilt, doubled or fetched again when the program is killed at any instant',
  { timeout: 240_000 },
  async () => {
    const rounds = 3
    const done = await killRounds({ cli: resolve('out/test/cli.js'), rounds, seed: 20_261_122 })
    for (const { problems, aims, seed } of done)
      expect({ seed, aims, problems }).toMatchObject({ problems: [] })
    expect(done).toHaveLength(rounds)
  },
)
