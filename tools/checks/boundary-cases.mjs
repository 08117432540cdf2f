/**
 * Who may import whom, as examples: the linter must refuse every import in `forbidden` and no import in `allowed`,
 * in a file at that place. They are never run or compiled.
 *
 * @typedef {{ file: string, forbidden: readonly string[], allowed: readonly string[] }} BoundaryCase
 */

const nodeModules = ['node:fs', 'node:fs/promises', 'node:path/posix']
const electron = ['electron', 'electron/main']

/** What no file of the engine imports, seen from a folder of the engine. */
const hosts = [
  ...electron,
  '../../desktop/window/window',
  '../../demo/demo-site',
  '../../cli/main',
  '../../cli/session/session',
  '../../host/control/control-server',
  '../../host/log/redact',
  '../../../renderer/app',
  '../../../preload/index',
]

/** One file of each folder of the engine, as another folder of it would import it. */
const engineFiles = {
  commands: '../commands/commands',
  run: '../run/run-task',
  crawl: '../crawl/crawl',
  download: '../download/download',
  library: '../library/check/check-file',
  jobs: '../jobs/jobs',
  tasks: '../tasks/scheduler',
  network: '../network/http/http',
  extract: '../extract/worker/extractor',
  disk: '../disk/writer/disk-writer',
  image: '../image/sniff',
  storage: '../storage/database/database',
  settings: '../settings/settings-file',
  async: '../async/semaphore',
  address: '../address/private-address',
  ports: '../ports/ports',
}

/**
 * Which folders of the engine a folder may import, besides itself and shared.
 *
 * @type {Readonly<Record<keyof typeof engineFiles, readonly (keyof typeof engineFiles)[]>>}
 */
const mayImport = {
  commands: [
    'run',
    'crawl',
    'download',
    'library',
    'jobs',
    'tasks',
    'network',
    'extract',
    'disk',
    'image',
    'storage',
    'settings',
    'async',
    'address',
    'ports',
  ],
  run: [
    'crawl',
    'download',
    'library',
    'network',
    'extract',
    'disk',
    'image',
    'storage',
    'async',
    'ports',
    'address',
    'tasks',
    'settings',
  ],
  crawl: ['extract', 'network', 'library', 'storage', 'async', 'ports', 'address', 'tasks', 'disk', 'image'],
  download: [
    'library',
    'network',
    'disk',
    'image',
    'storage',
    'async',
    'ports',
    'address',
    'tasks',
    'extract',
  ],
  library: ['disk', 'storage', 'async', 'ports', 'address', 'image', 'tasks', 'extract'],
  jobs: ['library', 'tasks', 'disk', 'storage', 'async', 'ports'],
  tasks: ['async', 'ports', 'storage', 'disk'],
  network: ['address', 'async', 'ports'],
  extract: ['address', 'async', 'ports'],
  disk: ['ports', 'async'],
  image: [],
  storage: ['address', 'disk', 'async', 'ports'],
  settings: ['disk', 'ports'],
  async: [],
  address: [],
  ports: [],
}

/** @type {readonly BoundaryCase[]} */
const engineCases = Object.entries(mayImport).map(([folder, allowed]) => ({
  file: `src/main/engine/${folder}/canary.ts`,
  forbidden: [
    ...hosts,
    '../engine',
    ...Object.entries(engineFiles)
      .filter(([other]) => other !== folder && !allowed.some((name) => name === other))
      .map(([, file]) => file),
  ],
  allowed: ['@shared/model/task', 'node:path', './sibling', ...allowed.map((other) => engineFiles[other])],
}))

