import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { DownloadRequest, DownloadRequestInput } from '@shared/model/download-request'
import type { RecipeSummary } from '@shared/model/recipe'
import { addressAt, parsePageRange, rangeOf } from '@shared/page-range/page-range'
import { useEffect, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { recall, remember } from '../../components/remember'
import { useSettings } from '../../stores/settings'
import { closeDialog, showCrawl } from '../../stores/view'
import { type CrawlDraft, draftFor, keepDraft } from './crawl-draft'
import { type CrawlForm, emptyForm, type FormProblem, formOfPlan, readCrawlForm } from './crawl-form'
import { type CrawlPreviewControl, useCrawlPreview } from './use-crawl-preview'
import { isServer, isShared, type Places, usePlaces } from './use-places'

/** Why a crawl cannot start. */
export type WhyNot = 'address' | 'problems' | 'nothing' | 'folder' | 'place'

/** The form of a new crawl while it is open. */
export interface NewCrawl {
  readonly address: string
  readonly setAddress: (address: string) => void
  /** It is typed, and none that a crawl can begin with. */
  readonly isAddressWrong: boolean
  readonly recipe: string
  /** Recipes that crawl. */
  readonly recipes: readonly RecipeSummary[]
  readonly setRecipe: (name: string) => void
  readonly folder: string
  readonly setFolder: (folder: string) => void
  readonly form: CrawlForm
  readonly change: (part: Partial<CrawlForm>) => void
  readonly problems: ReadonlyMap<string, FormProblem>
  readonly preview: CrawlPreviewControl
  readonly places: Places
  /** The request as it would be sent, without places; null: see `whyNot`. */
  readonly request: DownloadRequestInput | null
  readonly whyNot: WhyNot | null
  readonly isSending: boolean
  /** Something beside the address was changed: it is kept until the crawl starts, or is cleared. */
  readonly isChanged: boolean
  readonly clear: () => void
  /** Statements are shown that the next start runs. */
  readonly asks: boolean
  readonly start: () => Promise<void>
}

/** Most pages of a range that a crawl begins with. */
const mostStarts = 10_000
const rememberedFolder = 'download-folder'

/** Each page that the typed address stands for; empty: it is none that a crawl can begin with. */
export function startsOf(text: string): readonly string[] {
  const parsed = parsePageRange(text.trim())
  if (!parsed.ok) return []
  const { count } = parsed.range
  if (count === null || count > mostStarts) return []
  return Array.from({ length: count }, (_, at) => addressAt(parsed.range, at))
}

/** The recipes that have a part `crawl`. */
function useCrawlRecipes(): readonly RecipeSummary[] {
  const [recipes, setRecipes] = useState<readonly RecipeSummary[]>([])
  useEffect(() => {
    let wanted = true
    invoke('listRecipes').then(
      (found) => {
        if (wanted) setRecipes(found.filter(({ crawls, error }) => crawls === true && error === null))
      },
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [])
  return recipes
}

/** Takes the rules of a recipe for this address, as long as the user changed nothing. */
function useMatchingRecipe(
  start: string | null,
  recipes: readonly RecipeSummary[],
  onMatch: (name: string) => void,
): void {
  const [asked, setAsked] = useState<string | null>(null)
  useEffect(() => {
    if (start === null || asked === start || recipes.length === 0) return undefined
    let wanted = true
    const timer = window.setTimeout(() => {
      setAsked(start)
      invoke('recipeFor', start).then(
        ({ name }) => {
          if (wanted && recipes.some((recipe) => recipe.name === name)) onMatch(name)
        },
        () => {},
      )
    }, 300)
    return () => {
      wanted = false
      window.clearTimeout(timer)
    }
  }, [start, asked, recipes, onMatch])
}

/** What the form begins with: the request of another crawl, or nothing. */
interface First {
  readonly address: string
  readonly from: DownloadRequest | null
}

/** What the form shows first: another crawl, what was typed before, or nothing. */
function firstDraft({ address, from }: First, folder: string): CrawlDraft {
  const recipe = automaticRecipe
  if (from === null) return draftFor(address) ?? { address, recipe, folder, form: emptyForm(), sinks: [] }
  return {
    address: rangeOf(from.address).canonical,
    recipe: from.recipe ?? recipe,
    folder: from.folder,
    form: from.crawl === undefined ? emptyForm() : formOfPlan(from.crawl, from.options.robots !== false),
    sinks: (from.sinks ?? []).filter(isShared),
  }
}

/** Keeps what was changed, for the next time that the form opens. */
function useKeptDraft(draft: CrawlDraft | null): void {
  useEffect(() => {
    if (draft !== null) keepDraft(draft)
  })
}

/** State and actions of the form. */
export function useNewCrawl({ address: given, from }: First): NewCrawl {
  const settings = useSettings()
  const [first] = useState(() =>
    firstDraft({ address: given, from }, recall(rememberedFolder) ?? settings.folder),
  )
  const [address, setAddress] = useState(first.address)
  const [recipe, setRecipe] = useState(first.recipe)
  const [folder, setFolder] = useState(first.folder)
  const [form, setForm] = useState(first.form)
  const [isTouched, setTouched] = useState(from === null && first === draftFor(given))
  const recipes = useCrawlRecipes()
  const places = usePlaces(first.sinks, () => setTouched(true))
  const sinks = places.all.map(({ sink }) => sink)
  useKeptDraft(isTouched ? { address, recipe, folder, form, sinks } : null)

  const starts = startsOf(address)
  const reading = readCrawlForm(starts, form)
  const isUnreached = places.all.some(({ status }) => status.kind === 'failed')
  const whyNot = reasonAgainst(starts, reading.ok, form, folder) ?? (isUnreached ? 'place' : null)
  const request: DownloadRequestInput | null =
    reading.ok && starts[0] !== undefined && folder !== ''
      ? {
          address: starts[0],
          recipe,
          folder,
          crawl: reading.plan,
          options: form.limits.robots ? {} : { robots: false },
        }
      : null
  const preview = useCrawlPreview(request)

  const takeRecipe = (name: string): void => {
    setRecipe(name)
    if (name === automaticRecipe) return
    void attempt(async () => {
      const plan = await invoke('planOfRecipe', name)
      if (plan === null) return
      setForm((before) => formOfPlan(plan, before.limits.robots))
      const [own] = plan.start
      setAddress((before) => (before === '' && typeof own === 'string' ? own : before))
    })
  }
  useMatchingRecipe(isTouched || from !== null ? null : (starts[0] ?? null), recipes, takeRecipe)
  const starting = useStart(request, places)

  return {
    address,
    setAddress,
    isAddressWrong: address.trim() !== '' && starts.length === 0,
    recipe,
    recipes,
    setRecipe(name) {
      setTouched(true)
      takeRecipe(name)
    },
    folder,
    setFolder,
    form,
    change(part) {
      setTouched(true)
      setForm((before) => ({ ...before, ...part }))
    },
    problems: reading.ok ? new Map() : reading.problems,
    preview,
    places,
    request,
    whyNot,
    isChanged: isTouched,
    clear() {
      keepDraft(null)
      setAddress('')
      setRecipe(automaticRecipe)
      setForm(emptyForm())
      setTouched(false)
      places.clear()
    },
    ...starting,
  }
}

function reasonAgainst(
  starts: readonly string[],
  isGood: boolean,
  { fields, more }: CrawlForm,
  folder: string,
): WhyNot | null {
  const hasList = more.sitemap || more.feed.trim() !== ''
  if (starts.length === 0) return 'address'
  if (!isGood) return 'problems'
  if (fields.every(({ name }) => name === '') && more.images.trim() === '' && !hasList) return 'nothing'
  return folder === '' ? 'folder' : null
}

/** Starts the crawl; what would be run in a server is shown first, and a second start runs it. */
function useStart(request: DownloadRequestInput | null, places: Places) {
  const [isSending, setSending] = useState(false)
  const servers = places.all.filter(isServer)
  const asks = servers.some(({ status }) => status.kind === 'asks')
  const areShown = servers.every(({ status }) => status.kind === 'ready' || status.kind === 'asks')
  const start = async (): Promise<void> => {
    if (request === null || isSending) return
    setSending(true)
    try {
      if (!areShown) {
        const waiting = servers.filter(({ status }) => status.kind !== 'ready' && status.kind !== 'asks')
        const found = await Promise.all(waiting.map(({ sink }) => places.test(sink, request)))
        if (found.some(({ kind }) => kind !== 'ready')) return
      }
      await attempt(async () => {
        const id = await invoke('addTask', { ...request, sinks: places.all.map(({ sink }) => sink) })
        remember(rememberedFolder, request.folder)
        keepDraft(null)
        closeDialog()
        showCrawl(id)
      })
    } finally {
      setSending(false)
    }
  }
  return { isSending, asks, start }
}
