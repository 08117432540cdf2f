import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../model/settings'
import {
  checkTemplate,
  fileFieldNames,
  folderFieldNames,
  insertField,
  NameTemplate,
  parseTemplate,
  renderSegments,
  renderTemplate,
  type TemplateErrorCode,
} from './name-template'

const fields = {
  title: 'Harbour at dawn',
  id: 'a7',
  num: 7,
  page: 12,
  filename: 'IMG_1',
  extension: 'jpg',
  host: 'example.org',
  date: new Date(Date.UTC(2024, 1, 3, 4, 5, 6)),
  family: '👩‍👩‍👧x',
  slash: 'a/b\\c',
  brackets: '[] ()',
  blank: '  ',
  absent: undefined,
}

describe('renderTemplate', () => {
  it.each([
    ['{title} [{id}]', 'Harbour at dawn [a7]'],
    ['{num:>03} {filename}.{extension}', '007 IMG_1.jpg'],
    ['{num:03}', '007'],
    ['{num:_>4}{num:<3}|{id:^6}|', '___77  |  a7  |'],
    ['{page:>01}', '12'],
    ['{title[:7]}', 'Harbour'],
    ['{title[8:]}', 'at dawn'],
    ['{title[-4:]}', 'dawn'],
    ['{title[0:-5]}', 'Harbour at'],
    ['{title[:8]}', 'Harbour'],
    ['{family[:1]}', '👩‍👩‍👧'],
    ['{absent|blank|id}', 'a7'],
    ['{absent|title[:7]:>9}', '  Harbour'],
    ['{date:%Y-%m-%d}', '2024-02-03'],
    ['{date:%d.%b %y, %H:%M:%S (%j) %B %%}', '03.Feb 24, 04:05:06 (034) February %'],
    ['{date}', '2024-02-03'],
    ['{title:%Y}x', 'x'],
    ['{{{num}}}', '{7}'],
    ['{host}/{page}/{title}', 'example.org/12/Harbour at dawn'],
    ['{slash}/x', 'a_b_c/x'],
    ['/{title}/', 'Harbour at dawn'],
  ])('%s is %s', (template, text) => {
    expect(renderTemplate(template, fields)).toBe(text.trim())
  })

  it.each([
    ['{title} [{absent}]', 'Harbour at dawn'],
    ['({absent}) {title}', 'Harbour at dawn'],
    ['{title} ({absent}, {blank})', 'Harbour at dawn'],
    ['{title} [({absent})]', 'Harbour at dawn'],
    ['{title} 【{absent}】', 'Harbour at dawn'],
    ['{title} - {absent} - {num}', 'Harbour at dawn - 7'],
    ['{absent}_{num}', '7'],
    ['{num}_{absent}.{extension}', '7.jpg'],
    ['{num} {absent}.{absent}', '7'],
    ['{title} [{id}, {absent}]', 'Harbour at dawn [a7]'],
    ['{absent}/{title}', 'Harbour at dawn'],
    ['{brackets} ({absent})', '[] ()'],
    ['[] {title}', '[] Harbour at dawn'],
    ['{absent}', ''],
  ])('%s leaves no debris of a missing field: %s', (template, text) => {
    expect(renderTemplate(template, fields)).toBe(text)
  })

  it('only the slashes of the template divide', () => {
    expect(renderSegments('{slash}/{absent}/{num}', fields)).toEqual(['a/b\\c', '', '7'])
  })

  it('knows no names that every object has', () => {
    expect(renderTemplate('{constructor}{toString}{__proto__}x', {})).toBe('x')
  })

  it('refuses a template that the schema refuses', () => {
    expect(() => renderTemplate('{', fields)).toThrow(TypeError)
  })

  it('renders whatever parses', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('{}[]():|<>^%/ -.09aYd\ud83d')),
      maxLength: 20,
    })
    fc.assert(
      fc.property(text, (template) => {
        fc.pre(parseTemplate(template).ok)
        expect(renderTemplate(template, { a: 'x', d: 1 })).not.toMatch(/^\/|\/\/|\/$|undefined/)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('parseTemplate', () => {
  it.each<[string, TemplateErrorCode, string]>([
    ['a {title', 'unclosed', '{title'],
    ['a }', 'unopened', '}'],
    ['{}', 'empty-field', '}'],
    ['{a|}', 'empty-field', '}'],
    ['{a b}', 'bad-name', 'a b'],
    ['{a.b}', 'bad-name', 'a.b'],
    ['{a()}', 'bad-name', 'a()'],
    ['{title[1]}', 'bad-slice', 'title[1]'],
    ['{title[a:b]}', 'bad-slice', 'title[a:b]'],
    ['{num:>}', 'bad-format', '>'],
    ['{num:>0300}', 'bad-format', '>0300'],
    ['{num:>999}', 'bad-format', '>999'],
    ['{date:%Q}', 'bad-format', '%Q'],
    ['{date:%Y-%}', 'bad-format', '%Y-%'],
  ])('%s is refused as %s at %j', (template, code, found) => {
    const parsed = parseTemplate(template)
    if (parsed.ok) throw new Error('accepted')
    const { at, length } = parsed.error
    expect([parsed.error.code, template.slice(at, at + length)]).toEqual([code, found])
  })
})

describe('NameTemplate', () => {
  it('takes templates of 1 to 300 characters', () => {
    expect(NameTemplate.safeParse('{title} [{id}]').success).toBe(true)
    expect(NameTemplate.safeParse('x'.repeat(300)).success).toBe(true)
    for (const text of ['', '{', 'x'.repeat(301)]) expect(NameTemplate.safeParse(text).success).toBe(false)
  })
})

const checkedFields = {
  title: 'Harbour at dawn',
  id: '5510',
  num: 7,
  page: 1,
  filename: 'IMG_0412',
  extension: 'jpg',
  host: 'example.org',
  date: new Date('2026-03-14T10:00:00Z'),
}

describe('a template', () => {
  it('shows what it comes to', () => {
    expect(checkTemplate(defaultSettings.folderTemplate, checkedFields)).toEqual({
      kind: 'good',
      example: 'Harbour at dawn [5510]',
      unknown: [],
    })
    expect(checkTemplate(defaultSettings.fileTemplate, checkedFields)).toMatchObject({
      example: '007 IMG_0412.jpg',
    })
  })

  it('says where it is wrong', () => {
    expect(checkTemplate('{num} {title', checkedFields)).toEqual({
      kind: 'bad',
      code: 'unclosed',
      at: 6,
      length: 6,
    })
  })

  it('names each field that nothing fills once', () => {
    expect(checkTemplate('{titel|title} {titel}', checkedFields)).toMatchObject({
      kind: 'good',
      unknown: ['titel'],
    })
  })

  it('must give a name', () => {
    expect(checkTemplate('  ', checkedFields)).toEqual({ kind: 'nothing' })
    expect(checkTemplate('{artist}', checkedFields)).toEqual({ kind: 'nothing' })
  })

  it('must not be longer than the engine takes', () => {
    expect(checkTemplate('x'.repeat(301), checkedFields)).toEqual({ kind: 'too-long' })
  })
})

it('offers only fields that have an example', () => {
  for (const name of [...folderFieldNames, ...fileFieldNames]) expect(checkedFields).toHaveProperty(name)
})

it('puts a field in place of what is marked and the caret behind it', () => {
  expect(insertField('a b c', 'num', 2, 3)).toEqual({ template: 'a {num} c', caret: 7 })
  expect(insertField('', 'title', 0, 0)).toEqual({ template: '{title}', caret: 7 })
})
