import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { captureChild } from './children.mjs'
import { SetupFailure } from './setup-failure.mjs'

/**
 * How to start npm: the one that started us, else the one beside this Node, else the one on the PATH.
 *
 * Windows cannot start npm.cmd without a shell, so npm's script is preferred to its launcher.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, first: string[], shell: boolean }}
 */
export function findNpm(env = process.env) {
  const beside = [
    env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = beside.find((file) => file?.endsWith('npm-cli.js') && existsSync(file))
  if (script !== undefined) return { command: process.execPath, first: [script], shell: false }
  return { command: 'npm', first: [], shell: process.platform === 'win32' }
}

/**
 * Runs npm; throws a SetupFailure that names the cause when it fails.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, purpose: string, show?: boolean }} options `purpose` completes "could not …"
 * @returns {Promise<string>} what npm wrote on its standard output
 */
export async function runNpm(args, { cwd, purpose, show = false }) {
  const { command, first, shell } = findNpm()
  const onOutput = show ? (/** @type {Buffer} */ chunk) => process.stderr.write(chunk) : undefined
  const done = await captureChild(command, [...first, ...args], { cwd, shell, onOutput })
  if (done.code === 0) return done.output
  if (!show) process.stderr.write(done.errors)
  const registry = await captureChild(command, [...first, 'config', 'get', 'registry'], { cwd, shell })
  throw explainNpm(purpose, done.code, done.errors, registry.output.trim())
}

/**
 * What an unsuccessful npm means, and what helps.
 *
 * @param {string} purpose
 * @param {number} code exit code
 * @param {string} errors npm's standard error
 * @param {string} registry address, '' when unknown
 */
export function explainNpm(purpose, code, errors, registry) {
  const where = registry === '' ? 'the npm registry' : `the npm registry ${registry}`
  const name = /npm (?:error|ERR!) code (\S+)/.exec(errors)?.[1] ?? ''
  /** @type {readonly (readonly [found: boolean, cause: string, wayOut: readonly string[]])[]} */
  const causes = [
    [
      unreachable.test(errors),
      `${where} cannot be reached`,
      ['is there a connection to the internet?', proxy, mirror],
    ],
    [
      /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(errors),
      `the certificate of ${where} is not trusted`,
      ['behind a proxy that re-signs:  NODE_EXTRA_CA_CERTS=/path/to/its-certificate.pem npm start'],
    ],
    [
      name === 'EINTEGRITY',
      `a package from ${where} is not the one that was pinned`,
      ['throw away the download and try again:  npm cache clean --force', mirror],
    ],
    [name === 'E404', `${where} lacks a package`, [mirror]],
    [/^E40[137]$/.test(name), `${where} refused access (${name})`, [proxy, mirror]],
    [name === 'ENOSPC', 'the disk is full', ['the packages need about 500 MB']],
    [
      name === 'EACCES' || name === 'EPERM',
      'a file may not be written',
      ['the folder of the project, node_modules in it and ~/.npm must belong to you'],
    ],
    [code === 127, 'npm was not found', ['install Node with npm: https://nodejs.org']],
    [true, `npm ended with code ${code}; its own words stand above`, [proxy, mirror]],
  ]
  const [, cause, wayOut] = causes.find(([found]) => found) ?? [true, '', []]
  return new SetupFailure(`Could not ${purpose}: ${cause}.`, wayOut)
}

const mirror = 'another registry:  npm_config_registry=https://… npm start'
const proxy = 'behind a proxy:  HTTPS_PROXY=http://host:port npm start'
const unreachable =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|EHOSTUNREACH)\b/
