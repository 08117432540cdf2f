import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { startDemoSite, usualPort } from '../../demo/demo-site'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { parseFolder, parseMilliseconds, parsePort, parseRate } from '../input/option-values'
import { runTasks } from './run-tasks'

/** What is missing on purpose in the demo gallery, each a problem at the end: one page and one picture. */
const intendedProblems = 2

/** Options of `galleon demo` as commander gives them. */
export interface DemoOptions {
  readonly output?: string
  readonly serve?: boolean
  /** Milliseconds. */
  readonly latency: number
  /** Bytes per second of one connection. */
  readonly rate: number
  readonly port?: number
}

/** A data folder that lives as long as the demo: the user's list of tasks stays as it is. */
export interface ThrowAwayFolder extends Disposable {
  readonly path: string
}

/** Creates it in the system's temporary folder; disposal deletes it. */
export function makeThrowAwayFolder(): ThrowAwayFolder {
  const path = mkdtempSync(join(tmpdir(), 'galleon-demo-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Serves the demo gallery on this machine and downloads it, or only serves it.
 *
 * The exit code is 0 when only the intended problems occurred.
 */
export async function demo(context: Context, options: DemoOptions): Promise<number> {
  const { terminal, interruption, count, cwd } = context
  const { get: words } = terminal.texts
  const site = await startDemoSite({
    pictureFolder: context.demoPictures,
    latencyMs: options.latency,
    bytesPerSecond: options.rate,
    port: options.port ?? usualPort,
    orFree: options.port === undefined,
  })
  try {
    if (options.serve === true) {
      terminal.emit({ event: 'demo', address: site.address })
      terminal.answer(site.address)
      terminal.say(words.demoServed)
      await interruption.race(new Promise<never>(() => {}))
    }
    const folder = resolve(cwd, options.output ?? 'galleon-demo')
    terminal.say(words.demo(site.address))
    // The site ends with this process: nothing can be resumed later.
    const code = await runTasks({ ...context, typed: null }, async (session, follow) => {
      follow(await session.invoke('addTask', { address: site.address, folder }))
    })
    terminal.say(words.demoFolder(folder))
    if (interruption.signal.aborted) return code
    if (count.failed !== intendedProblems) return code
    terminal.say(words.demoProblems)
    return 0
  } finally {
    await site.close()
  }
}

/** Describes `galleon demo`. */
export function addDemo(program: Command, choose: Choose): void {
  const command = program
    .command('demo')
    .description('download the built-in demo gallery from this machine: needs no internet')
    .option('-o, --output <folder>', 'where its galleries are saved', parseFolder, 'galleon-demo')
    .option('--serve', 'only serve it, and show its address')
    .option(
      '--port <port>',
      'port to serve it on; 0 takes a free one; default: 49510 if it is free',
      parsePort,
    )
    .option('--latency <ms>', 'pause before each of its replies', parseMilliseconds, 200)
    .addOption(
      new Option('--rate <rate>', 'bytes per second of one connection')
        .argParser(parseRate)
        .default(40 * 1024, '40k'),
    )
  withCommonOptions(command)
    .addHelpText(
      'after',
      `${examples('galleon demo', 'galleon demo -o /tmp/demo --rate 2M --latency 0', 'galleon demo --serve --port 8080')}

It keeps a list of tasks of its own, which is gone at its end, unless --data-dir is given.
One of its pages and one of its pictures are missing on purpose: the exit code is 0 nevertheless.`,
    )
    .action((options: CommonOptions & DemoOptions) =>
      choose({
        ...plain(options, (context) => demo(context, options)),
        throwAwayData: options.dataDir === undefined,
      }),
    )
}
