import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { failureKinds } from '@shared/model/failure'
import { skipReasons } from '@shared/model/gallery'
import { Recipe } from '@shared/model/recipe'
import { Settings } from '@shared/model/settings'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { scripts as packageScripts } from '../package.json'
import { createProgram } from '../src/main/cli/program'

const root = resolve(import.meta.dirname, '..')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

function read(document: string): string {
  return readFileSync(join(root, document), 'utf8')
}

/** The text without fenced blocks, in which a link or a heading is none. */
function prose(document: string): string {
  return read(document).replaceAll(/^```[\s\S]*?^```$/gm, '')
}

/** Anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

function anchorsIn(document: string): ReadonlySet<string> {
  return new Set(Array.from(prose(document).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading)))
}

/** Targets of links and pictures that lie in this project. */
function targetsIn(document: string): readonly string[] {
  const found = prose(document).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)
  return Array.from(found, ([, link, attribute]) => link ?? attribute ?? '').filter(
    (target) => !/^[a-z]+:/.test(target),
  )
}

/** What a command makes, what lies in the data folder, and what stands for any name. */
const otherPlaces =
  /^(?:node_modules|out|release|galleon-demo|logs|recipes|thumbnails|window)\/|(?:^|\/)(?:x|NAME)(?:\.|\/)/

/**
 * Files of sources and folders in backticks, with the folders that they may be below: that of the heading above, and
 * those in the first cell of a row of a table.
 */
function namedPaths(
  document: string,
): readonly { readonly path: string; readonly bases: readonly string[] }[] {
  const named = /`((?:[\w@.-]+\/)+|(?:[\w@.-]+\/)*[\w@.-]+\.(?:tsx?|mjs|css|html))`/g
  let base = ''
  return prose(document)
    .split('\n')
    .flatMap((line) => {
      if (/^#+ /.test(line)) base = /`(src\/[^`]*\/)`/.exec(line)?.[1] ?? ''
      const [, first = ''] = /^\| (.+?) \|/.exec(line) ?? []
      const folders = Array.from(first.matchAll(/`([^`]+\/)`/g), ([, folder = '']) => join(base, folder))
      const bases = [base, ...folders]
      return Array.from(line.matchAll(named), ([, path = '']) => ({ path, bases }))
    })
    .filter(({ path }) => !otherPlaces.test(path))
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly default?: unknown
}

/** Names of all fields of a schema, those inside of objects and lists too. */
function fieldsOf(schema: JsonSchema): readonly string[] {
  const inner = [schema.items, schema.additionalProperties].flatMap((one) =>
    typeof one === 'object' ? fieldsOf(one) : [],
  )
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [name, ...fieldsOf(field)])
  return [...own, ...inner]
}

/** First cells of the rows of all tables: what they describe. */
function firstCells(document: string): readonly string[] {
  return Array.from(prose(document).matchAll(/^\| (.+?) \|/gm), ([, cell = '']) => cell)
}

/** Rows of all tables by the first name in backticks. */
function rowsByName(document: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(prose(document).matchAll(/^\| `([^`]+)`.*$/gm), ([row, name = '']) => [name, row] as const),
  )
}

describe.each(documents)('%s', (document) => {
  it('links to files and headings that exist', () => {
    const broken = targetsIn(document).filter((target) => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? document : relative(root, resolve(root, dirname(document), path))
      if (!existsSync(join(root, file))) return true
      return anchor !== undefined && !anchorsIn(file).has(anchor)
    })
    expect(broken).toEqual([])
  })

  it('names only files and folders that exist', () => {
    const missing = namedPaths(document).filter(({ path, bases }) =>
      ['', ...bases].every((base) => !existsSync(join(root, base, path))),
    )
    expect(missing).toEqual([])
  })
})

describe('docs/configuration.md', () => {
  const schema = z.toJSONSchema(Settings, { io: 'input' }) as JsonSchema
  const rows = rowsByName('docs/configuration.md')

  it.each(fieldsOf(schema))('describes the setting %s', (name) => {
    expect(rows.has(name)).toBe(true)
  })

  it('names the defaults as they are', () => {
    const { network, ...others } = Settings.parse({})
    const wrong = Object.entries({ ...others, ...network }).filter(
      ([name, value]) => !(rows.get(name) ?? '').includes(`| \`${JSON.stringify(value)}\` |`),
    )
    expect(wrong).toEqual([])
  })
})

describe('docs/recipes.md', () => {
  const schema = z.toJSONSchema(Recipe, { io: 'input' }) as JsonSchema
  const described = firstCells('docs/recipes.md').flatMap((cell) =>
    Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name),
  )
  const text = read('docs/recipes.md')

  it.each([...new Set(fieldsOf(schema))])('describes the field %s', (name) => {
    const isRow = described.some(
      (cell) => cell === name || cell.startsWith(`${name}.`) || cell.endsWith(`.${name}`),
    )
    expect(isRow || text.includes(`\`${name}\` (a regular`) || text.includes(`\`${name}\` (may use`)).toBe(
      true,
    )
  })

  it.each(skipReasons)('explains why an address is skipped as %s', (reason) => {
    expect(text.includes(`\`${reason}\``)).toBe(true)
  })

  it('shows a recipe that is one', () => {
    const [, example = ''] = /^```json\n(\{\n {2}"name"[\s\S]*?)^```$/m.exec(text) ?? []
    expect(Recipe.safeParse(JSON.parse(example)).error).toBeUndefined()
  })
})

