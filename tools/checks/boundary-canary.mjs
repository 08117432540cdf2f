import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toolPath } from '../build/package-programs.mjs'
import { captureChild } from '../set-up/children.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { boundaryCases } from './boundary-cases.mjs'

const rule = 'eslint(no-restricted-imports)'

/** Every way of importing that a boundary must stop; a name is bound once only, or the file would be no program. */
/** @type {readonly ((from: string, name: string) => string)[]} */
const forms = [
  (from) => `import '${from}'`,
  (from, name) => `import type { ${name} } from '${from}'`,
  (from) => `export * from '${from}'`,
  (from) => `void import('${from}')`,
]

/**
 * Proves that the linter's boundaries hold: it lints planted imports with the project's own rules and compares,
 * line by line, what was refused with what should have been. A rule that no longer fires fails here.
 *
 * @param {string} project folder
 * @returns {Promise<boolean>}
 */
export async function checkBoundaries(project) {
  return await withTemporaryFolder('boundaries', async (folder) => {
    await copyFile(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    /** @type {Map<string, boolean>} `file:line` to whether it must be refused */
    const expected = new Map()
    for (const { file, forbidden, allowed } of boundaryCases) {
      const lines = [
        ...forbidden.flatMap((from, index) => plant(from, `Forbidden${index}`, true)),
        ...allowed.flatMap((from, index) => plant(from, `Allowed${index}`, false)),
      ]
      for (const [index, { refused }] of lines.entries()) expected.set(`${file}:${index + 1}`, refused)
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), lines.map(({ text }) => `${text}\n`).join(''))
    }
    const refused = await lintImports(folder)
    const faults = [...expected].filter(([place, must]) => refused.has(place) !== must)
    for (const [place, must] of faults) {
      const [file = '', line = ''] = place.split(':')
      const text = (await readFile(join(folder, file), 'utf8')).split('\n')[Number(line) - 1]
      console.error(`${file}: ${text} ${must ? 'is not refused' : 'is refused, but allowed'}`)
    }
    return faults.length === 0
  })
}

/**
 * @param {string} from
 * @param {string} name
 * @param {boolean} refused
 */
function plant(from, name, refused) {
  return forms.map((form) => ({ text: form(from, name), refused }))
}

/**
 * @param {string} folder
 * @returns {Promise<Set<string>>} `file:line` of each import that the linter refused
 */
async function lintImports(folder) {
  const args = [toolPath('oxlint'), '-c', join(folder, '.oxlintrc.json'), '--format', 'json', '.']
  const { output, errors } = await captureChild(process.execPath, args, { cwd: folder })
  try {
    /** @type {{ diagnostics: { code: string, filename: string, labels: [{ span: { line: number } }] }[] }} */
    const { diagnostics } = JSON.parse(output)
    const places = diagnostics
      .filter(({ code }) => code === rule)
      .map(({ filename, labels }) => `${filename.replaceAll('\\', '/')}:${labels[0].span.line}`)
    return new Set(places)
  } catch {
    throw new Error(`the linter gave no report: ${errors || output}`)
  }
}
