import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { isExhaustive, longWithoutCi } from '../test/exhaustive'
import { expect, test } from './fixtures'

test.skip(!isExhaustive, longWithoutCi)

/** Servers as WebRTC asks them on its way out: STUN over UDP and TURN over TCP, which count who comes. */
async function startIceServers() {
  let packets = 0
  let connections = 0
  const stun = createSocket('udp4').on('message', () => {
    packets += 1
  })
  const turn = createServer((socket) => {
    connections += 1
    socket.on('error', () => {}).destroy()
  })
  stun.bind(0, '127.0.0.1')
  turn.listen(0, '127.0.0.1')
  await Promise.all([once(stun, 'listening'), once(turn, 'listening')])
  return {
    stun: `stun:127.0.0.1:${stun.address().port}`,
    turn: ['127.0.0.1', 'localhost'].map(
      (host) => `turn:${host}:${(turn.address() as AddressInfo).port}?transport=tcp`,
    ),
    asked: () => ({ packets, connections }),
    close() {
      stun.close()
      turn.close()
    },
  }
}

/** Runs in a page: looks for ways out until there are no more to be found. */
const gather = async (stun: string, turn: readonly string[]) => {
  let connection: RTCPeerConnection
  try {
    connection = new RTCPeerConnection({
      iceServers: [{ urls: stun }, { urls: [...turn], username: 'user', credential: 'secret' }],
    })
  } catch (error) {
    return [String(error)]
  }
  const candidates: string[] = []
  const ended = new Promise<void>((resolve) => {
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null) resolve()
      else candidates.push(candidate.candidate)
    })
    setTimeout(resolve, 5000)
  })
  connection.createDataChannel('x')
  await connection.setLocalDescription(await connection.createOffer())
  await ended
  connection.close()
  return candidates
}

test('WebRTC leads nowhere', async ({ start }) => {
  const { app } = await start()
  for (const [name, makesWindow] of [
    ['the window', false],
    ['the hidden page that draws thumbnails', true],
  ] as const)
    await test.step(`no script of ${name} can send anything by WebRTC`, async () => {
      const servers = await startIceServers()
      try {
        const code = `(${gather.toString()})(${JSON.stringify(servers.stun)}, ${JSON.stringify(servers.turn)})`
        const candidates = await app.evaluate(
          async ({ BrowserWindow, webContents }, [script, isHidden]) => {
            if (!isHidden) return webContents.getAllWebContents()[0]?.executeJavaScript(script) as unknown
            const hidden = new BrowserWindow({ show: false, webPreferences: { partition: 'thumbnails' } })
            await hidden.loadURL('media://source/')
            const found = (await hidden.webContents.executeJavaScript(script)) as unknown
            hidden.destroy()
            return found
          },
          [code, makesWindow] as const,
        )
        expect({ ...servers.asked(), candidates }).toEqual({ packets: 0, connections: 0, candidates: [] })
      } finally {
        servers.close()
      }
    })
})
