import { writeFile } from 'node:fs/promises'
import { FailureError } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { diskOperation } from './disk-errors'

const kindOf = async (operation: () => Promise<unknown>) => {
  const error: unknown = await diskOperation(operation).catch((caught: unknown) => caught)
  return error instanceof FailureError ? error.failure.kind : error
}

it.runIf(process.platform === 'linux')('calls a device without room disk-full', async () => {
  expect(await kindOf(() => writeFile('/dev/full', 'x'))).toBe('disk-full')
})

it('calls a missing folder not-writable', async () => {
  expect(await kindOf(() => writeFile('/nowhere/at/all', 'x'))).toBe('not-writable')
})

it('repeats what fails because too many files are open, and passes bugs through', async () => {
  let tries = 0
  const crowded = () => {
    tries += 1
    const error = Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    return tries < 3 ? Promise.reject(error) : Promise.resolve('opened')
  }
  await expect(diskOperation(crowded)).resolves.toBe('opened')
  await expect(diskOperation(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
})
