import type { PageNumber } from '@shared/page-range/page-range'
import { splitAddresses } from '@shared/text/split-addresses'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef } from 'react'
import { classNames } from '../../components/class-names'
import { FormRow } from '../../components/fields/field'
import { useWords } from '../../locales/use-words'
import { type AddressForm, type AddressReading, formOf } from './address-form'
import { PagesFields } from './pages-fields'
import { LiteralNotes, RangeProblem, RangeSummary } from './range-problem'

interface AddressChipsProps {
  readonly address: string
  readonly numbers: readonly PageNumber[]
  readonly counting: number
  /** What stands in the place of the number that counts. */
  readonly pages: string
  /** -1: none counts. */
  readonly onChoose: (index: number) => void
}

/** The address with its numbers as chips; the one that counts pages is marked, a click moves the mark. */
export function AddressChips({ address, numbers, counting, pages, onChoose }: AddressChipsProps) {
  const { t } = useWords()
  const pieces: ReactNode[] = []
  let at = 0
  for (const [index, number] of numbers.entries()) {
    const counts = index === counting
    const text = counts && pages !== '' ? pages : number.text
    pieces.push(
      <span key={`text-${at}`}>{address.slice(at, number.start)}</span>,
      <button
        key={`number-${number.start}`}
        type="button"
        aria-pressed={counts}
        aria-label={t(counts ? 'new-download:counts' : 'new-download:let-count', { number: text })}
        onClick={() => onChoose(counts ? -1 : index)}
        className={classNames(
          'mx-px rounded-xs px-1 tabular-nums',
          counts ? 'bg-accent-fill font-medium text-on-accent' : 'bg-track text-text hover:bg-selected',
        )}
      >
        {text}
      </button>,
    )
    at = number.end
  }
  pieces.push(<span key={`text-${at}`}>{address.slice(at)}</span>)
  return (
    <div
      role="group"
      aria-label={t('new-download:numbers')}
      className="mt-1.5 font-mono text-small leading-6 break-all text-muted"
    >
      {pieces}
    </div>
  )
}

/**
 * Gives a function that acts at once, or after a pointer that is down has been let go: what moves under a press is not
 * clicked. Acts no more once the component is gone.
 */
export function useAfterPress(): (act: () => void) => void {
  const isDown = useRef(false)
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const listen = { capture: true, signal: stop.signal }
    let timer: number | undefined
    const pressed = (): void => {
      isDown.current = true
    }
    const released = (): void => {
      isDown.current = false
      // The click comes after the release, with the same turn of the page.
      timer = window.setTimeout(() => {
        const act = waiting.current
        waiting.current = null
        act?.()
      })
    }
    document.addEventListener('pointerdown', pressed, listen)
    document.addEventListener('pointerup', released, listen)
    document.addEventListener('pointercancel', released, listen)
    return () => {
      stop.abort()
      window.clearTimeout(timer)
    }
  }, [])
  return useCallback((act) => {
    if (isDown.current) waiting.current = act
    else act()
  }, [])
}

interface AddressSectionProps {
  readonly id: string
  readonly form: AddressForm
  readonly reading: AddressReading
  readonly onChange: (form: AddressForm) => void
  /** Takes a text that may hold several addresses in the place of this one. */
  readonly onText: (text: string) => void
  readonly field: RefObject<HTMLInputElement | null>
}

/** The address, the number in it that counts pages, the pages, and the resulting range or error. */
export function AddressSection({ id, form, reading, onChange, onText, field }: AddressSectionProps) {
  const { t } = useWords()
  const { numbers, counting, hasDate, behindHash, result } = reading
  const number = numbers[counting]
  const error = result.kind === 'error' ? result.error : null
  const problemId = `${id}-problem`
  const addressProblemId = error?.part === 'address' ? problemId : undefined
  const takeFix = (address: string): void => {
    onChange(formOf(address))
    field.current?.focus()
  }
  return (
    <>
      <FormRow label={t('new-download:address')} htmlFor={`${id}-address`}>
        <AddressField
          id={`${id}-address`}
          problemId={addressProblemId}
          form={form}
          onChange={onChange}
          onText={onText}
          field={field}
        />
        {numbers.length > 0 ? (
          <AddressChips
            address={form.address}
            numbers={numbers}
            counting={counting}
            pages={error === null ? form.pages.trim() : ''}
            onChoose={(chosen) => onChange({ ...form, chosen, pages: '' })}
          />
        ) : null}
        {error?.part === 'address' ? (
          <RangeProblem id={problemId} error={error} text={form.address} onUse={takeFix} />
        ) : null}
        {result.kind === 'range' ? (
          <LiteralNotes literal={result.range.literal} behindHash={behindHash} />
        ) : null}
      </FormRow>
      {result.kind === 'range' || number !== undefined ? (
        <FormRow label={t('new-download:pages')}>
          {number === undefined && !hasDate ? null : (
            <PagesFields
              number={number}
              pages={form.pages}
              onChange={(pages) => onChange({ ...form, chosen: counting, pages })}
              problemId={error?.part === 'pages' ? problemId : undefined}
            />
          )}
          {error?.part === 'pages' ? <RangeProblem id={problemId} error={error} text={form.pages} /> : null}
          {result.kind === 'range' ? <RangeSummary range={result.range} /> : null}
        </FormRow>
      ) : null}
    </>
  )
}

interface AddressFieldProps
  extends Pick<AddressSectionProps, 'id' | 'form' | 'onChange' | 'onText' | 'field'> {
  /** Id of what describes an error in the address; undefined without one. */
  readonly problemId: string | undefined
}

/** The address as text. A range in a pasted or finished address moves into the pages; several become a list. */
function AddressField({ id, problemId, form, onChange, onText, field }: AddressFieldProps) {
  const { t } = useWords()
  const afterPress = useAfterPress()
  return (
    <input
      ref={field}
      id={id}
      type="text"
      inputMode="url"
      spellCheck={false}
      autoComplete="off"
      value={form.address}
      placeholder={t('new-download:address-placeholder')}
      aria-invalid={problemId !== undefined}
      aria-describedby={problemId}
      onChange={(event) => onChange({ ...form, address: event.target.value, chosen: null })}
      onPaste={(event) => {
        const { selectionStart, selectionEnd, value } = event.currentTarget
        if (selectionStart !== 0 || selectionEnd !== value.length) return
        event.preventDefault()
        onText(event.clipboardData.getData('text/plain'))
      }}
      onBlur={() => {
        const split = formOf(form.address)
        // New rows would move the button under the pointer that took the focus away.
        if (split.pages !== '') afterPress(() => onChange(split))
        else if (splitAddresses(form.address).length > 1) afterPress(() => onText(form.address))
      }}
      className="h-8 w-full rounded-sm border border-field-line bg-raised px-2.5 font-mono text-small aria-invalid:border-bad"
    />
  )
}
