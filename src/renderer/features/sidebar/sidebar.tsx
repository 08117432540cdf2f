import { formatCount } from '@shared/messages/format'
import { BookOpenText, Download, Images, Network, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../components/class-names'
import { GalleonMark } from '../../components/empty-state'
import { iconsOnly, useMedia } from '../../components/use-media'
import { useWords } from '../../locales/use-words'
import { type TaskFilter, taskFilters } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'
import { showFilter, showView, useView, type ViewName } from '../../stores/view'
import { SpeedMeter } from '../speed-meter/speed-meter'
import { FreeSpace } from './free-space'

/** Where one can go, what is there, and how fast it goes; a narrow window has icons alone. */
export function Sidebar() {
  const { t } = useWords()
  const isSmall = useMedia(iconsOnly)
  return (
    <header
      className={classNames('flex shrink-0 flex-col border-r border-line bg-side', isSmall ? 'w-13' : 'w-54')}
    >
      <div
        className={classNames('flex h-12 shrink-0 items-center gap-2.5', isSmall ? 'justify-center' : 'px-4')}
      >
        <GalleonMark />
        {isSmall ? null : <p className="text-title">{t('app-name')}</p>}
      </div>
      <nav
        aria-label={t('main-navigation')}
        className={classNames('min-h-0 flex-1 overflow-y-auto', isSmall ? 'px-1.5' : 'px-2')}
      >
        <ul className="flex flex-col gap-px">
          <ViewEntry view="downloads" icon={<Download size={16} />} shortcut="Ctrl+1" isSmall={isSmall} />
          {isSmall ? null : <Filters />}
          <ViewEntry view="library" icon={<Images size={16} />} shortcut="Ctrl+2" isSmall={isSmall} />
          <ViewEntry view="recipes" icon={<BookOpenText size={16} />} shortcut="Ctrl+3" isSmall={isSmall} />
          <ViewEntry view="crawls" icon={<Network size={16} />} shortcut="Ctrl+4" isSmall={isSmall} />
          <ViewEntry view="settings" icon={<Settings size={16} />} shortcut="Ctrl+," isSmall={isSmall} />
        </ul>
      </nav>
      {isSmall ? null : <FreeSpace />}
      <SpeedMeter isSmall={isSmall} />
    </header>
  )
}

interface ViewEntryProps {
  readonly view: ViewName
  readonly icon: ReactNode
  readonly shortcut: string
  readonly isSmall: boolean
}

function ViewEntry({ view, icon, shortcut, isSmall }: ViewEntryProps) {
  const { t, language } = useWords()
  const filter = useView((state) => state.filter)
  const isHere = useView((state) => state.view === view)
  const unfinished = useTasks((state) => (view === 'downloads' ? state.mirror.counts.unfinished : 0))
  // Of the downloads one of the entries below may be the chosen one.
  const chosen = isHere && (view !== 'downloads' || filter === 'all' || isSmall)
  const label = t(`view-${view}`)
  return (
    <li>
      <button
        type="button"
        aria-current={chosen ? 'page' : undefined}
        data-hint={isSmall ? label : undefined}
        data-hint-keys={shortcut}
        onClick={() => (view === 'downloads' ? showFilter('all') : showView(view))}
        className={classNames(
          'flex w-full items-center rounded-sm font-medium',
          isSmall ? 'h-9 justify-center' : 'h-7 gap-2.5 px-2 text-left',
          chosen ? 'bg-fill-2' : 'hover:bg-fill',
        )}
      >
        <span className={chosen || isHere ? 'text-accent' : 'text-muted'} aria-hidden>
          {icon}
        </span>
        <span className={isSmall ? 'sr-only' : 'min-w-0 truncate'}>{label}</span>
        {unfinished > 0 && !isSmall ? <Count>{formatCount(unfinished, language)}</Count> : null}
      </button>
    </li>
  )
}

function Count({ children }: { readonly children: string }) {
  return <span className="ml-auto shrink-0 text-small font-normal text-muted">{children}</span>
}

/** The downloads of each state: those that there are, and the one that is chosen. */
function Filters() {
  const isHere = useView((state) => state.view === 'downloads')
  if (!isHere) return null
  return taskFilters
    .filter((filter) => filter !== 'all' && filter !== 'unfinished')
    .map((filter) => <FilterEntry key={filter} filter={filter} />)
}

function FilterEntry({ filter }: { readonly filter: TaskFilter }) {
  const { t, language } = useWords()
  const chosen = useView((state) => state.filter === filter)
  const count = useTasks((state) => state.mirror.counts[filter])
  const isBad = filter === 'problems' && count > 0
  return (
    <li>
      <button
        type="button"
        aria-current={chosen ? 'page' : undefined}
        onClick={() => showFilter(filter)}
        className={classNames(
          'flex h-[26px] w-full items-center gap-2 rounded-sm pr-2 pl-[34px] text-left',
          chosen ? 'bg-fill-2 font-medium' : 'hover:bg-fill',
          isBad ? 'text-bad' : chosen ? 'text-text' : 'text-muted',
        )}
      >
        <span className="min-w-0 truncate">{t(`downloads:${filter}`)}</span>
        <span className="ml-auto text-small font-normal">{formatCount(count, language)}</span>
      </button>
    </li>
  )
}
