import type { Batch } from '@shared/contract/deltas'
import type { Snapshot } from '@shared/contract/snapshot'
import { failureText } from '@shared/messages/failure-text'
import { languageFor } from '@shared/messages/language'
import type { Failure } from '@shared/model/failure'
import { useDeferredValue, useEffect, useState } from 'react'
import { asFailure } from './bridge/attempt'
import { follow } from './bridge/bridge'
import { Button } from './components/button'
import { EmptyState } from './components/empty-state'
import { AddressBar } from './features/address-bar/address-bar'
import { useAddressCatcher } from './features/address-bar/use-address-catcher'
import { CheckDialog } from './features/check-files/check-files'
import { CrawlsView } from './features/crawls/crawls-view'
import { LibraryView } from './features/library/library-view'
import { NewCrawlDialog } from './features/new-crawl/new-crawl'
import { NewDownloadDialog } from './features/new-download/new-download-dialog'
import { RebuildBanner } from './features/rebuild/rebuild-banner'
import { RecipesView } from './features/recipes/recipes-view'
import { SettingsView } from './features/settings/settings-view'
import { Sidebar } from './features/sidebar/sidebar'
import { DownloadsView } from './features/task-list/downloads-view'
import { EndTasksDialog } from './features/task-list/end-tasks-dialog'
import { Viewer } from './features/viewer/viewer'
import { WhatsNewDialog } from './features/whats-new/whats-new-dialog'
import { speak } from './locales/i18n'
import { useWords } from './locales/use-words'
import { applyCrawlSamples, beginCrawlSamples } from './stores/crawl-samples'
import { applyJobBatch, beginJobs } from './stores/jobs'
import { applySettingsBatch, beginSettings, useSettingsStore } from './stores/settings'
import { applyTaskBatch, beginTasks } from './stores/tasks'
import { applyUpdateBatch, beginUpdate } from './stores/update'
import { openDialog, useView, type ViewName } from './stores/view'
import { applyWatchedBatch } from './stores/watched'
import { useShortcuts } from './use-shortcuts'
import { announceUpdate, useWindowMessages } from './use-window-messages'

/** The window: one word until the engine has sent its snapshot; after that the window never waits for the engine. */
export function App() {
  const [start, setStart] = useState(0)
  return <Connected key={start} onRestart={() => setStart(start + 1)} />
}

function Connected({ onRestart }: { readonly onRestart: () => void }) {
  const [failure, setFailure] = useState<Failure | null>(null)
  const ready = useSettingsStore((state) => state.settings !== null)
  // First of the two: the request for the snapshot also sends the messages that waited for it.
  useWindowMessages()
  useEffect(() => connect(setFailure), [])
  if (failure) return <NotStarted failure={failure} onRetry={onRestart} />
  return ready ? <Frame /> : <Starting />
}

/** Fills the stores and keeps them up to date; returns the function that ends the subscription. */
function connect(onFailure: (failure: Failure) => void): () => void {
  let ended = false
  let end: (() => void) | null = null
  const begin = (snapshot: Snapshot): void => {
    beginTasks(snapshot)
    beginSettings(snapshot)
    beginJobs(snapshot)
    beginCrawlSamples(snapshot)
    beginUpdate(snapshot)
    // A reloaded page shows the check that was started before.
    if (snapshot.jobs.check !== null && useView.getState().dialog === null) {
      openDialog({ kind: 'check', galleries: 'unknown' })
    }
  }
  const apply = (batch: Batch): void => {
    applyTaskBatch(batch)
    applySettingsBatch(batch)
    applyWatchedBatch(batch)
    applyJobBatch(batch)
    applyCrawlSamples(batch)
    const found = applyUpdateBatch(batch)
    if (found !== null) announceUpdate(found)
  }
  follow(begin, apply).then(
    (stop) => {
      if (ended) stop()
      else end = stop
    },
    (error: unknown) => onFailure(asFailure(error)),
  )
  return () => {
    ended = true
    end?.()
  }
}

function Frame() {
  // The sidebar answers the click in the next frame; a view full of pictures may take longer.
  const view = useDeferredValue(useView((state) => state.view))
  useSpokenLanguage()
  useShortcuts()
  const dropping = useAddressCatcher()
  return (
    <div className="flex h-full min-w-0">
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col">
        <AddressBar />
        <RebuildBanner />
        <main data-view={view} className="flex min-h-0 min-w-0 flex-1 flex-col">
          <View name={view} />
        </main>
      </div>
      <NewDownloadDialog />
      <NewCrawlDialog />
      <EndTasksDialog />
      <CheckDialog />
      <WhatsNewDialog />
      <Viewer />
      {dropping}
    </div>
  )
}

function View({ name }: { readonly name: ViewName }) {
  switch (name) {
    case 'downloads':
      return <DownloadsView />
    case 'library':
      return <LibraryView />
    case 'recipes':
      return <RecipesView />
    case 'crawls':
      return <CrawlsView />
    case 'settings':
      return <SettingsView />
  }
}

function useSpokenLanguage(): void {
  const setting = useSettingsStore((state) => state.settings?.language ?? 'system')
  const locale = useSettingsStore((state) => state.host?.locale ?? 'en')
  useEffect(() => speak(languageFor(setting, locale)), [setting, locale])
}

/** Time after which the window says what it waits for, in milliseconds. */
const longStartMs = 1000

function Starting() {
  const { t } = useWords()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longStartMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="flex h-full items-center justify-center text-muted" role="status">
      {isLong ? t('starting-long') : t('starting')}
    </div>
  )
}

function NotStarted({ failure, onRetry }: { readonly failure: Failure; readonly onRetry: () => void }) {
  const { t, language } = useWords()
  const { sentence, next } = failureText(failure, language)
  return (
    <div className="flex h-full items-center justify-center">
      <EmptyState title={t('could-not-start')} text={`${sentence} ${next}`}>
        <Button size="large" kind="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
      </EmptyState>
    </div>
  )
}
