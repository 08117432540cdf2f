/**
 * Who may import whom, as examples: the linter must refuse every import in `forbidden` and no import in `allowed`,
 * in a file at that place. They are never run or compiled.
 *
 * @typedef {{ file: string, forbidden: readonly string[], allowed: readonly string[] }} BoundaryCase
 */

const nodeModules = ['node:fs', 'node:fs/promises', 'node:path/posix']
const electron = ['electron', 'electron/main']

/** @type {readonly BoundaryCase[]} */
export const boundaryCases = [
  {
    file: 'src/shared/canary.ts',
    forbidden: [...nodeModules, ...electron, '../main/engine/engine', '../renderer/app', '../preload/index'],
    allowed: ['zod', './task', '@shared/task'],
  },
  {
    file: 'src/renderer/features/canary/canary.tsx',
    forbidden: [...nodeModules, ...electron, '../../../main/engine/engine', '../../../preload/index'],
    allowed: ['react', '@shared/ipc', '../../bridge', '../task-list/task-row'],
  },
  {
    file: 'src/preload/canary.ts',
    forbidden: ['electron/main', ...nodeModules, 'zod', '../main/ipc/serve', '../renderer/bridge'],
    allowed: ['electron', '@shared/ipc', './local'],
  },
  {
    file: 'src/main/engine/canary.ts',
    forbidden: [
      ...electron,
      '../ipc/serve',
      '../desktop/window',
      '../demo/site',
      '../cli',
      '../cli/get',
      '../control/server',
      '../log/redact',
      '../../renderer/app',
      '../../preload/index',
    ],
    allowed: [
      '@shared/ipc',
      'node:fs/promises',
      './crawl/crawl',
      './transfer/http',
      './storage/database',
      'undici',
    ],
  },
  {
    file: 'src/main/engine/crawl/canary.ts',
    forbidden: [...electron, '../transfer/http', '../storage/database', '../../ipc/serve', '../../demo/site'],
    allowed: ['@shared/ipc', '../cancellation', './extract', 'node:worker_threads'],
  },
  {
    file: 'src/main/engine/transfer/canary.ts',
    forbidden: [...electron, '../crawl/crawl', '../storage/database', '../../desktop/window', '../../cli'],
    allowed: ['@shared/failure', '../cancellation', './retry', 'undici'],
  },
  {
    file: 'src/main/engine/storage/canary.ts',
    forbidden: [...electron, '../crawl/crawl', '../transfer/http', '../../ipc/serve', '../../control/server'],
    allowed: ['@shared/task', '../ports', './task-rows', '@photostructure/sqlite'],
  },
  {
    file: 'src/main/ipc/canary.ts',
    forbidden: [
      '../engine/scheduler',
      '../engine/crawl/crawl',
      '../engine/storage/database',
      '../../renderer/app',
    ],
    allowed: ['electron', '@shared/ipc', '../engine/engine', '../engine/api', '../engine/ports', './answer'],
  },
  {
    file: 'src/main/host/batch-deltas.ts',
    forbidden: [...electron, './serve', '../desktop/window', '../engine/scheduler', '../../renderer/app'],
    allowed: ['@shared/ipc', './answer', '../engine/api', '../engine/ports'],
  },
  {
    file: 'src/main/log/canary.ts',
    forbidden: [
      ...electron,
      '../desktop/window',
      '../cli/get',
      '../control/server',
      '../ipc/serve',
      '../engine/scheduler',
      '../engine/storage/database',
      '../../renderer/app',
    ],
    allowed: [
      'electron-log/node',
      '../engine/api',
      '../engine/ports',
      '../data-folder',
      '@shared/ipc',
      './redact',
    ],
  },
  {
    file: 'src/main/cli/main.ts',
    forbidden: [...electron, './desktop/window', './ipc/serve', '../renderer/app'],
    allowed: ['./engine/engine', './cli/get', './control/server', './demo/site', 'commander', '@shared/ipc'],
  },
  {
    file: 'src/main/cli/canary.ts',
    forbidden: [...electron, '../desktop/window', '../ipc/serve'],
    allowed: ['../engine/engine', '../control/client', '../demo/site', '@shared/ipc', 'node:fs'],
  },
  {
    file: 'src/main/control/canary.ts',
    forbidden: [...electron, '../desktop/window', '../ipc/serve', '../ipc/handlers'],
    allowed: ['../engine/api', '../ipc/answer', '../ipc/broadcast', '@shared/ipc', 'node:net'],
  },
  {
    file: 'src/main/demo/canary.ts',
    forbidden: [...electron, '../desktop/window', '../ipc/serve', '../engine/engine'],
    allowed: ['@shared/units', 'node:http', 'jpeg-js', './pictures'],
  },
]
