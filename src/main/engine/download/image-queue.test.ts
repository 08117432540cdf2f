import { emptyCounts } from '@shared/model/task'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import { createImageQueue, type ImageQueue, type ImageQueuePorts } from './image-queue'
import type { PassedOver } from './task-images'
import { createActiveImages } from './task-images'

let bench: TestStorage
let task: TaskId
let gallery: GalleryId
let num: number

beforeEach(() => {
  bench = openTestStorage()
  const request = {
    address: RangeAddress.parse('http://example.org/'),
    recipe: null,
    folder: '/x',
    options: {},
    startLater: false,
  }
  task = bench.storage.tasks.add(request, { kind: 'queued' }, emptyCounts, 1)
  const facts = { key: 'k', title: 't', siteId: null, page: 'http://example.org/', host: 'example.org' }
  const place = { root: '/x', folder: 't', recipe: 'automatic', fields: {}, position: 0 }
  gallery = bench.storage.galleries.add(task, { ...facts, ...place }, 1)
  num = 0
})
afterEach(() => bench.close())

function add(host: string, count: number): void {
  for (let image = 0; image < count; image++) {
    num += 1
    const address = `http://${host}/${num}.png`
    const page = 'http://example.org/'
    bench.storage.images.add(task, gallery, num, { address, alternatives: [], page }, 1)
  }
}

/** A source in which a host may have so many images at work. */
function open(
  room: number,
  reserve: ImageQueuePorts['reserve'] = () => true,
): { source: ImageQueue; passedOver: PassedOver; takeAll: () => number[]; end: (num: number) => void } {
  const active = createActiveImages(() => 0)
  const passedOver = { count: 0 }
  const source = createImageQueue({
    id: task,
    images: bench.storage.images.queue,
    active,
    room: () => ({ all: room, alone: room }),
    goesTogether: () => false,
    reserve,
    passedOver,
  })
  const ids = new Map<number, ImageId>()
  return {
    source,
    passedOver,
    takeAll() {
      const taken: number[] = []
      for (let image = source.take(); image; image = source.take()) {
        ids.set(image.num, image.id)
        taken.push(image.num)
      }
      return taken
    },
    end(ended) {
      const id = ids.get(ended) as ImageId
      bench.storage.images.outcome.saveFailed(id, { kind: 'empty', detail: '' }, 1)
      active.end(id)
      source.ended(id)
    },
  }
}

it('gives images in their order, each once', () => {
  add('a.example', 250)
  const { takeAll } = open(1000)
  expect(takeAll()).toEqual(Array.from({ length: 250 }, (_, index) => index + 1))
  expect(takeAll()).toEqual([])
})

it('passes over those of a busy host, and comes back to them as it is less busy', () => {
  add('slow.example', 300)
  add('quick.example', 3)
  const { takeAll, end } = open(2)
  expect(takeAll()).toEqual([1, 2, 301, 302])
  end(301)
  expect(takeAll()).toEqual([303])
  end(2)
  expect(takeAll()).toEqual([3])
})

it('looks through a thousand rows and no more', () => {
  add('slow.example', 1500)
  add('quick.example', 1)
  const { takeAll, end } = open(1)
  const taken = takeAll()
  while (!taken.includes(1501)) {
    end(taken.filter((image) => image !== 1501).at(-1) as number)
    taken.push(...takeAll())
  }
  expect(taken.length).toBeGreaterThan(400)
  expect(taken.length).toBeLessThan(600)
})

it('finds what was queued again behind it, and what is no address', () => {
  add('a.example', 2)
  const { takeAll, end } = open(10)
  takeAll()
  end(1)
  bench.storage.images.queue.requeue(
    bench.storage.images.ofAddress(gallery, 'http://a.example/1.png')?.id as ImageId,
    1,
    null,
  )
  expect(takeAll()).toEqual([1])
  bench.storage.images.add(task, gallery, 9, { address: 'no address', alternatives: [], page: 'p' }, 1)
  expect(takeAll()).toEqual([9])
})

it('passes over what another task fetches, and gives it when that has ended', () => {
  add('a.example', 5)
  const elsewhere = new Map([[2, () => {}]])
  const { passedOver, takeAll } = open(3, ({ num: image }, wake) => {
    if (elsewhere.has(image)) elsewhere.set(image, wake)
    return !elsewhere.has(image)
  })
  expect(takeAll()).toEqual([1, 3, 4])
  expect(passedOver.count).toBe(1)
  const wake = elsewhere.get(2)
  elsewhere.delete(2)
  expect(takeAll()).toEqual([])
  wake?.()
  // its host has as many at work as it may have
  expect(takeAll()).toEqual([])
})

it('gives what was passed over before those behind it', () => {
  add('a.example', 5)
  let wake = () => {}
  let isTaken = true
  const { passedOver, takeAll, end } = open(2, ({ num: image }, wakeUp) => {
    if (image !== 1 || !isTaken) return true
    wake = wakeUp
    return false
  })
  expect(takeAll()).toEqual([2, 3])
  isTaken = false
  wake()
  end(2)
  expect(takeAll()).toEqual([1])
  expect(passedOver.count).toBe(0)
  end(1)
  end(3)
  expect(takeAll()).toEqual([4, 5])
})

it('gives what is behind more than a thousand images that wait for one in flight', () => {
  for (let copy = 0; copy < 1200; copy++) {
    const { storage } = bench
    const facts = {
      key: `k${copy}`,
      title: 't',
      siteId: null,
      page: 'http://example.org/',
      host: 'example.org',
    }
    const place = { root: '/x', folder: `t${copy}`, recipe: 'automatic', fields: {}, position: 0 }
    const own = storage.galleries.add(task, { ...facts, ...place }, 1)
    storage.images.add(task, own, 1, { address: 'http://a.example/s.png', alternatives: [], page: 'p' }, 1)
  }
  num = 1
  add('a.example', 2)
  let asked = 0
  const isShared = (address: string) => address === 'http://a.example/s.png'
  const { passedOver, takeAll } = open(3, ({ address }) => {
    if (!isShared(address)) return true
    asked += 1
    return false
  })
  expect(takeAll()).toEqual([2, 3])
  expect(passedOver.count).toBe(1200)
  // only the first one of an address waits for a wake
  expect(asked).toBe(1)
})
