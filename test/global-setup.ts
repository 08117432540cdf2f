import { bundlePrograms } from '../tools/shared/bundle-programs.mjs'
import { hasMariadb } from './servers/mariadb'
import { hasPostgres } from './servers/postgres'
import { canMount } from './small-disk'

/** Bundles what tests start, and says once why some tests will be shown as skipped. */
export default async function setUp(): Promise<void> {
  await bundlePrograms()
  if (!hasPostgres) console.warn('Tests that need PostgreSQL are skipped: it is not installed.')
  if (!hasMariadb) console.warn('Tests that need MariaDB are skipped: it is not installed.')
  if (canMount) return
  console.warn('Tests that need a disk of their own are skipped: only the superuser of Linux may mount one.')
}
