import { homedir, userInfo } from 'node:os'
import { isAbsolute } from 'node:path'

/** Whatever this is called with may throw: a process can run as a user that the system does not know. */
function absolute(read: () => string): string | null {
  try {
    const path = read()
    return isAbsolute(path) ? path : null
  } catch {
    return null
  }
}

/**
 * The user's home folder, an absolute path: what the environment says (HOME, on Windows USERPROFILE), and what the system knows
 * of the user where that is missing, empty or relative, which would leave files wherever a command is started. The root
 * folder where no one is known, as in a container with a number for a user: failures name what cannot be written there.
 */
export function homeFolder(said = homedir, known = () => userInfo().homedir): string {
  return absolute(said) ?? absolute(known) ?? '/'
}
