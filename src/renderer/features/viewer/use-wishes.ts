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
      if (event.defaultPrevented) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('[role="menu"], [role="listbox"], input, textarea')) return
      const wish = wishOf(event, target?.closest('button') !== null && target !== null)
      if (wish === null) return
      event.preventDefault()
      latest.current(wish)
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
