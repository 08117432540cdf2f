import { terminalTexts } from '@shared/messages/terminal-text'
import { expect, it } from 'vitest'
import { deletedLines } from './end-tasks'

it('lists kept files under their own reason, however galleries mixed them', () => {
  const kept = [
    { path: '/a/1.png', why: 'shared' },
    { path: '/a/2.png', why: 'changed' },
    { path: '/b/3.png', why: 'shared' },
  ] as const
  const lines = deletedLines({ trashed: 1, deleted: 0, changed: 1, shared: 30, kept }, terminalTexts('en'))
  expect(lines).toEqual([
    '1 file moved to the trash',
    expect.stringMatching(/^1 file kept: changed/),
    '  /a/2.png',
    expect.stringMatching(/^30 files kept: another download/),
    '  /a/1.png',
    '  /b/3.png',
    'and 28 more',
  ])
})
