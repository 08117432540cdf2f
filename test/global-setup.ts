import { bundlePrograms } from '../tools/shared/bundle-programs.mjs'
import { canMount } from './small-disk'

/** Bundles what tests start, and says once why some tests will be shown as skipped. */
export default async function setUp(): Promise<void> {
  await bundlePrograms()
  if (canMount) return
  console.warn('Tests that need a disk of their own are skipped: only the superuser of Linux may mount one.')
}
