import { expect, it } from 'vitest'
import { homeFolder } from './home-folder'

const none = () => {
  throw new Error('uv_os_homedir returned ENOENT')
}

it.each<[string, () => string, () => string, string]>([
  ['what the environment says', () => '/home/u', () => '/other', '/home/u'],
  ['what the system knows where that is empty', () => '', () => '/home/u', '/home/u'],
  ['what the system knows where that is relative', () => 'u', () => '/home/u', '/home/u'],
  ['what the system knows where that is missing', none, () => '/home/u', '/home/u'],
  ['the root folder where no one is known', none, none, '/'],
])('the home folder is %s', (_what, said, known, folder) => {
  expect(homeFolder(said, known)).toBe(folder)
})
