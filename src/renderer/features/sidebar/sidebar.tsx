import { BookOpenText, CircleCheck, Download, Images, ListTodo, Settings, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../components/class-names'
import { Hint } from '../../components/tooltip'
import { formatCount } from '../../format'
import { useWords } from '../../locales/use-words'
import { type Shelf, shelves } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'
import { showShelf, showView, useView, type ViewName } from '../../stores/view'
import { SpeedMeter } from '../speed/speed-meter'
import { GalleonMark } from './galleon-mark'

const shelfIcons: Readonly<Record<Shelf, ReactNode>> = {
  all: <ListTodo size={16} />,
  active: <Download size={16} />,
  finished: <CircleCheck size={16} />,
  problems: <TriangleAlert size={16} />,
}

/** Where one can go, and how fast it goes. */
export function Sidebar() {
  const { t } = useWords()
  return (
    <header className="flex w-50 shrink-0 flex-col border-r border-line bg-surface max-[960px]:w-44">
      <div className="flex h-13 shrink-0 items-center gap-2.5 px-4">
        <GalleonMark />
        <h1 className="text-lg font-semibold">{t('app-name')}</h1>
      </div>
      <nav aria-label={t('main-navigation')} className="min-h-0 flex-1 overflow-y-auto px-2 pt-1">
        <h2 className="px-2 pt-1 pb-1 text-xs font-medium text-muted">{t('view-downloads')}</h2>
        <ul className="flex flex-col gap-0.5">
          {shelves.map((shelf) => (
            <li key={shelf}>
              <ShelfEntry shelf={shelf} />
            </li>
          ))}
        </ul>
        <div className="mx-2 my-2.5 h-px bg-line" />
        <ul className="flex flex-col gap-0.5">
          <li>
            <ViewEntry view="library" icon={<Images size={16} />} shortcut="Ctrl+2" />
          </li>
          <li>
            <ViewEntry view="recipes" icon={<BookOpenText size={16} />} shortcut="Ctrl+3" />
          </li>
          <li>
            <ViewEntry view="settings" icon={<Settings size={16} />} shortcut="Ctrl+," />
          </li>
        </ul>
      </nav>
      <SpeedMeter />
    </header>
  )
}

const entryLook = 'flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left'

function entryClass(chosen: boolean): string {
  return classNames(entryLook, chosen ? 'bg-selected font-medium text-accent' : 'text-text hover:bg-hover')
}

function ShelfEntry({ shelf }: { readonly shelf: Shelf }) {
  const { t, language } = useWords()
  const chosen = useView((state) => state.view === 'downloads' && state.shelf === shelf)
  const count = useTasks((state) => state.mirror.counts[shelf])
  return (
    <button
      type="button"
      aria-current={chosen ? 'page' : undefined}
      onClick={() => showShelf(shelf)}
      className={entryClass(chosen)}
    >
      <span className={chosen ? '' : 'text-muted'} aria-hidden>
        {shelfIcons[shelf]}
      </span>
      <span className="min-w-0 flex-1 truncate">{t(`downloads:${shelf}`)}</span>
      <span
        className={classNames(
          'text-xs tabular-nums',
          shelf === 'problems' && count > 0 ? 'font-medium text-bad' : 'text-muted',
        )}
      >
        {formatCount(count, language)}
      </span>
    </button>
  )
}

interface ViewEntryProps {
  readonly view: Exclude<ViewName, 'downloads'>
  readonly icon: ReactNode
  readonly shortcut: string
}

function ViewEntry({ view, icon, shortcut }: ViewEntryProps) {
  const { t } = useWords()
  const chosen = useView((state) => state.view === view)
  const label = t(`view-${view}`)
  return (
    <Hint label={label} shortcut={shortcut}>
      <button
        type="button"
        aria-current={chosen ? 'page' : undefined}
        onClick={() => showView(view)}
        className={entryClass(chosen)}
      >
        <span className={chosen ? '' : 'text-muted'} aria-hidden>
          {icon}
        </span>
        {label}
      </button>
    </Hint>
  )
}
