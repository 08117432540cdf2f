import { useEffect, useRef } from 'react'
import { type Wish, wishOf } from './viewer-keys'

/**
 * Hears the keys of the viewer wherever its focus is: on the picture, on a tool, or on nothing because a tool went away.
 * A menu or field that is open keeps its own keys.
 */
export function useWishes(grant: (wish: Wish) => void): void {
  const latest = useRef(grant)
  useEffect(() => {
    latest.current = grant
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('[role="menu"], input, textarea')) return
      const button = target?.closest('button') ?? null
      const wish = wishOf(event, button !== null)
      if (wish === null) return
      // Up and down open a menu from its button.
      if (wish.kind === 'pan' && button?.hasAttribute('aria-haspopup')) return
      event.preventDefault()
      latest.current(wish)
    }
    // Captured: a dialog lets no arrow key out.
    document.addEventListener('keydown', pressed, true)
    return () => document.removeEventListener('keydown', pressed, true)
  }, [])
}
