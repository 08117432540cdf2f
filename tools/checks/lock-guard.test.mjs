import { expect, it } from 'vitest'
import { findLockFaults } from './lock-guard.mjs'

it('accepts a lock whose optional packages all have entries', () => {
  const packages = {
    '': { optionalDependencies: { own: '1' } },
    'node_modules/own': {},
    'node_modules/tool': { optionalDependencies: { 'tool-linux': '1', '@tool/mac': '1' } },
    'node_modules/tool/node_modules/tool-linux': {},
    'node_modules/@tool/mac': {},
  }
  expect(findLockFaults({ packages })).toEqual([])
})

it('names an optional package without an entry', () => {
  const packages = { 'node_modules/tool': { optionalDependencies: { 'tool-mac': '1' } } }
  expect(findLockFaults({ packages })).toEqual(['node_modules/tool names tool-mac, which has no entry'])
})

it('does not take an entry inside another package for the one that is needed', () => {
  const packages = {
    'node_modules/tool': { optionalDependencies: { 'tool-mac': '1' } },
    'node_modules/other/node_modules/tool-mac': {},
  }
  expect(findLockFaults({ packages })).toHaveLength(1)
})

it('names an entry that is bound to a registry', () => {
  const packages = { 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } }
  expect(findLockFaults({ packages })).toEqual(['node_modules/a is bound to https://registry.example/a.tgz'])
})
