import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { processorTimeOf } from '../../../../../test/processor-time'
import { openPage } from '../html/page-document'
import { isInSeries } from './series-bar'

function inSeries(body: string): boolean {
  const bytes = Buffer.from(`<!doctype html><meta charset="utf-8"><body>${body}`)
  return isInSeries(
    openPage(
      { address: 'https://h.test/c/2', bytes, contentType: 'text/html; charset=utf-8' },
      'auto',
      'utf-8',
    ),
  )
}

const links = (...labels: readonly string[]) =>
  labels.map((label, at) => `<a href="/c/${at}">${label}</a>`).join(' ')

describe('a bar along a series', () => {
  it.each([
    links('First', 'Previous', 'Next', 'Latest'),
    links('|&lt;', '&lt; Prev', 'Random', 'Next &gt;', '&gt;|'),
    links('&lt;&lt;', '&lt;', '&gt;', '&gt;&gt;'),
    `<ul><li><a href="/1">First</a></li><li><a href="/1">Back</a></li><li>Next</li></ul>`,
    `<table><tr><td><a href="/1"><img src="first.gif"></a></td><td><a href="/1"><img src="prev.gif"></a></td><td><a href="/3"><img src="next.gif"></a></td></tr></table>`,
    `<nav>${links('<img alt="First comic" src="/b/1.png">', '<img alt="Next comic" src="/b/2.png">')}</nav>`,
    links('Erste', 'Zurück', 'Weiter', 'Letzte'),
    links('第一话', '上一页', '下一页', '最新话'),
    links('最初へ', '前へ', '次へ', '最新へ'),
    links('Первая', 'Назад', 'Далее', 'Последняя'),
    links('First', 'Last', 'Next'),
    links('Első', 'Előző', 'Következő', 'Utolsó'),
    links('Перша', 'Попередня', 'Наступна', 'Остання'),
    links('الأول', 'السابق', 'التالي', 'الأخير'),
    links('⏮️', '◀️', '▶️', '⏭️'),
    links('<img src="/b/btnFirst.gif">', '<img src="/b/btnNext.gif">'),
    links('<img src="/b/firstbutton.png">', '<img src="/b/nextbutton.png">'),
  ])('%s', (body) => {
    expect(inSeries(`<h1>Strip</h1>${body}`)).toBe(true)
  })

  it.each([
    links('Previous', 'Next'),
    links('«', '»'),
    links('&lt;&lt; Old mill', 'Lake &gt;&gt;'),
    links('Home', 'Latest', 'About'),
    links('First steps in Rome', 'Next'),
    `<div>${links('Previous', 'Next')}</div><footer>${links('Latest', 'Archive')}${'word '.repeat(60)}</footer>`,
  ])('none by %s', (body) => {
    expect(
      inSeries(`<h1>Strip</h1><p>${'A sentence of the author. '.repeat(12)}</p><div>${body}</div>`),
    ).toBe(false)
  })
})

it.runIf(isExhaustive)('costs no time on a page of many links that call themselves the first', () => {
  const body = links(...Array.from({ length: 20_000 }, () => 'First'))
  expect(processorTimeOf(() => expect(inSeries(`<div>${body}</div>`)).toBe(false))).toBeLessThan(2000)
})