describe('docs/command-line.md', () => {
  const program = createProgram('0', () => {})
  const text = read('docs/command-line.md')

  it.each(program.commands.map((command) => command.name()))('describes the command %s', (name) => {
    expect(new RegExp(`^\\| \`galleon ${name}[ \`]`, 'm').test(text)).toBe(true)
  })

  it.each(
    program.commands.flatMap((command) =>
      command.options.map((option) => [command.name(), option.long ?? '']),
    ),
  )('describes the option of %s: %s', (_command, long) => {
    expect(new RegExp(`^\\|.*\`${long}[ \`]`, 'm').test(text)).toBe(true)
  })

  it.each(
    program.commands.flatMap((command) =>
      command.options
        .filter((option) => option.defaultValue !== undefined)
        .map((option) => [command.name(), option.long ?? '', option.defaultValue as unknown]),
    ),
  )('names the default of %s %s: %s', (_command, long, value) => {
    const written = typeof value === 'number' && value >= 1024 ? `${value / 1024}k` : String(value)
    expect(new RegExp(`^\\|.*\`${String(long)} .*; default \`?${written}\`? \\|$`, 'm').test(text)).toBe(true)
  })

  it('describes no option that there is not', () => {
    const known = new Set(program.commands.flatMap((command) => command.options.map((option) => option.long)))
    const described = firstCells('docs/command-line.md').flatMap((cell) =>
      Array.from(cell.matchAll(/`(--[a-z-]+)/g), ([, long = '']) => long),
    )
    expect(described.filter((long) => !known.has(long) && long !== '--help')).toEqual([])
  })

  it.each(failureKinds)('explains the failure %s', (kind) => {
    expect(new RegExp(`^\\|.*\`${kind}\``, 'm').test(text)).toBe(true)
  })
})

describe('the documents', () => {
  // Users do not type what npm runs after an installation.
  it.each(Object.keys(packageScripts).filter((name) => name !== 'postinstall'))('name npm run %s', (name) => {
    const command = new RegExp(`npm (?:run (?:--silent )?)?${name}\\b`)
    expect(documents.some((document) => command.test(read(document)))).toBe(true)
  })
})

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md')

  it('knows every folder of the sources', () => {
    const folders = ['shared', 'main', 'main/engine', 'main/desktop', 'main/cli', 'main/host'].flatMap(
      (place) =>
        readdirSync(join(root, 'src', place), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => entry.name),
    )
    expect(folders.filter((name) => !text.includes(`${name}/`))).toEqual([])
  })

  it('stays short enough to be read', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(250)
  })
})
