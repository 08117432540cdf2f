import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFile } from '../../test/pages/pictures.mjs'
import { readShape } from '../../test/pages/site.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'
import { judgeSaved } from './judge-saved.mjs'

const shape = await readShape('photoswipe4')
const [folder] = shape.truth.result.folders
const paths = folder?.images ?? []

/**
 * Saves pictures of the shape under numbers, in the order of `from`.
 *
 * @param {readonly string[]} from paths
 * @param {(saved: import('./judge-saved.mjs').Saved) => void} check
 */
async function judgeFiles(from, check) {
  await withTemporaryFolder('saved', async (root) => {
    const gallery = join(root, 'Ceramics')
    await mkdir(gallery)
    await writeFile(join(gallery, 'gallery.json'), '{}')
    for (const [index, path] of from.entries()) {
      const picture = shape.pictureAt(path)
      if (picture)
        await writeFile(join(gallery, `${String(index + 1).padStart(3, '0')} a.jpg`), makeFile(picture))
    }
    check(await judgeSaved(shape, root, true))
  })
}

describe('what a program saved', () => {
  it('is exact with every wanted picture in order', async () => {
    await judgeFiles(paths, (saved) =>
      expect(saved).toMatchObject({ verdict: 'exact', missing: 0, unwanted: 0 }),
    )
  })

  it('is partial in another order', async () => {
    await judgeFiles(paths.toReversed(), (saved) =>
      expect(saved).toMatchObject({ verdict: 'partial', missing: 0 }),
    )
  })

  it('is partial while pictures are missing', async () => {
    await judgeFiles(paths.slice(1), (saved) =>
      expect(saved).toMatchObject({ verdict: 'partial', missing: 1 }),
    )
  })

  it('is wrong with a thumbnail in place of a picture', async () => {
    const thumbnails = paths.map((path) => path.replace('large', 'small'))
    await judgeFiles(thumbnails, (saved) => {
      expect(saved).toMatchObject({ verdict: 'wrong', missing: paths.length, unwanted: paths.length })
    })
  })
})
