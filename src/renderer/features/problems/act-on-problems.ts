import type { ProblemAction } from '@shared/model/problem-actions'
import type { ImageId, TaskId } from '@shared/model/units'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { copyLines } from '../../bridge/copy-lines'
import { addToast } from '../../components/overlays/toast'
import { i18n } from '../../locales/i18n'
import { forgetRetry, retryAndFollow } from '../../stores/retries'
import { showSettings } from '../../stores/view'
import { detailsLine, type ProblemTarget } from './problem-target'

/** Most images or pages that one command takes. */
const most = 10_000

/** Runs the action that a user chose for problems; whether it succeeded. A failure is shown. */
export function actOnProblems(action: ProblemAction, target: ProblemTarget): Promise<boolean> {
  const { choice } = target
  switch (action) {
    case 'retry':
      return attempt(() => retryAndFollow(choice))
    case 'retry-with-referer':
      return attempt(() => retryAndFollow({ ...choice, referer: 'page' }))
    case 'wait':
      return attempt(() => invoke('waitForProblems', choice))
    case 'open-in-browser':
      return attempt(() => openPage(target))
    case 'skip':
      return attempt(() => skip(target))
    case 'raise-limit':
      showSettings('network', 'limits-of-size')
      return Promise.resolve(true)
    case 'check-proxy':
      showSettings('network', 'proxy')
      return Promise.resolve(true)
  }
}

/** Opens the page of the first problem only: one page shows what the site says, and many tabs would not help. */
async function openPage({ problems }: ProblemTarget): Promise<void> {
  const [first] = await problems()
  if (first !== undefined) await invoke('openInBrowser', first.page)
}

async function skip({ choice }: ProblemTarget): Promise<void> {
  const { taskId } = choice
  const { images, pages } = await invoke('ignoreProblems', choice)
  const count = images.length + pages.length
  if (count === 0) return
  // The outcome of a retry of these problems is out of date.
  forgetRetry(taskId)
  addToast({
    title: i18n.t('problems:skipped', { count }),
    description: i18n.t('problems:skipped-text'),
    action: {
      label: i18n.t('problems:undo'),
      onClick: () => void attempt(() => restore(taskId, images, pages)),
    },
  })
}

async function restore(taskId: TaskId, images: readonly ImageId[], pages: readonly number[]): Promise<void> {
  for (let at = 0; at < Math.max(images.length, pages.length); at += most) {
    await invoke('restoreProblems', {
      taskId,
      images: images.slice(at, at + most),
      pages: pages.slice(at, at + most),
    })
  }
}

/** Puts the technical details of problems on the clipboard. */
export async function copyDetails({ problems }: ProblemTarget): Promise<void> {
  const copied = await attempt(async () => {
    await copyLines((await problems()).map(detailsLine))
  })
  if (copied) addToast({ title: i18n.t('downloads:detail.copied-details') })
}
