import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from '../src/shared/contract/commands'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { wildValues } from '../test/wild-values'
import { filesBelow } from './files'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'

test.skip(!isExhaustive, longWithoutCi)

const seed = 20_260_801
const messages = 10_000

/** Commands that may answer wild input with success: they return something, or delete what was never there. */
const harmless = new Set([
  'listGalleries',
  'tasksOfGallery',
  'restoreGallery',
  'listImages',
  'listProblems',
  'groupProblems',
  'listSkipped',
  'taskCovers',
  'listLibrary',
  'listLibraryHosts',
  'listRecipes',
  'recipeFor',
  'inspectFolder',
  'cancelPreview',
  'cancelCrawlPreview',
  'chooseFolder',
  'snapshot',
  'watchTask',
  'listChecked',
  'stopJob',
  'dismissJob',
  'isGalleryThere',
  'forgetGallery',
  // With nothing in it; the settings are compared below.
  'changeSettings',
])

/** Commands without input, whose only message is a right one; and the one that takes every text. */
const left = new Set([
  'startDemo',
  'checkForUpdate',
  'downloadUpdate',
  'cancelUpdate',
  'installUpdate',
  'openRecipeFolder',
  'copyText',
  'copyDiagnostics',
  'showLogFile',
  'showSetAside',
])

test('thousands of wild messages are refused, change nothing and break nothing', async ({
  folders,
  start,
}) => {
  test.setTimeout(180_000)
  const galleon = await start()
  const { app, page } = galleon
  const before = await state(galleon)
  await watchMain(galleon)

  const names = Object.keys(commands).filter((name) => !left.has(name))
  const answers = await page.evaluate<Answers>(
    `(${sendWildMessages.toString()})(${wildValues.toString()}, ${JSON.stringify([seed, names, messages])})`,
  )
  const main = await endWatch(galleon)

  await test.step('each is answered by a failure, or refused before it is one', () => {
    expect(answers.refused + answers.failed + answers.answered.length).toBe(messages)
    expect(answers.answered.filter((name) => !harmless.has(name))).toEqual([])
    expect(answers.kinds.filter((kind) => kind !== 'invalid-input')).toEqual([])
    expect(answers.failed).toBeGreaterThan(messages / 3)
    expect(answers.refused).toBeGreaterThan(messages / 20)
  })

  await test.step('nothing has changed', async () => {
    expect(await state(galleon)).toEqual(before)
    expect(await galleon.systemCalls()).toEqual([])
    expect(await page.evaluate(() => Reflect.get({}, 'ok') as unknown)).toBeUndefined()
    expect(await app.evaluate(() => Reflect.get({}, 'ok') as unknown)).toBeUndefined()
  })

  await test.step('main threw nothing and kept no memory', () => {
    expect(main.uncaught).toEqual([])
    expect(main.grownBytes).toBeLessThan(150 * 1024 ** 2)
  })
  await test.step('the log has no bug', () => {
    const log = join(folders.data, 'galleon.log')
    const text = existsSync(log) ? readFileSync(log, 'utf8') : ''
    expect(text).not.toMatch(/uncaught|unhandled|threw/)
  })
})

interface Answers {
  readonly refused: number
  readonly failed: number
  /** Names of those that were answered with success. */
  readonly answered: readonly string[]
  /** Kinds of the failures, each once. */
  readonly kinds: readonly string[]
}

/** Runs in the page. */
async function sendWildMessages(
  make: typeof wildValues,
  [from, names, count]: [number, readonly string[], number],
): Promise<Answers> {
  const wild = make(from, names, false)
  const answered: string[] = []
  const kinds = new Set<string>()
  let refused = 0
  let failed = 0
  for (let sent = 0; sent < count; sent += 50) {
    const answers = Array.from({ length: 50 }, async () => {
      const name = wild.name() as never
      try {
        const answer = await window.galleon.invoke(name, wild.value() as never)
        if (answer.ok) answered.push(name)
        else {
          failed += 1
          kinds.add(answer.failure.kind)
        }
      } catch {
        refused += 1
      }
    })
    await Promise.all(answers)
  }
  return { refused, failed, answered, kinds: [...kinds] }
}

/** Everything that a command could have an effect on. */
async function state({ page, folders }: Galleon): Promise<unknown> {
  const snapshot = await page.evaluate(() => window.galleon.invoke('snapshot', undefined))
  if (!snapshot.ok) throw new Error(snapshot.failure.detail)
  const { tasks, settings } = snapshot.value
  const config = join(folders.data, 'config.json')
  const digest = existsSync(config) ? createHash('sha256').update(readFileSync(config)).digest('hex') : null
  const files = [folders.target, folders.home].flatMap((folder) => filesBelow(folder))
  return { tasks, settings, digest, files }
}

interface MainWatch {
  readonly uncaught: readonly string[]
  readonly grownBytes: number
}

/** From now on main counts what is thrown in it, and its memory. */
async function watchMain({ app }: Galleon): Promise<void> {
  await app.evaluate(() => {
    const uncaught: string[] = []
    process.on('uncaughtException', (error) => uncaught.push(String(error)))
    process.on('unhandledRejection', (cause) => uncaught.push(String(cause)))
    Object.assign(globalThis, { uncaught, rssBefore: process.memoryUsage().rss })
  })
}

async function endWatch({ app }: Galleon): Promise<MainWatch> {
  return app.evaluate(() => {
    const watch = globalThis as unknown as { uncaught: string[]; rssBefore: number }
    return { uncaught: watch.uncaught, grownBytes: process.memoryUsage().rss - watch.rssBefore }
  })
}
