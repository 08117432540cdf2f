import type { EvidenceCode, PageKind, PageObstacle, ShortfallKind } from '../../model/page-kind'

/** A text for one thing and for any other number. Holes are `{{count}}` and `{{detail}}`. */
interface Plural {
  readonly one: string
  readonly other: string
}

/** The words of one kind of page. */
interface KindWords {
  /** For a label or a choice. */
  readonly name: string
  /** What the page is. */
  readonly sentence: string
}

/** The words of something that stands in the way. */
interface ObstacleWords {
  /** For a cell of a table. */
  readonly name: string
  readonly sentence: string
  /** Of many pages of one site: `{{host}}` and `{{things}}`. */
  readonly group: string
  /** The one next step. */
  readonly next: string
  /** The same in the terminal: it names options. */
  readonly inTerminal: string
}

/** What is said about pages and about results that are not everything, in one language. */
export interface PageMessages {
  readonly kinds: Readonly<Record<PageKind, KindWords>>
  readonly uncertain: string
  readonly evidence: Readonly<Record<EvidenceCode, Plural>>
  /** In place of these where no link was followed: pages like this one were read before. */
  readonly remembered: Readonly<Partial<Record<EvidenceCode, string>>>
  readonly obstacles: Readonly<Record<PageObstacle, ObstacleWords>>
  /** The next step of `frames` where the address of the frame is known: `{{address}}`. */
  readonly ofFrame: Pick<ObstacleWords, 'next' | 'inTerminal'>
  readonly shortfalls: Readonly<Record<ShortfallKind, Plural>>
}

