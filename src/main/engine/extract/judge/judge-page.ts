import type { SkipReason } from '@shared/model/gallery'
import { type Extraction, noIdentity, type SiteTemplate } from '../extraction'
import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import { createPolicies, type PolicyOf, refreshTarget } from '../page-head'
import { createRewriter } from '../recipes/rewrite'
import { collectImages, createSkippedList, type FoundAddress, type SkippedList } from '../skipped'
import { galleryIdOf, titleOf } from '../title'
import { createJudge } from './boilerplate'
import { type Candidate, findCandidates } from './candidates'
import { groupCandidates, isMinor } from './groups'
import { createAddressJudge, type JudgeAddress, regionByNames } from './noise-words'

/** What is looked for, in the order of preference. */
const rules = [
  'a[href] around an image, to a picture',
  'data-original, data-src and the like',
  'srcset, picture',
  'img[src], also in noscript',
  'a[href] to a picture',
  'background-image',
  'og:image',
]

interface Judged {
  readonly candidate: Candidate
  readonly reason: SkipReason | null
}

/** Reasons that rest on names alone: they give way when nothing else is left. */
const doubtful: ReadonlySet<SkipReason> = new Set(['icon', 'minor-group'])

/** Where a page names a picture as its own, for others that link to it; best first. */
const representatives = [
  ['meta[property="og:image" i], meta[name="og:image" i], meta[property="og:image:url" i]', 'content'],
  ['meta[property="og:image:secure_url" i]', 'content'],
  [
    'meta[name="twitter:image" i], meta[property="twitter:image" i], meta[name="twitter:image:src" i]',
    'content',
  ],
  ['link[rel~="image_src" i]', 'href'],
  ['meta[itemprop="image" i]', 'content'],
  ['link[itemprop="image" i], link[rel~="preload" i][as="image" i]', 'href'],
] as const

/** The pictures that the page names as its own: all of the first form that it uses, each once. */
function representativesOf(page: PageDocument, policyOf: PolicyOf): FoundAddress[] {
  for (const [selector, attribute] of representatives) {
    const found = page.select(selector, selector).flatMap((element) => {
      const reference = element.attribs[attribute] ?? ''
      const address = reference.trim() === '' ? null : page.resolve(reference)
      return address && address !== page.address
        ? [[address, { address, policy: policyOf(element, attribute) }] as const]
        : []
    })
    if (found.length > 0) return [...new Map(found).values()]
  }
  return []
}

/** Candidates that no judgement skips; those skipped by a doubtful one, if there are no others. */
function keepPictures(
  page: string,
  candidates: readonly Candidate[],
  template: SiteTemplate | null,
  skipped: SkippedList,
): Candidate[] {
  const judge = createJudge(page, candidates, template)
  const judged = candidates.map((candidate) => ({ candidate, reason: judge(candidate) }))
  const certain = judged.filter(({ reason }) => reason === null)
  // a lone picture in a header or in a folder of icons is still the page's when it is all there is of size
  const judgeAddress = createAddressJudge(page)
  const kept = certain.length > 0 ? certain : judged.filter((one) => isRescued(one, judgeAddress))
  const keeps = new Set(kept)
  for (const one of judged) if (one.reason && !keeps.has(one)) skipped.add(one.candidate.address, one.reason)
  return kept.map(({ candidate }) => candidate)
}

function isRescued({ candidate, reason }: Judged, judgeAddress: JudgeAddress): boolean {
  if (!reason || !doubtful.has(reason) || /\.(?:svgz?|ico)$/i.test(pathOf(candidate.address))) return false
  const { width, height, link, element } = candidate
  if (reason === 'minor-group' || link === 'picture') return true
  if (width !== null || height !== null) return Math.max(width ?? 0, height ?? 0) >= 200
  // of unknown size: what only its place speaks against, such as a button that opens it
  const own = regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '')
  return own === null && judgeAddress(candidate.address) === null
}

/** Candidates of the best group and of all that go with it, in document order. */
function keepGroups(
  candidates: readonly Candidate[],
  favourite: string | null,
  compared: boolean,
  skipped: SkippedList,
): Candidate[] {
  const groups = groupCandidates(candidates, favourite)
  const best = groups[0]
  if (!best) return []
  const minor = new Set(
    groups.filter((group) => isMinor(group, best, compared)).flatMap((group) => group.candidates),
  )
  for (const { address } of minor) skipped.add(address, 'minor-group')
  return candidates.filter((candidate) => !minor.has(candidate))
}

/** The next page by `rel=next` (WHATWG HTML §4.6.7.12); null if there is none or it is this one. */
function linkedNext(page: PageDocument): string | null {
  const href = page.first('a[rel~="next" i][href], link[rel~="next" i][href]')?.attribs['href']
  const target = href === undefined ? null : page.resolve(href)
  return target === page.address ? null : target
}

/**
 * Reads a page of a site that has no recipe: the largest group of similar pictures, without what is decoration by
 * place, name, size or by standing on both compared pages; the picture that the page names as its own if there is
 * nothing else.
 *
 * `template` means that the page is of a range: then `rel=next` is not followed, or the last page would lead beyond it.
 */
export function extractAutomatically(page: PageDocument, template: SiteTemplate | null): Extraction {
  const skipped = createSkippedList()
  const policyOf = createPolicies(page)
  const named = representativesOf(page, policyOf)
  const favourite = named[0]?.address ?? null
  const pictures = keepPictures(page.address, findCandidates(page, policyOf, skipped), template, skipped)
  const kept = keepGroups(pictures, favourite, template !== null, skipped)
  const judgeAddress = createAddressJudge(page.address)
  const resort = named.filter(
    ({ address }) => !template?.images.includes(address) && judgeAddress(address) === null,
  )
  const images = collectImages(kept.length > 0 ? kept : resort, createRewriter([], []), skipped)
  return {
    judgement: { kind: 'gallery', certain: false, reasons: [], others: [], obstacle: null },
    items: [],
    questions: [],
    identity: noIdentity,
    title: titleOf(page, template),
    id: galleryIdOf(page.address, template, page.encoding),
    images,
    next: template ? null : linkedNext(page),
    moved: images.length > 0 ? null : refreshTarget(page),
    galleries: [],
    skipped: skipped.rows,
    fields: {},
    encoding: page.encoding,
    tried: images.length > 0 ? [] : rules,
  }
}
