import { expect, it } from 'vitest'
import { version } from '../../../package.json'
import { newsVersion } from './update'

/** The first two numbers of a version. */
const minor = (text: string) => text.split('.').slice(0, 2)

it('what is new is about this version or a patch before it', () => {
  expect(minor(newsVersion)).toEqual(minor(version))
})
