import { CircleCheck, Download, Filter, Inbox } from 'lucide-react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useWords } from '../../locales/use-words'
import { useTaskList } from '../../stores/task-list'
import { useTasks } from '../../stores/tasks'
import { openNewDownload, showFilter, useView } from '../../stores/view'
import { DemoOffer } from '../demo-offer/demo-offer'

/** What stands in the list when it has no rows: why, and what to do next. */
export function NoTasks() {
  const { t } = useWords()
  const isEmpty = useTasks((state) => state.mirror.counts.all === 0)
  const filter = useView((state) => state.filter)
  const filtered = useTaskList((state) => state.text.trim() !== '')
  return (
    <div className="flex min-h-0 flex-1 overflow-auto">
      <div className="m-auto">
        {isEmpty ? (
          <EmptyState
            icon={<Download size={20} />}
            title={t('downloads:nothing-yet.title')}
            text={t('downloads:nothing-yet.text')}
          >
            <Button kind="primary" onClick={() => openNewDownload('')}>
              {t('downloads:nothing-yet.start')}
            </Button>
            <DemoOffer />
          </EmptyState>
        ) : (
          <NothingHere filter={filtered ? 'all' : filter} />
        )}
      </div>
    </div>
  )
}

function NothingHere({ filter }: { readonly filter: 'all' | 'active' | 'finished' | 'problems' }) {
  const { t } = useWords()
  const showAll = (): void => {
    showFilter('all')
    useTaskList.setState({ text: '' })
  }
  const icons = {
    all: <Filter size={20} />,
    active: <Inbox size={20} />,
    finished: <Inbox size={20} />,
    problems: <CircleCheck size={20} />,
  }
  const words = {
    all: 'nothing-here',
    active: 'nothing-active',
    finished: 'nothing-finished',
    problems: 'no-problems',
  } as const
  const key = words[filter]
  return (
    <EmptyState icon={icons[filter]} title={t(`downloads:${key}.title`)} text={t(`downloads:${key}.text`)}>
      <Button onClick={showAll}>{t('downloads:nothing-here.clear')}</Button>
    </EmptyState>
  )
}
