import { failure } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { TaskId } from '@shared/model/units'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HintProvider } from '../../components/tooltip'
import { startI18n } from '../../locales/i18n'
import { beginSettings } from '../../stores/settings'
import { closeDialog, openNewDownload, useView } from '../../stores/view'
import { fakeEngine, sampleSnapshot } from '../../testing/fake-engine'
import { NewDownloadDialog } from './new-download-dialog'

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
  fellBack: false,
  imageCount: 13,
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

  it('several addresses are refused, and no number of theirs counts pages', async () => {
    engine()
    await open('https://example.org/a/5.html https://example.org/b/9.html')
    expect(screen.getByRole('alert')).toHaveTextContent('Several addresses cannot be one download')
    expect(screen.getByRole('button', { name: 'Start' })).toHaveAttribute('aria-disabled', 'true')
    expect(screen.queryByRole('group', { name: /Numbers in the address/ })).toBeNull()
    expect(screen.queryByLabelText('From page')).toBeNull()
  })

  it('pages may be dates where the address holds one', async () => {
    const { inputsOf } = engine()
    const { user } = await open('https://example.org/c/2024/02/28')
    await user.type(screen.getByLabelText('Page range'), '2024-02-28..2024-03-01')
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(inputsOf('addTask')).toMatchObject([{ address: 'https://example.org/c/[2024/02/28..2024/03/01]' }])
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

  it('reads the first pages automatically, and not again for a longer range', async () => {
    const { inputsOf } = engine()
    const { user } = await open('https://example.org/a/[5510-5560].html')
    expect(await screen.findByText('Harbour at dawn', {}, { timeout: 5000 })).toBeVisible()
    expect(screen.getByText('13 images')).toBeVisible()
    expect(screen.getByText('Folder: Harbour at dawn [5510]')).toBeVisible()
    await user.click(screen.getByRole('button', { name: '1 address skipped' }))
    expect(screen.getByText('A logo, icon, avatar or button')).toBeVisible()
    expect(inputsOf('preview')).toMatchObject([
      { request: { address: 'https://example.org/a/[5510-5511].html' } },
    ])
    await user.type(screen.getByRole('textbox', { name: 'Page range' }), '9')
    expect(screen.getByText(/pages, from …\/5510\.html to …\/55609\.html/)).toBeVisible()
    expect(screen.getByText('13 images')).toBeVisible()
    expect(inputsOf('preview')).toHaveLength(1)
  })

  it('says why the first page could not be read, and what was tried where nothing was found', async () => {
    let answer: Preview | 'refused' = 'refused'
    engine(() => answer)
    const { user } = await open('https://example.org/a/5510.html')
    expect(await screen.findByText('The site could not be reached.', {}, { timeout: 5000 })).toBeVisible()
    const nothing = { ...found, images: [], imageCount: 0, tried: ['images.selector: .photo img'] }
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
