import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../model/settings'
import { checkTemplate, fileFields, folderFields, insertField } from './name-template'

const fields = {
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
    expect(checkTemplate(defaultSettings.folderTemplate, fields)).toEqual({
      kind: 'good',
      example: 'Harbour at dawn [5510]',
      unknown: [],
    })
    expect(checkTemplate(defaultSettings.fileTemplate, fields)).toMatchObject({ example: '007 IMG_0412.jpg' })
  })

  it('says where it is wrong', () => {
    expect(checkTemplate('{num} {title', fields)).toEqual({ kind: 'bad', code: 'unclosed', at: 6, length: 6 })
  })

  it('names each field that nothing fills once', () => {
    expect(checkTemplate('{titel|title} {titel}', fields)).toMatchObject({ kind: 'good', unknown: ['titel'] })
  })

  it('must give a name', () => {
    expect(checkTemplate('  ', fields)).toEqual({ kind: 'nothing' })
    expect(checkTemplate('{artist}', fields)).toEqual({ kind: 'nothing' })
  })

  it('must not be longer than the engine takes', () => {
    expect(checkTemplate('x'.repeat(301), fields)).toEqual({ kind: 'too-long' })
  })
})

it('offers only fields that have an example', () => {
  for (const name of [...folderFields, ...fileFields]) expect(fields).toHaveProperty(name)
})

it('puts a field in place of what is marked and the caret behind it', () => {
  expect(insertField('a b c', 'num', 2, 3)).toEqual({ template: 'a {num} c', caret: 7 })
  expect(insertField('', 'title', 0, 0)).toEqual({ template: '{title}', caret: 7 })
})