/** English. */
export const en: PageMessages = {
  kinds: {
    gallery: { name: 'Gallery', sentence: 'The page shows the pictures of a gallery.' },
    thumbnails: {
      name: 'Thumbnails',
      sentence: 'The page shows thumbnails, each linked to a page with its picture.',
    },
    picture: { name: 'Picture page', sentence: 'The page shows one picture.' },
    index: { name: 'Index', sentence: 'The page links to galleries.' },
    text: { name: 'Text', sentence: 'The page has no pictures of its own.' },
    other: { name: 'Something else', sentence: 'Something stands in the way of the pictures of the page.' },
  },
  uncertain: 'This is not certain.',
  evidence: {
    'links-to-files': {
      one: '1 picture links to a picture file',
      other: '{{count}} like pictures link to picture files',
    },
    'links-to-pages': {
      one: '1 picture links to a page of the site',
      other: '{{count}} like pictures link to like pages of the site',
    },
    'shown-in-full': {
      one: '1 picture is shown without a link',
      other: '{{count}} like pictures are shown without a link',
    },
    'one-main-picture': {
      one: 'one picture is larger or more prominent than all others',
      other: 'one picture is larger or more prominent than all others',
    },
    'named-by-page': {
      one: 'the page names the picture in its own description',
      other: 'the page names the picture in its own description',
    },
    'data-in-script': {
      one: '1 picture address stands in a script of the page',
      other: '{{count}} picture addresses stand in a script of the page',
    },
    'linked-galleries': {
      one: '1 link leads to a page like a gallery',
      other: '{{count}} like links lead to like pages',
    },
    'several-entries': {
      one: '1 entry has a heading and a link of its own',
      other: '{{count}} entries have headings and links of their own',
    },
    'followed-picture-pages': {
      one: '1 link was followed: it leads to a page with one main picture',
      other: '{{count}} links were followed: each leads to a page with one main picture',
    },
    'followed-galleries': {
      one: '1 link was followed: it leads to a page with several pictures',
      other: '{{count}} links were followed: each leads to a page with several pictures',
    },
    'followed-files': {
      one: '1 link was followed: it answers with a picture',
      other: '{{count}} links were followed: each answers with a picture',
    },
    'larger-pixels': {
      one: 'a picture has more pixels behind its link than as shown ({{detail}})',
      other: 'a picture has more pixels behind its link than as shown ({{detail}})',
    },
    'no-group': { one: 'no pictures are alike', other: 'no pictures are alike' },
    obstacle: { one: 'something stands in the way', other: 'something stands in the way' },
    'by-recipe': { one: 'the recipe decides', other: 'the recipe decides' },
    'by-user': { one: 'you chose this reading', other: 'you chose this reading' },
  },
  remembered: {
    'followed-picture-pages':
      'on a page of this site read before, links like these led to pages with one main picture',
    'followed-galleries':
      'on a page of this site read before, links like these led to pages with several pictures',
    'followed-files': 'on a page of this site read before, links like these answered with pictures',
  },
  obstacles: {
    login: {
      name: 'Login needed',
      sentence: 'The site shows a login form instead of the page.',
      group: '{{host}} shows a login form for {{things}}',
      next: 'Log in with the browser, then start the download again with the Cookie header that the browser sends.',
      inTerminal:
        "Log in with a browser, then run get again with its cookie: -H 'Cookie: …'. For a login by HTTP Basic use --username.",
    },
    challenge: {
      name: 'Browser check',
      sentence: 'The site checks that a visitor is no program.',
      group: '{{host}} checks that a visitor is no program, for {{things}}',
      next: 'Open the page in the browser and pass the check, then start the download again with the Cookie and User-Agent headers of the browser.',
      inTerminal:
        "Open the page in a browser and pass the check, then run get again with its cookie and name: -H 'Cookie: …' --user-agent '…'.",
    },
    'age-gate': {
      name: 'Asks for the age',
      sentence: 'The site asks for the age of the visitor before it shows the page.',
      group: '{{host}} asks for the age of the visitor for {{things}}',
      next: 'Answer in the browser, then start the download again with the Cookie header that the browser sends.',
      inTerminal: "Answer in a browser, then run get again with its cookie: -H 'Cookie: …'.",
    },
    frames: {
      name: 'In a frame',
      sentence: 'The content stands in a frame of another address.',
      group: 'In a frame of another address at {{host}}: {{things}}',
      next: 'Download the address of the frame: it is among the skipped addresses, and the browser opens it by “This frame”.',
      inTerminal: 'Run get again with the address of the frame: probe lists it among the skipped addresses.',
    },
    script: {
      name: 'Filled by a script',
      sentence: 'A script fills the page, and Galleon runs no scripts.',
      group: 'Scripts fill {{things}} of {{host}}, and Galleon runs no scripts',
      next: 'Choose or write a recipe for this site, or enter the addresses of the pictures themselves.',
      inTerminal:
        'Choose or write a recipe (--recipe NAME), or give the addresses of the pictures themselves: picture-[1-20].jpg.',
    },
    'soft-404': {
      name: 'Not found',
      sentence: 'The page says that it does not exist.',
      group: 'Not found at {{host}}, as the site says: {{things}}',
      next: 'Open the page in the browser to see whether it moved; skip it if it is gone.',
      inTerminal: 'Open the page in a browser to see whether it moved; skip it if it is gone.',
    },
    home: {
      name: 'Sent to the home page',
      sentence: 'The site sent the request on to its home page.',
      group: '{{host}} sent {{things}} on to its home page',
      next: 'Open the page in the browser: it was removed, or it requires a login.',
      inTerminal: 'Open the page in a browser: it was removed, or it requires a login.',
    },
    text: {
      name: 'Text only',
      sentence: 'The page has no pictures of its own.',
      group: 'No pictures of their own: {{things}} of {{host}}',
      next: 'If it does have pictures, see what was skipped and choose another reading or a recipe.',
      inTerminal:
        'See what was skipped with the command probe. If it does have pictures, choose another reading (--read-as KIND) or a recipe (--recipe NAME).',
    },
  },
  ofFrame: {
    next: 'Download the address of the frame: {{address}}',
    inTerminal: 'Run get again with the address of the frame: {{address}}',
  },
  shortfalls: {
    limited: {
      one: 'stopped at a limit: at least 1 page or picture beyond it',
      other: 'stopped at a limit: at least {{count}} pages or pictures beyond it',
    },
    smaller: {
      one: '1 picture in a smaller version',
      other: '{{count}} pictures in a smaller version',
    },
    'thumbnails-only': {
      one: '1 picture only as a thumbnail',
      other: '{{count}} pictures only as thumbnails',
    },
    'more-pages': {
      one: '1 further page not followed',
      other: '{{count}} further pages not followed',
    },
    galleries: {
      one: '1 linked gallery not followed',
      other: '{{count}} linked galleries not followed',
    },
    'alike-skipped': {
      one: '1 picture or video of the gallery skipped',
      other: '{{count}} pictures or videos of the gallery skipped',
    },
    announced: {
      one: 'the page announces 1 more picture than it shows',
      other: 'the page announces {{count}} more pictures than it shows',
    },
    repeated: {
      one: '1 address brought the same picture as others',
      other: '{{count}} addresses brought one and the same picture',
    },
  },
}
