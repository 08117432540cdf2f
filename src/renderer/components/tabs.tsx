import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

interface Tab<T extends string> {
  readonly value: T
  readonly label: ReactNode
  readonly panel: ReactNode
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly tabs: readonly Tab<T>[]
  /** Stands to the right of the tabs. */
  readonly aside?: ReactNode
}

/** Panels of which one is seen. */
export function Tabs<T extends string>({ label, value, onChange, tabs, aside }: TabsProps<T>) {
  return (
    <BaseTabs.Root
      value={value}
      onValueChange={(next: T) => onChange(next)}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-bar px-4">
        <BaseTabs.List aria-label={label} className="flex h-full gap-4">
          {tabs.map((tab) => (
            <BaseTabs.Tab
              key={tab.value}
              value={tab.value}
              className="-mb-px inline-flex items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted hover:text-text data-active:border-accent-fill data-active:font-medium data-active:text-text"
            >
              {tab.label}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        <div className="ml-auto flex min-w-0 items-center gap-1">{aside}</div>
      </div>
      {tabs.map((tab) => (
        <BaseTabs.Panel
          key={tab.value}
          value={tab.value}
          tabIndex={-1}
          className="flex min-h-0 min-w-0 flex-1 flex-col outline-none"
        >
          {tab.panel}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  )
}
