import type { TaskId } from '@shared/model/units'
import { withoutUserinfo } from '@shared/text/address-parts'
import { splitLogin } from '../address/address-text'
import { inTimeSlices } from '../async/time-slice'
import type { Extraction, FoundImage, LinkedPage } from '../extract/extraction'
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

/** What of a page holds addresses. */
type Found = Pick<Extraction, 'next' | 'moved' | 'items' | 'galleries' | 'skipped' | 'fields'> & {
  readonly images: readonly FoundImage[]
}

/** The same without logins in its addresses, which are kept for the requests: no row and no record holds one. */
export async function keepLogins<F extends Found>(
  storage: Pick<Storage, 'tasks'>,
  id: TaskId,
  signal: AbortSignal,
  found: F,
): Promise<F> {
  const logins = loginsOf(storage, id)
  const plain = (address: string) => {
    const { address: shown, login } = splitLogin(address)
    if (login !== null) logins.keep(new URL(shown).origin, login)
    return shown
  }
  const plainImage = (image: FoundImage): FoundImage => ({
    ...image,
    address: plain(image.address),
    alternatives: image.alternatives.map(plain),
    ...(image.shown === undefined ? {} : { shown: plain(image.shown) }),
    ...(image.poster === undefined ? {} : { poster: plain(image.poster) }),
  })
  const plainPage = (linked: LinkedPage): LinkedPage => ({
    ...linked,
    address: plain(linked.address),
    thumbnail: linked.thumbnail && plainImage(linked.thumbnail),
  })
  const each = async <T>(list: readonly T[], change: (one: T) => T): Promise<readonly T[]> => {
    const changed: T[] = []
    for await (const part of inTimeSlices(list, signal)) for (const one of part) changed.push(change(one))
    return changed
  }
  return {
    ...found,
    next: found.next === null ? null : plain(found.next),
    moved: found.moved === null ? null : plain(found.moved),
    items: await each(found.items, plainPage),
    galleries: await each(found.galleries, plainPage),
    images: await each(found.images, plainImage),
    skipped: await each(found.skipped, (one) => ({ ...one, address: withoutUserinfo(one.address) })),
    fields: Object.fromEntries(
      Object.entries(found.fields).map(([name, text]) => [name, withoutUserinfo(text)]),
    ),
  }
}
