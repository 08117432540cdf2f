import { describe, expect, it } from 'vitest'
import { type Failure, type FailureKind, failureKinds, obstacleFailure, sinkFailure } from '../model/failure'
import { skipReasons } from '../model/gallery'
import { pageObstacles } from '../model/page-kind'
import {
  failureLine,
  failureName,
  failureText,
  groupText,
  shortFailure,
  skipReasonText,
  terminalAdvice,
} from './failure-text'
import { obstacleText } from './page-text'

const ofSite = { host: 'example.org', failedAgain: 0, until: null }
const languages = ['en', 'zh-CN'] as const

function example(kind: FailureKind): Failure {
  const detail = 'ECODE'
  if (kind === 'rate-limited') return { kind, until: 0, detail }
  if (kind === 'http-status' || kind === 'not-found' || kind === 'forbidden' || kind === 'auth') {
    return { kind, status: 418, detail }
  }
  if (kind === 'sink') return sinkFailure('connection', 'MariaDB db.example', detail)
  return { kind, detail }
}

describe.each(languages)('in %s', (language) => {
  it.each(failureKinds)('%s has a sentence, a next step and a name without holes', (kind) => {
    const failure = example(kind)
    const { sentence, next } = failureText(failure, language)
    const group = groupText({ ...ofSite, kind, status: 418, images: 3, pages: 0 }, language)
    const line = failureLine(failure, language)
    const names = [failureName(kind, 418, language), failureName(kind, null, language)]
    const advice = terminalAdvice({ kind }, language)
    for (const text of [sentence, next, ...names, group.sentence, line, advice]) {
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\(\)|（）/)
      expect(text.length).toBeGreaterThan(1)
    }
    expect(group.sentence).toContain('example.org')
    expect(group.sentence).toContain('3')
    expect(line.split('ECODE')).toHaveLength(2)
  })

  it.each(skipReasons)('an address that is skipped as %s has its reason', (reason) => {
    expect(skipReasonText(reason, language)).not.toBe('')
  })
})

it.each(languages)('names the frame that holds the content, where it is known, in %s', (language) => {
  const frame = 'https://other.example/a$&.html'
  const failure = obstacleFailure('frames', 'd', frame)
  const group = {
    ...ofSite,
    kind: 'no-images',
    status: null,
    images: 0,
    pages: 1,
    page: 'frames',
    frame,
  } as const
  const texts = [failureText(failure, language).next, groupText(group, language).next]
  for (const text of [...texts, terminalAdvice(failure, language)]) {
    expect(text).toContain(frame)
    expect(text).not.toContain('{{')
  }
  expect(shortFailure(failure, language)).toBe(obstacleText('frames', language).name)
})

it('the words of one language are not those of the other', () => {
  for (const kind of failureKinds) {
    expect(failureName(kind, null, 'zh-CN')).not.toBe(failureName(kind, null, 'en'))
    expect(terminalAdvice({ kind }, 'zh-CN')).toMatch(/[\u4e00-\u9fff]/)
  }
})

it('speaks of images and pages as many as there are', () => {
  const of = (images: number, pages: number, language: 'en' | 'zh-CN' = 'en'): string =>
    groupText({ ...ofSite, kind: 'forbidden', status: 403, images, pages }, language).sentence
  expect(of(18, 0)).toBe('example.org answered 403 to 18 images')
  expect(of(1, 0)).toBe('example.org answered 403 to 1 image')
  expect(of(0, 2)).toBe('example.org answered 403 to 2 pages')
  expect(of(2, 1)).toBe('example.org answered 403 to 2 images and 1 page')
  expect(of(2, 1, 'zh-CN')).toBe('example.org 对 2 张图片和 1 个页面返回了 403')
})

it.each(pageObstacles)(
  'of a page in whose way stands %s the obstacle is said, not its kind of failure',
  (page) => {
    const reason = obstacleFailure(page, 'ECODE')
    const group = { ...ofSite, kind: reason.kind, page, status: 200, images: 0, pages: 2 }
    for (const language of languages) {
      const { name, sentence, next, inTerminal } = obstacleText(page, language)
      expect(failureText(reason, language)).toMatchObject({ sentence, next })
      expect(failureLine(reason, language).split('ECODE')).toHaveLength(2)
      expect(terminalAdvice(reason, language)).toBe(inTerminal)
      expect(failureName(reason.kind, 200, language, page)).toBe(name)
      const said = groupText(group, language)
      expect(said.next).toBe(next)
      expect(said.sentence).not.toMatch(/\{\{|200/)
      expect(said.sentence).toContain('example.org')
      expect(said.sentence).toContain('2')
    }
  },
)

it('a line has its status and its detail', () => {
  const failure = { kind: 'not-found', status: 404, detail: 'gone' } as const
  expect(failureLine(failure, 'en')).toBe('The site reports that this does not exist (404): gone')
  expect(failureLine(failure, 'zh-CN')).toBe('网站表示该内容不存在（404）：gone')
  expect(failureLine({ kind: 'proxy', detail: '' }, 'en')).toBe('The proxy could not be used')
})

it('says when it is not the folder of the download but the records that cannot be written', () => {
  const failure = { kind: 'disk-full', of: 'records', detail: '' } as const
  expect(failureText(failure, 'en').sentence).toContain('records')
  expect(failureText(failure, 'zh-CN').sentence).toContain('记录')
})
