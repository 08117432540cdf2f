import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createProgram } from '../program'
import { completionScript, shells } from './completion-script'

const program = createProgram('1.0.0', () => {})
const folder = mkdtempSync(join(tmpdir(), 'galleon-completion-'))
writeFileSync(join(folder, 'galleon.bash'), completionScript('bash', program))
writeFileSync(join(folder, 'a file.txt'), '')
afterAll(() => rmSync(folder, { recursive: true }))

/** What bash offers for the last word of a command line. */
function complete(...words: readonly string[]): readonly string[] {
  const script =
    '. ./galleon.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _galleon; printf "%s\\n" "${COMPREPLY[@]}"'
  const said = execFileSync('bash', ['-c', script, 'bash', 'galleon', ...words], { cwd: folder })
  return said
    .toString()
    .split('\n')
    .filter((line) => line !== '')
}

describe.skipIf(process.platform === 'win32')('completion in bash', () => {
  it.each([
    [['pr'], ['probe']],
    [['get', '--input'], ['--input-file']],
    [['-q', 'get', '--no-f'], ['--no-follow']],
    [['get', '-i', 'a'], ['a file.txt']],
    [['completion', ''], [...shells]],
    [
      ['crawl', 'https://example.org/', '--known', ''],
      ['update', 'skip', 'versions'],
    ],
    [['get', 'pr'], []],
  ])('galleon %j: %j', (words, offered) => {
    expect(complete(...words)).toEqual(offered)
  })
})

it('every command and option is in each script', () => {
  for (const shell of shells) {
    const script = completionScript(shell, program)
    for (const command of program.commands) {
      expect(script).toContain(command.name())
      for (const { long } of command.options) expect(script).toContain((long ?? '').slice(2))
    }
  }
})
