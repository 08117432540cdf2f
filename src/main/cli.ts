#!/usr/bin/env node
import { homedir } from 'node:os'
import { join } from 'node:path'
import { version } from '../../package.json'
import { defaultFolder } from './cli/default-folder'
import { exitBits } from './cli/exit-code'
import { runCli, tellBug } from './cli/run-cli'
import { createTerminal } from './cli/terminal'
import { dataFolder } from './data-folder'
import { userAgent } from './user-agent'

// The terminal program: puts the engine and a terminal together, in plain Node.

const args = process.argv.slice(2)
const environment = { platform: process.platform, env: process.env, home: homedir() }
const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env }

function endByBug(error: unknown): void {
  const verbose = args.includes('-v') || args.includes('--verbose')
  tellBug(error, createTerminal(streams, { json: false, quiet: false, verbose }))
  process.exit(exitBits.system)
}
process.on('uncaughtException', endByBug)
process.on('unhandledRejection', endByBug)

process.exitCode = await runCli(args, {
  streams,
  cwd: process.cwd(),
  version,
  dataFolder: dataFolder(environment),
  ports: {
    builtInRecipes: join(import.meta.dirname, '../../resources/recipes'),
    extractWorkerFile: join(import.meta.dirname, 'extract-worker.js'),
    now: Date.now,
    random: Math.random,
    userAgent: userAgent(process.platform),
    defaultFolder: defaultFolder(environment),
  },
})
