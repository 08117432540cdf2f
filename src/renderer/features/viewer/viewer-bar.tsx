import { Dialog } from '@base-ui/react/dialog'
import {
  ChevronLeft,
  ChevronRight,
  Expand,
  FolderOpen,
  Info,
  Pause,
  Play,
  Scan,
  ShieldCheck,
  Shrink,
  Timer,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuChoices } from '../../components/overlays/menu-items'
import { useWords } from '../../locales/use-words'
import { type SlideSeconds, slideSeconds } from './use-slideshow'
import type { Zoom } from './use-zoom'
import type { ViewerCommand } from './viewer-commands'

interface ViewerBarProps {
  readonly title: string
  /** From 1; 0 while there is none. */
  readonly number: number
  /** Images of the gallery. */
  readonly count: number
  readonly zoom: Pick<Zoom, 'percent' | 'fits'>
  /** Whether a video is shown, which is not zoomed. */
  readonly isVideo: boolean
  readonly slideshow: { readonly playing: boolean; readonly seconds: SlideSeconds }
  readonly showsFacts: boolean
  /** Whether the window fills the screen. */
  readonly full: boolean
  readonly onCommand: (command: ViewerCommand) => void
  readonly onClose: () => void
}

/** Title and tools of the viewer; every tool has its key. */
export function ViewerBar(props: ViewerBarProps) {
  const { t } = useWords()
  const { onCommand } = props
  const none = props.count === 0
  return (
    <header className="flex h-11 shrink-0 items-center gap-0.5 border-b border-line bg-bar pr-2 pl-4">
      <Dialog.Title className="min-w-0 flex-1 truncate font-semibold" data-hint={props.title}>
        {props.title}
      </Dialog.Title>
      <StepTools number={props.number} count={props.count} onCommand={onCommand} />
      <Gap />
      <ZoomTools zoom={props.zoom} none={none || props.isVideo} onCommand={onCommand} />
      <Gap />
      <SlideshowTools slideshow={props.slideshow} count={props.count} onCommand={onCommand} />
      <Gap />
      <IconButton
        label={t('viewer:facts')}
        shortcut="I"
        icon={<Info size={16} />}
        pressed={props.showsFacts}
        disabled={none}
        onClick={() => onCommand({ kind: 'facts' })}
      />
      <IconButton
        label={t('viewer:show-in-folder')}
        icon={<FolderOpen size={16} />}
        disabled={none}
        onClick={() => onCommand({ kind: 'show-file' })}
      />
      <IconButton
        label={t('check:title')}
        icon={<ShieldCheck size={16} />}
        disabled={none}
        onClick={() => onCommand({ kind: 'check-files' })}
      />
      <IconButton
        label={props.full ? t('viewer:leave-full-screen') : t('viewer:full-screen')}
        shortcut="F"
        icon={props.full ? <Shrink size={16} /> : <Expand size={16} />}
        onClick={() => onCommand({ kind: 'full-screen' })}
      />
      <IconButton label={t('viewer:close')} shortcut="Esc" icon={<X size={17} />} onClick={props.onClose} />
    </header>
  )
}

/** The image before, its place in the gallery, and the image after. */
function StepTools({ number, count, onCommand }: Pick<ViewerBarProps, 'number' | 'count' | 'onCommand'>) {
  const { t } = useWords()
  return (
    <>
      <IconButton
        label={t('viewer:previous')}
        shortcut="←"
        icon={<ChevronLeft size={17} />}
        disabled={count === 0 || number <= 1}
        onClick={() => onCommand({ kind: 'step', step: 'previous' })}
      />
      <span className="min-w-14 text-center whitespace-nowrap text-muted tabular-nums" aria-hidden>
        {t('viewer:position', { position: number, count })}
      </span>
      <IconButton
        label={t('viewer:next')}
        shortcut="→"
        icon={<ChevronRight size={17} />}
        disabled={count === 0 || number >= count}
        onClick={() => onCommand({ kind: 'step', step: 'next' })}
      />
    </>
  )
}

interface ZoomToolsProps extends Pick<ViewerBarProps, 'zoom' | 'onCommand'> {
  /** Whether there is nothing to zoom. */
  readonly none: boolean
}

function ZoomTools({ zoom, none, onCommand }: ZoomToolsProps) {
  const { t } = useWords()
  const { percent, fits } = zoom
  return (
    <>
      <IconButton
        label={t('viewer:zoom-out')}
        shortcut="−"
        icon={<ZoomOut size={16} />}
        disabled={none || fits}
        onClick={() => onCommand({ kind: 'zoom', to: 'out' })}
      />
      <span className="w-14 text-center text-muted tabular-nums">
        {percent === null ? '–' : t('viewer:zoom', { percent })}
      </span>
      <IconButton
        label={t('viewer:zoom-in')}
        shortcut="+"
        icon={<ZoomIn size={16} />}
        disabled={none}
        onClick={() => onCommand({ kind: 'zoom', to: 'in' })}
      />
      <IconButton
        label={t('viewer:fit')}
        shortcut="0"
        icon={<Scan size={16} />}
        pressed={fits}
        disabled={none}
        onClick={() => onCommand({ kind: 'zoom', to: 'fit' })}
      />
      <IconButton
        label={t('viewer:actual-size')}
        shortcut="1"
        icon={<span className="text-caption font-semibold">1:1</span>}
        pressed={percent === 100}
        disabled={none}
        onClick={() => onCommand({ kind: 'zoom', to: 'actual' })}
      />
    </>
  )
}

function SlideshowTools({
  slideshow,
  count,
  onCommand,
}: Pick<ViewerBarProps, 'slideshow' | 'count' | 'onCommand'>) {
  const { t } = useWords()
  const { playing, seconds } = slideshow
  return (
    <>
      <IconButton
        label={playing ? t('viewer:stop-slideshow') : t('viewer:slideshow')}
        shortcut="S"
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        pressed={playing}
        disabled={count < 2}
        onClick={() => onCommand({ kind: 'slideshow' })}
      />
      <Menu
        trigger={<IconButton label={t('viewer:interval')} icon={<Timer size={16} />} disabled={count < 2} />}
      >
        <MenuChoices
          label={t('viewer:interval')}
          value={String(seconds)}
          choices={slideSeconds.map((value) => ({
            value: String(value),
            label: t('viewer:seconds', { count: value }),
          }))}
          onChoose={(chosen) => {
            const found = slideSeconds.find((value) => String(value) === chosen)
            if (found !== undefined) onCommand({ kind: 'interval', seconds: found })
          }}
        />
      </Menu>
    </>
  )
}

function Gap() {
  return <span className="mx-1 h-5 w-px shrink-0 bg-line" aria-hidden />
}
