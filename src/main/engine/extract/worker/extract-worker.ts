/** The thread that reads pages: its time and memory are bounded from outside, so that no page can hold the engine. */
import { parentPort, workerData } from 'node:worker_threads'
import { FailureError, failure } from '@shared/model/failure'
import type { ExtractAnswer, ExtractJob } from '../../crawl/extract-message'
import { comparePages } from '../automatic/diff-pages'
import { extract } from '../extract'
import { buffersOf, packExtraction } from './packed-extraction'
import { tellRulesIn } from './running-rule'

function perform(job: ExtractJob): ExtractAnswer {
  try {
    return job.kind === 'extract'
      ? { kind: 'extracted', extraction: packExtraction(extract(job.page, job.recipe, job.context)) }
      : { kind: 'compared', common: comparePages(job.a, job.b, job.fallbackEncoding) }
  } catch (error) {
    if (error instanceof FailureError) return { kind: 'failed', failure: error.failure }
    // a stack or a string beyond the engine's bounds: what a page is made of, no defect of ours
    if (error instanceof RangeError) return { kind: 'failed', failure: failure('too-large', error.message) }
    // an expression that was fine to read and is too large to run
    if (error instanceof SyntaxError)
      return { kind: 'failed', failure: failure('invalid-input', error.message) }
    return { kind: 'broken', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

tellRulesIn(workerData instanceof Int32Array ? workerData : null)

const send = (answer: ExtractAnswer) =>
  parentPort?.postMessage(answer, answer.kind === 'extracted' ? buffersOf(answer.extraction) : [])
parentPort?.on('message', (job: ExtractJob) => send(perform(job)))
send({ kind: 'ready' })
