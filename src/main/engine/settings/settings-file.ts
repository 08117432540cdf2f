import { isDeepStrictEqual } from 'node:util'
import { errorCode } from '@shared/model/error-code'
import { FailureError, failure } from '@shared/model/failure'
import { defaultSettings, patchedSettings, type Settings, type SettingsPatch } from '@shared/model/settings'
import { parseJson } from '@shared/text/parse-json'
import { readSmallFileSync } from '../disk/read-small-file'
import { writeSmallFileSync } from '../disk/write-small-file'
import type { Ports } from '../ports/ports'
import { checkCertificates, checkedSettings } from './check-settings'

/** Thousands of times what all settings need. */
const mostBytes = 1024 ** 2

/** What a file or a patch holds: fields by name, some of them objects of fields. */
type Fields = Readonly<Record<string, unknown>>

/** The user's `config.json`: read once, written when a setting changes, editable by hand between runs. */
export interface SettingsFile {
  readonly current: Settings
  /**
   * Merges field by field, checks and writes. The file holds only what was set: a field that the patch sets to its
   * default is removed from it.
   *
   * Fails with `invalid-input` naming the field, or with `not-writable`; then nothing has changed.
   */
  change(patch: SettingsPatch): Settings
}

/** The settings in force; computed again only when the file changed, because every request reads them. */
export function settingsInForce(
  file: SettingsFile,
  { files, overrides }: Pick<Ports, 'files' | 'overrides'>,
): () => Settings {
  let seen: Settings | null = null
  let made: Settings | null = null
  return () => {
    if (made !== null && seen === file.current) return made
    seen = file.current
    const current = patchedSettings(seen, overrides?.settings ?? {})
    made = { ...current, folder: current.folder || files.downloads }
    return made
  }
}

/**
 * Reads the file; a missing one means defaults. A symbolic link is followed, also when it is written.
 *
 * Fails with `invalid-input` that names file, field and reason: an error of typing must not silently turn a limit into
 * its default. `home`: the user's home folder, for the example of a right path in a message.
 */
export function openSettingsFile(path: string, home: string): SettingsFile {
  let written = read(path)
  let current = checkedSettings(written, path, home)
  checkCertificates(current, path)

  return {
    get current() {
      return current
    },
    change(patch) {
      if (Object.keys(patch).length === 0) return current
      // Only what was ever set is written, so that better defaults of a later version reach all other users.
      const next = merged(written, patch, { ...defaultSettings })
      const checked = checkedSettings(next, path, home)
      if (patch.network?.caFile !== undefined) checkCertificates(checked, path)
      write(path, next)
      current = checked
      written = next
      return current
    },
  }
}

/** The written fields with those of a patch; objects are merged likewise. What has its default again goes. */
function merged(written: Fields, patch: Fields, defaults: Fields): Fields {
  const next = new Map(Object.entries(written))
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue
    const usual = defaults[name]
    const wanted = isFields(value) && isFields(usual) ? merged(fieldsOf(next.get(name)), value, usual) : value
    const isUsual = isDeepStrictEqual(wanted, usual) || (isFields(wanted) && Object.keys(wanted).length === 0)
    if (isUsual) next.delete(name)
    else next.set(name, wanted)
  }
  return Object.fromEntries(next)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function read(path: string): Fields {
  let text: string
  try {
    text = readSmallFileSync(path, { mostBytes, links: 'follow' }).toString('utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {}
    const reason = error instanceof Error ? error.message : String(error)
    throw new FailureError(failure('invalid-input', `${path} cannot be read: ${reason}`), { cause: error })
  }
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FailureError(failure('invalid-input', `${path} is not JSON: ${reason}`), { cause: error })
  }
  if (isFields(value)) return value
  throw new FailureError(failure('invalid-input', `${path} does not hold a JSON object`))
}

/** The new file survives a power cut. Fails with `not-writable`. */
function write(path: string, value: Fields): void {
  try {
    writeSmallFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { durable: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FailureError(failure('not-writable', `${path}: ${reason}`), { cause: error })
  }
}
