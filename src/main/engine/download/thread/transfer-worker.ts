/**
 * A transfer thread: it owns sockets and files from request to name, so that no byte of a picture passes through the main
 * thread. Files are written one after another, because those who make names in one folder at once wait for each other, and
 * flushed many at a time, because a flush costs more than such a file.
 */
import { join } from 'node:path'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { type DiskRequest, performAll } from '../../disk/writer/disk-requests'
import { HeldBodies } from '../../disk/writer/held-bodies'
import { PlainClient } from '../../network/http1/plain-client'
import type { PlainRoute } from '../../network/http1/plain-connection'
import { createPlainRoutes } from '../../network/http1/plain-route'
import { NegotiatingClient } from '../../network/http2/negotiating-client'
import { Chain } from './chain'
import { createGathering } from './gather'
import { buffersOfReply, type ThreadReply, type ThreadRequest } from './messages'
import { StoredFiles } from './stored-files'
import { createOwnDigest, type DigestEvents } from './stream/body-digest'
import { HashThread } from './stream/hash-thread'
import { Slots } from './stream/slots'

/** From so many bytes on a body is hashed in a thread of its own, beside its way from the socket to the disk. */
const worthHashThreadBytes = 8 * 1024 * 1024

/** It lies beside this file. */
const hashWorkerFile = join(import.meta.dirname, 'hash-worker.js')

const clock = () => performance.now()

function listen(port: MessagePort): void {
  const held = new HeldBodies()
  const client = new NegotiatingClient(new PlainClient(clock))
  const routeOf = createPlainRoutes()
  const chains = new Map<number, Chain>()
  let waiting: DiskRequest[] = []
  let isWriting = false

  const reply = createGathering<ThreadReply>((batch) =>
    port.postMessage(batch, batch.flatMap(buffersOfReply)),
  )
  const stored = new StoredFiles(held, clock, reply)
  /** What came while the last ones were done is done together. */
  const write = () => {
    const all = waiting
    waiting = []
    isWriting = true
    performAll(all, held, (ended) => {
      isWriting = false
      for (const one of ended) reply({ kind: 'disk', ...one })
      if (waiting.length > 0) setImmediate(write)
    })
  }
  const refused = (route: PlainRoute) => {
    for (const chain of chains.values()) if (chain.route === route) chain.stop()
  }
  const slots = new Slots()
  const hashThread = new HashThread(hashWorkerFile, slots)
  const digest = (total: number, sized: boolean, events: DigestEvents) =>
    total < worthHashThreadBytes ? createOwnDigest(slots, sized, events) : hashThread.digest(sized, events)
  const stream = { slots, digest, reply }
  const ports = { client, held, stream, clock, reply, refused, over: (id: number) => chains.delete(id) }

  const take = (request: ThreadRequest) => {
    switch (request.kind) {
      case 'chain': {
        const chain = new Chain(ports, request, routeOf(request.route))
        chains.set(request.id, chain)
        chain.start()
        break
      }
      case 'abort':
        chains.get(request.id)?.abort(request.nth)
        break
      case 'took':
        chains.get(request.id)?.took(request.bytes)
        break
      case 'stream-to':
      case 'stream-allow':
      case 'stream-finish':
      case 'stream-drop':
        chains.get(request.id)?.takeStream(request)
        break
      case 'store':
        stored.store(request)
        break
      case 'link':
        stored.link(request)
        break
      case 'forget':
        held.delete(request.held)
        break
      case 'rest':
        client.rest()
        break
      case 'reset':
        client.close()
        chains.clear()
        held.clear()
        break
      case 'save':
      case 'name':
        if (waiting.length === 0 && !isWriting) setImmediate(write)
        waiting.push(request)
    }
  }
  port.postMessage([{ kind: 'ready' }] satisfies ThreadReply[])
  port.on('message', (requests: readonly ThreadRequest[]) => {
    for (const request of requests) take(request)
  })
}

if (parentPort !== null) listen(parentPort)
