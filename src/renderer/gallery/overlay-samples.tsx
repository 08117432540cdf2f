import { FolderOpen, Pause, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../components/button'
import { Dialog } from '../components/overlays/dialog'
import { Menu } from '../components/overlays/menu'
import { MenuItem, MenuLine } from '../components/overlays/menu-items'
import { addToast } from '../components/overlays/toast'
import { Line, Sample } from './sample'

const nothing = (): void => undefined

/** What opens above the page. */
export function OverlaySamples() {
  const [asks, setAsks] = useState(false)
  const close = (): void => setAsks(false)
  const note = (): void => {
    addToast({ title: 'Removed 2 downloads from the list', action: { label: 'Undo', onClick: nothing } })
  }
  return (
    <Sample title="Menus, dialogs, toasts, tooltips">
      <Line>
        <Menu trigger={<Button>Open the menu</Button>}>
          <MenuItem icon={<Pause size={15} />} shortcut="Space" onClick={nothing}>
            Pause
          </MenuItem>
          <MenuItem icon={<FolderOpen size={15} />} onClick={nothing}>
            Open folder
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<X size={15} />} danger onClick={nothing}>
            Cancel download
          </MenuItem>
        </Menu>
        <Button onClick={() => setAsks(true)}>Open the dialog</Button>
        <Button onClick={note}>Show the toast</Button>
        <span className="w-28 truncate" data-hint="A long title of which only the beginning is seen">
          A long title of which only the beginning is seen
        </span>
      </Line>
      {asks ? (
        <Dialog
          title="Delete 2 galleries?"
          description="Their files go to the trash."
          onClose={close}
          footer={
            <>
              <Button size="large" onClick={close}>
                Cancel
              </Button>
              <Button size="large" kind="danger" onClick={close}>
                Delete
              </Button>
            </>
          }
        />
      ) : null}
    </Sample>
  )
}
