import { formatUntil } from '@shared/messages/format'
import { actionsFor, type ProblemAction } from '@shared/model/problem-actions'
import {
  Clock,
  Copy,
  Ellipsis,
  ExternalLink,
  Gauge,
  Network,
  RotateCcw,
  StepForward,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useNow } from '../../components/use-now'
import { useWords } from '../../locales/use-words'
import { useTask } from '../../stores/tasks'
import { actOnProblems, copyDetails } from './act-on-problems'
import type { ProblemTarget } from './problem-target'

const icons: Readonly<Record<ProblemAction, (size: number) => ReactNode>> = {
  retry: (size) => <RotateCcw size={size} aria-hidden />,
  'retry-with-referer': (size) => <Undo2 size={size} aria-hidden />,
  wait: (size) => <Clock size={size} aria-hidden />,
  'open-in-browser': (size) => <ExternalLink size={size} aria-hidden />,
  'raise-limit': (size) => <Gauge size={size} aria-hidden />,
  'check-proxy': (size) => <Network size={size} aria-hidden />,
  skip: (size) => <StepForward size={size} aria-hidden />,
}

/** The words of an action, as they fit these problems. */
function useActionWords(): (action: ProblemAction, target: ProblemTarget) => string {
  const { t, language } = useWords()
  return (action, { cause }) => {
    if (action === 'retry' && cause.kind === 'rate-limited') return t('problems:action.retry-now')
    const time = cause.until === null ? '' : formatUntil(cause.until, Date.now(), language)
    return t(`problems:action.${action}`, { time })
  }
}

/** Whether their task is at work: if it waited for these, it would wait with everything else too. */
function useRuns({ choice }: ProblemTarget): boolean {
  const kind = useTask(choice.taskId)?.state.kind
  return kind === 'running' || kind === 'queued'
}

interface ProblemButtonsProps {
  readonly target: ProblemTarget
  /** Takes the place of the first action of the cause. */
  readonly main?: ReactNode
  /** Called when one was pressed: the entry may be gone afterwards. */
  readonly onAct?: () => void
}

/** What most likely helps, and a menu with everything else. */
export function ProblemButtons({ target, main, onAct }: ProblemButtonsProps) {
  const { t } = useWords()
  const wordsOf = useActionWords()
  const runs = useRuns(target)
  const now = useNow(target.cause.until !== null)
  const [first, ...further] = actionsFor(target.cause, now)
  const act = (action: ProblemAction): void => {
    onAct?.()
    void actOnProblems(action, target)
  }
  return (
    <div className="flex shrink-0 items-start gap-0.5">
      {main ?? (
        <Button
          icon={icons[first](14)}
          disabled={first === 'wait' && runs}
          data-hint={first === 'wait' && runs ? t('problems:wait-when-ended') : undefined}
          onClick={() => act(first)}
        >
          {wordsOf(first, target)}
        </Button>
      )}
      <Menu trigger={<IconButton label={t('problems:more')} icon={<Ellipsis size={15} />} />}>
        <ActionItems actions={further} target={target} onAct={act} />
      </Menu>
    </div>
  )
}

/** Everything that can be done about problems, as items of a menu. */
export function ProblemItems({ target }: { readonly target: ProblemTarget }) {
  const actions = actionsFor(target.cause, useNow(true))
  return (
    <ActionItems actions={actions} target={target} onAct={(action) => void actOnProblems(action, target)} />
  )
}

interface ActionItemsProps {
  readonly actions: readonly ProblemAction[]
  readonly target: ProblemTarget
  readonly onAct: (action: ProblemAction) => void
}

function ActionItems({ actions, target, onAct }: ActionItemsProps) {
  const { t } = useWords()
  const wordsOf = useActionWords()
  const runs = useRuns(target)
  return (
    <>
      {actions.map((action) => (
        <MenuItem
          key={action}
          icon={icons[action](15)}
          disabled={action === 'wait' && runs}
          onClick={() => onAct(action)}
        >
          {wordsOf(action, target)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Copy size={15} />} onClick={() => void copyDetails(target)}>
        {t('problems:action.copy-details')}
      </MenuItem>
    </>
  )
}
