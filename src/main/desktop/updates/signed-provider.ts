import { createPublicKey, verify } from 'node:crypto'
import { Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater'
import {
  type ProviderRuntimeOptions,
  parseUpdateInfo,
  resolveFiles,
} from 'electron-updater/out/providers/Provider.js'

/** What was offered is not what the publisher of this program has signed. */
export class NotSignedError extends Error {
  override readonly name = 'NotSignedError'
}

/** Where updates are published, and what their metadata is signed with. */
export interface UpdateSource {
  /** Address of the folder with `latest-linux.yml` and the like. */
  readonly address: string
  /** Public ed25519 key: SPKI, DER, base64. */
  readonly key: string
}

/**
 * A provider of electron-updater whose metadata is signed: beside `latest-linux.yml` lies `latest-linux.yml.sig`, the
 * base64 of an ed25519 signature of its bytes. The hashes of the packages stand in the metadata; without the signature, the
 * owner of the server could change both.
 *
 * @param read fetches a small text of the publisher
 */
export function signedProvider({ address, key }: UpdateSource, read: (place: URL) => Promise<string>) {
  // Without its slash the last folder of an address would be replaced.
  const folder = new URL(address.endsWith('/') ? address : `${address}/`)
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
  return class SignedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
      super(runtimeOptions)
    }

    // The updater would send a lasting number of this machine; who is offered a staged version is decided here
    override setRequestHeaders(): void {}

    async getLatestVersion(): Promise<UpdateInfo> {
      const file = `${this.getDefaultChannelName()}.yml`
      const place = new URL(file, folder)
      const text = await read(place)
      const signature = await read(new URL(`${file}.sig`, folder))
      if (!verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))) {
        throw new NotSignedError(`${file} is not signed by the publisher of this program`)
      }
      return parseUpdateInfo(text, file, place)
    }

    resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
      return resolveFiles(info, folder)
    }
  }
}
