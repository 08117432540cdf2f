import type { TaskId } from '@shared/model/units'
import { Ellipsis, FolderOpen, Pause, Play, RotateCcw, Trash2, X } from 'lucide-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { classNames } from '../../components/class-names'
import { RowButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { tasksOf } from '../../stores/tasks'
import { actOn, type TaskAction, taskActions } from './act-on-tasks'
import { cellClass } from './task-columns'

/** Icons of the actions, for buttons and menus. */
export const actionIcons: Readonly<Record<TaskAction, ReactNode>> = {
  pause: <Pause size={15} />,
  resume: <Play size={15} />,
  'retry-problems': <RotateCcw size={15} />,
  'retry-larger': <RotateCcw size={15} />,
  'start-again': <RotateCcw size={15} />,
  'open-folder': <FolderOpen size={15} />,
  cancel: <X size={16} />,
  remove: <Trash2 size={15} />,
}

/** Shortcuts of the actions in the list. */
export const actionKeys: Readonly<Partial<Record<TaskAction, string>>> = {
  pause: 'Space',
  resume: 'Space',
  cancel: 'Delete',
  remove: 'Delete',
}

interface TaskButtonsProps {
  readonly id: TaskId
  readonly name: string
  /** Names of `actionsOf` with spaces between: a text, so that progress does not render the buttons again. */
  readonly actions: string
}

const firstChoices: readonly TaskAction[] = [
  'pause',
  'resume',
  'retry-problems',
  'retry-larger',
  'start-again',
]
const lastChoices: readonly TaskAction[] = ['cancel', 'remove']

/** The likely action, the folder, the end, and the menu for everything else. Keys and the menu do the same. */
export const TaskButtons = memo(function TaskButtons({ id, name, actions }: TaskButtonsProps) {
  const { t } = useWords()
  const able = taskActions.filter((action) => actions.split(' ').includes(action))
  const first = able.find((action) => firstChoices.includes(action))
  const last = able.find((action) => lastChoices.includes(action))
  const button = (action: TaskAction | undefined, className: string): ReactNode =>
    action === undefined ? (
      <span className={classNames('size-7 shrink-0', className)} />
    ) : (
      <RowButton
        label={t(`downloads:action.${action}`)}
        shortcut={actionKeys[action]}
        icon={actionIcons[action]}
        className={className}
        onClick={() => void actOn(action, tasksOf([id]))}
      />
    )
  return (
    <div className="flex justify-end">
      {button(first, '')}
      {button(
        able.find((action) => action === 'open-folder'),
        cellClass.extraAction,
      )}
      {button(last, cellClass.extraAction)}
      <RowButton
        label={t('downloads:more-for', { name })}
        icon={<Ellipsis size={16} />}
        aria-haspopup="menu"
        onClick={openRowMenu}
      />
    </div>
  )
})

/** The row's menu is the one of the right button: one menu for the whole list instead of one a row. */
function openRowMenu(event: MouseEvent<HTMLButtonElement>): void {
  const box = event.currentTarget.getBoundingClientRect()
  event.currentTarget.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: box.left,
      clientY: box.bottom,
    }),
  )
}
