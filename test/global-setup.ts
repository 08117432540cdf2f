import { bundlePrograms } from '../tools/shared/bundle-programs.mjs'
import { isExhaustive } from './exhaustive'
import { testsMariadb } from './servers/mariadb'
import { testsPostgres } from './servers/postgres'
import { canMount } from './small-disk'

/** Bundles what tests start, and says once why some tests will be shown as skipped. */
export default async function setUp(): Promise<void> {
  await bundlePrograms()
  if (!isExhaustive) console.warn('Tests with PostgreSQL and MariaDB are skipped: they run with CI=true.')
  else if (!testsPostgres) console.warn('Tests with PostgreSQL are skipped: it is not installed.')
  else if (!testsMariadb) console.warn('Tests with MariaDB are skipped: it is not installed.')
  if (canMount) return
  console.warn('Tests that need a disk of their own are skipped: only the superuser of Linux may mount one.')
}
