/**
 * The oldest Node that runs every tool of this project.
 *
 * This file is read before the version is known: nothing here may need a newer Node than 14.
 */
export const oldestNode = '20.19.0'

/**
 * Why this Node cannot be used; undefined when it can.
 *
 * @param {string} version such as 20.20.2, without a leading v
 */
export function explainOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = oldestNode.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined
  return [
    `Galleon needs Node ${oldestNode} or newer; this is ${version}.`,
    '  → install a newer one: https://nodejs.org, or:  nvm install 22',
  ].join('\n')
}
