/**
 * Processor time that some work takes in this process, in milliseconds: what other programs do meanwhile does not count.
 * Only for work that would take a hundred times as long with the fault that the test is about.
 */
export function processorTimeOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
