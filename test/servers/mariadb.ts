import { join } from 'node:path'
import { isExhaustive } from '../exhaustive'
import type { Certificate } from './certificate'
import { accountOf, lendFiles, programAmong, run, startServer, type TestServer } from './server-process'

const server = programAmong(['/usr/sbin/mariadbd', '/usr/sbin/mysqld', '/usr/local/sbin/mariadbd'])
const install = programAmong(['/usr/bin/mariadb-install-db', '/usr/bin/mysql_install_db'])

/** Whether MariaDB is installed. */
export const hasMariadb = server !== null && install !== null

/** Whether tests start it: with `CI=true`, where it is installed; else they are shown as skipped. */
export const testsMariadb = hasMariadb && isExhaustive

const login = { user: 'galleon', password: 'p@ss/w%rd-MY-4826', database: 'shop' } as const

const settings = [
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--innodb-buffer-pool-size=64M',
  '--max-allowed-packet=4M',
  '--sql-mode=NO_BACKSLASH_ESCAPES',
  '--character-set-server=latin1',
  '--default-time-zone=+09:00',
]

/**
 * A MariaDB of its own whose settings are unlike those that a sink needs, with a certificate by TLS alone; the caller disposes
 * of it.
 */
export async function startMariadb(tls: Certificate | null = null): Promise<TestServer> {
  if (server === null || install === null) throw new Error('MariaDB is not installed')
  const account = accountOf('mysql')
  return await startServer(
    {
      name: 'mariadb',
      account,
      stopSignal: 'SIGTERM',
      initialise(place) {
        const options = ['--skip-test-db', '--auth-root-authentication-method=normal']
        run(account, [install, '--no-defaults', `--datadir=${join(place, 'files')}`, ...options])
        if (tls !== null) lendFiles(account, place, tls)
      },
      command(place, port) {
        const places = [`--datadir=${join(place, 'files')}`, `--socket=${join(place, 'socket')}`]
        const files = [`--ssl-cert=${join(place, 'certificate')}`, `--ssl-key=${join(place, 'key')}`]
        const secured = tls === null ? [] : [...files, '--require-secure-transport=ON']
        return [server, '--no-defaults', ...places, `--port=${port}`, ...settings, ...secured]
      },
      isReady: () => true,
      async prepare(_, port) {
        const { createConnection } = await import('mysql2/promise')
        const secured = tls === null ? {} : { ssl: { rejectUnauthorized: false } }
        const root = await createConnection({ host: '127.0.0.1', port, user: 'root', ...secured })
        await root.query(`CREATE DATABASE ${login.database}`)
        await root.query(`CREATE USER ${login.user}@'127.0.0.1' IDENTIFIED BY '${login.password}'`)
        await root.query(`GRANT ALL ON ${login.database}.* TO ${login.user}@'127.0.0.1'`)
        await root.end()
      },
    },
    login,
  )
}
