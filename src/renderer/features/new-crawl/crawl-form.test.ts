import { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { expect, it } from 'vitest'
import { emptyForm, formOfPlan, newField, newRule, readCrawlForm } from './crawl-form'

const start = 'https://blog.example/u/1/list/1'
const plan = CrawlPlan.parse({
  start: [start, { sitemap: 'auto' }, { feed: 'https://blog.example/rss' }],
  follow: [
    { match: 'https://blog.example/{a,b}/details/*', as: 'record' },
    { match: '/list\\/\\d+$/', as: 'list' },
  ],
  skip: ['*://*/login*'],
  scope: 'domain',
  limits: { depth: 3, pages: 500, minutes: 20 },
  identity: { drop: ['utm_*', 'from'] },
  record: {
    key: ['id'],
    known: 'versions',
    fields: {
      id: { pattern: 'details/(\\d+)' },
      title: { selector: '.title-article' },
      reads: { selector: '.count', type: 'number', pattern: '(\\d+) reads' },
      at: { selector: 'time', attribute: 'datetime', type: 'date' },
      tags: { selector: '.tags a', list: true },
      text: { selector: '#content', as: 'html' },
    },
  },
  images: '#content img',
  again: { stopAfterKnown: 30 },
})

it('says again what a plan says', () => {
  expect(readCrawlForm([start], formOfPlan(plan))).toEqual({ ok: true, plan })
})

it('follows every page of the scope until a rule is named', () => {
  const empty = readCrawlForm([start], emptyForm())
  expect(empty).toMatchObject({ plan: { follow: [{ match: '<all_urls>', as: 'record' }] } })
  const bare = { ...emptyForm(), fields: [newField()] }
  expect(readCrawlForm([start], bare)).toMatchObject({ plan: { follow: [{ as: 'list' }] } })
  const skipping = { ...emptyForm(), rules: [newRule('skip', '*://*/login*'), newRule()] }
  expect(readCrawlForm([start], skipping)).toMatchObject({
    plan: { follow: [{ match: '<all_urls>' }], skip: ['*://*/login*'] },
  })
})

it.each([
  ['pattern', { rules: [newRule('record', 'blog.example/*')] }],
  ['pattern', { rules: [newRule('record', '/(/')] }],
  ['name', { fields: [newField({ name: '1st', taking: 'h1' })] }],
  ['own-name', { fields: [newField({ name: 'Address', taking: 'h1' })] }],
  ['same-name', { fields: [newField({ name: 'a', taking: 'h1' }), newField({ name: 'A', taking: 'h2' })] }],
  ['taking', { fields: [newField({ name: 'a', taking: 'h1 /(/' })] }],
  ['expression', { fields: [newField({ name: 'a', from: 'address', taking: '(' })] }],
  ['feed', { more: { ...emptyForm().more, feed: 'rss' } }],
])('names what is wrong: %s', (problem, part) => {
  const reading = readCrawlForm([start], { ...emptyForm(), ...part })
  expect(reading.ok ? [] : [...reading.problems.values()]).toContain(problem)
})
