import { type Failure, type FailureKind, failureKinds } from '@shared/model/failure'
import { beforeAll, describe, expect, it } from 'vitest'
import { failureName, failureText, groupText } from './failure-text'
import { i18n, startI18n } from './i18n'

beforeAll(() => startI18n('en'))

const ofSite = { host: 'example.org', failedAgain: 0, until: null }

function example(kind: FailureKind): Failure {
  const detail = 'ECODE'
  if (kind === 'rate-limited') return { kind, until: 0, detail }
  if (kind === 'http-status' || kind === 'not-found' || kind === 'forbidden' || kind === 'auth') {
    return { kind, status: 418, detail }
  }
  return { kind, detail }
}

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const t = () => i18n.getFixedT(language)

  it.each(failureKinds)('%s has a sentence, a next step and a name without holes', (kind) => {
    const failure = example(kind)
    const { sentence, next } = failureText(t(), failure)
    const group = groupText(t(), { ...ofSite, kind, status: 418, images: 3, pages: 0 })
    for (const text of [sentence, next, failureName(t(), kind, 418), group.sentence]) {
      expect(text).not.toMatch(/\{\{|\}\}|undefined|failures:/)
      expect(text.length).toBeGreaterThan(1)
    }
    expect(group.sentence).toContain('example.org')
    expect(group.sentence).toContain('3')
  })
})

it('speaks of images and pages as many as there are', () => {
  const t = i18n.getFixedT('en')
  const of = (images: number, pages: number): string =>
    groupText(t, { ...ofSite, kind: 'forbidden', status: 403, images, pages }).sentence
  expect(of(18, 0)).toBe('example.org answered 403 to 18 images')
  expect(of(1, 0)).toBe('example.org answered 403 to 1 image')
  expect(of(0, 2)).toBe('example.org answered 403 to 2 pages')
  expect(of(2, 1)).toBe('example.org answered 403 to 2 images and 1 page')
})
