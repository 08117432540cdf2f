import type { TaskId } from '@shared/model/units'
import { Copy, ExternalLink, PanelBottom } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { copyAddresses, copyAddressesText, firstPage } from '../../bridge/copy-lines'
import { MenuItem, MenuLine } from '../../components/menu-items'
import { useWords } from '../../locales/use-words'
import { openDetail } from '../../stores/task-list'
import { tasksOf } from '../../stores/tasks'
import { actionsOfAll, actOn } from './act-on-tasks'
import { actionIcons, actionKeys } from './task-buttons'

/** What can be done with the chosen tasks. Made when it opens: it shows the state of that moment. */
export function TaskMenu({ ids }: { readonly ids: Iterable<TaskId> }) {
  const { t } = useWords()
  const tasks = tasksOf(ids)
  const [first] = tasks
  const actions = actionsOfAll(tasks)
  if (first === undefined) return null
  const copy = () =>
    copyAddresses(
      t,
      tasks.map((task) => task.request.address),
    )
  return (
    <>
      {actions.map((action) => (
        <MenuItem
          key={action}
          icon={actionIcons[action]}
          shortcut={actionKeys[action] ?? ''}
          danger={action === 'cancel' || action === 'remove'}
          onClick={() => void actOn(action, tasks)}
        >
          {t(`downloads:action.${action}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<PanelBottom size={15} />} shortcut="Enter" onClick={openDetail}>
        {t('downloads:show-detail')}
      </MenuItem>
      <MenuItem icon={<Copy size={15} />} onClick={() => void copy()}>
        {copyAddressesText(t, tasks.length)}
      </MenuItem>
      <MenuItem
        icon={<ExternalLink size={15} />}
        disabled={tasks.length !== 1}
        onClick={() => void attempt(() => invoke('openInBrowser', firstPage(first.request.address)))}
      >
        {t('downloads:open-page')}
      </MenuItem>
    </>
  )
}
