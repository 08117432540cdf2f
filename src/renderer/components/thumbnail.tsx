import type { ImageId } from '@shared/model/units'
import { Image } from 'lucide-react'
import { memo, useState } from 'react'
import { classNames } from './class-names'

interface ThumbnailProps {
  /** null: there is no picture yet. */
  readonly id: ImageId | null
  readonly className?: string
}

/** A small version of a saved image, or an empty frame while there is none. Decoration: the row says what it is. */
export const Thumbnail = memo(function Thumbnail({ id, className }: ThumbnailProps) {
  const [broken, setBroken] = useState<ImageId | null>(null)
  return (
    <div
      className={classNames(
        'flex items-center justify-center overflow-hidden rounded-sm bg-track text-muted',
        className,
      )}
    >
      {id === null || broken === id ? (
        <Image size={16} aria-hidden />
      ) : (
        <img
          src={`media://thumb/${id}`}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setBroken(id)}
          className="size-full object-cover"
        />
      )}
    </div>
  )
})
