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
import { Menu } from '../../components/menu'
import { MenuChoices } from '../../components/menu-items'
import { useWords } from '../../locales/use-words'
import { type SlideSeconds, slideSeconds } from './use-slideshow'
import type { Wish } from './viewer-keys'

interface ViewerBarProps {
  readonly title: string
  /** From 1; 0 while there is none. */
  readonly number: number
  readonly count: number
  /** Zoom in percent of the image's own pixels; null while there is no image. */
  readonly percent: number | null
  readonly fits: boolean
  readonly playing: boolean
  readonly seconds: SlideSeconds
  readonly showsFacts: boolean
  readonly full: boolean
  readonly onWish: (wish: Wish) => void
  readonly onSeconds: (seconds: SlideSeconds) => void
  readonly onShowFile: () => void
  readonly onCheck: () => void
  readonly onClose: () => void
}

/** Title and tools of the viewer; every tool has its key. */
export function ViewerBar(props: ViewerBarProps) {
  const { t } = useWords()
  const { count, number, onWish } = props
  const none = count === 0
  return (
    <header className="flex h-11 shrink-0 items-center gap-0.5 border-b border-line bg-bar pr-2 pl-4">
      <Dialog.Title className="min-w-0 flex-1 truncate font-semibold" title={props.title}>
        {props.title}
      </Dialog.Title>
      <IconButton
        label={t('viewer:previous')}
        shortcut="←"
        icon={<ChevronLeft size={17} />}
        disabled={none || number <= 1}
        onClick={() => onWish({ kind: 'step', step: 'previous' })}
      />
      <span className="min-w-14 text-center whitespace-nowrap text-muted tabular-nums" aria-hidden>
        {t('viewer:position', { position: number, count })}
      </span>
      <IconButton
        label={t('viewer:next')}
        shortcut="→"
        icon={<ChevronRight size={17} />}
        disabled={none || number >= count}
        onClick={() => onWish({ kind: 'step', step: 'next' })}
      />
      <Gap />
      <IconButton
        label={t('viewer:zoom-out')}
        shortcut="−"
        icon={<ZoomOut size={16} />}
        disabled={none || props.fits}
        onClick={() => onWish({ kind: 'zoom', to: 'out' })}
      />
      <span className="w-14 text-center text-muted tabular-nums">
        {props.percent === null ? '–' : t('viewer:zoom', { percent: props.percent })}
      </span>
      <IconButton
        label={t('viewer:zoom-in')}
        shortcut="+"
        icon={<ZoomIn size={16} />}
        disabled={none}
        onClick={() => onWish({ kind: 'zoom', to: 'in' })}
      />
      <IconButton
        label={t('viewer:fit')}
        shortcut="0"
        icon={<Scan size={16} />}
        pressed={props.fits}
        disabled={none}
        onClick={() => onWish({ kind: 'zoom', to: 'fit' })}
      />
      <IconButton
        label={t('viewer:actual-size')}
        shortcut="1"
        icon={<span className="text-xs font-semibold">1:1</span>}
        pressed={props.percent === 100}
        disabled={none}
        onClick={() => onWish({ kind: 'zoom', to: 'actual' })}
      />
      <Gap />
      <IconButton
        label={props.playing ? t('viewer:stop-slideshow') : t('viewer:slideshow')}
        shortcut="S"
        icon={props.playing ? <Pause size={16} /> : <Play size={16} />}
        pressed={props.playing}
        disabled={count < 2}
        onClick={() => onWish({ kind: 'slideshow' })}
      />
      <Menu
        trigger={<IconButton label={t('viewer:interval')} icon={<Timer size={16} />} disabled={count < 2} />}
      >
        <MenuChoices
          label={t('viewer:interval')}
          value={String(props.seconds)}
          choices={slideSeconds.map((value) => ({
            value: String(value),
            label: t('viewer:seconds', { count: value }),
          }))}
          onChoose={(chosen) => {
            const seconds = slideSeconds.find((value) => String(value) === chosen)
            if (seconds !== undefined) props.onSeconds(seconds)
          }}
        />
      </Menu>
      <Gap />
      <IconButton
        label={t('viewer:facts')}
        shortcut="I"
        icon={<Info size={16} />}
        pressed={props.showsFacts}
        disabled={none}
        onClick={() => onWish({ kind: 'facts' })}
      />
      <IconButton
        label={t('viewer:show-in-folder')}
        icon={<FolderOpen size={16} />}
        disabled={none}
        onClick={props.onShowFile}
      />
      <IconButton
        label={t('check:title')}
        icon={<ShieldCheck size={16} />}
        disabled={none}
        onClick={props.onCheck}
      />
      <IconButton
        label={props.full ? t('viewer:leave-full-screen') : t('viewer:full-screen')}
        shortcut="F"
        icon={props.full ? <Shrink size={16} /> : <Expand size={16} />}
        onClick={() => onWish({ kind: 'full-screen' })}
      />
      <IconButton label={t('viewer:close')} shortcut="Esc" icon={<X size={17} />} onClick={props.onClose} />
    </header>
  )
}

function Gap() {
  return <span className="mx-1 h-5 w-px shrink-0 bg-line" aria-hidden />
}
