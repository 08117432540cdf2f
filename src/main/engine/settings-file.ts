import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { FailureError, failure } from '@shared/failure'
import { Settings, type SettingsPatch } from '@shared/settings'
import { makeLastingFolderSync } from '../lasting-folder'
import { syncFolderSync } from '../sync-folder'
import { withoutQuote } from './without-quote'

/** The person's `config.json`: read once, written when a setting changes, editable by hand between runs. */
export interface SettingsFile {
  readonly current: Settings
  /** Merges, checks, writes; fails with `invalid-input` naming the field, and then nothing has changed. */
  change(patch: SettingsPatch): Settings
}

/**
 * Reads the file; a missing one means defaults.
 *
 * Fails with `invalid-input` that names file, field and reason: a slip of the hand must not silently turn a limit into
 * its default.
 */
export function openSettingsFile(path: string): SettingsFile {
  let written = read(path)
  let current = parse(written, path)

  return {
    get current() {
      return current
    },
    change(patch) {
      if (Object.keys(patch).length === 0) return current
      // Only what was ever set is written, so that better defaults of a later version reach everyone else.
      const next = { ...written, ...patch }
      const parsed = parse(next, path)
      write(path, next)
      current = parsed
      written = next
      return current
    },
  }
}

function read(path: string): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new FailureError(failure('invalid-input', `${path} cannot be read: ${String(error)}`), {
      cause: error,
    })
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch (error) {
    throw new FailureError(failure('invalid-input', `${path} is not JSON: ${withoutQuote(String(error))}`), {
      cause: error,
    })
  }
  throw new FailureError(failure('invalid-input', `${path} does not hold a JSON object`))
}

function parse(value: Record<string, unknown>, path: string): Settings {
  const parsed = Settings.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new FailureError(failure('invalid-input', `${path}: ${issues.join('; ')}`))
}

/** The old file or the new one, never half of it; the new one survives a power cut. Fails with `not-writable`. */
function write(path: string, value: Record<string, unknown>): void {
  const temporary = `${path}.part`
  try {
    makeLastingFolderSync(dirname(path))
    writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(temporary, path)
    syncFolderSync(dirname(path))
  } catch (error) {
    throw new FailureError(failure('not-writable', `${path}: ${String(error)}`), { cause: error })
  }
}
