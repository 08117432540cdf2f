import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFailureText, textsIn } from '@shared/messages/desktop-text'
import { FailureError, failure } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { openSettingsFile } from './settings-file'

const { start } = textsIn('en')

it('settings that cannot be used are to be corrected, and no records are blamed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-start-'))
  const path = join(folder, 'config.json')
  writeFileSync(path, '{"tasksAtOne":1}')
  let cause: unknown
  try {
    openSettingsFile(path, tmpdir())
  } catch (error) {
    cause = error
  }
  rmSync(folder, { recursive: true })
  const text = startFailureText(cause, folder, start)
  expect(text).toContain(`${path}: tasksAtOne: there is no such setting; did you mean tasksAtOnce?`)
  expect(text).toContain('Correct the file')
  expect(text).not.toMatch(/records/)
})

it('a folder that cannot be written is named with another way, and no records are blamed', () => {
  const text = startFailureText(new FailureError(failure('not-writable', 'EACCES')), '/data', start)
  expect(text).toMatch(/cannot be written[^]*EACCES[^]*GALLEON_USER_DATA[^]*\/data$/)
  expect(text).not.toMatch(/damaged/)
})

it.each([new FailureError(failure('unexpected', 'why')), new Error('why')])(
  'anything else names the folder to move: %s',
  (cause) => {
    expect(startFailureText(cause, '/data', start)).toMatch(/why[^]*move the folder[^]*\/data$/)
  },
)
