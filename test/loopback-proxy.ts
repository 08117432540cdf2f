import { connect, createServer, type Socket } from 'node:net'

/** A small proxy on 127.0.0.1 that speaks CONNECT, whole addresses and SOCKS5; whatever is asked for lies at one port. */
export interface LoopbackProxy {
  /** `127.0.0.1:port`. */
  readonly host: string
  /** `host:port` of every request that was granted, in order. */
  readonly targets: readonly string[]
  close(): Promise<void>
}

export interface LoopbackProxyOptions {
  /** Port on 127.0.0.1 where every tunnel ends. */
  readonly to: number
  /** `name:password` without which nothing is granted. */
  readonly password?: string
  /** Sent behind the grant in the same packet, before anything that the other end sends. */
  readonly together?: string
}

export async function startLoopbackProxy(options: LoopbackProxyOptions): Promise<LoopbackProxy> {
  const { to, password, together = '' } = options
  const targets: string[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
    return socket
  }

  /** Joins both ends; `first` goes to the target before all else. */
  const join = (client: Socket, target: string, grant: Buffer, first: Buffer) => {
    targets.push(target)
    const server = keep(connect(to, '127.0.0.1'))
    server.on('connect', () => {
      client.write(Buffer.concat([grant, Buffer.from(together)]))
      server.write(first)
      client.pipe(server).pipe(client)
    })
    server.on('close', () => client.destroy())
    client.on('close', () => server.destroy())
  }

  const serveHttp = async (client: Socket, first: Buffer) => {
    let head = first.toString('latin1')
    while (!head.includes('\r\n\r\n')) head += (await chunkOf(client)).toString('latin1')
    const given = /^proxy-authorization: basic (.*)$/im.exec(head)?.[1] ?? ''
    if (password !== undefined && Buffer.from(given, 'base64').toString() !== password) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const [method = '', target = ''] = head.split(' ')
    if (method === 'CONNECT') {
      join(
        client,
        target,
        Buffer.from('HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n'),
        Buffer.alloc(0),
      )
      return
    }
    // Each request has its own target; one without a body comes in one piece.
    const server = keep(connect(to, '127.0.0.1'))
    const forward = (request: string) => {
      const url = new URL(request.split(' ')[1] ?? '')
      targets.push(`${url.hostname}:${url.port || 80}`)
      const own = request.replace(url.origin, '').replace(/^proxy-authorization: .*\r\n/im, '')
      server.write(Buffer.from(own, 'latin1'))
    }
    forward(head)
    client.on('data', (chunk: Buffer) => forward(chunk.toString('latin1'))).resume()
    server.on('data', (chunk: Buffer) => client.write(chunk))
    server.on('close', () => client.destroy())
    client.on('close', () => server.destroy())
  }

  const serveSocks = async (client: Socket, greeting: Buffer) => {
    const wanted = password === undefined ? 0 : 2
    if (!greeting.subarray(2).includes(wanted)) {
      client.end(Buffer.from([5, 255]))
      return
    }
    client.write(Buffer.from([5, wanted]))
    if (password !== undefined) {
      const said = await chunkOf(client)
      const name = said.subarray(2, 2 + (said[1] ?? 0)).toString()
      const word = said.subarray(3 + (said[1] ?? 0)).toString()
      const isRight = `${name}:${word}` === password
      client.write(Buffer.from([1, isRight ? 0 : 1]))
      if (!isRight) return
    }
    const request = await chunkOf(client)
    const end = request.length - 2
    const host =
      request[3] === 3
        ? request.subarray(5, end).toString()
        : request[3] === 1
          ? request.subarray(4, end).join('.')
          : `[${request.subarray(4, end).toString('hex')}]`
    // Bound to a name, the longest of the three forms that a reply may have.
    const grant = Buffer.from([5, 0, 0, 3, 5, ...Buffer.from('proxy'), 0, 80])
    join(client, `${host}:${request.readUInt16BE(end)}`, grant, Buffer.alloc(0))
  }

  const server = createServer((client) => {
    keep(client)
    chunkOf(client)
      .then((first) => (first[0] === 5 ? serveSocks(client, first) : serveHttp(client, first)))
      .catch(() => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    host: `127.0.0.1:${address.port}`,
    targets,
    close: async () => {
      const ended = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await ended
    },
  }
}

/** What comes next; the socket is paused behind it. */
function chunkOf(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('closed')))
    socket.once('data', (chunk: Buffer) => {
      socket.pause()
      resolve(chunk)
    })
    socket.resume()
  })
}
