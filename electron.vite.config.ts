import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { bundleAliases } from './tools/shared/aliases.mjs'

/**
 * Three bundles: main (ES modules: the app, the terminal program, the extraction worker), preload (CommonJS,
 * because a sandboxed preload cannot be an ES module) and the window. Licences of the libraries in them are collected for
 * the packages; the preload has none.
 *
 * Targets are the oldest runtime that development may run on (Electron 33: Node 20.18, Chrome 130).
 */
export default defineConfig({
  main: {
    resolve: { alias: bundleAliases },
    build: {
      target: 'node20.18',
      license: true,
      rolldownOptions: {
        input: {
          index: resolve('src/main/desktop/main.ts'),
          cli: resolve('src/main/cli/main.ts'),
          'extract-worker': resolve('src/main/engine/extract/worker/extract-worker.ts'),
          'transfer-worker': resolve('src/main/engine/download/thread/transfer-worker.ts'),
          'hash-worker': resolve('src/main/engine/download/thread/stream/hash-worker.ts'),
          'list-worker': resolve('src/main/engine/storage/lists/list-worker.ts'),
          'record-worker': resolve('src/main/engine/records/database/record-worker.ts'),
        },
        // Comments and blanks of libraries are half of the text, which is read at every start. Names stay, for stack traces.
        output: { minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } } },
      },
    },
  },
  preload: {
    resolve: { alias: bundleAliases },
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve('src/preload/index.ts'),
          thumbnails: resolve('src/preload/thumbnails.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    resolve: { alias: bundleAliases },
    plugins: [react(), tailwindcss()],
    build: {
      target: 'chrome130',
      minify: true,
      license: true,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
})
