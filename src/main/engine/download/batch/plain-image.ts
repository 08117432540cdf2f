import type { TaskOptions } from '@shared/model/download-request'
import { readInlineAddress } from '../../extract/versions/inline-picture'
import type { QueuedImage } from '../../storage/images/image-row'
import { isNamedPlaceholder } from '../placeholders'

/**
 * Whether an image is one to fetch and save with no question: nothing of it is there, nothing is compared with it, and any size is
 * right. Only these go together, as most do; every other one goes its own way.
 */
export function isPlainImage(image: QueuedImage, options: TaskOptions): boolean {
  const { address, part, claimed, repair, version } = image
  return (
    part === null &&
    claimed === null &&
    repair === null &&
    isEmpty(version) &&
    options.listOnly !== true &&
    options.skip !== false &&
    options.smallestBytes === undefined &&
    options.largestBytes === undefined &&
    readInlineAddress(address) === null &&
    !isNamedPlaceholder(address)
  )
}

function isEmpty(version: object): boolean {
  for (const _ in version) return false
  return true
}
