import { constants } from 'node:os'

/** Signals that ask a program to end: nothing went wrong. */
const requests = new Set(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'])

/**
 * The signal that ended a program against its will.
 *
 * @param {number} exitCode as `runChild` gives it: 128 + number for a signal
 * @returns {string | undefined} its name; undefined when the program ended or was asked to
 */
export function crashSignal(exitCode) {
  const found = Object.entries(constants.signals).find(([, number]) => 128 + number === exitCode)
  return found === undefined || requests.has(found[0]) ? undefined : found[0]
}

/**
 * What to say about an Electron that a signal ended, often without a word of its own.
 *
 * @param {string} signal
 * @param {{ display?: string | undefined, libraries?: string | undefined, electronFolder?: string | undefined, cache: string }} place
 *   `display` is what the window was to open on, `libraries` the command that installs the system's libraries,
 *   `electronFolder` the copy fetched for this project, undefined when ELECTRON_EXEC_PATH names another
 * @returns {string}
 */
export function explainCrash(signal, { display, libraries, electronFolder, cache }) {
  const wayOut = [
    ...(signal === 'SIGKILL' ? ['the system may have run out of memory:  dmesg | tail'] : []),
    ...(display === undefined ? [] : [`can programs open windows on the display ${display}?`]),
    ...(libraries === undefined
      ? []
      : [`a library that it opens late may be missing, such as libX11-xcb.so.1; run:  ${libraries}`]),
    electronFolder === undefined
      ? 'it is the one that ELECTRON_EXEC_PATH names: start without that variable'
      : `its copy may be damaged: remove ${electronFolder} and start again (GALLEON_CACHE is ${cache})`,
  ]
  return [
    `Electron was ended by ${signal}; what it had to say, if anything, stands above.`,
    ...wayOut.map((line) => `  → ${line}`),
  ].join('\n')
}
