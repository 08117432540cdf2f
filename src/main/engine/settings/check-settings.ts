import { isAbsolute, join } from 'node:path'
import { FailureError, failure } from '@shared/model/failure'
import { NetworkSettings, Settings } from '@shared/model/settings'
import { displayText } from '@shared/text/display-text'
import { nearestName } from '@shared/text/nearest-name'
import type { z } from 'zod'
import { isFullPath } from '../disk/paths'
import { readCertificates } from './user-files'

/** Most errors of one file that are named. */
const mostNamed = 10

/**
 * Settings as they were written, with defaults for what is absent.
 *
 * Fails with `invalid-input` that names file, field and reason, and for a field that is no setting the most similar one:
 * an error of typing must not silently turn a limit into its default. `home`: the user's home folder, for the example.
 */
export function checkedSettings(
  written: Readonly<Record<string, unknown>>,
  file: string,
  home: string,
): Settings {
  const parsed = Settings.safeParse(written)
  const problems = parsed.success
    ? [
        ...folderProblems(parsed.data, home),
        ...networkProblems(parsed.data),
        ...encodingProblems(parsed.data),
      ]
    : parsed.error.issues.flatMap(problemsOf)
  if (parsed.success && problems.length === 0) return parsed.data
  const named = problems.slice(0, mostNamed).map((problem) => displayText(problem, 500))
  const rest = problems.length - named.length
  const more = rest > 0 ? [`and ${rest} more`] : []
  throw new FailureError(failure('invalid-input', `${file}: ${[...named, ...more].join('; ')}`))
}

/** Fails with `invalid-input` when the certificates that the settings name cannot be used. */
export function checkCertificates({ network: { caFile } }: Settings, file: string): void {
  if (caFile === null) return
  try {
    readCertificates(caFile)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const detail = `${file}: network.caFile: ${caFile}: ${reason}; correct the path or remove the field`
    throw new FailureError(failure('invalid-input', detail), { cause: error })
  }
}

function problemsOf(issue: z.core.$ZodIssue): readonly string[] {
  const place = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return [`${place}: ${issue.message}`]
  return issue.keys.map((name) => {
    const written = place === '' ? name : `${place}.${name}`
    const meant = meantBy(name, place)
    return `${written}: there is no such setting${meant === null ? '' : `; did you mean ${meant}?`}`
  })
}

/** The setting that a misspelt or misplaced one was probably meant to be, with the object that it belongs in. */
function meantBy(name: string, place: string): string | null {
  const levels = [
    { within: '', names: Object.keys(Settings.shape) },
    { within: 'network', names: Object.keys(NetworkSettings.shape) },
  ]
  const sameLevelFirst = levels.toSorted((a, b) => Number(b.within === place) - Number(a.within === place))
  for (const { within, names } of sameLevelFirst) {
    const nearest = nearestName(name, names)
    if (nearest !== null) return within === '' ? nearest : `${within}.${nearest}`
  }
  return null
}

function folderProblems({ folder }: Settings, home: string): readonly string[] {
  if (folder === '' || isFullPath(folder)) return []
  const meant = join(home, folder.replace(/^~(?=$|[\\/])/, ''))
  return [
    `folder: ${JSON.stringify(folder)} is not an absolute path; write for example ${JSON.stringify(meant)}`,
  ]
}

function networkProblems({ network: { allowPrivate, caFile } }: Settings): readonly string[] {
  const problems = allowPrivate.flatMap((entry, index) => {
    const problem = hostAndPortProblem(entry)
    return problem === null ? [] : [`network.allowPrivate.${index}: ${JSON.stringify(entry)} ${problem}`]
  })
  if (caFile !== null && !isAbsolute(caFile)) {
    problems.push(`network.caFile: ${JSON.stringify(caFile)} is not an absolute path`)
  }
  return problems
}

const hostAndPortForm = 'is not HOST:PORT, such as "192.168.1.5:8080" or "[::1]:80"'

/** Why an entry would never match an address as `hostAndPort` writes it; null when it can. */
function hostAndPortProblem(entry: string): string | null {
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? []
  if (/[\s*/\\?#@,%]/.test(host) || host === '' || Number(port) < 1 || Number(port) > 65_535) {
    return host.includes('*') || entry.includes('*')
      ? `${hostAndPortForm}: each host and port is named in full`
      : hostAndPortForm
  }
  let known: string
  try {
    known = new URL(`http://${host}/`).hostname
  } catch {
    return hostAndPortForm
  }
  const canonical = `${known}:${Number(port)}`
  return canonical === entry.toLowerCase() ? null : `is written ${JSON.stringify(canonical)} in addresses`
}

function encodingProblems({ fallbackEncoding }: Settings): readonly string[] {
  if (isEncodingLabel(fallbackEncoding)) return []
  return [
    `fallbackEncoding: ${JSON.stringify(fallbackEncoding)} is not the label of an encoding, such as "gbk"`,
  ]
}

/** Whether pages can be decoded by this label (WHATWG Encoding §4.2, names and labels). */
function isEncodingLabel(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
