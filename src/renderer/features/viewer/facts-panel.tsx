import { formatBytes, formatDuration } from '@shared/messages/format'
import type { ImageRow } from '@shared/model/gallery'
import { Check, Copy, FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { useCopied } from '../../components/use-now'
import { useWords } from '../../locales/use-words'
import type { Picture } from './use-picture'
import type { SeenVideo } from './video-stage'

interface FactsPanelProps {
  readonly image: ImageRow
  /** The picture on the screen; its size is shown when it is this image's. */
  readonly picture: Picture | null
  /** The video that was read last. */
  readonly video: SeenVideo | null
}

/** Facts about one image. */
export function FactsPanel({ image, picture, video }: FactsPanelProps) {
  const { t, language } = useWords()
  const [copied, markCopied] = useCopied()
  const seen = video?.id === image.id ? video : null
  const size = picture?.kind === 'whole' && picture.id === image.id ? picture : seen
  const copy = async (): Promise<void> => {
    if (await attempt(() => invoke('copyText', image.address))) markCopied()
  }
  return (
    <aside
      aria-label={t('viewer:facts')}
      className="flex w-66 shrink-0 flex-col gap-4 overflow-y-auto border-l border-line bg-bar p-4"
    >
      <h3 className="font-semibold">{t('viewer:facts')}</h3>
      <dl className="flex flex-col gap-3">
        <Fact name={t('viewer:name')}>{image.file ?? t('viewer:unknown')}</Fact>
        <Fact name={t('viewer:dimensions')}>
          {size === null
            ? t('viewer:unknown')
            : t('viewer:pixels', { width: size.width, height: size.height })}
        </Fact>
        {seen === null || seen.seconds === null ? null : (
          <Fact name={t('viewer:duration')}>{formatDuration(seen.seconds, language)}</Fact>
        )}
        <Fact name={t('viewer:size')}>
          {image.bytes === null
            ? t('viewer:unknown')
            : t('viewer:exact-bytes', { size: formatBytes(image.bytes, language), count: image.bytes })}
        </Fact>
        <Fact name={t('viewer:type')}>{image.type ?? t('viewer:unknown')}</Fact>
        <Fact
          name={t('viewer:source')}
          action={
            <IconButton
              label={copied ? t('viewer:copied') : t('viewer:copy-source')}
              icon={copied ? <Check size={14} /> : <Copy size={14} />}
              onClick={() => void copy()}
              className="size-6"
            />
          }
        >
          {image.address}
        </Fact>
      </dl>
      <Button
        icon={<FolderOpen size={14} aria-hidden />}
        onClick={() => void attempt(() => invoke('showImageFile', image.id))}
        className="self-start"
      >
        {t('viewer:show-in-folder')}
      </Button>
    </aside>
  )
}

interface FactProps {
  readonly name: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

function Fact({ name, children, action }: FactProps) {
  return (
    <div>
      <dt className="flex h-6 items-center gap-1 text-small text-muted">
        <span className="flex-1">{name}</span>
        {action}
      </dt>
      <dd className="break-all tabular-nums" data-selectable>
        {children}
      </dd>
    </div>
  )
}
