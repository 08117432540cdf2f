/**
 * Output of stages that run side by side, one stage after another: the one that began first writes at once, what the
 * others write is kept until it has ended.
 *
 * @param {(text: string) => void} print
 */
export function createTurns(print) {
  /** @type {{ kept: string[], hasEnded: boolean }[]} */
  const open = []

  function show() {
    for (let first = open[0]; first !== undefined; first = open[0]) {
      for (const text of first.kept.splice(0)) print(text)
      if (!first.hasEnded) return
      open.shift()
    }
  }

  return {
    /** @param {string} heading */
    begin(heading) {
      const turn = { kept: [heading], hasEnded: false }
      open.push(turn)
      show()
      return {
        /** @param {string} text */
        write(text) {
          turn.kept.push(text)
          show()
        },
        end() {
          turn.hasEnded = true
          show()
        },
      }
    },
  }
}
