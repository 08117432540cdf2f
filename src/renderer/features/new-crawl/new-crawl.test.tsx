import type { CrawlPreview } from '@shared/model/crawl/crawl-preview'
import { DownloadRequest } from '@shared/model/download-request'
import { sinkFailure } from '@shared/model/failure'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginSettings } from '../../stores/settings'
import { closeDialog, openNewCrawl } from '../../stores/view'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { keepDraft } from './crawl-draft'
import { NewCrawlDialog } from './new-crawl'

const start = 'https://blog.example/'
const articles = 'https://blog.example/article/*'
const none = { count: 0, examples: [] }
const preview: CrawlPreview = {
  rules: [],
  shapes: [
    { match: articles, count: 24, examples: [] },
    { match: 'https://blog.example/user/*', count: 9, examples: [] },
  ],
  skipped: none,
  others: none,
  outside: none,
  records: [],
  columns: [],
  withoutRecord: [],
  failures: [],
  robots: [],
  read: 1,
  known: 1,
  pagesPerSecond: null,
}

function show(from: DownloadRequest | null = null) {
  fakeEngine({
    previewCrawl: () => ({ ok: true, value: preview }),
    prepareSink: () => ({
      ok: false,
      failure: sinkFailure('connection', 'PostgreSQL db.example/books', 'connection refused'),
    }),
  })
  render(
    <HintProvider>
      <NewCrawlDialog />
    </HintProvider>,
  )
  act(() => openNewCrawl(start, from))
  return userEvent.setup()
}

const patterns = () => screen.queryAllByLabelText<HTMLInputElement>('Pattern').map(({ value }) => value)

/** The request of a crawl that also writes to these places. */
const request = (sinks: string[]): DownloadRequest =>
  DownloadRequest.parse({ address: start, recipe: null, folder: '/pictures', options: {}, sinks })

beforeAll(() => startI18n('en'))
beforeEach(() => {
  keepDraft(null)
  act(() => {
    closeDialog()
    beginSettings(sampleSnapshot)
  })
})

describe('what was typed', () => {
  it('is there again after Escape, and gone after it was cleared', async () => {
    const user = show()
    await user.click(screen.getByRole('button', { name: 'Add a rule' }))
    await user.paste(articles)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()

    act(() => openNewCrawl(''))
    expect(screen.getByLabelText('Start address')).toHaveValue(start)
    expect(patterns()).toEqual([articles])
    await user.click(screen.getByRole('button', { name: 'Clear the form' }))
    expect(patterns()).toEqual([])
    act(() => closeDialog())
    act(() => openNewCrawl(''))
    expect(screen.getByLabelText('Start address')).toHaveValue('')
  })

  it('is not what another crawl was copied from', () => {
    show(request([]))
    act(() => closeDialog())
    act(() => openNewCrawl(''))
    expect(screen.getByLabelText('Start address')).toHaveValue('')
  })
})

it('a second click on a form of links makes no rule of the next one', async () => {
  const user = show()
  const group = await screen.findByRole('group', { name: /article/ }, { timeout: 3000 })
  await user.dblClick(within(group).getByRole('button', { name: 'Record' }))
  expect(patterns()).toEqual([articles])
  expect(within(group).getByRole('button', { name: 'Record' })).toHaveAttribute('aria-pressed', 'true')
  // Another use takes the place of the first.
  await user.click(within(group).getByRole('button', { name: 'Follow' }))
  expect(patterns()).toEqual([articles])
  expect(screen.getByRole('combobox', { name: 'What to do with links that match' })).toHaveTextContent(
    'Follow',
  )
})

it('a copy of a crawl does not write over the files of that crawl', () => {
  show(request(['/records/books.csv', 'sqlite:/records/books.db']))
  expect(screen.getByText('SQLite /records/books.db')).toBeVisible()
  expect(screen.queryByText('/records/books.csv')).toBeNull()
})

it('a server that cannot be reached says so, and can be corrected', async () => {
  const user = show(request(['postgres://reader@db.example:5432/books']))
  await user.click(screen.getByRole('button', { name: 'Test connection' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'PostgreSQL db.example/books cannot be used: connection refused.',
  )
  expect(screen.getByRole('alert')).not.toHaveTextContent('are sent')

  await user.click(screen.getByRole('button', { name: /^Change PostgreSQL/ }))
  expect(screen.getByLabelText('Host')).toHaveValue('db.example')
  expect(screen.getByLabelText('Port')).toHaveValue('5432')
  expect(screen.getByLabelText('Database')).toHaveValue('books')
  expect(screen.getByRole('textbox', { name: 'User' })).toHaveValue('reader')
})
