import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makePng } from '../test/site/pictures.mjs'
import { expect, test } from './fixtures'
import type { Galleon } from './launch'
import { detail, startDownload, taskRow, viewer } from './screen'
import { words } from './words'

/** Records some seconds of moving squares in the page, as WebM. */
async function record({ page }: Galleon): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 320
    canvas.height = 180
    const context = canvas.getContext('2d')
    const stream = canvas.captureStream(20)
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.start(200)
    for (let step = 0; step < 30; step += 1) {
      if (context !== null) {
        context.fillStyle = '#1c4e80'
        context.fillRect(0, 0, 320, 180)
        context.fillStyle = '#f2b134'
        context.fillRect(step * 4, 50, 60, 60)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    recorder.stop()
    await stopped
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  })
  return Buffer.from(text, 'hex')
}

/** A site with one page of three pictures and a video. */
async function startSite(video: Buffer) {
  const html = `<!doctype html><title>Harbour</title><h1>Harbour</h1>
    <ul>${[1, 2, 3].map((id) => `<li><img src="/p/${id}.png" width="640" height="480"></li>`).join('')}
    <li><video src="/p/4.webm" poster="/p/poster.png" width="640" height="480" controls></video></li></ul>`
  const files = new Map<string, readonly [string, Uint8Array]>([
    ['/harbour.html', ['text/html', Buffer.from(html)]],
    ['/p/4.webm', ['video/webm', video]],
    ...['1', '2', '3', 'poster'].map((id): [string, readonly [string, Uint8Array]] => [
      `/p/${id}.png`,
      ['image/png', makePng(id)],
    ]),
  ])
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const file = files.get(request.url ?? '')
    if (file === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': file[0], 'content-length': file[1].length }).end(file[1])
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => server.close(),
  }
}

test('a video of a gallery is saved, has a thumbnail and plays in the viewer', async ({ start }, info) => {
  const galleon = await start()
  const { page } = galleon
  const site = await startSite(await record(galleon))
  await startDownload(galleon, `${site.origin}/harbour.html`)
  await expect(taskRow(page, words.en.downloads.status.finished)).toBeVisible()
  expect(site.asked.filter((path) => path === '/p/4.webm')).toHaveLength(1)
  site.close()

  const thumb = await page.evaluate(async () => {
    const image = new Image()
    image.src = 'media://thumb/4'
    await image.decode()
    return [image.naturalWidth, image.naturalHeight]
  })
  expect(thumb).toEqual([320, 180])

  await detail(page).getByRole('tab', { name: words.en.downloads.detail.galleries }).click()
  await detail(page).getByRole('row', { name: 'Harbour' }).dblclick()
  await expect(viewer(page)).toBeVisible()
  await page.keyboard.press('End')
  const video = viewer(page).locator('video')
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(0)
  expect(await video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(true)
  await expect(viewer(page).locator('[data-play-mark]')).toHaveCount(1)
  await page.keyboard.press('Space')
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.2)
  await page.keyboard.press('i')
  await expect(viewer(page).getByText('video/webm')).toBeVisible()
  await expect(viewer(page).getByText('320 × 180')).toBeVisible()
  await page.screenshot({ path: info.outputPath('video.png') })
  await page.keyboard.press('ArrowLeft')
  await expect(viewer(page).getByRole('img').first()).toHaveAttribute('alt', /^003 /)
  await expect(video).toHaveCount(0)
})
