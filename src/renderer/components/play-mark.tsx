import { Play } from 'lucide-react'

/** Lies over a small picture that stands for a video. */
export function PlayMark() {
  return (
    <span
      aria-hidden
      data-play-mark
      className="absolute right-1 bottom-1 flex size-5 items-center justify-center rounded-full border border-line bg-raised text-text"
    >
      <Play size={11} fill="currentColor" />
    </span>
  )
}
