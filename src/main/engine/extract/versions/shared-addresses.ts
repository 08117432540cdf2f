import type { Element } from '../html/dom'
import { stemOf } from './addresses/picture-stem'
import { otherParameters } from './addresses/size-variants'
import type { AddressOffer } from './choose-version'

/** From so many different pictures on, what all of them offer is none of them. */
const leastDifferent = 3

/** So many addresses offer the same one: a page shows no picture in so many sizes of one name. */
const leastAddresses = 4

/** One picture that offers an address: what names it, and its other addresses. */
interface Offering {
  readonly owner: Element
  readonly names: readonly string[]
  readonly others: readonly string[]
}

/** Addresses that the pictures of one page offer as their versions. */
export interface SharedAddresses {
  /** Takes what is offered for one picture. */
  note(offers: readonly AddressOffer[]): void
  /**
   * Addresses that several different pictures offer, and that by its name is the version of none: a placeholder for lazy
   * loading, a watermark, a template that was not filled.
   */
  found(): ReadonlySet<string>
}

/** What names the picture at an address, whatever its size: the stem of its file, and its query. */
function nameOf(address: string): string {
  const stem = stemOf(address)
  return stem === '' ? address : `${stem}?${otherParameters(address) ?? address}`
}

/**
 * Whether what a link leads to is a version of what it shows, also where other links show that: all of this has its name. A page may
 * show one thumbnail in other links by mistake.
 */
export function isOfItsLink(target: string, shown: readonly AddressOffer[]): boolean {
  const name = nameOf(target)
  return shown.length > 0 && shown.every(({ address }) => nameOf(address) === name)
}

const isApart = (one: Offering, other: Offering) => one.names.every((name) => !other.names.includes(name))

/** Whether what these pictures share is a version of none of them; null where two alone say so. */
function areDifferent(offerings: readonly Offering[]): boolean | null {
  const names = new Set(offerings.map((one) => one.names.join(' ')))
  if (names.size >= leastDifferent) return true
  if (new Set(offerings.map(({ others }) => others.join(' '))).size >= leastAddresses) return true
  const [first, second] = offerings
  return names.size === 2 && first && second && isApart(first, second) ? null : false
}

/** One picture by what it offers for one of its addresses; null where that is by its name a version of it. */
function offeringOf(address: string, owner: Element, offers: readonly AddressOffer[]): Offering | null {
  const others = [...new Set(offers.map((one) => one.address))].filter((one) => one !== address)
  const names = others.map(nameOf)
  return names.includes(nameOf(address)) ? null : { owner, names, others }
}

/** Nothing was offered yet; each address keeps no more pictures than decide. */
export function createSharedAddresses(): SharedAddresses {
  // Most addresses are offered once: what names their pictures is worked out when they are met again.
  const firsts = new Map<string, { readonly owner: Element; readonly offers: readonly AddressOffer[] }>()
  const repeated = new Map<string, Offering[]>()

  function add(address: string, owner: Element, offers: readonly AddressOffer[]): void {
    const known = repeated.get(address) ?? []
    if (known.length === 0) repeated.set(address, known)
    if (known.length >= leastAddresses || known.some((one) => one.owner === owner)) return
    const offering = offeringOf(address, owner, offers)
    if (offering === null) return
    if (known.some((one) => one.others.join(' ') === offering.others.join(' '))) return
    known.push(offering)
  }

  return {
    note(offers) {
      for (const { address, element } of offers) {
        const first = firsts.get(address)
        if (first === undefined) firsts.set(address, { owner: element, offers })
        else if (first.owner !== element) {
          if (!repeated.has(address)) add(address, first.owner, first.offers)
          add(address, element, offers)
        }
      }
    },
    found() {
      const judged = [...repeated].map(
        ([address, offerings]) => [address, offerings.length < 2 ? false : areDifferent(offerings)] as const,
      )
      // Pages that show each picture in two sizes of different names share one address by two pictures again and again.
      const isSure = judged.filter(([, isShared]) => isShared === null).length === 1
      return new Set(judged.flatMap(([address, isShared]) => ((isShared ?? isSure) ? [address] : [])))
    },
  }
}
