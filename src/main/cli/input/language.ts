import { type Language, languageFor } from '@shared/messages/language'
import { Settings } from '@shared/model/settings'
import { readSmallFileSync } from '../../engine/disk/read-small-file'

/** Many times what settings take. */
const limits = { mostBytes: 1024 ** 2, links: 'follow' } as const

/** What decides which language the terminal speaks. */
export interface LanguageSources {
  /** The value of `--lang`. */
  readonly option: Language | undefined
  /** The settings file; null while it is not known. */
  readonly configFile: string | null
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The language to speak: that of `--lang`, else that of the settings, else that of the system. */
export function terminalLanguage({ option, configFile, env }: LanguageSources): Language {
  if (option !== undefined) return option
  return languageFor(configFile === null ? 'system' : languageSetting(configFile), systemLocale(env))
}

/**
 * The setting `language` of the file, read before an engine runs.
 *
 * `system` when the file cannot be used: the engine reports that when it starts.
 */
function languageSetting(configFile: string): Settings['language'] {
  try {
    const settings: unknown = JSON.parse(readSmallFileSync(configFile, limits).toString('utf8'))
    return Settings.pick({ language: true }).strip().parse(settings).language
  } catch {
    return 'system'
  }
}

/**
 * The locale of messages as a BCP 47 tag: the first of LC_ALL, LC_MESSAGES and LANG that is not empty (POSIX.1-2017,
 * 8.2), else what the system reports.
 */
function systemLocale(env: LanguageSources['env']): string {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value)
  if (named === undefined) return new Intl.DateTimeFormat().resolvedOptions().locale
  return named.replace(/[.@].*$/, '').replaceAll('_', '-')
}
