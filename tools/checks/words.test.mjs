import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { checkWords, findForbiddenWords, places } from './words.mjs'

it.each([
  ['// what the user is told', 'told'],
  ['const toldOf = 1', 'told'],
  ['Tells each of them', 'Tells'],
  ['goOnWhenReady()', 'go On'],
  ['// it goes\n  // on', 'goes on'],
  ['/**\n * found by\n * itself\n */', 'by itself'],
  ['Nobody’s folder', 'Nobody'],
  ['a person', 'person'],
  ['选择配方', '配方'],
])('%j is refused for its “%s”', (text, found) => {
  expect(findForbiddenWords(text).map((fault) => fault.found)).toEqual([found])
})

it.each([
  "{ kind: 'person' }",
  'a reply with no body',
  'personal',
  'retold',
  'a list of older files',
  '站点规则',
])('%j is accepted', (text) => {
  expect(findForbiddenWords(text)).toEqual([])
})

it('names the line, and what to write', () => {
  expect(findForbiddenWords('one\n\nbuilt anew')).toEqual([{ line: 3, found: 'anew', write: 'again' }])
})

it('reads every place, but no pages of fixtures', async ({ onTestFinished }) => {
  const project = await mkdtemp(join(tmpdir(), 'galleon-words-'))
  onTestFinished(() => rm(project, { recursive: true }))
  const files = places.map((place) => (place.includes('.') ? place : `${place}/deep/file.ts`))
  for (const file of [...files, 'src/fixtures/site/page.html']) {
    await mkdir(dirname(join(project, file)), { recursive: true })
    await writeFile(join(project, file), 'built anew')
  }
  const printed = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => printed.mockRestore())
  expect(await checkWords(project)).toBe(false)
  expect(printed.mock.calls.map(([line]) => line.split(':')[0])).toEqual(files)
})
