import { beforeEach, describe, expect, it } from 'vitest'
import { closeDialog, offerNewDownload, openDialog, openNewDownload, useView } from './view'

const dialog = () => useView.getState().dialog
const download = (address: string) => ({ kind: 'new-download', address })

beforeEach(() => useView.setState({ dialog: null, waiting: [] }))

describe('addresses from outside', () => {
  it('open "New download" one after the other, each once', () => {
    for (const address of ['http://a.test/1', 'http://a.test/2', 'http://a.test/1', 'http://a.test/2']) {
      offerNewDownload(address)
    }
    expect(dialog()).toEqual(download('http://a.test/1'))
    closeDialog()
    expect(dialog()).toEqual(download('http://a.test/2'))
    closeDialog()
    expect(dialog()).toBeNull()
  })

  it('wait for what was typed', () => {
    openNewDownload('')
    offerNewDownload('http://a.test/1')
    expect(dialog()).toEqual(download(''))
    closeDialog()
    expect(dialog()).toEqual(download('http://a.test/1'))
  })

  it('leave a check of files alone until it is closed', () => {
    openDialog({ kind: 'check', galleries: null })
    offerNewDownload('')
    offerNewDownload('http://a.test/1')
    expect(dialog()).toEqual({ kind: 'check', galleries: null })
    closeDialog()
    expect(dialog()).toEqual(download('http://a.test/1'))
  })
})
