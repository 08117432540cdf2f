import { existsSync, readdirSync } from 'node:fs'
import { findProgram } from '../find-program.mjs'
import { installPackages } from './apt.mjs'

/** Servers that tests of sinks start, where Debian and Ubuntu put them, and the packages that bring them. */
const databases = [
  { name: 'PostgreSQL', isThere: hasPostgres, packages: [['postgresql']] },
  { name: 'MariaDB', isThere: () => existsSync('/usr/sbin/mariadbd'), packages: [['mariadb-server']] },
]

function hasPostgres() {
  const folder = '/usr/lib/postgresql'
  return (
    existsSync(folder) && readdirSync(folder).some((version) => existsSync(`${folder}/${version}/bin/initdb`))
  )
}

/**
 * Installs the database servers that are missing, where apt is at hand for root. Each is optional: tests that need one
 * that cannot be installed are shown as skipped.
 *
 * @param {(line: string) => void} report
 * @returns {Promise<void>}
 */
export async function installDatabases(report) {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) return
  for (const { name, isThere, packages } of databases) {
    if (isThere()) continue
    report(`Installing ${name} with apt …`)
    const { code, errors } = await installPackages(packages)
    if (code !== 0) report(`${name} could not be installed: ${errors.trim().split('\n').at(-1) ?? ''}`)
  }
}
