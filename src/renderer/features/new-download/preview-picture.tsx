import { ImageOff } from 'lucide-react'
import { useState } from 'react'

interface PreviewPictureProps {
  readonly source: string
  readonly address: string
}

/** One picture of the preview; one that does not come leaves an empty frame. */
export function PreviewPicture({ source, address }: PreviewPictureProps) {
  const [broken, setBroken] = useState(false)
  return (
    <div
      title={address}
      className="flex aspect-square items-center justify-center overflow-hidden rounded bg-track text-muted"
    >
      {broken ? (
        <ImageOff size={15} aria-hidden />
      ) : (
        <img
          src={source}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setBroken(true)}
          className="size-full object-cover"
        />
      )}
    </div>
  )
}
