import { describe, expect, it } from 'vitest'
import { explainNpm } from './npm.mjs'

const registry = 'https://registry.example/'
/** @param {string} errors */
const explain = (errors, code = 1) => explainNpm('install the packages', code, errors, registry).message

describe('explainNpm', () => {
  it.each([
    ['npm error code ENOTFOUND\nnpm error request to x failed, getaddrinfo ENOTFOUND x', 'cannot be reached'],
    ['npm error code ECONNREFUSED', 'cannot be reached'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['npm error code EINTEGRITY', 'not the one that was pinned'],
    ['npm error code E404', 'lacks a package'],
    ['npm error code E401', 'refused access'],
    ['npm error code ENOSPC', 'disk is full'],
    ['npm error code EACCES', 'may not be written'],
    ['npm error something else', 'npm ended with code 1'],
  ])('%j: names the cause', (errors, cause) => {
    expect(explain(errors)).toContain(cause)
  })

  it('names the registry, a proxy and a mirror when there is no connection', () => {
    const text = explain('npm error code ETIMEDOUT')
    expect(text).toContain(registry)
    expect(text).toContain('HTTPS_PROXY=')
    expect(text).toContain('npm_config_registry=')
  })

  it('says that npm is missing', () => {
    expect(explain('', 127)).toContain('npm was not found')
  })
})
