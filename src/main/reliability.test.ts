import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

interface Proof {
  readonly file: string
  /** Title of a test, or of a row of its table, as it stands in the file. */
  readonly title: string
}

/** Rows of the tables whose second column names proofs: `file` “title”, several of them side by side. */
function promises(
  document: string,
): readonly { readonly promise: string; readonly proofs: readonly Proof[] }[] {
  let isTable = false
  return document.split('\n').flatMap((line) => {
    if (!line.startsWith('|')) isTable = false
    else if (line.endsWith('| Proved by |')) isTable = true
    else if (isTable && !line.startsWith('|---')) {
      const [, promise = '', cell = ''] = /^\| (.*?) \| (.*) \|$/.exec(line) ?? []
      const proofs = Array.from(cell.matchAll(/`([\w/.-]+)` “([^”]+)”/g), ([, file = '', title = '']) => ({
        file,
        title,
      }))
      return [{ promise, proofs }]
    }
    return []
  })
}

/** Whether the file has a test, or a row of a table of tests, of this title. */
function isProved({ file, title }: Proof): boolean {
  const path = join(root, file)
  if (!/\.(?:test|spec)\.(?:tsx?|mjs)$/.test(file) || !existsSync(path)) return false
  const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`[([]\s*['"\`]${escaped}`).test(readFileSync(path, 'utf8'))
}

const rows = promises(readFileSync(join(root, 'docs/reliability.md'), 'utf8'))

describe('docs/reliability.md', () => {
  it('promises something', () => {
    expect(rows.length).toBeGreaterThan(50)
  })

  it.each(rows.map((row) => [row.promise, row] as const))('has proofs: %s', (_promise, { proofs }) => {
    expect(proofs.length).toBeGreaterThan(0)
    expect(proofs.filter((proof) => !isProved(proof))).toEqual([])
  })
})
