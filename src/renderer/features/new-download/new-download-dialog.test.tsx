import { failure, obstacleFailure } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { TaskId } from '@shared/model/units'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HintProvider } from '../../components/overlays/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginSettings } from '../../stores/settings'
import { closeDialog, openNewDownload, useView } from '../../stores/view'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { NewDownloadDialog } from './new-download-dialog'
import { previewRequest } from './use-new-download'

const recipe = {
  name: 'automatic',
  title: 'Automatic',
  version: 1,
  origin: 'automatic',
  match: [],
  example: null,
  file: null,
  error: null,
} as const

const found: Preview = {
  page: 'https://example.org/a/5510.html',
  comparedWith: null,
  missing: null,
  albums: [],
  albumCount: 0,
  unwanted: null,
  recipe,
  encoding: 'utf-8',
  title: 'Harbour at dawn',
  folder: 'Harbour at dawn [5510]',
  judgement: { kind: 'gallery', certain: true, reasons: [], others: [], obstacle: null },
  images: [
    {
      address: 'https://example.org/1.jpg',
      shown: null,
      alternatives: [],
      width: null,
      height: null,
      media: 'picture',
    },
  ],
  links: [],
  linkCount: 0,
  expected: { galleries: 1, images: 13 },
  lacking: 0,
  fellBack: false,
  imageCount: 13,
  videoCount: 0,
  skipped: [{ address: 'https://example.org/logo.png', reason: 'icon' }],
  nextPage: null,
  tried: [],
}

function engine(preview: () => Preview | 'refused' = () => found) {
  return fakeEngine({
    addTask: () => ({ ok: true, value: TaskId.parse(5) }),
    preview: () => {
      const seen = preview()
      return seen === 'refused' ? { ok: false, failure: failure('refused', '') } : { ok: true, value: seen }
    },
  })
}

async function open(address: string) {
  render(
    <HintProvider>
      <NewDownloadDialog />
    </HintProvider>,
  )
  act(() => openNewDownload(address))
  await screen.findByRole('dialog', { name: 'New download' })
  const field = screen.getByLabelText('Address')
  await waitFor(() => expect(field).toBeVisible())
  return { user: userEvent.setup(), field }
}

beforeAll(() => startI18n('en'))
beforeEach(() => {
  window.localStorage.clear()
  act(() => {
    closeDialog()
    beginSettings(sampleSnapshot)
  })
})

describe('notes beside the address', () => {
  it.each([
    [
      'https://example.org/list?tags[]=cat&f={id}',
      '[] {id} is not a range and is taken as part of the address.',
    ],
    ['https://example.org/g#page=[1-5]', '[1-5] is after #, and text after # is never sent to the site'],
    ['https://example.org/g#page-3', 'page-3 is after #, and text after # is never sent to the site'],
  ])('%s', async (address, note) => {
    engine()
    await open(address)
    expect(await screen.findByRole('note')).toHaveTextContent(note)
    expect(screen.getByRole('button', { name: 'Start' })).toBeEnabled()
  })

  it('a wrong range shows one message and the corrected address', async () => {
    engine()
    await open('https://example.org/[08-0f].html')
    expect(await screen.findAllByRole('alert')).toHaveLength(1)
    expect(screen.getByRole('alert')).toHaveTextContent('Write: https://example.org/[0x08-0x0f].html')
  })

  it('the corrected address can be taken over', async () => {
    engine()
    const { user, field } = await open('https://example.org/7/[1-x].html')
    expect(screen.queryByRole('group', { name: /Numbers in the address/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Use this address' }))
    expect(field).toHaveValue('https://example.org/7/\\[1-x\\].html')
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole('button', { name: 'Start' })).toBeEnabled()
  })

  it('pages may be dates where the address holds one', async () => {
    const { inputsOf } = engine()
    const { user } = await open('https://example.org/c/2024/02/28')
    await user.type(screen.getByLabelText('Page range'), '2024-02-28..2024-03-01')
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: 'https://example.org/c/[2024/02/28..2024/03/01]' }])
  })
})

