import { resolve } from 'node:path'
import { workerFiles } from '../src/main/host/machine'

export { machinePorts } from '../src/main/host/machine'

/** The worker threads as they are built for tests. */
export const builtWorkers = workerFiles(resolve('out/test'))
