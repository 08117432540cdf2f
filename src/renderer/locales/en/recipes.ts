export default {
  title: 'Recipes',
  intro:
    'A recipe describes how Galleon reads a site. The one whose pattern fits an address best is used; every other site is read automatically.',
  'how-to':
    'To write your own, put a JSON file into the recipe folder: a name, match patterns, an example address, and CSS selectors for the title and the images. It is checked when you come back to this page.',
  'open-folder': 'Open recipe folder',
  count_one: '{{count, number}} recipe',
  count_other: '{{count, number}} recipes',
  broken_one: '{{count, number}} file is not used because of an error',
  broken_other: '{{count, number}} files are not used because of errors',
  section: {
    broken: 'Not used',
    own: 'Your own',
    'built-in': 'Built-in',
    automatic: 'For every other site',
  },
  fault: {
    missing: 'This field is missing.',
    empty: 'This field is empty.',
    'bad-pattern': 'This is no match pattern such as https://*.example.org/a/*.',
  },
  'automatic-text':
    'Finds the pictures that make up the page and skips logos, icons and advertising. Needs no pattern.',
  match: 'Matches',
  example: 'Example',
  file: 'File',
  version: 'Version {{version, number}}',
  'open-example': 'Open in browser',
  'download-example': 'New download with it',
  'no-own': 'You have no recipes of your own yet.',
  loading: 'Reading the recipes…',
  failed: 'The recipes could not be read',
  refresh: 'Read again',
}