describe('several addresses', () => {
  const [a, b, c] = [
    'https://example.org/a/5.html',
    'https://example.org/a/9.html',
    'https://other.example/x',
  ]

  it('are a list, of which each that is ticked becomes a download of its own', async () => {
    const { inputsOf } = engine()
    const { user, field } = await open(`${a} ${b} ${c}`)
    const list = screen.getByRole('region', { name: 'Addresses' })
    expect(within(list).getByRole('status')).toHaveTextContent('3 addresses, 3 ticked')
    expect(field).toHaveValue(a)
    await user.click(within(list).getByRole('checkbox', { name: `Download ${b}` }))
    await user.click(screen.getByRole('button', { name: 'Start 2 downloads' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: a }, { address: c }])
    await waitFor(() => expect(useView.getState().dialog).toBeNull())
  })

  it('show the chosen one in the form, with its own pages and preview', async () => {
    const { inputsOf } = engine()
    const { user, field } = await open(`${a} ${c}`)
    await user.type(screen.getByRole('textbox', { name: 'Page range' }), '5-7')
    await user.click(screen.getByRole('button', { name: `Show ${c}` }))
    expect(field).toHaveValue(c)
    await waitFor(() => expect(inputsOf('preview').at(-1)).toMatchObject({ request: { address: c } }))
    await user.click(screen.getByRole('button', { name: `Show ${a}` }))
    expect(screen.getByRole('textbox', { name: 'To page' })).toHaveValue('7')
    await user.click(screen.getByRole('button', { name: 'Start 2 downloads' }))
    expect(inputsOf('addTask')).toMatchObject([
      { address: 'https://example.org/a/[5-7].html' },
      { address: c },
    ])
  })

  it('that differ in a number are two, and one range only when that is asked for', async () => {
    const { inputsOf } = engine()
    const { user } = await open(`${a} ${b}`)
    await user.click(screen.getByRole('button', { name: 'Take as one range' }))
    expect(screen.queryByRole('region', { name: 'Addresses' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: 'https://example.org/a/[5-9].html' }])
  })

  it('become a list when they are pasted into the field', async () => {
    engine()
    const { user, field } = await open('')
    await user.click(field)
    await user.paste(`${a}\n${c}\n`)
    expect(screen.getByRole('region', { name: 'Addresses' })).toBeVisible()
    expect(field).toHaveValue(a)
  })

  it('do not start while one that is ticked is wrong, and start without it', async () => {
    const { inputsOf } = engine()
    const { user } = await open(`${a} https://example.org/[1-`)
    expect(screen.getByText('Not an address')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Start 2 downloads' }))
    expect(inputsOf('addTask')).toEqual([])
    await user.click(screen.getByRole('checkbox', { name: 'Download https://example.org/[1-' }))
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: a }])
  })

  it('are not added twice when one of them is refused', async () => {
    let refuse = true
    const { inputsOf } = fakeEngine({
      addTask: ({ address }) =>
        refuse && address === c
          ? { ok: false, failure: failure('refused', '') }
          : { ok: true, value: TaskId.parse(5) },
    })
    const { user } = await open(`${a} ${c}`)
    await user.click(screen.getByRole('button', { name: 'Start 2 downloads' }))
    expect(await screen.findByRole('button', { name: 'Start' })).toBeVisible()
    refuse = false
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: a }, { address: c }, { address: c }])
  })

  it('are listed with what the text holds besides', async () => {
    engine()
    await open(`${a} ${a} hello ${b} http:// ftp://x.y/z ${c} -`)
    const list = screen.getByRole('region', { name: 'Addresses' })
    expect(within(list).getByRole('status')).toHaveTextContent('3 addresses, 3 ticked')
    expect(
      within(list).getByText(
        'Not taken: hello, http://, ftp://x.y/z (no http or https addresses); 1 repeated address',
      ),
    ).toBeVisible()
  })

  it('are listed without such a line where all was taken', async () => {
    engine()
    await open(`${a} ${c}`)
    expect(screen.queryByText(/^Not taken/)).toBeNull()
  })
})

