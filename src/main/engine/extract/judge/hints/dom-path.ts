import { type Element, isElement, parentOf } from '../../html/dom'
import { isHiddenElement, isSliderName, type Region, regionByNames } from './noise-words'

/** Where in its page an element stands. */
export interface DomPath {
  /** Signature of the containers around it: equal for pictures that are laid out alike, also on other pages. */
  readonly key: string
  /** The same without names that occur once on the page: page builders give each element one of its own. */
  readonly layout: string
  /** What the nearest container with a known name says. */
  readonly region: Region
  /** The container that makes the region one of content; null in other regions. */
  readonly content: Element | null
  /** Inside a carousel, slider or ticker. */
  readonly isSlider: boolean
  /** Inside a container that the page does not show. */
  readonly isHidden: boolean
  /** Inside a `<template>`. */
  readonly isTemplate: boolean
  /** Inside what is called a sidebar and is one. */
  readonly isAside: boolean
}

/** Elements that wrap single pictures and say nothing about lay-out. */
const wrappers = new Set(
  'a abbr b big center em figure font i noscript p picture small span strong sub sup u'.split(' '),
)

/** States of one of several like elements, such as the slide that is shown first: they distinguish no lay-out. */
const states = new Set(
  'active current selected show shown visible in first last odd even start end prev next is-active is-selected'.split(
    ' ',
  ),
)

/** Forms of the picture in one of several like elements: a grid holds upright pictures beside wide ones. */
const forms = new Set(
  'portrait landscape horizontal vertical upright panorama panoramic square tall'.split(' '),
)

/** Containers in a signature: enough to distinguish a sidebar from an article. */
const keyLength = 4

function classesOf(element: Element): string[] {
  const className = (element.attribs['class'] ?? '').slice(0, 200).trim()
  return className === ''
    ? []
    : className
        .split(/\s+/)
        .slice(0, 8)
        .filter((name) => !states.has(name.toLowerCase()) && !forms.has(name.toLowerCase()))
}

function signatureOf(element: Element): string {
  const id = (element.attribs['id'] ?? '').slice(0, 100)
  const className = classesOf(element).slice(0, 3).join('.')
  const named = `${element.name}${id ? `#${id}` : ''}${className ? `.${className}` : ''}`
  // Numbers count items or pages, they do not distinguish layouts
  return named.replaceAll(/\d+/g, '0')
}

interface Container {
  readonly path: Omit<DomPath, 'layout'>
  /** The containers in the signature, innermost last. */
  readonly chain: readonly Element[]
  /** With its layout, once that was asked for. */
  whole: DomPath | null
}

const top: Container = {
  path: {
    key: '',
    region: null,
    content: null,
    isSlider: false,
    isHidden: false,
    isTemplate: false,
    isAside: false,
  },
  chain: [],
  whole: null,
}

/** Whether an element is a sidebar by a whole name, and not a page that has one. */
function isSidebar(element: Element): boolean {
  const { attribs } = element
  const names = `${attribs['id'] ?? ''} ${attribs['class'] ?? ''}`
  return names.length > 7 && /(?:^|\s)side-?bar(?:\s|$)/i.test(names.slice(0, 1000)) && !holdsContent(element)
}

/** Elements of what a page is for, and most elements of a sidebar among which they are looked for. */
const ofContent = new Set(['h1', 'main', 'article'])
const mostInSidebar = 2000

function holdsContent(container: Element): boolean {
  const waiting = [container]
  for (let seen = 0; seen < mostInSidebar; seen += 1) {
    const next = waiting.pop()
    if (!next) return false
    if (ofContent.has(next.name)) return true
    for (const child of next.children.slice(0, mostInSidebar)) if (isElement(child)) waiting.push(child)
  }
  return true
}

/** Elements that hold one of several like entries. */
const cells = new Set(['td', 'th', 'li', 'dd', 'figure'])

