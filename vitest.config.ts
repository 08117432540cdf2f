import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { aliases } from './tools/shared/aliases.mjs'

const limits = { testTimeout: 20_000, expect: { poll: { timeout: 15_000 } } }

export default defineConfig({
  test: {
    // By default one processor is left idle: half of those of a small machine.
    maxWorkers: '100%',
    // What one stage or an earlier run has compiled is not compiled again; its key is the content of the file.
    experimental: { fsModuleCache: true },
    projects: [
      {
        resolve: { alias: aliases },
        test: {
          name: 'shared',
          environment: 'node',
          include: ['src/shared/**/*.test.ts'],
          // Pure functions: one load of the modules serves all files.
          isolate: false,
          ...limits,
        },
      },
      {
        resolve: { alias: aliases },
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/{main,preload}/**/*.test.ts', 'tools/**/*.test.mjs', 'test/**/*.test.ts'],
          // A process for each file spends most of its time on loading the same modules. No test replaces a module; what
          // one changes of the process (a listener, the clock, a built-in function) it puts back.
          isolate: false,
          globalSetup: ['test/global-setup.ts'],
          ...limits,
        },
      },
      {
        resolve: { alias: aliases },
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          // React and the components are loaded once for each worker: that took most of the time. Each test sets the
          // stores that it uses, and no test replaces a module.
          isolate: false,
          // The contrast of its colours is tested; other style sheets are emptied.
          css: { include: [/\.css\?raw/] },
          setupFiles: ['test/dom-setup.ts'],
          ...limits,
        },
      },
    ],
  },
})
