import { failureText } from '@shared/messages/failure-text'
import { formatBytes } from '@shared/messages/format'
import type { Failure } from '@shared/model/failure'
import type { GalleryRow } from '@shared/model/gallery'
import { Images, SearchX, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { Slider } from '../../components/fields/slider'
import { useWords } from '../../locales/use-words'
import { openViewer, showView } from '../../stores/view'
import { DemoOffer } from '../demo-offer/demo-offer'
import { GalleryGrid } from './gallery-grid'
import { keepLibraryRead } from './keep-library-read'
import type { LibraryList } from './library-list'
import { coverWidths, orderLibrary, useLibrary } from './library-store'
import { LibraryToolbar } from './library-toolbar'
import { TrashDialog } from './trash-dialog'

/** Finished galleries by their covers. */
export function LibraryView() {
  const { t } = useWords()
  const [readings, setReadings] = useState(0)
  const [trashing, setTrashing] = useState<GalleryRow | null>(null)
  const { order, shownOrder, list, hosts, failure, grouped, coverWidth } = useLibrary()

  useEffect(() => {
    const controller = new AbortController()
    void keepLibraryRead(controller.signal)
    return () => controller.abort()
  }, [order, grouped, readings])

  const retry = (): void => {
    useLibrary.setState({ failure: null })
    setReadings((count) => count + 1)
  }
  const open = (gallery: GalleryRow): void => openViewer(gallery.id)
  const nothingAtAll = list?.total === 0 && hosts.length === 0

  return (
    <>
      <h1 className="sr-only">{t('library:title')}</h1>
      {nothingAtAll && failure === null ? null : <LibraryToolbar />}
      <div className="flex min-h-0 flex-1 flex-col">
        {failure !== null ? (
          <Unreadable failure={failure} onRetry={retry} />
        ) : list === null ? (
          <Centred>
            <p role="status" className="text-muted">
              {t('library:loading')}
            </p>
          </Centred>
        ) : nothingAtAll ? (
          <NothingYet />
        ) : list.total === 0 ? (
          <NothingFound />
        ) : (
          <GalleryGrid
            list={list}
            order={shownOrder ?? order}
            coverWidth={coverWidth}
            onOpen={open}
            onTrash={setTrashing}
          />
        )}
      </div>
      {list !== null && !nothingAtAll ? <LibraryFoot list={list} /> : null}
      <TrashDialog gallery={trashing} onClose={() => setTrashing(null)} />
    </>
  )
}

function Centred({ children }: { readonly children: React.ReactNode }) {
  return <div className="flex min-h-0 flex-1 items-center justify-center">{children}</div>
}

function NothingYet() {
  const { t } = useWords()
  return (
    <Centred>
      <EmptyState icon={<Images size={20} />} title={t('library:empty.title')} text={t('library:empty.text')}>
        <Button size="large" kind="primary" onClick={() => showView('downloads')}>
          {t('library:empty.downloads')}
        </Button>
        <DemoOffer />
      </EmptyState>
    </Centred>
  )
}

function NothingFound() {
  const { t } = useWords()
  const { text, host } = useLibrary((state) => state.order)
  return (
    <Centred>
      <EmptyState
        icon={<SearchX size={20} />}
        title={t('library:nothing-found.title')}
        text={
          text === ''
            ? t('library:nothing-found.text-site', { site: host ?? '' })
            : t('library:nothing-found.text', { text })
        }
      >
        <Button size="large" onClick={() => orderLibrary({ text: '', host: null })}>
          {t('library:nothing-found.clear')}
        </Button>
      </EmptyState>
    </Centred>
  )
}

interface UnreadableProps {
  readonly failure: Failure
  readonly onRetry: () => void
}

function Unreadable({ failure, onRetry }: UnreadableProps) {
  const { t, language } = useWords()
  const { sentence, next } = failureText(failure, language)
  return (
    <Centred>
      <EmptyState icon={<TriangleAlert size={20} />} title={t('library:failed')} text={`${sentence} ${next}`}>
        <Button size="large" onClick={onRetry}>
          {t('retry')}
        </Button>
      </EmptyState>
    </Centred>
  )
}

/** How many and how much, and how large the covers are. */
function LibraryFoot({ list }: { readonly list: LibraryList }) {
  const { t, language } = useWords()
  const coverWidth = useLibrary((state) => state.coverWidth)
  return (
    <div className="flex h-8 shrink-0 items-center gap-3 border-t border-line bg-bar px-4">
      <p role="status" className="min-w-0 flex-1 truncate text-small text-muted tabular-nums">
        {t('library:summary', { count: list.total, size: formatBytes(list.bytes, language) })}
      </p>
      <Slider
        label={t('library:cover-size')}
        value={coverWidth}
        least={coverWidths.least}
        most={coverWidths.most}
        step={coverWidths.step}
        onChange={(width) => useLibrary.setState({ coverWidth: width })}
        text={(width) => t('library:pixels', { count: width })}
      />
    </div>
  )
}
