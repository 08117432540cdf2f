import { canMount } from './small-disk'

/** Says once, before the tests, why some of them will be shown as skipped. */
export default function sayWhatIsSkipped(): void {
  if (canMount) return
  console.warn('Tests that need a disk of their own are skipped: only the superuser of Linux may mount one.')
}
