/**
 * Runs after every `npm install` and `npm ci`: notes which lock file node_modules came from, so that the
 * scripts need not install again.
 */

import { stampModules } from './setup/modules.mjs'
import { projectFolder } from './setup/places.mjs'

await stampModules(projectFolder)