describe('what a page is', () => {
  const thumbnails: Preview = {
    ...found,
    judgement: {
      kind: 'thumbnails',
      certain: true,
      reasons: [
        { code: 'followed-picture-pages', count: 2, detail: '' },
        { code: 'links-to-pages', count: 12, detail: '' },
      ],
      others: ['gallery'],
      obstacle: null,
    },
    links: [{ address: 'https://example.org/view/1', title: '' }],
    linkCount: 12,
  }
  const taken: Preview = {
    ...found,
    judgement: {
      ...thumbnails.judgement,
      kind: 'gallery',
      reasons: [{ code: 'by-user', count: 0, detail: '' }],
      others: ['thumbnails'],
    },
    imageCount: 12,
  }
  const read = (shown: Preview) =>
    fakeEngine({
      addTask: () => ({ ok: true, value: TaskId.parse(5) }),
      preview: ({ request }) => ({
        ok: true,
        value: request.options?.readAs === 'gallery' ? taken : shown,
      }),
    })
  const sentence = 'These 12 are thumbnails: each links to a page with a larger picture.'

  it('is said with its reasons, and thumbnails are taken as they are on request', async () => {
    const { inputsOf } = read(thumbnails)
    const { user } = await open('https://example.org/a/5510.html')
    expect(await screen.findByText(sentence, {}, { timeout: 5000 })).toBeVisible()
    expect(screen.getByRole('radio', { name: 'Follow them' })).toBeChecked()
    await user.click(screen.getByRole('button', { name: 'Reasons' }))
    expect(screen.getByText(/^2 links were followed/)).toBeVisible()
    await user.click(screen.getByRole('radio', { name: 'Take the thumbnails' }))
    await waitFor(() => expect(inputsOf('preview')).toHaveLength(2))
    expect(screen.getByText(sentence)).toBeVisible()
    expect(screen.getByRole('radio', { name: 'Take the thumbnails' })).toBeChecked()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ options: { readAs: 'gallery' } }])
  })

  it('can be read in a way that is unlikely, on request', async () => {
    const certain = { ...thumbnails.judgement, others: ['gallery', 'index'] as const }
    read({ ...thumbnails, judgement: certain })
    const { user } = await open('https://example.org/a/5510.html')
    await screen.findByText(sentence, {}, { timeout: 5000 })
    await user.click(screen.getByRole('button', { name: 'Reasons' }))
    expect(screen.queryByRole('radio', { name: 'Each is a gallery' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Other …' }))
    expect(screen.getByRole('radio', { name: 'Each is a gallery' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Other …' })).toBeNull()
  })

  it('can still be read as it was judged when another address was chosen in between', async () => {
    const index: Preview = {
      ...thumbnails,
      judgement: { ...thumbnails.judgement, kind: 'index' },
      images: [],
      imageCount: 0,
    }
    const { inputsOf } = fakeEngine({
      addTask: () => ({ ok: true, value: TaskId.parse(5) }),
      preview: ({ request }) => {
        if (request.address.endsWith('/b')) return { ok: true, value: found }
        return { ok: true, value: request.options?.readAs === 'gallery' ? taken : index }
      },
    })
    const { user } = await open('https://example.org/b https://example.org/index')
    await user.click(screen.getByRole('button', { name: 'Show https://example.org/index' }))
    await user.click(await screen.findByRole('radio', { name: 'Only this page' }, { timeout: 5000 }))
    await screen.findByText('12 images', {}, { timeout: 5000 })
    await user.click(screen.getByRole('button', { name: 'Show https://example.org/b' }))
    await screen.findByText('13 images', {}, { timeout: 5000 })
    await user.click(screen.getByRole('button', { name: 'Show https://example.org/index' }))
    await screen.findByText('12 images', {}, { timeout: 5000 })
    expect(screen.getByText('12 galleries are linked here.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Reasons' })).toBeVisible()
    expect(screen.getByRole('radio', { name: 'Only this page' })).toBeChecked()
    await user.click(screen.getByRole('radio', { name: 'All 12' }))
    await user.click(screen.getByRole('button', { name: 'Start 2 downloads' }))
    expect(inputsOf('addTask')).toMatchObject([{ options: {} }, { options: {} }])
    for (const { options } of inputsOf('addTask') as readonly { readonly options: object }[])
      expect(options).not.toHaveProperty('readAs')
  })

  it('is judged again at another address', async () => {
    const { inputsOf } = read(thumbnails)
    const { user, field } = await open('https://example.org/a/5510.html')
    await user.click(await screen.findByRole('radio', { name: 'Take the thumbnails' }, { timeout: 5000 }))
    await user.clear(field)
    await user.type(field, 'https://example.org/b/x')
    expect(screen.queryByText(sentence)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ options: {} }])
  })

  it('of an index is the number of its galleries, with doubt where there is', async () => {
    read({
      ...thumbnails,
      judgement: { ...thumbnails.judgement, kind: 'index', certain: false },
      links: [{ address: 'https://example.org/g/1', title: 'Harbour' }],
      linkCount: 24,
      images: [],
      imageCount: 0,
      expected: { galleries: 24, images: null },
    })
    await open('https://example.org/index.html')
    expect(
      await screen.findByText('24 galleries are linked here. This is not certain.', {}, { timeout: 5000 }),
    ).toBeVisible()
    expect(screen.getByRole('radio', { name: 'All 24' })).toBeChecked()
    expect(screen.getByRole('radio', { name: 'Only this page' })).toBeVisible()
    expect(screen.getByText('Expected in all: 24 galleries')).toBeVisible()
    expect(screen.getByText('Harbour', { exact: true })).toBeVisible()
  })

  it('of an index whose galleries are not followed is no choice, and says that nothing is saved', async () => {
    const { inputsOf } = read({
      ...thumbnails,
      judgement: { ...thumbnails.judgement, kind: 'index' },
      links: [{ address: 'https://example.org/g/1', title: 'Harbour' }],
      linkCount: 6,
      images: [],
      imageCount: 0,
      expected: { galleries: null, images: null },
    })
    const { user } = await open('https://example.org/index.html')
    expect(await screen.findByRole('radio', { name: 'All 6' }, { timeout: 5000 })).toBeChecked()
    expect(await screen.findByText('Each gallery gets a folder of its own.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: /^Options/ }))
    await user.click(screen.getByRole('checkbox', { name: /^Follow links/ }))
    const text = 'Links are not followed: nothing of this page is saved.'
    expect(await screen.findByText(text, {}, { timeout: 5000 })).toBeVisible()
    expect(screen.queryByText('Each gallery gets a folder of its own.')).toBeNull()
    expect(screen.getByText('6 galleries are linked here. They are not followed.')).toBeVisible()
    expect(screen.getByRole('radio', { name: 'All 6' })).not.toBeChecked()
    expect(screen.getByRole('radio', { name: 'Only this page' })).not.toBeChecked()
    await user.click(screen.getByRole('radio', { name: 'Only this page' }))
    expect(screen.getByText('6 galleries are linked here.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ options: { readAs: 'gallery', follow: false } }])
  })

  it('with further pages is followed, or not', async () => {
    const { inputsOf } = read({ ...found, nextPage: 'https://example.org/a/5510_2.html' })
    const { user } = await open('https://example.org/a/5510.html')
    const follow = await screen.findByRole('switch', { name: 'Follow further pages' }, { timeout: 5000 })
    expect(follow).toBeChecked()
    await user.click(follow)
    expect(screen.getByText('It continues on further pages, which are not followed.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ options: { follow: false } }])
  })

  it('says sizes in pixels, which of its pictures are videos, and what a range is expected to bring', async () => {
    const [image] = found.images
    if (!image) throw new Error('a picture')
    read({
      ...found,
      images: [
        { ...image, width: 700, height: 900 },
        { ...image, address: 'https://example.org/2.mp4', media: 'video' },
      ],
      expected: { galleries: 10, images: 130 },
      lacking: 37,
      fellBack: true,
    })
    await open('https://example.org/a/[5510-5519].html')
    expect(await screen.findByText('700 × 900', {}, { timeout: 5000 })).toBeVisible()
    expect(screen.getByText('size unknown')).toBeVisible()
    expect(screen.getByText('Video')).toBeInTheDocument()
    expect(screen.getByText('Expected in all: 10 galleries, about 130 images')).toBeVisible()
    expect(screen.getByText('The page announces 37 more pictures than it shows.')).toBeVisible()
    expect(screen.getByText(/The recipe found nothing on it/)).toBeVisible()
  })

  it('that says what stands in its way is distinguished from one without pictures', async () => {
    const { inputsOf } = read({
      ...found,
      judgement: {
        kind: 'other',
        certain: true,
        reasons: [{ code: 'obstacle', count: 0, detail: 'login' }],
        others: [],
        obstacle: 'login',
      },
      images: [],
      imageCount: 0,
      unwanted: obstacleFailure('login', 'https://example.org/a/5510.html'),
    })
    const { user } = await open('https://example.org/a/5510.html')
    expect(
      await screen.findByText('The site shows a login form instead of the page.', {}, { timeout: 5000 }),
    ).toBeVisible()
    expect(screen.queryByText(/No pictures were found/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Open page in browser' }))
    expect(inputsOf('openInBrowser')).toEqual(['https://example.org/a/5510.html'])
  })

  it('that the site sent to its home page is not shown as what was asked for', async () => {
    read({ ...found, unwanted: obstacleFailure('home', 'https://example.org/') })
    await open('https://example.org/a/5510.html')
    expect(await screen.findByText(/home page/, {}, { timeout: 5000 })).toBeVisible()
    expect(screen.queryByText('700 × 900')).toBeNull()
  })

  it('that the site sent to its home page offers no reading: none would read it', async () => {
    const judgement = { ...thumbnails.judgement, kind: 'index' as const }
    const unwanted = obstacleFailure('home', 'https://example.org/')
    read({ ...thumbnails, judgement, images: [], imageCount: 0, unwanted })
    await open('https://example.org/a/5510.html')
    expect(await screen.findByText(/home page/, {}, { timeout: 5000 })).toBeVisible()
    expect(screen.queryByText(/galleries are linked here/)).toBeNull()
    expect(screen.queryByRole('radio', { name: 'All 12' })).toBeNull()
  })

  it('counts videos apart from pictures', async () => {
    read({ ...found, imageCount: 4, videoCount: 1 })
    await open('https://example.org/a/5510.html')
    expect(
      await screen.findByText('This page shows a gallery of 3 pictures and 1 video.', {}, { timeout: 5000 }),
    ).toBeVisible()
    expect(screen.getByText('3 images and 1 video')).toBeVisible()
  })

  it('that something stands in the way of is said, with the next step', async () => {
    const { inputsOf } = fakeEngine({
      preview: () => ({ ok: false, failure: obstacleFailure('login', 'https://example.org/a/5510.html') }),
    })
    const { user } = await open('https://example.org/a/[5510-5560].html')
    expect(
      await screen.findByText('The site shows a login form instead of the page.', {}, { timeout: 5000 }),
    ).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Open page in browser' }))
    expect(inputsOf('openInBrowser')).toEqual(['https://example.org/a/5510.html'])
  })
})

describe('"New download"', () => {
  it('says which rule of a recipe is too slow, and opens the folder where it can be corrected', async () => {
    const { inputsOf } = fakeEngine({
      preview: () => ({ ok: false, failure: failure('recipe-too-slow', 'slow.json: images[0].select') }),
      openRecipeFolder: () => ({ ok: true, value: undefined }),
    })
    const { user } = await open('https://example.org/a/5510.html')
    expect(
      await screen.findByText(/takes too long on this page: slow\.json: images\[0\]\.select/),
    ).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Open recipe folder' }))
    expect(inputsOf('openRecipeFolder')).toHaveLength(1)
  })

  it('starts what was pasted and shows it in the list', async () => {
    const { inputsOf } = engine()
    const { user } = await open('https://example.org/a/[5510-5560].html')
    expect(screen.getByText('51 pages, from …/5510.html to …/5560.html')).toBeVisible()
    expect(screen.getByText('https://example.org/a/5535.html')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toEqual([
      {
        address: 'https://example.org/a/[5510-5560].html',
        recipe: null,
        folder: '/pictures',
        options: {},
        startLater: false,
      },
    ])
    await waitFor(() => expect(useView.getState()).toMatchObject({ dialog: null, wanted: 5 }))
  })

  it('does not move under a press that leaves the address', async () => {
    const { inputsOf } = engine()
    const { user, field } = await open('')
    await user.type(field, 'https://example.org/a/[[5510-5560].html')
    const start = screen.getByRole('button', { name: 'Start' })
    await user.pointer({ keys: '[MouseLeft>]', target: start })
    expect(field).not.toHaveFocus()
    expect(screen.queryByRole('textbox', { name: 'From page' })).toBeNull()
    await user.pointer({ keys: '[/MouseLeft]', target: start })
    expect(inputsOf('addTask')).toMatchObject([{ address: 'https://example.org/a/[5510-5560].html' }])
  })

  it('makes From and To of the address once the press beside it is over', async () => {
    engine()
    const { user, field } = await open('')
    await user.type(field, 'https://example.org/a/[[5510-5560].html')
    await user.click(screen.getByRole('heading', { name: 'New download' }))
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'From page' })).toHaveValue('5510'))
    expect(field).toHaveValue('https://example.org/a/5510.html')
  })

  it('moves the range to another number when its chip is pressed', async () => {
    const { inputsOf } = engine()
    const { user } = await open('https://example.org/2024/a/5510.html')
    await user.click(screen.getByRole('button', { name: 'Let 2024 count pages' }))
    const pages = screen.getByRole('textbox', { name: 'Page range' })
    await user.type(pages, '2020-2022')
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: 'https://example.org/[2020-2022]/a/5510.html' }])
  })

  it('says what is wrong with an address and does not start it', async () => {
    const { inputsOf } = engine()
    const { user, field } = await open('https://example.org/[1-')
    expect(screen.getByRole('alert')).toHaveTextContent('This bracket is never closed.')
    expect(field).toBeInvalid()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toEqual([])
  })

  it('asks once before more than 1,000 pages', async () => {
    const { inputsOf } = engine()
    const { user } = await open('https://example.org/a/[1-5000].html')
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(screen.getByRole('alert')).toHaveTextContent('5,000 pages are a lot')
    expect(inputsOf('addTask')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Start 5,000 pages' }))
    expect(inputsOf('addTask')).toHaveLength(1)
  })

  it('asks for the whole range, and shows what it knows until a longer one is read', async () => {
    let answer = found
    const { inputsOf } = engine(() => answer)
    const { user } = await open('https://example.org/a/[5510-5560].html')
    expect(await screen.findByText('Harbour at dawn', {}, { timeout: 5000 })).toBeVisible()
    expect(screen.getByText('13 images')).toBeVisible()
    expect(screen.getByText('Folder: Harbour at dawn [5510]')).toBeVisible()
    await user.click(screen.getByRole('button', { name: '1 address skipped' }))
    expect(screen.getByText('A logo, icon, avatar or button')).toBeVisible()
    expect(inputsOf('preview')).toMatchObject([
      { request: { address: 'https://example.org/a/[5510-5560].html' } },
    ])
    answer = { ...found, expected: { galleries: 50_100, images: 651_300 } }
    await user.type(screen.getByRole('textbox', { name: 'Page range' }), '9')
    expect(screen.getByText(/pages, from …\/5510\.html to …\/55609\.html/)).toBeVisible()
    expect(screen.getByText('13 images')).toBeVisible()
    expect(await screen.findByText(/^Expected in all: 50,100 galleries/, {}, { timeout: 5000 })).toBeVisible()
    expect(inputsOf('preview')).toHaveLength(2)
    expect(inputsOf('cancelPreview')).toHaveLength(1)
  })

  it('reads no page again for how fast the download is to be', async () => {
    const request = { address: 'https://example.org/a/[1-3].html', recipe: null, folder: '/pictures' }
    const options = { oneFolder: true, follow: false, mostImages: 9, headers: { cookie: 'a=b' } }
    const asked = previewRequest({
      ...request,
      options: { ...options, connections: 3, bytesPerSecond: 5000 },
    })
    expect(asked).toEqual({ ...request, options })
  })

  it('says why the first page could not be read, and what was tried where nothing was found', async () => {
    let answer: Preview | 'refused' = 'refused'
    engine(() => answer)
    const { user } = await open('https://example.org/a/5510.html')
    expect(await screen.findByText('The site could not be reached.', {}, { timeout: 5000 })).toBeVisible()
    const tried = ['images.selector: .photo img']
    const unwanted = failure('no-images', `looked for: ${tried.join('')}`)
    const nothing = { ...found, images: [], imageCount: 0, tried, unwanted }
    answer = nothing
    await user.click(screen.getByRole('button', { name: 'Read again' }))
    expect(await screen.findByText(/^Looked for pictures, for links/, {}, { timeout: 5000 })).toBeVisible()
    answer = { ...nothing, recipe: { ...recipe, name: 'mine', origin: 'own' } }
    await user.click(screen.getByRole('button', { name: 'Read again' }))
    expect(
      await screen.findByText('Looked for: images.selector: .photo img', {}, { timeout: 5000 }),
    ).toBeVisible()
  })

  it('cancels the preview when it closes', async () => {
    const { inputsOf } = fakeEngine({ preview: () => new Promise(() => {}) })
    const { user } = await open('https://example.org/a/5510.html')
    expect(await screen.findByText('Reading the first page …', {}, { timeout: 5000 })).toBeVisible()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(inputsOf('cancelPreview')).toHaveLength(1))
    const [asked] = inputsOf('preview') as readonly { readonly token: string }[]
    expect(inputsOf('cancelPreview')).toEqual([asked?.token])
  })

  it('remembers the folder of the last download', async () => {
    const first = fakeEngine({
      addTask: () => ({ ok: true, value: TaskId.parse(5) }),
      chooseFolder: () => ({ ok: true, value: '/elsewhere' }),
    })
    const { user } = await open('https://example.org/a/5510.html')
    await user.click(screen.getByRole('button', { name: 'Choose …' }))
    expect(await screen.findByText('/elsewhere')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(first.inputsOf('addTask')).toMatchObject([{ folder: '/elsewhere' }])
    act(() => openNewDownload('https://example.org/b/1.html'))
    expect(await screen.findByText('/elsewhere')).toBeVisible()
  })
})

describe('what the preview adds', () => {
  const albums = ['North', 'South'].map((title) => ({ title, address: `https://example.org/${title}/` }))

  it('is that the first page of the range could not be read', async () => {
    const failed = { address: 'https://example.org/a/5509.html', failure: failure('refused', '') }
    engine(() => ({ ...found, missing: failed }))
    await open('https://example.org/a/[5509-5512].html')
    expect(await screen.findByText(/first page of the range could not be read/)).toBeVisible()
  })

  it('is that a page has nothing but a video that is no file', async () => {
    const skipped = [{ address: 'https://example.org/live.m3u8', reason: 'stream' as const }]
    engine(() => ({ ...found, images: [], imageCount: 0, skipped, unwanted: obstacleFailure('text', '') }))
    await open('https://example.org/a/5510.html')
    expect(await screen.findByText(/video that is only sent in pieces/)).toBeVisible()
  })

  it.each<[string, Partial<Preview>]>([
    ['pictures', { links: albums, linkCount: 2 }],
    ['thumbnails', { judgement: { ...found.judgement, kind: 'thumbnails' }, albums, albumCount: 2 }],
  ])('are the names of galleries beside %s', async (_, more) => {
    engine(() => ({ ...found, ...more }))
    await open('https://example.org/a/5510.html')
    const list = await screen.findByRole('list', { name: 'First galleries' })
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['North', 'South'])
    expect(screen.getByText('Besides: 2 galleries, each into a folder of its own')).toBeVisible()
  })
})
