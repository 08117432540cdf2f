#!/usr/bin/env node
import { homedir } from 'node:os'
import { join } from 'node:path'
import { version } from '../../../package.json'
import { readBootId } from '../engine/disk/boot-id'
import { dataFolder } from '../host/data-folder'
import { linuxTrash } from '../host/freedesktop-trash'
import { userAgent } from '../host/program-facts'
import { defaultFolder } from './input/default-folder'
import { startedAs } from './input/started-as'
import { runCli } from './run-cli'

// The terminal program: puts the engine and a terminal together, in plain Node.

const args = process.argv.slice(2)
const environment = { platform: process.platform, env: process.env, home: homedir() }
const trash = linuxTrash(environment.platform, environment.env, environment.home)
const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env }

let hasBug = false
const bug = new Promise<never>((_, reject) => {
  const tell = (error: unknown) => {
    hasBug = true
    reject(error)
  }
  process.on('uncaughtException', tell)
  process.on('unhandledRejection', tell)
})
// Before the command begins nobody listens to it yet.
bug.catch(() => {})

process.exitCode = await runCli(args, {
  streams,
  signals: process,
  bug,
  cwd: process.cwd(),
  platform: process.platform,
  startedAs: startedAs({
    script: process.argv[1] ?? '',
    checkoutScript: join(import.meta.dirname, '../../out/main/cli.js'),
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
  }),
  version,
  dataFolder: dataFolder(environment),
  home: environment.home,
  demoPictures: join(import.meta.dirname, '../../resources/demo'),
  ports: {
    builtInRecipes: join(import.meta.dirname, '../../resources/recipes'),
    extractWorkerFile: join(import.meta.dirname, 'extract-worker.js'),
    diskWriterFile: join(import.meta.dirname, 'disk-worker.js'),
    listWorkerFile: join(import.meta.dirname, 'list-worker.js'),
    now: Date.now,
    bootId: readBootId(),
    random: Math.random,
    ...(trash === undefined ? {} : { trash }),
    userAgent: userAgent(process.platform),
    defaultFolder: defaultFolder(environment),
  },
})
// What has failed unexpectedly may still hold sockets and threads; every change of a task is saved already.
if (hasBug) process.exit()
