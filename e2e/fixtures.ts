import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { type GalleryShape, type GallerySite, startGallerySite } from '../test/site/gallery-site'
import { type Folders, type Galleon, type LaunchOptions, launch, makeFolders } from './launch'

interface Fixtures {
  /** Folders of this test alone. */
  readonly folders: Folders
  /** Starts the program on these folders; may be called again after it has ended. */
  readonly start: (options?: LaunchOptions) => Promise<Galleon>
  /** Starts a site of numbered galleries on 127.0.0.1. */
  readonly openSite: (shape: GalleryShape) => Promise<GallerySite>
}

/** A test with its own folders, program and sites; all of them are gone afterwards, whatever happened. */
export const test = base.extend<Fixtures>({
  // Playwright reads from this pattern which other fixtures are needed: it must stand there even when none is.
  folders: async ({}, give) => {
    const root = mkdtempSync(join(tmpdir(), 'galleon-e2e-'))
    await give(makeFolders(root))
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  },
  start: async ({ folders }, give) => {
    const started: Galleon[] = []
    await give(async (options) => {
      const galleon = await launch(folders, options)
      started.push(galleon)
      return galleon
    })
    for (const galleon of started) await galleon.kill()
  },
  openSite: async ({}, give) => {
    const sites: GallerySite[] = []
    await give(async (shape) => {
      const site = await startGallerySite(shape)
      sites.push(site)
      return site
    })
    for (const site of sites) await site.close()
  },
})

export { expect } from '@playwright/test'