/** @type {readonly BoundaryCase[]} */
export const boundaryCases = [
  ...engineCases,
  {
    file: 'src/shared/model/canary.ts',
    forbidden: [...nodeModules, ...electron, '../../main/engine/engine', '../../renderer/app'],
    allowed: ['zod', './task', '../text/display-text', '@shared/model/task'],
  },
  {
    file: 'src/renderer/features/canary/canary.tsx',
    forbidden: [
      ...nodeModules,
      ...electron,
      '../../../main/engine/engine',
      '../../../preload/index',
      '../../app',
      '../../use-shortcuts',
      '../task-list/task-row',
      '../task-list/task-list',
      '../problems/problem-list',
      '../paged-grid/paged-list',
    ],
    allowed: [
      'react',
      '@shared/contract/commands',
      '../../bridge/bridge',
      '../../stores/tasks',
      '../../components/button',
      '../../locales/use-words',
      '../problems/problems',
      '../paged-grid/paged-grid',
      './sibling',
    ],
  },
  {
    file: 'src/renderer/stores/canary.ts',
    forbidden: [...electron, '../features/task-list/task-row', '../app'],
    allowed: ['zustand', '../bridge/attempt', '../components/grid/selection', '../locales/i18n', './tasks'],
  },
  {
    file: 'src/renderer/bridge/canary.ts',
    forbidden: [...electron, '../features/problems/problems', '../stores/tasks', '../app'],
    allowed: ['../components/overlays/toast', '../locales/i18n', './bridge'],
  },
  {
    file: 'src/renderer/components/canary.tsx',
    forbidden: [
      ...electron,
      '../features/problems/problems',
      '../stores/tasks',
      '../bridge/attempt',
      '../app',
    ],
    allowed: ['react', '../locales/use-words', './button'],
  },
  {
    file: 'src/renderer/components/grid/canary.tsx',
    forbidden: [
      ...electron,
      '../../features/problems/problems',
      '../../stores/tasks',
      '../../bridge/attempt',
      '../../app',
    ],
    allowed: ['react', '../../locales/use-words', '../button', './selection'],
  },
  {
    file: 'src/renderer/locales/canary.ts',
    forbidden: [
      ...electron,
      '../features/problems/problems',
      '../stores/tasks',
      '../bridge/attempt',
      '../components/button',
      '../app',
    ],
    allowed: ['i18next', '@shared/messages/language', './en/common', './i18n'],
  },
  {
    file: 'src/preload/canary.ts',
    forbidden: ['electron/main', ...nodeModules, 'zod', '../main/host/dispatch', '../renderer/bridge'],
    allowed: ['electron', '@shared/contract/commands', './local'],
  },
  {
    file: 'src/main/engine/canary.ts',
    forbidden: hosts.map((from) => from.replace('../', '')).filter((from) => from.startsWith('.')),
    allowed: ['@shared/contract/commands', 'node:fs/promises', './crawl/crawl', './storage/storage'],
  },
  {
    file: 'src/main/engine/library/check/canary.ts',
    forbidden: ['../../../desktop/app', '../../commands/commands', '../../crawl/crawl'],
    allowed: ['../gallery-record', '../../disk/hash-file', '../../storage/storage'],
  },
  {
    file: 'src/main/engine/records/database/canary.ts',
    forbidden: [
      ...electron,
      '../../network/http/http',
      '../../extract/extract',
      '../../run/run-task',
      '../run/crawl-records',
      '../frontier/scope',
      '../politeness/robots',
      '../sinks/sink',
    ],
    allowed: ['../../storage/columns', '../../disk/disk-errors', '../../ports/ports', './record-store'],
  },
  {
    file: 'src/main/engine/records/frontier/canary.ts',
    forbidden: [...electron, '../../network/http/http', '../../storage/columns', '../database/record-store'],
    allowed: ['@shared/text/match-pattern', 'tldts', './scope'],
  },
  {
    file: 'src/main/engine/records/politeness/canary.ts',
    forbidden: [...electron, '../../network/http/http', '../../crawl/fetch-page', '../run/crawl-records'],
    allowed: ['robots-parser', '@shared/model/failure', './sitemap'],
  },
  {
    file: 'src/main/engine/records/run/canary.ts',
    forbidden: [
      ...electron,
      '../../run/run-task',
      '../../storage/storage',
      '../../tasks/scheduler',
      '../../download/download',
      '../sinks/sink',
      '../export/export-records',
    ],
    allowed: [
      '../database/record-store',
      '../frontier/scope',
      '../../crawl/fetch-page',
      '../../network/network',
    ],
  },
  {
    file: 'src/main/engine/records/sinks/canary.ts',
    forbidden: [
      ...electron,
      '../../network/http/http',
      '../../extract/extract',
      '../../storage/storage',
      '../../tasks/scheduler',
      '../../crawl/crawl',
      '../../../host/log/redact',
    ],
    allowed: [
      '@shared/model/crawl-record',
      'pg',
      '../database/record-store',
      '../export/export-records',
      '../../disk/paths',
      '../../async/cancellation',
    ],
  },
  {
    file: 'src/main/engine/records/export/canary.ts',
    forbidden: [...electron, '../../network/http/http', '../../extract/extract', '../../storage/storage'],
    allowed: ['node:fs/promises', '../sinks/sqlite', '../database/record-store', '../../disk/paths'],
  },
  {
    file: 'src/main/host/canary.ts',
    forbidden: [
      ...electron,
      '../desktop/window/window',
      '../cli/session/session',
      '../demo/demo-site',
      '../../renderer/app',
    ],
    allowed: ['@shared/contract/commands', '../engine/engine', '../engine/api', './control/json-lines'],
  },
  {
    file: 'src/main/host/log/canary.ts',
    forbidden: [
      ...electron,
      '../../desktop/window/window',
      '../../cli/main',
      '../control/control-server',
      '../../engine/tasks/scheduler',
      '../../engine/storage/database/database',
      '../../../renderer/app',
    ],
    allowed: ['../../engine/api', '../../engine/ports/ports', '../data-folder', './redact'],
  },
  {
    file: 'src/main/cli/canary.ts',
    forbidden: [...electron, '../desktop/window/window', '../../renderer/app'],
    allowed: ['../engine/engine', '../host/control/control-client', '../demo/demo-site', 'commander'],
  },
  {
    file: 'src/main/cli/commands/canary.ts',
    forbidden: [...electron, '../../desktop/window/window'],
    allowed: ['../../engine/engine', '../session/session', '@shared/contract/commands', 'node:fs'],
  },
  {
    file: 'src/main/desktop/window/canary.ts',
    forbidden: [
      '../../cli/session/session',
      '../../../renderer/app',
      '../../../preload/index',
      '../../engine/network/connection/connect',
      '../../engine/settings/settings-file',
      '../../engine/tasks/scheduler',
      '../../engine/extract/extract',
    ],
    allowed: [
      'electron',
      '../../engine/engine',
      '../../engine/ports/ports',
      '../../engine/async/cancellation',
      '../../engine/disk/paths',
      '../../engine/image/sniff',
      '../../engine/library/repair/repair',
      '../../engine/storage/database/connection',
      '../../host/dispatch',
      '@shared/contract/commands',
    ],
  },
  {
    file: 'src/main/demo/canary.ts',
    forbidden: [
      ...electron,
      '../desktop/window/window',
      '../host/data-folder',
      '../engine/engine',
      '../engine/disk/paths',
    ],
    allowed: ['@shared/model/units', 'node:http', './pictures'],
  },
]
