/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/a/9wK2': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Albums</title><link rel="icon" href="/favicon.png"><script defer src="/static/js/main.3f1c.js"></script><link href="/static/css/main.11ab.css" rel="stylesheet"></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/favicon.png': '32x32' }
