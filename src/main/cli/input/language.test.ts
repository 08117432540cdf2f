import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { terminalLanguage } from './language'

const none = { option: undefined, configFile: null, env: {} }

it.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'zh_TW' }, 'zh-CN'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: 'zh_CN.GB18030@x', LANG: 'en_GB' }, 'zh-CN'],
  [{ LC_ALL: 'POSIX', LANG: 'zh_CN.UTF-8' }, 'en'],
])('with %j in the environment it is %s', (env, language) => {
  expect(terminalLanguage({ ...none, env })).toBe(language)
})

it('the option counts more than the settings, and these more than the environment', ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-language-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const configFile = join(folder, 'config.json')
  writeFileSync(configFile, '{ "language": "zh-CN", "tasksAtOnce": 3 }')
  expect(terminalLanguage({ ...none, configFile })).toBe('zh-CN')
  expect(terminalLanguage({ ...none, configFile, option: 'en' })).toBe('en')
  writeFileSync(configFile, '{ "language": "en" }')
  expect(terminalLanguage({ ...none, configFile, env: { LANG: 'zh_CN' } })).toBe('en')
})

it.each(['', '{', '[]', '{ "language": "tlh" }'])('settings such as %j decide nothing', (text) => {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-language-'))
  const configFile = join(folder, 'config.json')
  writeFileSync(configFile, text)
  expect(terminalLanguage({ ...none, configFile, env: { LANG: 'zh_CN' } })).toBe('zh-CN')
  rmSync(folder, { recursive: true })
})
