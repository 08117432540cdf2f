import { join } from 'node:path'
import { projectFolder } from '../set-up/places.mjs'

/**
 * The script of each tool, started with the Node in use: launchers in node_modules/.bin differ by platform.
 */
const tools = {
  biome: '@biomejs/biome/bin/biome',
  'electron-vite': 'electron-vite/bin/electron-vite.js',
  oxlint: 'oxlint/bin/oxlint',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
}

/**
 * @typedef {keyof typeof tools} ToolName
 */

/**
 * @param {ToolName} name
 */
export function toolPath(name) {
  return join(projectFolder, 'node_modules', ...tools[name].split('/'))
}
