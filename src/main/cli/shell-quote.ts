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
