#!/usr/bin/env node
// Stands in for fpm where that cannot be downloaded: makes a deb, rpm or pacman package out of what electron-builder
// passes to fpm, with the tools of Debian and the fastest compression. For tests only: releases use fpm.

import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Options that are understood, and those whose absence makes no difference to a test. */
const known = new Set(
  [
    's t d force name version architecture maintainer url license description package',
    'after-install after-remove after-upgrade deb-priority rpm-summary',
    'vendor category deb-recommends deb-compression rpm-compression pacman-compression rpm-os',
  ].flatMap((line) => line.split(' ')),
)

const { options, files } = readArguments(process.argv.slice(2))
const work = mkdtempSync(join(tmpdir(), 'galleon-fpm-'))
const root = join(work, 'root')
try {
  copyFiles()
  const make = { deb: makeDeb, rpm: makeRpm, pacman: makePacman }[one('t')]
  if (make === undefined) throw new Error(`no stand-in for ${one('t')}`)
  make()
} finally {
  rmSync(work, { recursive: true, force: true })
}

/**
 * Every option has a value, except `--force`; what is none is SOURCE=PLACE. What is not known here is refused: fpm would do
 * something with it.
 *
 * @param {readonly string[]} args
 */
function readArguments(args) {
  /** @type {Map<string, string[]>} */
  const options = new Map()
  const files = []
  for (let index = 0; index < args.length; index += 1) {
    const [, name] = /^--?(.+)/s.exec(args[index] ?? '') ?? []
    if (name === undefined) files.push(args[index] ?? '')
    else if (!known.has(name)) throw new Error(`no stand-in for the option ${name}`)
    else if (name !== 'force') options.set(name, [...(options.get(name) ?? []), args[(index += 1)] ?? ''])
  }
  return { options, files }
}

/** @param {string} name */
function one(name) {
  return options.get(name)?.[0] ?? ''
}

/** Copies as rsync does: the content of SOURCE where it ends in a slash. */
function copyFiles() {
  for (const file of files) {
    const [source = '', place = ''] = file.split(/=(?=\/)/)
    const target = join(root, place)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(source, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  }
}

function makeDeb() {
  const control = join(root, 'DEBIAN')
  mkdirSync(control)
  const kilobytes = execFileSync('du', ['-sk', root]).toString().split('\t')[0]
  const fields = [
    `Package: ${one('name')}`,
    `Version: ${one('version')}`,
    `Architecture: ${one('architecture')}`,
    `Maintainer: ${one('maintainer')}`,
    `Installed-Size: ${kilobytes}`,
    `Depends: ${(options.get('d') ?? []).join(', ')}`,
    `Priority: ${one('deb-priority')}`,
    `Homepage: ${one('url')}`,
    `Description: ${one('description').trim()}`,
  ]
  writeFileSync(join(control, 'control'), `${fields.join('\n')}\n`)
  for (const [option, name] of [
    ['after-install', 'postinst'],
    ['after-remove', 'postrm'],
  ]) {
    cpSync(one(option ?? ''), join(control, name ?? ''))
    chmodSync(join(control, name ?? ''), 0o755)
  }
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, one('package')])
}

function makeRpm() {
  const architecture = one('architecture') === 'amd64' ? 'x86_64' : one('architecture')
  const listed = execFileSync('find', ['.', '!', '-type', 'd'], { cwd: root }).toString().trim().split('\n')
  const spec = [
    `Name: ${one('name')}`,
    `Version: ${one('version')}`,
    'Release: 1',
    `Summary: ${one('rpm-summary')}`,
    `License: ${one('license')}`,
    `URL: ${one('url')}`,
    'AutoReqProv: no',
    ...(options.get('d') ?? []).map((name) => `Requires: ${name}`),
    '%define _binary_payload w1.gzdio',
    // Programs are Electron's own: nothing is stripped, and no list of build marks is linked.
    '%define __os_install_post %{nil}',
    '%define _build_id_links none',
    `%description\n${one('description')}`,
    `%post\n${readFileSync(one('after-install'), 'utf8')}`,
    `%postun\n${readFileSync(one('after-remove'), 'utf8')}`,
    `%files\n${listed.map((path) => `"${path.slice(1)}"`).join('\n')}`,
  ]
  const file = join(work, 'galleon.spec')
  writeFileSync(file, `${spec.join('\n')}\n`)
  const folders = ['--buildroot', root, '--define', `_topdir ${work}`, '--define', `_rpmdir ${work}`]
  const name = ['--define', `_rpmfilename ${basename(one('package'))}`]
  execFileSync('rpmbuild', ['-bb', '--target', architecture, ...folders, ...name, file], { stdio: 'pipe' })
  cpSync(join(work, basename(one('package'))), one('package'))
}

function makePacman() {
  const architecture = one('architecture') === 'amd64' ? 'x86_64' : one('architecture')
  const fields = [
    `pkgname = ${one('name')}`,
    `pkgver = ${one('version')}-1`,
    `pkgdesc = ${one('description').trim().replaceAll(/\s+/g, ' ')}`,
    `url = ${one('url')}`,
    `packager = ${one('maintainer')}`,
    `arch = ${architecture}`,
    `license = ${one('license')}`,
    ...(options.get('d') ?? []).map((name) => `depend = ${name}`),
  ]
  writeFileSync(join(root, '.PKGINFO'), `${fields.join('\n')}\n`)
  const step = (/** @type {string} */ name, /** @type {string} */ file) =>
    `${name}() {\n${readFileSync(file, 'utf8')}}\n`
  const install = step('post_install', one('after-install'))
  const upgrade = options.has('after-upgrade') ? step('post_upgrade', one('after-upgrade')) : ''
  writeFileSync(join(root, '.INSTALL'), install + upgrade + step('post_remove', one('after-remove')))
  const owner = ['--uid', '0', '--gid', '0']
  execFileSync('bsdtar', [
    '-czf',
    one('package'),
    ...owner,
    '--options',
    'compression-level=1',
    '-C',
    root,
    '.',
  ])
}
