import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Rows of the tables whose second column names proofs: “title” of a test, several of them side by side. */
function promises(
  document: string,
): readonly { readonly promise: string; readonly titles: readonly string[] }[] {
  let isTable = false
  return document.split('\n').flatMap((line) => {
    if (!line.startsWith('|')) isTable = false
    else if (line.endsWith('| Proved by |')) isTable = true
    else if (isTable && !line.startsWith('|---')) {
      const [, promise = '', cell = ''] = /^\| (.*?) \| (.*) \|$/.exec(line) ?? []
      return [{ promise, titles: Array.from(cell.matchAll(/“([^”]+)”/g), ([, title = '']) => title) }]
    }
    return []
  })
}

const tests = ['src', 'e2e', 'tools', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:test|spec)\.(?:tsx?|mjs)$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
)

/** Whether a test, or a row of a table of tests, has this title. */
function isProved(title: string): boolean {
  const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const stated = new RegExp(String.raw`[([]\s*['"\`]${escaped}`)
  return tests.some((text) => stated.test(text))
}

const rows = promises(readFileSync(join(root, 'docs/reliability.md'), 'utf8'))

describe('docs/reliability.md', () => {
  it('promises something', () => {
    expect(rows.length).toBeGreaterThan(50)
  })

  it.each(rows.map((row) => [row.promise, row] as const))('has proofs: %s', (_promise, { titles }) => {
    expect(titles.length).toBeGreaterThan(0)
    expect(titles.filter((title) => !isProved(title))).toEqual([])
  })
})
