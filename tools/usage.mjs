export const usage = `Usage: node tools/run.mjs COMMAND [ARGUMENTS]     (or: npm run COMMAND -- [ARGUMENTS])

  start          opens the window (npm start)
  dev            opens the window and follows changes of the sources; --gallery: the page of all components
  demo           downloads the demo gallery in the terminal; needs neither window nor internet
  galleon …      the terminal program: npm run galleon -- --help
  test           unit and window tests (npm test); its last line is "N passed, N failed"
    test static      format, lint, boundaries, types, lock file
    test unit  …     unit and engine tests; arguments go to vitest: npm test -- unit page-range
    test e2e   …     build and window tests; arguments go to Playwright: npm test -- e2e -g pause
  check          format, lint, boundaries, types, unit tests: the quick round while working
  kill           kills the program at 200 random instants and checks that nothing is lost; --rounds N, --seed N
  powercut       cuts the power at every write of a download, on a model of a disk (needs strace);
                 --seed N, --variants N, --resumes N, --every N
  build          builds out/
  dist           builds the packages of this system into release/ (GALLEON_HOMEPAGE, GALLEON_MAINTAINER);
                 --stand-in: with the development runtime, never for release; --check: also installs and uses one
  screenshots    draws the pictures of the documentation
  soak           downloads 20,000 files from a misbehaving site and looks for leaks (--files --minutes --seed)
  measure        frames, start, lists of a million images: -- -g TITLE takes one (judges nothing)
  bench          measures downloads beside other programs (--quick --only --programs --runs --galleon LABEL=PATH),
                 or seen: the addresses that a crawl knows (--seen N); see docs/performance.md
  understand     runs the terminal program on the page shapes of test/pages/ (--only --mutations --programs)

Whatever is missing (packages, Electron, on Debian and Ubuntu also libraries) is fetched first.

Environment
  npm_config_registry    another npm registry
  ELECTRON_MIRROR        another place for Electron, ending in /
  HTTPS_PROXY            a proxy for all downloads
  GALLEON_CACHE          where Electron is kept; default ~/.cache/galleon
  GALLEON_ELECTRON       official: never use a stand-in for the official Electron
  ELECTRON_EXEC_PATH     an Electron of your own
  CI                     true: npm test runs every check and every test, no sample; also inside Electron's Node
`
