import type { Judgement } from '@shared/model/page-kind'
import type { TaskId } from '@shared/model/units'
import { withoutUserinfo } from '@shared/text/address-parts'
import { splitLogin } from '../address/address-text'
import { inTimeSlices } from '../async/time-slice'
import type { Extraction, FoundImage, LinkedPage, Question } from '../extract/extraction'
import type { Extractor } from '../extract/worker/extractor'
import type { Logins } from '../network/http/http'
import type { Storage } from '../storage/storage'

/** The logins that addresses of a task named: they are stored in a table of their own until the task no longer needs them. */
export function loginsOf(storage: Pick<Storage, 'tasks'>, id: TaskId): Logins {
  return {
    find: (origin) => storage.tasks.secrets.login(id, origin),
    keep(origin, login) {
      const known = storage.tasks.secrets.login(id, origin)
      const isSame = known?.username === login.username && known.password === login.password
      if (!isSame) storage.tasks.secrets.saveLogin(id, origin, login)
    },
  }
}

/** What changes each kind of thing that holds addresses. */
function plainly(logins: Logins) {
  const address = (text: string) => {
    const { address: shown, login } = splitLogin(text)
    if (login !== null) logins.keep(new URL(shown).origin, login)
    return shown
  }
  const image = (found: FoundImage): FoundImage => ({
    ...found,
    address: address(found.address),
    alternatives: found.alternatives.map(address),
    ...(found.shown === undefined ? {} : { shown: address(found.shown) }),
    ...(found.poster === undefined ? {} : { poster: address(found.poster) }),
  })
  const page = (linked: LinkedPage): LinkedPage => ({
    ...linked,
    address: address(linked.address),
    title: withoutUserinfo(linked.title),
    thumbnail: linked.thumbnail && image(linked.thumbnail),
    ...(linked.at === undefined ? {} : { at: linked.at }),
  })
  const question = (asked: Question): Question =>
    asked.kind === 'page'
      ? { ...asked, address: address(asked.address) }
      : { ...asked, shown: address(asked.shown), larger: asked.larger.map(address) }
  const judgement = (judged: Judgement): Judgement => ({
    ...judged,
    reasons: judged.reasons.map((one) => ({ ...one, detail: withoutUserinfo(one.detail) })),
    ...(judged.frame === undefined ? {} : { frame: address(judged.frame) }),
  })
  return { address, image, page, question, judgement }
}

/** Fields that may be absent, and those that hold no address. */
type Apart = 'own' | 'beside' | 'encoding' | 'tried' | 'leftHidden' | 'announced' | 'maybeNext'

/** All other fields, also those that are added later: none may carry a login past this place unnoticed. */
type Shown = { readonly [K in Exclude<keyof Required<Extraction>, Apart>]: Extraction[K] }

/** The extraction without logins in its addresses; they are kept for the requests. */
async function keepLogins(found: Extraction, logins: Logins, signal: AbortSignal): Promise<Extraction> {
  const plain = plainly(logins)
  const orNull = (address: string | null) => (address === null ? null : plain.address(address))
  const each = async <T>(list: readonly T[], change: (one: T) => T): Promise<readonly T[]> => {
    const changed: T[] = []
    for await (const part of inTimeSlices(list, signal)) for (const one of part) changed.push(change(one))
    return changed
  }
  const { identity, fields, own, beside, maybeNext } = found
  const shown: Shown = {
    title: withoutUserinfo(found.title),
    id: found.id === null ? null : withoutUserinfo(found.id),
    judgement: plain.judgement(found.judgement),
    images: await each(found.images, plain.image),
    items: await each(found.items, plain.page),
    questions: found.questions.map(plain.question),
    identity: {
      ...identity,
      canonical: orNull(identity.canonical),
      ogUrl: orNull(identity.ogUrl),
      heading: withoutUserinfo(identity.heading),
      documentTitle: withoutUserinfo(identity.documentTitle),
    },
    next: orNull(found.next),
    moved: orNull(found.moved),
    galleries: await each(found.galleries, plain.page),
    skipped: await each(found.skipped, (one) => ({ ...one, address: withoutUserinfo(one.address) })),
    fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, withoutUserinfo(text)])),
  }
  const shownBeside = beside && {
    ...beside,
    links: await each(beside.links, plain.page),
    page: plain.address(beside.page),
  }
  return {
    ...found,
    ...shown,
    ...(own === undefined ? {} : { own: await each(own, plain.image) }),
    ...(maybeNext === undefined
      ? {}
      : { maybeNext: { ...maybeNext, address: plain.address(maybeNext.address) } }),
    ...(shownBeside === undefined ? {} : { beside: shownBeside }),
  }
}

/**
 * Reads pages so that nothing of them names a login: those in their addresses are kept apart, for the requests alone. No
 * row, failure, record or preview is made of anything else.
 */
export function withoutLogins(
  extractor: Pick<Extractor, 'extract'>,
  logins: Logins,
): Pick<Extractor, 'extract'> {
  return {
    extract: async (page, recipe, context, signal) =>
      keepLogins(await extractor.extract(page, recipe, context, signal), logins, signal),
  }
}
