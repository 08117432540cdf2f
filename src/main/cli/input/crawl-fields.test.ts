import { describe, expect, it } from 'vitest'
import { parseField, planOfOptions } from './crawl-fields'

describe('parseField', () => {
  it.each([
    ['title=.title-article', 'title', { type: 'text', selector: '.title-article' }],
    ['reads:number=.read-count', 'reads', { type: 'number', selector: '.read-count' }],
    ['tags[]=.tags a', 'tags', { type: 'text', list: true, selector: '.tags a' }],
    ['links:address[]=a@href', 'links', { type: 'address', list: true, selector: 'a', attribute: 'href' }],
    ['at:date=time@datetime', 'at', { type: 'date', selector: 'time', attribute: 'datetime' }],
    ['text:html=#content', 'text', { type: 'text', selector: '#content', as: 'html' }],
    ['id@=details/(\\d+)', 'id', { type: 'text', pattern: 'details/(\\d+)' }],
    ['id:number@=details/(\\d+)', 'id', { type: 'number', pattern: 'details/(\\d+)' }],
    [
      'price:number=.price /(\\d+) EUR/',
      'price',
      { type: 'number', selector: '.price', pattern: '(\\d+) EUR' },
    ],
    ['a=a[href="/x=1"]', 'a', { type: 'text', selector: 'a[href="/x=1"]' }],
    ['标题=h1 > b ~ i', '标题', { type: 'text', selector: 'h1 > b ~ i' }],
  ])('%s', (text, name, field) => expect(parseField(text)).toEqual([{ name, field }]))

  it.each(['title', '=h1', 'title=', 'a:money=b', 'id@=(', 'a b=c', 'a=b /(/'])('refuses %s', (text) =>
    expect(() => parseField(text)).toThrow(/Give NAME|no regular expression/),
  )
})

describe('planOfOptions', () => {
  it('takes every page of the scope for a record where no rule is named', () => {
    const plan = planOfOptions(['http://a.test/'], { field: parseField('title=h1') }, null)
    expect(plan.follow).toEqual([{ match: '<all_urls>', as: 'record' }])
  })

  it('keeps the rules of a recipe, with other starts and further fields', () => {
    const base = planOfOptions(
      ['http://a.test/'],
      { follow: [{ match: 'http://a.test/*', as: 'record' }], field: parseField('title=h1'), depth: 3 },
      null,
    )
    const plan = planOfOptions(['http://a.test/2'], { field: parseField('by=.author'), maxPages: 5 }, base)
    expect(plan.start).toEqual(['http://a.test/2'])
    expect(Object.keys(plan.record?.fields ?? {})).toEqual(['title', 'by'])
    expect(plan.limits).toEqual({ depth: 3, pages: 5 })
    expect(plan.follow).toEqual(base.follow)
  })
})
