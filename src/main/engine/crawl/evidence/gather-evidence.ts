import { FailureError } from '@shared/model/failure'
import type { Judgement, PageKind } from '@shared/model/page-kind'
import { createSequencer } from '../../async/sequencer'
import {
  type Answer,
  type Extraction,
  type FoundImage,
  type PageReply,
  type ProbedPicture,
  plainContext,
  type Question,
  type VersionChoice,
} from '../../extract/extraction'
import { ownSize } from '../../extract/judge/beside'
import { pageShape } from '../../extract/judge/hints/address-shape'
import { settle, settleLike } from '../../extract/judge/settle/settle'
import { behindLink } from '../../extract/judge/settle/settle-picture'
import { trueReasons } from '../../extract/judge/true-reasons'
import { automatic } from '../../extract/recipes/recipe-book'
import { type Asking, imageRequest } from '../../extract/recipes/request-headers'
import type { Extractor } from '../../extract/worker/extractor'
import type { TaskClient } from '../../network/network'
import { createMaybeNextProof } from './maybe-next'
import { withOwnNext } from './own-next'
import { probePicture } from './probe-picture'
import type { NextPagePorts } from './read-next'
import type { SiteMemory } from './site-memory'
import type { SizeRules } from './size-rules'

/** What one shape of pages of a site may cost in further requests, in all. */
const mostPages = 3
const mostPictures = 8

/** An answer may raise a further question, but not without end. */
const mostRounds = 3

/** Most shapes that are remembered: a site that makes up addresses must not fill the memory. */
const mostShapes = 1000

/** How the questions of pages are asked. */
export interface EvidencePorts extends NextPagePorts {
  /** Null for what is no picture; `page` is the one that shows it. Rejects as the others. */
  readonly probe: (address: string, page: string) => Promise<ProbedPicture | null>
  readonly memory: Pick<SiteMemory, 'kind' | 'learnKind'>
  /** Those of the task. */
  readonly sizes: SizeRules
}

/** A page with its open questions, and how it is read again once its kind is known. */
export interface OpenPage {
  /** Address after redirects. */
  readonly address: string
  readonly extraction: Extraction
  readonly readAs: (kind: PageKind) => Promise<Extraction>
  /** It belongs to a gallery that other pages began. */
  readonly continues: boolean
}

/** Makes judgements certain: asks what the pages leave open, once for each shape of pages of a site. */
export interface EvidenceGatherer {
  settle(page: OpenPage): Promise<Extraction>
}

