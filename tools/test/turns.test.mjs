import { expect, it } from 'vitest'
import { createTurns } from './turns.mjs'

it('shows what stages write side by side one stage after another', () => {
  let shown = ''
  const turns = createTurns((text) => {
    shown += text
  })
  const first = turns.begin('1:')
  const second = turns.begin('2:')
  const third = turns.begin('3:')
  third.write('z')
  second.write('b')
  first.write('a')
  second.end()
  expect(shown).toBe('1:a')
  first.end()
  expect(shown).toBe('1:a2:b3:z')
  third.write('y')
  expect(shown).toBe('1:a2:b3:zy')
})
