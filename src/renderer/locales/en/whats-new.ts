export default {
  title: 'What’s new in Galleon {{version}}',
  close: 'Close',
  'pages-title': 'Understands what a page is',
  pages:
    'New download says in a sentence whether a page is a gallery, thumbnails or an index, follows what it links to, and takes the largest version of each picture.',
  'honest-title': 'Says what is missing',
  honest:
    'Smaller versions, pages that were not followed and announced pictures that a site keeps back are named beside the result.',
  'crawl-title': 'Crawls sites and records them',
  crawl:
    'Follows links by rules, fills a table from the pages, and delivers it to databases and files. Choose Crawl in New download.',
  'fast-title': 'Faster where it counts',
  fast: 'Many small pictures of a far site come over one HTTP/2 connection.',
  'safe-title': 'Nothing is lost',
  safe: 'Downloads survive kills and power cuts; Check files in the library finds and repairs what changed on disk.',
  'packages-title': 'Packages and updates',
  packages:
    'Packages for Linux, Windows and macOS, with the terminal program galleon on Linux and Windows. Settings, About says whether this copy updates itself.',
}
