import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isExhaustive } from '../exhaustive'
import type { Certificate } from './certificate'
import { accountOf, lendFiles, programAmong, run, startServer, type TestServer } from './server-process'

const versions = '/usr/lib/postgresql'

function foldersOf(): readonly string[] {
  try {
    return readdirSync(versions).map((version) => join(versions, version, 'bin'))
  } catch {
    return []
  }
}

const folder = foldersOf().findLast((bin) => programAmong([join(bin, 'initdb')]) !== null) ?? null

/** Whether PostgreSQL is installed. */
export const hasPostgres = folder !== null

/** Whether tests start it: with `CI=true`, where it is installed; else they are shown as skipped. */
export const testsPostgres = hasPostgres && isExhaustive

const login = { user: 'galleon', password: 'p@ss/w%rd-PG-7391', database: 'postgres' } as const

/** A PostgreSQL of its own, with passwords (SCRAM), with a certificate by TLS alone; the caller disposes of it. */
export async function startPostgres(tls: Certificate | null = null): Promise<TestServer> {
  if (folder === null) throw new Error('PostgreSQL is not installed')
  const account = accountOf('postgres')
  const password = (place: string) => join(place, 'password')
  return await startServer(
    {
      name: 'postgres',
      account,
      stopSignal: 'SIGINT',
      initialise(place) {
        writeFileSync(password(place), login.password)
        const options = [
          '-U',
          login.user,
          '-A',
          'scram-sha-256',
          '-E',
          'UTF8',
          '--locale',
          'C.UTF-8',
          '--no-sync',
        ]
        const places = ['-D', join(place, 'cluster'), '--pwfile', password(place)]
        run(account, [join(folder, 'initdb'), ...places, ...options])
        if (tls === null) return
        lendFiles(account, place, tls)
        writeFileSync(join(place, 'cluster', 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n')
      },
      command(place, port) {
        const places = ['-D', join(place, 'cluster'), '-k', place]
        const files = { ssl_cert_file: 'certificate', ssl_key_file: 'key' }
        const secured = Object.entries(files).flatMap(([name, file]) => [
          '-c',
          `${name}=${join(place, file)}`,
        ])
        const more = tls === null ? [] : ['-c', 'ssl=on', ...secured]
        return [join(folder, 'postgres'), ...places, '-p', String(port), '-h', '127.0.0.1', ...more]
      },
      isReady(place, port) {
        try {
          run(account, [join(folder, 'pg_isready'), '-h', place, '-p', String(port), '-q'])
          return true
        } catch {
          return false
        }
      },
      prepare: () => undefined,
    },
    login,
  )
}
