import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { crashSignal, explainCrash } from './crash.mjs'

describe('crashSignal', () => {
  it.each(/** @type {const} */ (['SIGTRAP', 'SIGSEGV', 'SIGABRT', 'SIGKILL']))('names %s', (signal) => {
    expect(crashSignal(128 + constants.signals[signal])).toBe(signal)
  })

  it.each(/** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))(
    'takes %s for a request, not a crash',
    (signal) => {
      expect(crashSignal(128 + constants.signals[signal])).toBeUndefined()
    },
  )

  it.each([0, 1, 127, 128, 255])('sees no signal in exit code %i', (code) => {
    expect(crashSignal(code)).toBeUndefined()
  })
})

describe('explainCrash', () => {
  it('names the signal and each way out', () => {
    const text = explainCrash('SIGTRAP', {
      display: ':0',
      libraries: 'sudo apt-get install x',
      electronFolder: '/c/galleon/electron-1',
      cache: '/c/galleon',
    })
    expect(text.split('\n')).toEqual([
      'Electron was ended by SIGTRAP; what it had to say, if anything, stands above.',
      '  → can programs open windows on the display :0?',
      '  → a library that it opens late may be missing, such as libX11-xcb.so.1; run:  sudo apt-get install x',
      '  → its copy may be damaged: remove /c/galleon/electron-1 and start again (GALLEON_CACHE is /c/galleon)',
    ])
  })

  it('does not ask to remove an Electron that ELECTRON_EXEC_PATH names', () => {
    const text = explainCrash('SIGTRAP', { cache: '/c' })
    expect(text).toContain('start without that variable')
    expect(text).not.toContain('remove')
  })

  it('speaks of no libraries where it knows no command for them', () => {
    const text = explainCrash('SIGSEGV', { electronFolder: '/e', cache: '/c' })
    expect(text).not.toContain('library')
    expect(text).toContain('remove /e')
  })
})
