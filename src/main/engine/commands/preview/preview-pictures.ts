import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FailureError, failure } from '@shared/model/failure'
import { childController } from '../../async/cancellation'
import type { ImageDisk } from '../../download/image-disk'
import { createDraft, fillDraft, type ImageSource } from '../../download/saving/draft'
import type { FoundImage } from '../../extract/extraction'
import { type Asking, imageRequest } from '../../extract/recipes/request-headers'
import type { TaskClient } from '../../network/network'
import type { Ports } from '../../ports/ports'

/** A picture of a preview is shown small; a larger one is not worth its traffic. */
const largestPictureBytes = 8 * 1024 * 1024

/** Pictures that are remembered: a window shows six of a preview. Most bytes of all of them together. */
const mostPictures = 12
const mostBytes = 16 * 1024 * 1024

/** A picture as the site has it. */
export interface PreviewPicture {
  readonly bytes: Uint8Array
  /** By its bytes. */
  readonly type: string
}

interface PicturePorts {
  readonly ports: Pick<Ports, 'files'>
  readonly imageDisk: ImageDisk
}

/** The preview that shows a picture. */
interface Asker {
  readonly asking: Asking
  readonly controller: AbortController
  readonly client: TaskClient
  /** Address of the page that shows it. */
  readonly page: string
}

/** Pictures of previews. The last ones are remembered: a preview of a longer range shows the same ones. */
export interface PreviewPictures {
  /** Throws FailureError: those of the request, not-an-image, too-large; invalid-input for a video without a still picture. */
  get(preview: Asker, image: FoundImage): Promise<PreviewPicture>
}

/** No picture is remembered yet. */
export function createPreviewPictures(tools: PicturePorts): PreviewPictures {
  const known = new Map<string, PreviewPicture>()
  const remember = (key: string, picture: PreviewPicture) => {
    known.set(key, picture)
    const bytes = () => [...known.values()].reduce((sum, one) => sum + one.bytes.length, 0)
    for (const old of known.keys()) {
      if (known.size <= mostPictures && bytes() <= mostBytes) break
      known.delete(old)
    }
  }
  return {
    async get(preview, image) {
      const { asking, client, page } = preview
      const address = stillOf(image)
      const shown = { page, referer: null, policy: image.policy ?? null }
      const source = { address, ...imageRequest(asking, address, shown), largestBytes: largestPictureBytes }
      const key = client.requestKey(source)
      const before = known.get(key)
      if (before !== undefined) return before
      const picture = await fetchPicture(tools, preview, source)
      remember(key, picture)
      return picture
    },
  }
}

/** What a preview shows of an image: of a video its still picture, as the video itself may have gigabytes. */
function stillOf({ address, media, poster }: FoundImage): string {
  if (media !== 'video') return address
  if (poster === undefined)
    throw new FailureError(failure('invalid-input', 'a video without a still picture'))
  return poster
}

/** Fetches with the checks of every saved image, into a folder that is removed before the call returns. */
async function fetchPicture(
  { imageDisk, ports }: PicturePorts,
  { controller, client }: Asker,
  source: ImageSource,
): Promise<PreviewPicture> {
  const { address } = source
  using stop = childController(controller.signal)
  const { signal } = stop
  const path = await mkdtemp(join(ports.files.temporary, 'galleon-preview-'))
  try {
    const folder = await imageDisk.checkFolder(path)
    imageDisk.files.warm(folder.dev)
    const draft = createDraft(join(folder.path, 'picture'), folder, imageDisk, null)
    const attempt = async () => {
      using room = imageDisk.reserveSpace(folder)
      return await fillDraft(client, source, draft, room, null, signal)
    }
    try {
      const filled = await client.retry(address, attempt, signal)
      if (filled.kind === 'filtered')
        throw new FailureError(failure('too-large', 'larger than a preview shows'))
      await draft.part.close()
      return { bytes: new Uint8Array(await readFile(draft.part.path)), type: filled.type.type }
    } finally {
      // Its file may be open still.
      await draft.drop().catch(() => {})
    }
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
