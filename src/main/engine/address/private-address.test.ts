import type { LookupAddress } from 'node:dns'
import { FailureError } from '@shared/model/failure'
import { expect, it } from 'vitest'
import { hostAndPort, isAllowed, isPublicAddress, publicLookup, refusePrivateHost } from './private-address'

const privateOnes = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  'this host and unspecified': ['0.0.0.0', '0.1.2.3', '::'],
  'RFC 1918': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  'carrier-grade NAT': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  'hosts of virtual machines': ['168.63.129.16', '::ffff:168.63.129.16', '64:ff9b::a83f:8110', '192.0.0.192'],
  'benchmarking and documentation': [
    '198.18.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '2001:db8::1',
    '2001:2::1',
    '3fff::1',
    '3fff:fff::1',
  ],
  'multicast, reserved, broadcast': ['224.0.0.1', '240.0.0.1', '255.255.255.255', 'ff02::1', 'ff0e::1'],
  'unique-local and site-local': ['fc00::1', 'fdff::1', 'fd00:ec2::254', 'fec0::1'],
  'IPv4-mapped, of a private one': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
  'IPv4-compatible and translated': ['::7f00:1', '::5db8:d70e', '::ffff:0:7f00:1', '::ffff:0:5db8:d70e'],
  NAT64: [
    '64:ff9b::7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::7f00:1',
    '64:ff9b:1::5db8:d70e',
    '64:ff9b:1:ffff::1',
  ],
  ISATAP: [
    '::5efe:127.0.0.1',
    'fe80::5efe:10.0.0.1',
    '2606:2800::5efe:127.0.0.1',
    '2606:2800::200:5efe:192.168.0.1',
  ],
  tunnels: ['2002:7f00:1::', '2002:5db8:d70e::1', '2001::1', '2001:0:5db8:d70e::1'],
  'protocol assignments': ['2001:1::1', '2001:20::1', '2001:1ff::1', '5f00::1', '100::1'],
  'space that is not assigned': [
    '1::1',
    '200::1',
    '400::1',
    '1fff::1',
    '4000::1',
    '6000::1',
    '8000::1',
    'a000::1',
    'c000::1',
    'e000::1',
    'f000::1',
    'fe00::1',
  ],
  'no address': ['nonsense', '', '1.2.3.4.5', '::g'],
}

it.each(Object.entries(privateOnes))('takes for private: %s', (_, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([])
})

const publicOnes = {
  IPv4: ['93.184.215.14', '172.32.0.1', '168.63.129.15', '168.63.129.17', '100.63.255.255', '1.1.1.1'],
  IPv6: ['2606:2800:220:1::1', '2001:200::1', '2001:4860:4860::8888', '2a00:1450::1', '3ffe::1', '2003::1'],
  'IPv4-mapped, of a public one': ['::ffff:93.184.215.14'],
  'NAT64 of a public one': ['64:ff9b::5db8:d70e'],
  'ISATAP of a public one': ['2606:2800::5efe:93.184.215.14'],
}

it.each(Object.entries(publicOnes))('takes for public: %s', (_, addresses) => {
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([])
})

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
