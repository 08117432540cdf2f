import type { TaskId } from '@shared/model/units'
import { Ellipsis, Eye, FolderOpen, Pause, Play, RotateCcw, X } from 'lucide-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { Button } from '../../components/button'
import { RowButton } from '../../components/icon-button'
import { useSettledClick } from '../../components/use-settled-click'
import { useWords } from '../../locales/use-words'
import { tasksOf } from '../../stores/tasks'
import { actOn, type TaskAction, taskActions } from './act-on-tasks'

/** Icons of the actions, for buttons and menus. The trash stands for files alone. */
export const actionIcons: Readonly<Record<TaskAction, ReactNode>> = {
  pause: <Pause size={15} />,
  resume: <Play size={15} />,
  'retry-problems': <RotateCcw size={15} />,
  'retry-larger': <RotateCcw size={15} />,
  'start-again': <RotateCcw size={15} />,
  view: <Eye size={15} />,
  'open-folder': <FolderOpen size={15} />,
  cancel: <X size={16} />,
  remove: <X size={16} />,
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
  /** Icons alone. */
  readonly isNarrow: boolean
  /** It continues only when the user wants it: the first button is always seen, with its name. */
  readonly isAtRest: boolean
}

const lastChoices: readonly TaskAction[] = ['cancel', 'remove']
/** Shown under the pointer, and in a chosen row. */
const underPointer = 'hidden items-center gap-1 group-hover/row:flex group-aria-selected/row:flex'

/** The likely action, the folder, the end, and the menu for everything else. Keys and the menu do the same. */
export const TaskButtons = memo(function TaskButtons(props: TaskButtonsProps) {
  const { id, name, actions, isNarrow, isAtRest } = props
  const { t } = useWords()
  const able = taskActions.filter((action) => actions.split(' ').includes(action))
  const last = able.find((action) => lastChoices.includes(action))
  const first = able.find((action) => action !== last && action !== 'open-folder')
  const settled = useSettledClick(`${first} ${last}`)
  const folder = isAtRest ? undefined : able.find((action) => action === 'open-folder')
  const act = (action: TaskAction) => settled(() => void actOn(action, tasksOf([id])))
  const icon = (action: TaskAction | undefined): ReactNode =>
    action === undefined ? null : (
      <RowButton
        label={t(`downloads:action.${action}`)}
        shortcut={actionKeys[action]}
        icon={actionIcons[action]}
        onClick={() => act(action)}
      />
    )
  const isNamed = !isNarrow && (isAtRest || first === 'view')
  const main =
    isNamed && first !== undefined ? <NamedButton action={first} onClick={() => act(first)} /> : icon(first)
  return (
    <div className="flex shrink-0 items-center justify-end gap-1">
      {isAtRest ? main : null}
      <div className={underPointer}>
        {/* A folder that comes later moves no other button. */}
        {first === 'view' ? null : icon(folder)}
        {isAtRest ? null : main}
        {first === 'view' ? icon(folder) : null}
        {icon(last)}
        <RowButton
          label={t('downloads:more-for', { name })}
          icon={<Ellipsis size={16} />}
          aria-haspopup="menu"
          onClick={openRowMenu}
        />
      </div>
    </div>
  )
})

interface NamedButtonProps {
  readonly action: TaskAction
  readonly onClick: () => void
}

function NamedButton({ action, onClick }: NamedButtonProps) {
  const { t } = useWords()
  return (
    <Button
      kind="soft"
      tabIndex={-1}
      icon={actionIcons[action]}
      aria-label={t(`downloads:action.${action}`)}
      className="group-hover/row:bg-fill-2 group-aria-selected/row:bg-selected-2"
      onClick={onClick}
    >
      {t(`downloads:short.${action}`)}
    </Button>
  )
}

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
