/** The thread that hashes large bodies and looks at what they are. */
import { type MessagePort, parentPort } from 'node:worker_threads'
import { type BytesDigest, createBytesDigest } from './body-digest'
import type { HashReply, HashRequest } from './hash-thread'

function listen(port: MessagePort): void {
  const digests = new Map<number, BytesDigest>()
  const reply = (message: HashReply) => port.postMessage(message)
  const begin = (id: number, sized: boolean) =>
    createBytesDigest(sized, {
      judged(judged) {
        digests.delete(id)
        reply({ kind: 'judged', id, judged })
      },
      failed(failure) {
        digests.delete(id)
        reply({ kind: 'failed', id, failure })
      },
    })
  port.on('message', (request: HashRequest) => {
    const { id } = request
    switch (request.kind) {
      case 'begin':
        digests.set(id, begin(id, request.sized))
        break
      case 'push':
        digests.get(id)?.push(Buffer.from(request.memory, request.from, request.to - request.from))
        reply({ kind: 'seen' })
        break
      case 'finish':
        digests.get(id)?.finish()
        break
      case 'drop':
        digests.get(id)?.drop()
        digests.delete(id)
    }
  })
}

if (parentPort !== null) listen(parentPort)
