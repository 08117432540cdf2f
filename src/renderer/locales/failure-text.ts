import type { Language } from '@shared/messages/language'
import { type Failure, type FailureKind, isLocal } from '@shared/model/failure'
import type { ProblemGroup, SkipReason } from '@shared/model/gallery'
import { formatUntil } from '../format'
import type { Words } from './i18n'

/** A failure for people: what happened, and what they can do. */
export interface FailureText {
  readonly sentence: string
  readonly next: string
}

function languageFor(t: Words): Language {
  return t('common:language') === 'zh-CN' ? 'zh-CN' : 'en'
}

/** What happened to one thing, and the next step. */
export function failureText(t: Words, reason: Failure): FailureText {
  if (isLocal(reason) && reason.of === 'records') {
    const { kind } = reason
    return { sentence: t(`problems:records.${kind}.sentence`), next: t(`problems:records.${kind}.next`) }
  }
  return {
    sentence: t(`failures:${reason.kind}.sentence`, {
      status: 'status' in reason ? reason.status : '',
      time: reason.kind === 'rate-limited' ? formatUntil(reason.until, Date.now(), languageFor(t)) : '',
      detail: reason.detail,
    }),
    next: t(`failures:${reason.kind}.next`),
  }
}

/** What happened to many things at one site, such as "example.org answered 403 to 18 images". */
export function groupText(t: Words, group: ProblemGroup): FailureText {
  const things = thingsText(t, group)
  const time = group.until === null ? '' : formatUntil(group.until, Date.now(), languageFor(t))
  return {
    sentence: t(`failures:${group.kind}.group`, {
      host: group.host,
      status: group.status ?? '',
      things,
      time,
    }),
    next: t(`failures:${group.kind}.next`),
  }
}

/** "18 images and 2 pages". */
function thingsText(t: Words, { images, pages }: ProblemGroup): string {
  const imagesText = t('failures:images', { count: images })
  const pagesText = t('failures:pages', { count: pages })
  if (pages === 0) return imagesText
  if (images === 0) return pagesText
  return t('failures:both', { images: imagesText, pages: pagesText })
}

/** A few words for a table's cell. */
export function failureName(t: Words, kind: FailureKind, status: number | null): string {
  return t(`failures:${kind}.name`, { status: status ?? '' })
}

/** Why an address that was seen was not taken. */
export function skipReasonText(t: Words, reason: SkipReason): string {
  return t(`failures:skipped.${reason}`)
}
