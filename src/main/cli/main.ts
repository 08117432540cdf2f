#!/usr/bin/env node
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { version } from '../../../package.json'
import { dataFolder } from '../host/data-folder'
import { defaultFolder } from '../host/default-folder'
import { linuxTrash } from '../host/freedesktop-trash'
import { homeFolder } from '../host/home-folder'
import { machinePorts, userAgent, workerFiles } from '../host/machine'
import { startedAs } from './input/started-as'
import { runCli } from './run-cli'

// The terminal program: puts the engine and a terminal together, in plain Node.

const args = process.argv.slice(2)
const environment = { platform: process.platform, env: process.env, home: homeFolder() }
const trash = linuxTrash(environment.platform, environment.env, environment.home)
const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env }

let hasBug = false
const bug = new Promise<never>((_, reject) => {
  const onBug = (error: unknown) => {
    hasBug = true
    reject(error)
  }
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
})
// Before the command begins it has no listener yet.
bug.catch(() => {})

process.exitCode = await runCli(args, {
  streams,
  signals: process,
  bug,
  platform: process.platform,
  startedAs: startedAs({
    script: process.argv[1] ?? '',
    checkoutScript: join(import.meta.dirname, '../../out/main/cli.js'),
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
  }),
  version,
  places: {
    cwd: process.cwd(),
    dataFolder: dataFolder(environment),
    home: environment.home,
    demoPictures: join(import.meta.dirname, '../../resources/demo'),
  },
  ports: {
    ...machinePorts(),
    files: {
      builtInRecipes: join(import.meta.dirname, '../../resources/recipes'),
      workers: workerFiles(import.meta.dirname),
      downloads: defaultFolder(environment),
      temporary: tmpdir(),
    },
    ...(trash === undefined ? {} : { trash }),
    userAgent: userAgent(process.platform),
  },
})
// What has failed unexpectedly may still hold sockets and threads; every change of a task is saved already.
if (hasBug) process.exit()
