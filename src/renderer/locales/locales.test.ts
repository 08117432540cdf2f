import { languageFor } from '@shared/messages/language'
import { describe, expect, it } from 'vitest'
import { en, zhCN } from './i18n'

type Tree = { readonly [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : [...leaves(value, `${path}${key}.`)],
    ),
  )
}

/** Keys without their plural endings. */
function keysOf(words: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...words.keys()].map((key) => key.replace(/_(one|other)$/, '')))].sort()
}

function holes(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([\w-]+)/g)].map(([, name = '']) => name))].sort()
}

const sources = Object.entries(
  import.meta.glob<string>(
    ['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!../gallery/**', '!./en/**', '!./zh-CN/**'],
    {
      query: '?raw',
      import: 'default',
      eager: true,
    },
  ),
)
const code = sources.map(([, text]) => text).join('\n')

/** Used as written, or made from a beginning that is written and an end that is not. */
function isUsed(namespace: string, key: string): boolean {
  const whole = `${namespace}:${key}`
  if (code.includes(`'${whole}'`)) return true
  if (namespace === 'common' && code.includes(`t('${key}'`)) return true
  const names = namespace === 'common' ? [whole, key] : [whole]
  return names.some((name) =>
    Array.from(name.matchAll(/[:.-]/g)).some(({ index }) =>
      code.includes(`\`${name.slice(0, index + 1)}\${`),
    ),
  )
}

const own = ['common', 'crawls', 'downloads', 'new-download', 'problems'] as const

describe.each(Object.keys(en) as (keyof typeof en)[])('the words of %s', (namespace) => {
  const english = leaves(en[namespace])
  const chinese = leaves(zhCN[namespace])

  it('are there in both languages', () => {
    expect(keysOf(chinese)).toEqual(keysOf(english))
  })

  it('are never empty', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('speak of the same things in both languages', () => {
    for (const [key, text] of chinese) {
      const base = key.replace(/_other$/, '')
      const original = english.get(key) ?? english.get(base) ?? ''
      expect([key, holes(text)]).toEqual([key, holes(original)])
    }
  })
})

describe.each(own)('of the words of %s', (namespace) => {
  it('each one is used', () => {
    expect(keysOf(leaves(en[namespace])).filter((key) => !isUsed(namespace, key))).toEqual([])
  })
})

it.each([
  ['system', 'zh-CN', 'zh-CN'],
  ['system', 'zh-Hant-TW', 'zh-CN'],
  ['system', 'ZH', 'zh-CN'],
  ['system', 'de-DE', 'en'],
  ['system', '', 'en'],
  ['en', 'zh-CN', 'en'],
  ['zh-CN', 'en-GB', 'zh-CN'],
] as const)(
  'with the setting %s on a system that speaks %s the window speaks %s',
  (setting, locale, language) => {
    expect(languageFor(setting, locale)).toBe(language)
  },
)
