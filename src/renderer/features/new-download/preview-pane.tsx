import { failureText } from '@shared/messages/failure-text'
import { obstacleText } from '@shared/messages/page-text'
import type { Failure } from '@shared/model/failure'
import type { Preview } from '@shared/model/gallery'
import { ExternalLink, Eye, FolderOpen, ImageOff, LoaderCircle, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import type { Words } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { FrameButton } from '../frame-button/frame-button'
import { PreviewFound } from './preview-found'
import type { PreviewControl } from './use-preview'

/** The preview of the first page: while it is read, its result, or why there is none. */
export function PreviewPane({ state, cancel, again }: PreviewControl) {
  const { t, language } = useWords()
  const readAgain = (
    <Button icon={<RotateCcw size={13} aria-hidden />} onClick={again}>
      {t('new-download:read-again')}
    </Button>
  )
  switch (state.kind) {
    case 'idle':
      return <Note icon={<Eye size={16} />} text={t('new-download:preview-idle')} />
    case 'loading':
      return (
        <Note icon={<LoaderCircle size={16} className="animate-spin" />} text={t('new-download:reading')}>
          <Button onClick={cancel}>{t('common:cancel')}</Button>
        </Note>
      )
    case 'cancelled':
      return (
        <Note icon={<Eye size={16} />} text={t('new-download:preview-cancelled')}>
          {readAgain}
        </Note>
      )
    case 'failed': {
      const { sentence, next } = failureText(state.failure, language)
      return (
        <Note icon={<ImageOff size={16} className="text-bad" />} text={sentence} detail={next}>
          {'page' in state.failure && state.failure.page !== undefined ? (
            <InBrowser address={state.address} />
          ) : null}
          {state.failure.kind === 'recipe-too-slow' ? (
            <Button
              icon={<FolderOpen size={13} aria-hidden />}
              onClick={() => void attempt(() => invoke('openRecipeFolder'))}
            >
              {t('recipes:open-folder')}
            </Button>
          ) : null}
          {readAgain}
        </Note>
      )
    }
    case 'ready':
      return state.preview.unwanted === null ? (
        <PreviewFound
          token={state.token}
          preview={state.preview}
          follows={state.request.options?.follow !== false}
        />
      ) : (
        <NotWanted preview={state.preview} reason={state.preview.unwanted}>
          {readAgain}
        </NotWanted>
      )
  }
}

interface NotWantedProps {
  readonly preview: Preview
  readonly reason: Failure
  readonly children: ReactNode
}

/** Why nothing of a page is wanted: what stands in its place and one next step, or what was looked for. */
function NotWanted({ preview, reason, children }: NotWantedProps) {
  const { t, language } = useWords()
  const obstacle = 'page' in reason ? reason.page : undefined
  const frame = 'frame' in reason ? reason.frame : undefined
  const icon = <ImageOff size={16} className="text-warn" />
  if (obstacle === undefined) {
    return (
      <Note icon={icon} text={t('new-download:nothing-found')} detail={triedText(t, preview)}>
        {children}
      </Note>
    )
  }
  const isVideo = obstacle === 'text' && preview.skipped.some((one) => one.reason === 'stream')
  const { sentence, next } = isVideo
    ? { sentence: t('new-download:only-stream'), next: undefined }
    : obstacleText(obstacle, language, frame)
  return (
    <Note icon={icon} text={sentence} detail={next}>
      {frame === undefined ? <InBrowser address={preview.page} /> : <FrameButton address={frame} />}
      {children}
    </Note>
  )
}

function InBrowser({ address }: { readonly address: string }) {
  const { t } = useWords()
  return (
    <Button
      icon={<ExternalLink size={13} aria-hidden />}
      onClick={() => void attempt(() => invoke('openInBrowser', address))}
    >
      {t('problems:action.open-in-browser')}
    </Button>
  )
}

/** Names of rules help the author of a recipe; those of Automatic are unknown to users. */
function triedText(t: Words, { recipe, tried }: Preview): string | undefined {
  if (tried.length === 0) return undefined
  return recipe.origin === 'automatic'
    ? t('new-download:tried-automatic')
    : t('new-download:tried', { names: tried.join(', ') })
}

interface NoteProps {
  readonly icon: ReactNode
  readonly text: string
  readonly detail?: string | undefined
  readonly children?: ReactNode
}

function Note({ icon, text, detail, children }: NoteProps) {
  return (
    <div
      role="status"
      className="flex min-h-37 items-center gap-3 rounded-md border border-dashed border-line-strong px-4 py-3 text-muted"
    >
      <span className="shrink-0" aria-hidden>
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <p className="break-words text-text">{text}</p>
        {detail === undefined ? null : <p className="text-small break-words">{detail}</p>}
      </div>
      {children === undefined ? null : (
        <div className="flex shrink-0 flex-col items-end gap-1.5">{children}</div>
      )}
    </div>
  )
}
