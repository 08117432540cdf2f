import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../set-up/places.mjs'
import { openToAll } from './permissions.mjs'

/**
 * What is packaged, and how: the configuration of electron-builder.
 *
 * @typedef {object} Parts
 * @property {{ folder: string, version: string }} electron
 * @property {boolean} isStandIn the development runtime, marked in every name and never for release
 * @property {import('./publisher.mjs').Publisher} publisher
 * @property {string | undefined} [version] absent: that of package.json
 * @property {string} made folder of what was made for the packages: launcher, icons, licences, completions
 * @property {string} output folder of the packages
 */

/**
 * All targets of a system. They are built in one call: several calls overwrite one another's update files.
 *
 * @param {string} platform
 * @returns {readonly string[]}
 */
export function targetsOf(platform) {
  if (platform === 'darwin') return ['dmg', 'zip']
  if (platform === 'win32') return ['nsis', 'portable']
  return ['dir', 'tar.gz', 'zip', 'AppImage', 'deb', 'rpm', 'pacman']
}

const sqlite = 'node_modules/@photostructure/sqlite'

/**
 * Both programs read everything from the archive: what lay beside it, as extra resources, would be missing in it.
 * The archive holds no source maps, no description of libraries, and the native module of one platform only.
 */
const files = [
  'out/{main,preload,renderer}/**',
  'resources/**',
  '!resources/icon.svg',
  '!**/.vite/**',
  '!**/*.{map,md}',
  '!**/*.d.{ts,cts,mts}',
  `!${sqlite}/{src,binding.gyp}`,
  `!${sqlite}/prebuilds/**`,
  `${sqlite}/prebuilds/\${platform}-\${arch}/*.glibc.node`,
  // Needed to compile the module.
  '!node_modules/node-addon-api/**',
  '!node_modules/node-gyp-build/{bin,build-test,optional}.js',
  `!${sqlite}/dist/experimental.*`,
]

/** What Electron needs of a system. Debian: names before and after the change of time_t; rpm: Fedora or openSUSE. */
const depends = {
  deb: [
    'libgtk-3-0t64 | libgtk-3-0',
    'libnss3',
    'libasound2t64 | libasound2',
    'libgbm1',
    'libx11-xcb1',
    'xdg-utils',
  ],
  rpm: [
    '(gtk3 or libgtk-3-0)',
    '(nss or mozilla-nss)',
    '(alsa-lib or libasound2)',
    '(mesa-libgbm or libgbm1)',
    '(libX11-xcb or libX11-xcb1)',
    'xdg-utils',
  ],
  pacman: ['gtk3', 'nss', 'alsa-lib', 'mesa', 'libx11', 'xdg-utils'],
}

/**
 * @param {Parts} parts
 * @returns {import('electron-builder').Configuration}
 */
