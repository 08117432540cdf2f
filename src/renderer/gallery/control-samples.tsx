import { Download, Folder, Pause } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../components/button'
import { Chip } from '../components/chip'
import { FilterField } from '../components/fields/filter-field'
import { NumberField } from '../components/fields/number-field'
import { Segmented } from '../components/fields/segmented'
import { Checkbox, Switch } from '../components/fields/switch'
import { TextField } from '../components/fields/text-field'
import { IconButton, RowButton } from '../components/icon-button'
import { Notice } from '../components/notice'
import { Tabs } from '../components/tabs'
import { Line, Sample } from './sample'

const nothing = (): void => undefined

/** Buttons, fields, chips, notices and tabs. */
export function ControlSamples() {
  return (
    <>
      <Sample title="Buttons">
        {(['small', 'normal', 'large'] as const).map((size) => (
          <Line key={size}>
            {(['primary', 'plain', 'soft', 'ghost', 'text', 'danger'] as const).map((kind) => (
              <Button key={kind} kind={kind} size={size} icon={<Download size={14} aria-hidden />}>
                {`${kind}, ${size}`}
              </Button>
            ))}
          </Line>
        ))}
        <Line>
          <IconButton label="Pause" shortcut="Space" icon={<Pause size={15} />} />
          <IconButton label="Show details" pressed icon={<Pause size={15} />} />
          <RowButton label="Open folder" icon={<Folder size={15} />} onClick={nothing} />
        </Line>
      </Sample>
      <Fields />
      <Sample title="Chips and notices">
        <Line>
          {(['plain', 'accent', 'ok', 'warn', 'bad'] as const).map((state) => (
            <Chip key={state} state={state}>
              {state}
            </Chip>
          ))}
        </Line>
        {(['accent', 'warn', 'bad'] as const).map((state) => (
          <Notice key={state} state={state} action={<Button size="small">Choose</Button>}>
            One sentence that asks for a choice, or needs the user.
          </Notice>
        ))}
      </Sample>
    </>
  )
}

function Fields() {
  const [text, setText] = useState('https://example.org/a/')
  const [on, setOn] = useState(true)
  const [choice, setChoice] = useState<'table' | 'pictures'>('pictures')
  const [tab, setTab] = useState<'galleries' | 'images'>('images')
  return (
    <Sample title="Fields and tabs">
      <Line>
        <TextField aria-label="Address" value={text} onChange={setText} className="w-64" />
        <TextField
          id="wrong"
          aria-label="Wrong address"
          value="abc"
          onChange={nothing}
          error="This is no number."
          className="w-64"
        />
        <FilterField
          value=""
          onChange={nothing}
          label="Filter"
          placeholder="Title, site…"
          clearLabel="Clear"
        />
        <NumberField label="Pages" value={12} least={1} onCommit={nothing} />
      </Line>
      <Line>
        <Checkbox checked={on} onChange={setOn}>
          Follow the next pages
        </Checkbox>
        <Switch checked={on} onChange={setOn} label="Notify" />
        <Switch checked={!on} onChange={(next) => setOn(!next)} label="Do not notify" />
        <Segmented
          label="Show as"
          value={choice}
          segments={[
            { value: 'table', label: 'Table' },
            { value: 'pictures', label: 'Pictures', note: '88' },
          ]}
          onChange={setChoice}
        />
      </Line>
      <div className="flex h-28 rounded-md border border-line">
        <Tabs
          label="Details"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'galleries', label: 'Galleries 15', panel: <p className="p-4">Galleries</p> },
            { value: 'images', label: 'Images 88', panel: <p className="p-4">Images</p> },
          ]}
        />
      </div>
    </Sample>
  )
}
