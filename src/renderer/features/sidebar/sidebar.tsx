import { BookOpenText, Download, Images, Network, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../components/class-names'
import { GalleonMark } from '../../components/empty-state'
import { Hint } from '../../components/overlays/tooltip'
import { useWords } from '../../locales/use-words'
import { showView, useView, type ViewName } from '../../stores/view'
import { SpeedMeter } from '../speed-meter/speed-meter'

/** Where one can go, and how fast it goes. */
export function Sidebar() {
  const { t } = useWords()
  return (
    <header className="flex w-50 shrink-0 flex-col border-r border-line bg-side max-[960px]:w-44">
      <div className="flex h-13 shrink-0 items-center gap-2.5 px-4">
        <GalleonMark />
        <h1 className="text-title font-semibold">{t('app-name')}</h1>
      </div>
      <nav aria-label={t('main-navigation')} className="min-h-0 flex-1 overflow-y-auto px-2 pt-1">
        <ul className="flex flex-col gap-0.5">
          <ViewEntry view="downloads" icon={<Download size={16} />} shortcut="Ctrl+1" />
          <ViewEntry view="library" icon={<Images size={16} />} shortcut="Ctrl+2" />
          <ViewEntry view="recipes" icon={<BookOpenText size={16} />} shortcut="Ctrl+3" />
          <ViewEntry view="crawls" icon={<Network size={16} />} shortcut="Ctrl+4" />
          <ViewEntry view="settings" icon={<Settings size={16} />} shortcut="Ctrl+," />
        </ul>
      </nav>
      <SpeedMeter />
    </header>
  )
}

interface ViewEntryProps {
  readonly view: ViewName
  readonly icon: ReactNode
  readonly shortcut: string
}

function ViewEntry({ view, icon, shortcut }: ViewEntryProps) {
  const { t } = useWords()
  const chosen = useView((state) => state.view === view)
  const label = t(`view-${view}`)
  return (
    <li>
      <Hint label={label} shortcut={shortcut}>
        <button
          type="button"
          aria-current={chosen ? 'page' : undefined}
          onClick={() => showView(view)}
          className={classNames(
            'flex h-8 w-full items-center gap-2.5 rounded-sm px-2 text-left',
            chosen ? 'bg-selected font-medium text-accent' : 'text-text hover:bg-hover',
          )}
        >
          <span className={chosen ? '' : 'text-muted'} aria-hidden>
            {icon}
          </span>
          {label}
        </button>
      </Hint>
    </li>
  )
}
