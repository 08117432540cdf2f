import { asSentence } from '@shared/messages/format'
import { shortfallTexts } from '@shared/messages/page-text'
import { heldText } from '@shared/messages/shortfall-text'
import { type ShortfallKind, shortfallKinds } from '@shared/model/page-kind'
import type { Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import { CircleDashed, Play, RotateCcw } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'

/** What an ended task lacks besides its problems, and what can be done about it. */
export function ShortfallNote({ task }: { readonly task: Task }) {
  const { t, language } = useWords()
  const { shortfalls } = task.progress.counts
  const kinds = shortfallKinds.filter((kind) => shortfalls?.[kind] !== undefined)
  if (shortfalls === undefined || kinds.length === 0 || !isEnded(task.state.kind)) return null
  // The user's own limit of images is not lifted by continuing.
  const held = heldText(task, language)
  const clauseOf = (kind: ShortfallKind) => shortfallTexts({ [kind]: shortfalls[kind] }, language)[0] ?? ''
  const ownLimit = task.request.options.mostImages !== undefined
  return (
    <section
      aria-label={t('downloads:incomplete.label')}
      className="flex max-h-32 flex-wrap items-start gap-x-3 gap-y-1.5 overflow-y-auto border-b border-line bg-warn-soft px-4 py-2"
    >
      <CircleDashed size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden />
      <ul className="min-w-0 flex-1 basis-72" data-selectable>
        {kinds.map((kind) => (
          <li key={kind} className="break-words">
            <span className="font-medium">
              {asSentence((kind === 'limited' ? held : null) ?? clauseOf(kind), language)}
            </span>{' '}
            <span className="text-muted">
              {t(`downloads:incomplete.next.${kind === 'limited' && ownLimit ? 'own-limit' : kind}`)}
            </span>
          </li>
        ))}
      </ul>
      {shortfalls.smaller === undefined ? null : (
        <Button
          icon={<RotateCcw size={14} aria-hidden />}
          onClick={() => void attempt(() => invoke('retryTasks', [task.id]))}
        >
          {t('downloads:incomplete.retry')}
        </Button>
      )}
      {shortfalls.limited === undefined || ownLimit ? null : (
        <Button
          icon={<Play size={14} aria-hidden />}
          onClick={() => void attempt(() => invoke('continueTasks', [task.id]))}
        >
          {t('downloads:incomplete.continue')}
        </Button>
      )}
      {kinds.some(isChoice) || (shortfalls.limited !== undefined && ownLimit) ? (
        <Button onClick={() => openNewDownload(task.request.address)}>
          {t('downloads:incomplete.start-otherwise')}
        </Button>
      ) : null}
    </section>
  )
}

/** Whether other choices in "New download" bring what is lacking. */
function isChoice(kind: ShortfallKind): boolean {
  return (
    kind === 'thumbnails-only' || kind === 'more-pages' || kind === 'galleries' || kind === 'alike-skipped'
  )
}
