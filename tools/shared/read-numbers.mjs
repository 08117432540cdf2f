import { parseArgs } from 'node:util'
import { SetupFailure } from '../set-up/setup-failure.mjs'

/**
 * Options that are numbers, none below zero: `--name NUMBER` for each default.
 *
 * @template {Readonly<Record<string, number>>} T
 * @param {readonly string[]} args
 * @param {T} defaults
 * @param {{ fractions?: readonly (keyof T)[] }} [options] `fractions`: names of those that need not be whole
 * @returns {T}
 * @throws {SetupFailure} where one is unknown or no such number
 */
export function readNumbers(args, defaults, { fractions = [] } = {}) {
  const options = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: /** @type {const} */ ('string') }]),
  )
  /** @type {Readonly<Record<string, unknown>>} */
  let values
  try {
    values = parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new SetupFailure(String(error instanceof Error ? error.message : error), [
      `the options are ${Object.keys(defaults)
        .map((name) => `--${name} NUMBER`)
        .join(', ')}`,
    ])
  }
  const numbers = Object.entries(defaults).map(([name, value]) => ({
    name,
    value: Number(values[name] ?? value),
  }))
  for (const { name, value } of numbers) {
    const isRight = value >= 0 && (fractions.includes(name) || Number.isSafeInteger(value))
    if (!isRight) throw new SetupFailure(`--${name} is no number.`, [])
  }
  return /** @type {T} */ (Object.fromEntries(numbers.map(({ name, value }) => [name, value])))
}
