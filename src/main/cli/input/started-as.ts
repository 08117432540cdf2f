import { relative } from 'node:path'

/**
 * A value as it is written into a command line of this system's shell, so that the shell gives exactly this value.
 *
 * POSIX shells: single quotes, inside of which only the quote itself is special. Windows: double quotes, which cmd and
 * PowerShell both know; a path there holds no double quote. PowerShell alone would expand `$` and a backtick inside of
 * them, and cmd knows no single quotes: such a value is quoted for PowerShell.
 */
export function shellQuote(value: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    if (/^[\w.:/\\-]+$/.test(value)) return value
    return /[$`]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`
  }
  return /^[\w.:/-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}

/** What is known of how this program was started. */
export interface Start {
  /** Absolute path of the script, as Node was given it: that of a link stays the link's. */
  readonly script: string
  /** The built program of a checkout. */
  readonly checkoutScript: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
}

/**
 * The words with which this program is started again from the same place: `npm run galleon --` when npm runs the script
 * of the checkout, `node PATH` for its built program, else `galleon`, as it is installed.
 */
export function startedAs({ script, checkoutScript, cwd, env, platform }: Start): string {
  if (env['npm_lifecycle_event'] === 'galleon') return 'npm run galleon --'
  const isInstalled = /[\\/](?:node_modules|bin|app\.asar)[\\/]/.test(script)
  if (script !== checkoutScript || isInstalled) return 'galleon'
  const near = relative(cwd, script)
  return `node ${shellQuote(near.startsWith('..') ? script : near, platform)}`
}
