/**
 * Runs after every `npm install` and `npm ci`: notes which lock file node_modules came from, so that the
 * scripts need not install again.
 */

import { stampModules } from './modules.mjs'
import { projectFolder } from './places.mjs'

await stampModules(projectFolder)
