import { contentOf } from '../crawl/crawl'
import { createSaveSink } from '../crawl/save/save-sink'
import { judgedByRecipe } from '../extract/extraction'
import type { RecordImages } from '../records/run/crawl-ports'
import type { TaskRun } from './services'

/**
 * Saves the pictures of records as rows, each record a gallery of its own, for the download to fetch. Those that are known
 * change nothing: a page that is read again brings no picture twice.
 */
export function createRecordImages(run: TaskRun): (found: readonly RecordImages[]) => Promise<void> {
  const { task, output, pages, services, changed } = run
  const { settings, ports, files } = services
  const sink = createSaveSink({ task, output, pages, folders: files.folders, settings, ports })
  return async (found) => {
    for (const { page, title, images } of found) {
      const content = contentOf({ title, images, judgement: judgedByRecipe('gallery') })
      const asked = {
        pageId: null,
        address: page,
        via: 'index',
        position: 0,
        galleryId: null,
        depth: 0,
      } as const
      const finding = { kind: 'page', page: asked, address: page, content, isImage: false } as const
      await sink.take({ ...finding, fellBack: false, unwanted: null })
      changed.notify()
    }
  }
}