export function packageConfig({ electron, isStandIn, publisher, version, made, output }) {
  const mark = isStandIn ? '-stand-in' : ''
  const summary = 'Downloader for picture galleries'
  return {
    appId: 'galleon.Galleon',
    productName: 'Galleon',
    artifactName: `\${name}-\${version}${mark}-\${os}-\${arch}.\${ext}`,
    directories: { output, buildResources: made },
    electronDist: electron.folder,
    electronVersion: electron.version,
    // The native module needs no compiler: it speaks Node-API.
    npmRebuild: false,
    // Copied: it is changed by the build
    files: [...files],
    asarUnpack: [`${sqlite}/prebuilds/**`],
    extraFiles: [
      { from: join(made, 'LICENSE.txt'), to: 'LICENSE.txt' },
      { from: join(made, 'LICENSES.third-parties.md'), to: 'LICENSES.third-parties.md' },
    ],
    extraMetadata: {
      homepage: publisher.homepage,
      ...(version === undefined ? {} : { version }),
      ...(publisher.updates === undefined ? {} : { updates: publisher.updates }),
    },
    electronLanguages: ['en-US', 'zh-CN'],
    protocols: [{ name: 'Galleon', schemes: ['galleon'] }],
    publish: publisher.updates === undefined ? null : { provider: 'generic', url: publisher.updates.address },
    electronFuses: fuses(),
    async afterPack({ packager, appOutDir }) {
      // A runtime that was unpacked before still has the page that Electron shows without a program.
      await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
      await openToAll(appOutDir)
    },
    toolsets: { appimage: '1.0.3' },
    // Its file is replaced by a newer one under the same name.
    appImage: { artifactName: `\${name}${mark}-\${os}-\${arch}.\${ext}` },
    // Programs ask for `latest`, whatever is published there.
    detectUpdateChannel: false,
    linux: {
      ...linux(made, publisher),
      synopsis: isStandIn ? `${summary} (stand-in runtime, not for release)` : summary,
    },
    deb: { ...scripts, depends: depends.deb, fpm: systemFiles(made, 'vendor-completions') },
    rpm: { ...scripts, depends: depends.rpm, fpm: systemFiles(made, 'site-functions') },
    pacman: {
      ...scripts,
      depends: depends.pacman,
      // Of the three only pacman has a step of its own for an upgrade; without it none runs.
      fpm: [
        '--after-upgrade',
        join(projectFolder, scripts.afterInstall),
        ...systemFiles(made, 'site-functions'),
      ],
    },
    win: {
      executableName: 'Galleon',
      icon: join(made, 'icon.png'),
      extraFiles: [{ from: join(import.meta.dirname, 'galleon.cmd'), to: 'galleon.cmd' }],
    },
    portable: { artifactName: `\${name}-\${version}${mark}-\${os}-\${arch}-portable.\${ext}` },
    mac: { icon: join(made, 'icon.png'), category: 'public.app-category.graphics-design' },
  }
}

/**
 * Fuses of Electron. The terminal program is Electron as plain Node; on macOS a signed app would lend its rights to
 * whatever starts it so, and there is none.
 *
 * @returns {NonNullable<import('electron-builder').Configuration['electronFuses']>}
 */
function fuses() {
  return {
    runAsNode: process.platform !== 'darwin',
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  }
}

/**
 * @param {string} made
 * @param {import('./publisher.mjs').Publisher} publisher
 * @returns {import('electron-builder').LinuxConfiguration}
 */
function linux(made, publisher) {
  return {
    executableName: 'galleon-window',
    syncDesktopName: true,
    // A folder of NxN.png: from anything else sizes would be made by a tool that has to be downloaded.
    icon: join(made, 'icons'),
    category: 'Network;Graphics',
    maintainer: publisher.maintainer,
    extraFiles: [{ from: join(made, 'galleon'), to: 'galleon' }],
    desktop: {
      entry: {
        'Comment[zh_CN]': '图集下载器',
        Keywords: 'gallery;pictures;images;download;',
      },
    },
  }
}

const scripts = {
  afterInstall: 'tools/package/after-install.sh',
  afterRemove: 'tools/package/after-remove.sh',
}

/**
 * Files of a package outside its own folder, as fpm takes them: source=place.
 *
 * @param {string} made
 * @param {'vendor-completions' | 'site-functions'} zshFolder where the system's zsh looks
 */
function systemFiles(made, zshFolder) {
  const completion = (/** @type {string} */ shell) => join(made, `completion.${shell}`)
  return [
    `${join(made, 'galleon')}=/usr/bin/galleon`,
    `${completion('bash')}=/usr/share/bash-completion/completions/galleon`,
    `${completion('zsh')}=/usr/share/zsh/${zshFolder}/_galleon`,
    `${completion('fish')}=/usr/share/fish/vendor_completions.d/galleon.fish`,
    `${join(made, 'LICENSE.txt')}=/usr/share/doc/galleon/copyright`,
  ]
}
