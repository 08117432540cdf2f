import type { Handlers } from '@shared/contract/commands'
import type { listCommands } from '@shared/contract/list-commands'
import { FailureError, failure } from '@shared/model/failure'
import type { EngineServices } from '../run/services'
import type { ListThread } from '../storage/lists/list-thread'
import { groupCrawlProblems, isCrawl, listCrawlProblems } from './crawl-problems'

/** Handlers of the commands that read lists: in the thread of lists, but for single rows. */
export function createListCommands(
  services: EngineServices,
  lists: ListThread,
): Handlers<keyof typeof listCommands> {
  const { storage } = services
  return {
    listGalleries: (query) => lists.ask('listGalleries', query),
    listImages: (query) => lists.ask('listImages', query),
    listProblems: (query) =>
      isCrawl(services, query.taskId) ? listCrawlProblems(services, query) : lists.ask('listProblems', query),
    groupProblems: (id) =>
      isCrawl(services, id) ? groupCrawlProblems(services, id) : lists.ask('groupProblems', id),
    listSkipped: (query) => lists.ask('listSkipped', query),
    taskCovers: (ids) => lists.ask('taskCovers', ids),
    listLibrary: (query) => lists.ask('listLibrary', query),
    listLibraryHosts: () => lists.ask('listLibraryHosts', undefined),
    async showGallery({ id, after }) {
      const gallery = storage.galleries.row(id)
      if (!gallery) throw new FailureError(failure('invalid-input', `There is no gallery ${id}.`))
      return { gallery, ...(await lists.ask('folderImages', { id, after })) }
    },
    tasksOfGallery(id) {
      const gallery = storage.galleries.get(id)
      return gallery === null ? [] : storage.galleries.folders.tasksIn(gallery.place)
    },
  }
}
