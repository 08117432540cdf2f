/** The thread that hashes large bodies and looks at what they are. */
import { type MessagePort, parentPort } from 'node:worker_threads'
import { createImageIntake, type ImageIntake } from '../../../image/intake'
import { failureOf, judgeIntake } from './body-digest'
import type { HashReply, HashRequest } from './hash-thread'

function listen(port: MessagePort): void {
  const intakes = new Map<number, { readonly intake: ImageIntake; readonly sized: boolean }>()
  const reply = (message: HashReply) => port.postMessage(message)
  const failed = (id: number, error: unknown) => {
    intakes.delete(id)
    reply({ kind: 'failed', id, failure: failureOf(error) })
  }
  port.on('message', (request: HashRequest) => {
    const { id } = request
    switch (request.kind) {
      case 'begin':
        intakes.set(id, { intake: createImageIntake(request.sized), sized: request.sized })
        break
      case 'push':
        try {
          intakes.get(id)?.intake.push(Buffer.from(request.memory, request.from, request.to - request.from))
        } catch (error) {
          failed(id, error)
        }
        reply({ kind: 'seen' })
        break
      case 'finish': {
        const open = intakes.get(id)
        intakes.delete(id)
        if (open !== undefined)
          judgeIntake(open.intake, open.sized).then(
            (judged) => reply({ kind: 'judged', id, judged }),
            (error: unknown) => failed(id, error),
          )
        break
      }
      case 'drop':
        intakes.delete(id)
    }
  })
}

if (parentPort !== null) listen(parentPort)
