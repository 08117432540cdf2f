import { type ComponentProps, createContext, useContext } from 'react'
import { classNames } from '../class-names'

const InKit = createContext(false)

/** The class that popups need to look like what opened them: they lie outside of it. Empty for the former look. */
export function useKitClass(): string {
  return useContext(InKit) ? 'kit' : ''
}

/** A part of the window in the new look. */
export function Kit({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <InKit.Provider value>
      <div {...rest} className={classNames('kit', className)} />
    </InKit.Provider>
  )
}

/** What already has the class, such as a popup, whose own popups get it too. */
export const KitPopups = ({ children }: Pick<ComponentProps<'div'>, 'children'>) => (
  <InKit.Provider value>{children}</InKit.Provider>
)
