import type { LookupAddress } from 'node:dns'
import { FailureError } from '@shared/failure'
import { expect, it } from 'vitest'
import { hostAndPort, isAllowed, isPublicAddress, publicLookup, refusePrivateHost } from './private-address'

it.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fdff::1',
  'fec0::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  'ff02::1',
  'nonsense',
])('takes %s for private', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

it.each(['93.184.215.14', '172.32.0.1', '2606:2800:220:1::1', '::ffff:93.184.215.14', '64:ff9b::5db8:d70e'])(
  'takes %s for public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

it.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://[::1]:8080/',
  'http://[::ffff:7f00:1]/',
  'http://localhost/',
  'http://a.LOCALHOST./',
])('refuses %s as it is written', (address) => {
  expect(() => refusePrivateHost(new URL(address))).toThrow(/^blocked-address/)
})

it('leaves public addresses and names to be resolved', () => {
  for (const address of ['http://93.184.215.14/', 'http://example.org/', 'http://localhost.example.org/']) {
    expect(() => refusePrivateHost(new URL(address))).not.toThrow()
  }
})

it('allows the very host and port that was named, and no other port', () => {
  const url = new URL('http://127.0.0.1:8080/a')
  expect(hostAndPort(new URL('https://[::1]/'))).toBe('[::1]:443')
  expect(isAllowed(url, new Set(['127.0.0.1:8080']))).toBe(true)
  expect(isAllowed(url, [], ['127.0.0.1:8081', '127.0.0.1'])).toBe(false)
  expect(isAllowed(new URL('http://nas.local/'), ['NAS.local:80'])).toBe(true)
})

function lookUp(found: LookupAddress[], all: boolean): Promise<unknown> {
  const lookup = publicLookup((_host, _options, callback) => callback(null, found))
  return new Promise((resolve, reject) => {
    lookup('example.org', { all }, (error, ...result) => (error === null ? resolve(result) : reject(error)))
  })
}

const privateOne = { address: '10.0.0.1', family: 4 }
const publicOne = { address: '93.184.215.14', family: 4 }

it('gives the public ones of several addresses', async () => {
  await expect(lookUp([privateOne, publicOne], true)).resolves.toEqual([[publicOne]])
  await expect(lookUp([privateOne, publicOne], false)).resolves.toEqual(['93.184.215.14', 4])
})

it('fails for a name that has private addresses only', async () => {
  const failed = lookUp([privateOne], true)
  await expect(failed).rejects.toBeInstanceOf(FailureError)
  await expect(failed).rejects.toMatchObject({ failure: { kind: 'blocked-address' } })
})