/** The element whose tag says what is in a container: what stands aside in one entry of a list is a part of that. */
const tagOf = (element: Element) =>
  element.name === 'aside' && cells.has(parentOf(element)?.name ?? '') ? 'div' : element.name

/** What the names of a container say; a list of chapters or a gallery in a sidebar is not what the page is for. */
function regionWithin(
  element: Element,
  { region: around, content }: Container['path'],
  isAside: boolean,
): Pick<DomPath, 'region' | 'content'> {
  const { attribs } = element
  const region = regionByNames(tagOf(element), attribs['class'] ?? '', attribs['id'] ?? '')
  if (region === null || (isAside && region === 'content')) return { region: around, content }
  return { region, content: region === 'content' ? element : null }
}

/** The container that an element is inside of another; `uses` counts the names of classes. */
function within(element: Element, outer: Container, uses: Map<string, number>): Container {
  if (element.name === 'html' || element.name === 'body')
    return { path: { ...top.path, key: element.name }, chain: [], whole: null }
  const { path, chain } = outer
  const [className, id] = [element.attribs['class'] ?? '', element.attribs['id'] ?? '']
  const isAside = path.isAside || isSidebar(element)
  const { region, content } = regionWithin(element, path, isAside)
  const isSlider = path.isSlider || isSliderName(`${className} ${id}`)
  const isHidden = path.isHidden || isHiddenElement(element)
  const isTemplate = path.isTemplate || element.name === 'template'
  if (wrappers.has(element.name)) {
    const isSame =
      region === path.region &&
      content === path.content &&
      isSlider === path.isSlider &&
      isHidden === path.isHidden &&
      isTemplate === path.isTemplate &&
      isAside === path.isAside
    // Most wrappers say nothing, and share what is around them
    return isSame
      ? outer
      : {
          path: { key: path.key, region, content, isSlider, isHidden, isTemplate, isAside },
          chain,
          whole: null,
        }
  }
  if (className !== '')
    for (const name of new Set(classesOf(element))) uses.set(name, (uses.get(name) ?? 0) + 1)
  const key = [...path.key.split('>'), signatureOf(element)].slice(-keyLength).join('>')
  return {
    path: { key, region, content, isSlider, isHidden, isTemplate, isAside },
    chain: [...chain, element].slice(-keyLength),
    whole: null,
  }
}

/** Finds places in one page. */
export interface DomPaths {
  /** Where an element stands, as far as its containers say. */
  placeOf(element: Element): Omit<DomPath, 'layout'>
  /** The same with its layout: call it when all places of the page are known. */
  pathOf(element: Element): DomPath
}

/** Each container is judged once, so that a hundred thousand pictures cost one walk each. */
export function createDomPaths(): DomPaths {
  const known = new Map<Element, Container>()
  const uses = new Map<string, number>()

  const placeIn = (container: Element): Container => {
    // Containers from the outermost that is not known yet, so that no recursion is needed
    const path: Element[] = []
    let at: Element | null = container
    while (at && !known.has(at)) {
      path.push(at)
      at = parentOf(at)
    }
    let place = at ? (known.get(at) ?? top) : top
    for (const element of path.reverse()) {
      place = within(element, place, uses)
      known.set(element, place)
    }
    return place
  }
  const inside = (element: Element): Container => {
    const parent = parentOf(element)
    return parent ? placeIn(parent) : top
  }
  const layoutIn = (element: Element): string => {
    const repeated = classesOf(element).filter((name) => (uses.get(name) ?? 0) > 1)
    return [element.name, ...repeated.slice(0, 3)].join('.').replaceAll(/\d+/g, '0')
  }
  return {
    placeOf: (element) => inside(element).path,
    pathOf(element) {
      const container = inside(element)
      if (container === top) return { ...top.path, layout: '' }
      container.whole ??= { ...container.path, layout: container.chain.map(layoutIn).join('>') }
      return container.whole
    },
  }
}
