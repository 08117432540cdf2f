import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { withoutUserinfo } from '@shared/text/address-parts'
import type { Streams } from '../cli-host'
import { Interrupted } from '../interruption'

/** Asks the user at the terminal. */
export interface Prompt {
  /** Whether standard input and standard error are a terminal, so that a user can answer. */
  readonly canAsk: boolean
  readonly stdin: Streams['stdin']
  /** Asks on stderr; the answer without blanks around it. Rejects with `Interrupted` at the signal, Ctrl-C and Ctrl-D. */
  ask(question: string, signal: AbortSignal): Promise<string>
  /** The same for a secret: nothing of the answer is shown, and no blanks are taken off it. */
  askSecret(question: string, signal: AbortSignal): Promise<string>
}

/** A prompt on the streams of the process. */
export function createPrompt({ stdin, stderr }: Streams): Prompt {
  /** With another output than stderr keys are read one by one, so that the terminal itself shows none of them. */
  async function readAnswer(question: string, signal: AbortSignal, output: Writable): Promise<string> {
    const asking = createInterface({ input: stdin, output, ...(output === stderr ? {} : { terminal: true }) })
    // While it reads a line the terminal sends no signal: Ctrl-C and Ctrl-D close it, and older Nodes report no more.
    const closed = new Promise<never>((_, reject) => {
      asking.once('close', () => reject(new Interrupted()))
    })
    try {
      return await Promise.race([asking.question(withoutUserinfo(question), { signal }), closed])
    } catch (error) {
      throw error instanceof Error && error.name === 'AbortError' ? new Interrupted() : error
    } finally {
      asking.close()
    }
  }

  return {
    canAsk: stdin.isTTY === true && stderr.isTTY,
    stdin,
    ask: async (question, signal) => (await readAnswer(question, signal, stderr)).trim(),
    async askSecret(question, signal) {
      stderr.write(question)
      try {
        return await readAnswer('', signal, new Writable({ write: (_chunk, _encoding, done) => done() }))
      } finally {
        stderr.write('\n')
      }
    },
  }
}
