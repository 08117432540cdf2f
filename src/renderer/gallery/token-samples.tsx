import { Line, Sample } from './sample'

const surfaces = ['canvas', 'side', 'bar', 'raised', 'fill', 'fill-2', 'hover', 'selected', 'selected-2']
const softs = ['accent-soft', 'ok-soft', 'warn-soft', 'bad-soft']
const words = ['text', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad']
const shapes = [
  'accent-fill',
  'accent-had',
  'ok-fill',
  'warn-fill',
  'bad-fill',
  'track',
  'field-line',
  'ring',
]

/** Colours, sizes, radii and depths. */
export function TokenSamples() {
  return (
    <>
      <Sample title="Words on surfaces">
        <div className="grid grid-cols-3 gap-2">
          {[...surfaces, ...softs].map((ground) => (
            <div key={ground} className="rounded-sm p-2" style={{ background: `var(--${ground})` }}>
              <div className="text-caption">{ground}</div>
              <div className="flex flex-wrap gap-x-2">
                {wordsOn(ground).map((word) => (
                  <span key={word} style={{ color: `var(--${word})` }}>
                    {word}
                  </span>
                ))}
              </div>
            </div>
          ))}
        </div>
      </Sample>
      <Sample title="Shapes">
        <Line>
          {shapes.map((shape) => (
            <div key={shape} className="flex flex-col items-center gap-1 text-caption text-muted">
              <span className="size-8 rounded-sm" style={{ background: `var(--${shape})` }} />
              {shape}
            </div>
          ))}
        </Line>
      </Sample>
      <Sample title="Type, radii, depth">
        <p className="text-page">Page heading 20 / 28</p>
        <p className="text-title">Title of a dialog 15 / 22</p>
        <p>
          Body 13 / 20, <span className="font-medium">medium</span>,{' '}
          <span className="font-semibold">strong</span>, 春江花月夜
        </p>
        <p className="text-small text-muted">Second line 12 / 18 · 40 of 88 · 5.8 MB</p>
        <p className="text-caption text-muted">Caption 11 / 16</p>
        <Line>
          <span className="rounded-xs bg-raised px-4 py-3 shadow-tile">4, tile</span>
          <span className="rounded-sm bg-raised px-4 py-3 shadow-tile">6, tile</span>
          <span className="rounded-md bg-raised px-4 py-3 shadow-menu">10, menu</span>
          <span className="rounded-lg bg-raised px-4 py-3 shadow-dialog">14, dialog</span>
        </Line>
      </Sample>
    </>
  )
}

/** The second chosen surface and the second fill carry text and the accent alone. */
function wordsOn(ground: string): readonly string[] {
  if (ground === 'selected-2') return ['text']
  if (ground === 'fill-2') return ['text', 'muted', 'accent']
  return ground === 'accent-soft' || ground === 'ok-soft'
    ? ['text', 'muted', ground.replace('-soft', '')]
    : words
}
