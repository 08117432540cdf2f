import type { PageContent } from '../../src/main/engine/crawl/crawl'
import { pathOf, type ReadFolder, type ReadShape } from './read-in-memory'
import type { Shape } from './site.mjs'

/** `exact`: as the truth says. `partial`: nothing that is not wanted, and not all or not so. `wrong`: something else. */
export type Verdict = 'exact' | 'partial' | 'wrong'

/** A verdict with what differs from the truth, one line each. */
export interface Judged {
  readonly verdict: Verdict
  readonly differences: readonly string[]
}

/** Compares what was read with the truth. */
export function judgeShape({ truth }: Shape, read: ReadShape): Judged {
  const differences = [
    ...pageDifferences(truth.page, read),
    ...folderDifferences(truth.result.folders, read.folders),
  ]
  const wanted = new Set(truth.result.folders.flatMap(({ images }) => images))
  const isWrong = read.folders.some(({ images }) => images.some((image) => !wanted.has(image)))
  const verdict = isWrong ? 'wrong' : differences.length > 0 ? 'partial' : 'exact'
  return { verdict, differences }
}

function difference(what: string, wanted: unknown, found: unknown): string[] {
  const [a, b] = [wanted, found].map((value) => JSON.stringify(value) ?? 'nothing') as [string, string]
  return a === b ? [] : [`${what}: ${shorten(b)}, not ${shorten(a)}`]
}

/** Wanted and found of a list, without what both begin with. */
function listDifference(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  const same = wanted.findIndex((one, index) => one !== found[index])
  if (same === -1 && wanted.length === found.length) return []
  const from = same === -1 ? wanted.length : same
  const parts = [found, wanted].map(
    (list) => `${shorten(list.slice(from, from + 2).join(' '))} (${list.length})`,
  )
  return [`${what} from ${from + 1}: ${parts.join(', not ')}`]
}

const shorten = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text)

function pageDifferences(truth: Shape['truth']['page'], { page, obstacle }: ReadShape): string[] {
  if (page === null) return ['the first page did not answer']
  const { judgement } = page
  // What only leads elsewhere is judged by where it leads.
  if (truth.moved !== null) return difference('moved', truth.moved, page.moved && pathOf(page.moved))
  // The reader finds some obstacles by where the page led.
  const stands = obstacle ?? judgement.obstacle
  const kind = stands === null || stands === 'text' ? judgement.kind : 'other'
  return [
    ...difference('kind', truth.kind, kind),
    ...(truth.kind === 'other' ? difference('obstacle', truth.obstacle, stands) : []),
    ...(truth.kind === 'other' ? [] : contentDifferences(truth, page)),
  ]
}

/** Of a page that is none of the user's the content counts for nothing. */
function contentDifferences(truth: Shape['truth']['page'], page: PageContent): string[] {
  const { images, items, galleries } = page
  const paths = (list: readonly { readonly address: string }[]) => list.map(({ address }) => pathOf(address))
  const next = page.next === null ? null : pathOf(page.next)
  const isNeighbour = truth.next === null && next !== null && truth.neighbours.includes(next)
  const skipped = new Set(page.skipped.map(({ address }) => pathOf(address)))
  const alternatives = new Map(images.map((image) => [pathOf(image.address), image.alternatives.map(pathOf)]))
  const showsImages = truth.kind === 'gallery' || truth.kind === 'picture'
  return [
    ...difference('title', truth.title, page.title),
    ...(isNeighbour ? [] : difference('next', truth.next, next)),
    ...(showsImages ? listDifference('images', truth.images, paths(images)) : []),
    ...listDifference('items', truth.items, paths(items)),
    ...listDifference('galleries', truth.galleries, paths(galleries)),
    ...truth.skipped.filter((path) => !skipped.has(path)).map((path) => `not skipped: ${path}`),
    ...Object.entries(truth.alternatives).flatMap(([image, others]) =>
      difference(`alternatives of ${image}`, others, alternatives.get(image) ?? null),
    ),
  ]
}

function folderDifferences(wanted: readonly ReadFolder[], found: readonly ReadFolder[]): string[] {
  if (wanted.length !== found.length) {
    const all = (folders: readonly ReadFolder[]) => folders.flatMap(({ images }) => images)
    return [
      `folders: ${found.length}, not ${wanted.length}`,
      ...listDifference('result', all(wanted), all(found)),
    ]
  }
  return wanted.flatMap((folder, index) => [
    ...difference(`title of folder ${index + 1}`, folder.title, found[index]?.title),
    ...listDifference(`folder ${index + 1}`, folder.images, found[index]?.images ?? []),
  ])
}
