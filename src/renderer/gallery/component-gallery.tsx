import { ControlSamples } from './control-samples'
import { ListSamples } from './list-samples'
import { OverlaySamples } from './overlay-samples'
import { TokenSamples } from './token-samples'

/** Every component of the window in every state that it has, on one page. */
export function ComponentGallery() {
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <main className="mx-auto flex max-w-[1080px] flex-col gap-8 p-6">
        <h1 className="text-page">Components of Galleon</h1>
        <TokenSamples />
        <ControlSamples />
        <ListSamples />
        <OverlaySamples />
      </main>
    </div>
  )
}