/** What was spent on a shape, and what its pages turned out to be. */
interface Shape {
  pages: number
  pictures: number
  known: Judgement | null
  /** Pictures beside links that turned out to be of the site. */
  ofSite: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

/** Most pictures of the site that are remembered. */
const mostOfSite = 1000

/** The extraction without these pictures, where others are left. */
function withoutPictures(extraction: Extraction, passed: ReadonlySet<string>): Extraction {
  const isPassed = ({ address }: FoundImage) => passed.has(address)
  if (passed.size === 0 || !extraction.images.some(isPassed) || extraction.images.every(isPassed))
    return extraction
  const images = extraction.images.filter((image) => !isPassed(image))
  const skipped = extraction.images
    .filter(isPassed)
    .map(({ address }) => ({ address, reason: 'decoration' as const }))
  return { ...extraction, images, skipped: [...extraction.skipped, ...skipped] }
}

/** Pictures of a page that are not taken once it is settled. */
function passedOf({ images }: Extraction, settled: Extraction): ReadonlySet<string> {
  const kept = new Set([...settled.images, ...(settled.own ?? [])].map(({ address }) => address))
  return new Set(images.map(({ address }) => address).filter((address) => !kept.has(address)))
}

/** Finds out about one question; `page` is the one that leaves it open. */
async function answer(question: Question, page: string, ports: EvidencePorts): Promise<Answer> {
  if (question.kind === 'page') {
    const { address } = question
    const reply = await ports.fetchPage(address)
    if (reply === null) return { kind: 'page', address, found: null }
    if (reply.kind === 'image') return { kind: 'page', address, found: 'file' }
    return { kind: 'page', address, found: await ports.extract(reply.page, 'start') }
  }
  const { shown, larger, rule } = question
  const asked = [shown, ...larger]
  const sizes = await Promise.all(
    asked.map(async (address) => [address, await ports.probe(address, page)] as const),
  )
  const found = sizes.flatMap(([address, size]) => (size === null ? [] : [[address, size] as const]))
  return { kind: 'sizes', shown, rule, sizes: Object.fromEntries(found) }
}

/** Asks within the budget of each shape; pages of one shape wait for the first of them. */
export function createEvidenceGatherer(ports: EvidencePorts): EvidenceGatherer {
  const shapes = new Map<string, Shape>()
  const turns = createSequencer()
  /** Pictures of the site: the pages that are followed from one that has them show them too. */
  const ofSite = new Set<string>()
  const maybeNext = createMaybeNextProof(ports)
  const { sizes } = ports

  function shapeNamed(name: string, host: string, isBeside: boolean): Shape {
    const known = shapes.get(name)
    if (known) return known
    // Which pictures are of the site is not remembered: a page with links beside its own is asked about in each task
    const remembered = isBeside ? null : ports.memory.kind(host, name)
    const shape: Shape = { pages: 0, pictures: 0, known: remembered, ofSite: none }
    if (shapes.size < mostShapes) shapes.set(name, shape)
    return shape
  }

  async function ask(shape: Shape, first: Extraction, page: string): Promise<Extraction> {
    // What pages before this one found out while it waited for its turn
    let extraction = sizes.apply(first)
    for (let round = 0; round < mostRounds; round++) {
      const questions = affordable(extraction.questions, shape)
      if (questions.length === 0) return extraction
      const answers = await Promise.all(questions.map((question) => answer(question, page, ports)))
      for (const one of answers) {
        // That a link leads to a larger picture, or how large one is, is no rule for addresses
        if (one.kind !== 'sizes' || one.rule === behindLink || one.rule === ownSize) continue
        sizes.learn(one)
      }
      extraction = sizes.apply(settle(extraction, answers))
    }
    return extraction
  }

  function settleKind({ address, extraction: first, readAs }: OpenPage): Promise<Extraction> {
    const extraction = withoutPictures(sizes.apply(first), ofSite)
    const { questions } = extraction
    const [question] = questions
    if (question === undefined) return Promise.resolve(extraction)
    // A list of thumbnails and a page of one of them may ask about addresses of one form
    const name = `${extraction.judgement.kind}${extraction.beside ? ' beside' : ''} ${shapeOf(questions)}`
    return turns.run(name, async () => {
      const host = new URL(question.kind === 'page' ? question.address : question.shown).host
      const shape = shapeNamed(name, host, extraction.beside !== undefined)
      const { kind, others } = extraction.judgement
      if (shape.known !== null && question.kind === 'page' && kind !== 'other') {
        const like = settleLike(extraction, shape.known, shape.ofSite)
        if (extraction.beside) return await ask(shape, like, address)
        if (like !== extraction || shape.known.kind === kind) return sizes.apply(like)
        if (others.includes(shape.known.kind))
          return asRemembered(await readAs(shape.known.kind), shape.known)
      }
      const settled = await ask(shape, extraction, address)
      // Which frame holds the pictures is asked of each page of frames
      if (question.kind === 'page' && settled.judgement.certain && kind !== 'other') {
        shape.known = settled.judgement
        if (extraction.beside) {
          shape.ofSite = passedOf(extraction, settled)
          if (ofSite.size < mostOfSite) for (const one of shape.ofSite) ofSite.add(one)
        } else ports.memory.learnKind(host, name, settled.judgement)
      }
      return settled
    })
  }

  return {
    async settle(page) {
      const read = await settleKind(page)
      const settled = read === page.extraction ? read : { ...read, skipped: trueReasons(read) }
      const asked = await maybeNext.settle(page.address, settled)
      return page.continues ? asked : await withOwnNext(page.address, asked, ports)
    },
  }
}

/** The extraction of a page that is read as the pages of its shape turned out to be: that is its reason, not the user. */
function asRemembered(extraction: Extraction, known: Judgement): Extraction {
  const [first] = known.reasons
  const others = extraction.judgement.reasons.filter(({ code }) => code !== 'by-user')
  const reasons = first === undefined ? others : [{ ...first, count: 0 }, ...others]
  return { ...extraction, judgement: { ...extraction.judgement, reasons: reasons.slice(0, 8) } }
}

/** The questions that the budget of the shape still allows, which they then use up. */
function affordable(questions: readonly Question[], shape: Shape): readonly Question[] {
  return questions.filter((question) => {
    if (question.kind === 'page') {
      if (shape.pages >= mostPages) return false
      shape.pages++
      return true
    }
    const cost = 1 + question.larger.length
    if (shape.pictures + cost > mostPictures) return false
    shape.pictures += cost
    return true
  })
}

/** Equal for pages whose questions are about addresses of one form: numbers and names of files do not distinguish them. */
function shapeOf(questions: readonly Question[]): string {
  const [first] = questions
  if (!first) return ''
  if (first.kind === 'page') return `page ${pageShape(first.address)}`
  const url = new URL(first.shown)
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  return `${first.kind} ${first.rule} ${url.host}${folder.replaceAll(/\d+/g, '0')}`
}

/** What the evidence of a task's pages is gathered with. */
export interface PageEvidenceTools {
  readonly asking: Asking
  readonly client: TaskClient
  readonly fetchPage: (address: string) => Promise<PageReply>
  readonly extractor: Pick<Extractor, 'extract'>
  readonly choice: VersionChoice
  readonly memory: SiteMemory
  readonly sizes: SizeRules
  readonly fallbackEncoding: () => string
  readonly signal: AbortSignal
}

/** Asks the sites themselves, by the client of a task and the automatic recipe. */
export function createPageEvidence(tools: PageEvidenceTools): EvidenceGatherer {
  const { asking, client, fetchPage, extractor, choice, memory, sizes, fallbackEncoding, signal } = tools
  return createEvidenceGatherer({
    memory,
    sizes,
    fetchPage: (address) => fetchPage(address).catch(noneOfFailure),
    probe(address, page) {
      const request = imageRequest(asking, address, { page, referer: null, policy: null })
      return probePicture(client, { address, ...request }, signal)
    },
    extract(page, role) {
      const context = { ...plainContext, role, choice, fallbackEncoding: fallbackEncoding() }
      return extractor.extract(page, automatic, context, signal)
    },
  })
}

/** A page that cannot be read is no evidence; anything else is a bug or an abort. */
function noneOfFailure(error: unknown): null {
  if (error instanceof FailureError) return null
  throw error
}
