import type { Problem, ProblemGroup } from '@shared/model/gallery'
import { ImageId, TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { fakeEngine } from '../../testing/fake-engine'
import { belongsTo, collectProblems, detailsLine, retryRequest } from './problem-target'

const task = TaskId.parse(1)
const group: ProblemGroup = {
  kind: 'forbidden',
  status: 403,
  host: 'img.example.org',
  images: 2,
  pages: 0,
  failedAgain: 0,
  until: null,
}

function problem(id: number, part: Partial<Problem> = {}): Problem {
  return {
    imageId: ImageId.parse(id),
    pageId: null,
    page: 'https://example.org/a/1.html',
    address: `https://img.example.org/${id}.jpg`,
    failure: { kind: 'forbidden', status: 403, detail: 'no' },
    at: 0,
    ...part,
  }
}

describe('a problem', () => {
  it.each<[string, Partial<Problem>, boolean]>([
    ['of the same cause, status and site belongs to the group', {}, true],
    ['of another status does not', { failure: { kind: 'forbidden', status: 451, detail: '' } }, false],
    ['of another cause does not', { failure: { kind: 'timeout', detail: '' } }, false],
    [
      'of a page on which something stands in the way does not',
      { failure: { kind: 'forbidden', status: 403, detail: '', page: 'challenge' } },
      false,
    ],
    ['of another site does not', { address: 'https://example.org/1.jpg' }, false],
    ['without an address does not', { address: '' }, false],
  ])('%s', (_title, part, belongs) => {
    expect(belongsTo(problem(1, part), group)).toBe(belongs)
  })

  it('belongs to a group that names the port as to one that does not', () => {
    const local = problem(1, { address: 'http://127.0.0.1:4000/1.jpg' })
    expect(belongsTo(local, { ...group, host: '127.0.0.1:4000' })).toBe(true)
    expect(belongsTo(local, { ...group, host: '127.0.0.1' })).toBe(true)
  })
})

it('collects a cause from all slices of a long list', async () => {
  const all = Array.from({ length: 1203 }, (_, at) =>
    problem(at + 1, at % 3 === 0 ? {} : { failure: { kind: 'timeout', detail: '' } }),
  )
  fakeEngine({
    listProblems: ({ offset = 0, limit = 100 }) => ({
      ok: true,
      value: { total: all.length, rows: all.slice(offset, offset + limit) },
    }),
  })
  const found = await collectProblems(task, group)
  expect(found.map(({ imageId }) => imageId)).toEqual(
    all.filter((_, at) => at % 3 === 0).map(({ imageId }) => imageId),
  )
})

it('asks for exactly the images and pages that were chosen', () => {
  const page = problem(3, { imageId: null, pageId: 9 })
  expect(retryRequest(task, [problem(1), problem(2), page])).toEqual({
    taskId: 1,
    images: [1, 2],
    pages: [9],
  })
  expect(retryRequest(task, [problem(3, { imageId: null })])).toBeNull()
})

it('writes one line a problem for a report', () => {
  expect(
    [problem(1), problem(2, { failure: { kind: 'timeout', detail: 'headers' } })].map(detailsLine),
  ).toEqual([
    '1970-01-01T00:00:00.000Z  forbidden 403  https://img.example.org/1.jpg  no',
    '1970-01-01T00:00:00.000Z  timeout  https://img.example.org/2.jpg  headers',
  ])
})
