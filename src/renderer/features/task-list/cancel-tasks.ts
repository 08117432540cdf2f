import type { DeletedFiles, KeptFile } from '@shared/model/library/deleted-files'
import type { TaskId } from '@shared/model/units'
import { invoke } from '../../bridge/bridge'
import { addToast } from '../../components/overlays/toast'
import { i18n } from '../../locales/i18n'

/**
 * Cancels tasks and reports what became of their finished files, if those were to be deleted. Those that have ended since
 * the user looked are left with their files, and reported as ended. Throws FailureError.
 */
export async function cancelTasks(ids: readonly TaskId[], deleteFiles: boolean): Promise<void> {
  const { ended = [], ...files } = await invoke('cancelTasks', {
    ids: [...ids],
    deleteFiles,
    leaveEnded: true,
  })
  if (deleteFiles) reportDeleted(files)
  if (ended.length > 0) {
    addToast({
      title: i18n.t('downloads:end.had-ended', { count: ended.length }),
      description: i18n.t('downloads:end.left-as-is', { count: ended.length }),
    })
  }
}

/** Most paths of kept files in one toast. */
const mostShown = 5

function reportDeleted({ trashed, deleted, changed, shared, kept }: DeletedFiles): void {
  const { t } = i18n
  const gone = [
    ...(trashed > 0 ? [t('downloads:end.trashed', { count: trashed })] : []),
    ...(deleted > 0 ? [t('downloads:end.deleted', { count: deleted })] : []),
  ]
  if (changed + shared === 0) {
    const [title, description] = gone
    if (title !== undefined) addToast({ title, ...(description === undefined ? {} : { description }) })
    return
  }
  const shown = kept.slice(0, mostShown)
  const pathsOf = (reason: KeptFile['why']) =>
    shown.filter(({ why }) => why === reason).map(({ path }) => path)
  const stays = [
    ...(changed > 0 ? [t('downloads:end.kept-changed', { count: changed }), ...pathsOf('changed')] : []),
    ...(shared > 0 ? [t('downloads:end.kept-shared', { count: shared }), ...pathsOf('shared')] : []),
  ]
  const more = changed + shared - shown.length
  addToast({
    title: t('downloads:end.kept', { count: changed + shared }),
    description: [
      ...gone,
      ...stays,
      ...(more > 0 ? [t('downloads:end.kept-more', { count: more })] : []),
    ].join('\n'),
    kind: 'warning',
  })
}
