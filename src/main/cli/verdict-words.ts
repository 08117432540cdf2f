import type { BadVerdict } from '@shared/model/check'

/** What a file is found to be, in the terminal's words. */
export const verdictWords: Readonly<Record<BadVerdict, string>> = {
  missing: 'Missing',
  'wrong-size': 'Wrong size',
  damaged: 'Damaged',
  changed: 'Changed',
  unreadable: 'Cannot be read',
}

/** The same inside a sentence that counts. */
export const verdictCounts: Readonly<Record<BadVerdict, string>> = {
  missing: 'missing',
  'wrong-size': 'of the wrong size',
  damaged: 'damaged',
  changed: 'changed',
  unreadable: 'unreadable',
}
