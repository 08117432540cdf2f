import { parentPort } from 'node:worker_threads'
import { makePicture } from './make-picture'

// Makes pictures off the thread that a window or a terminal lives on: a name comes in, its picture goes out.

parentPort?.on('message', (name: string) => {
  parentPort?.postMessage({ name, picture: makePicture(name) })
})
