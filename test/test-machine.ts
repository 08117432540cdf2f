import { resolve } from 'node:path'
import { machinePorts as machine, workerFiles } from '../src/main/host/machine'
import { lendWorker } from './lent-workers'

/** The ports of this machine, with threads that the engines of one test after another share. */
export const machinePorts = () => ({ ...machine(), startWorker: lendWorker })

/** Starts a thread that nothing else used before or uses after: for tests of the threads themselves. */
export const { startWorker: startOwnWorker } = machine()

/** The worker threads as they are built for tests. */
export const builtWorkers = workerFiles(resolve('out/test'))
