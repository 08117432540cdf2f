import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { errorCode } from '@shared/model/error-code'
import { readSmallFileSync } from '../disk/read-small-file'
import type { Log, RecipeFile, RecipeFolders } from '../ports/ports'

/** Many times the bundle of a whole system, which has some 250 KB. */
const mostCertificateBytes = 16 * 1024 ** 2

/** One certificate in PEM (RFC 7468 §5). */
const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
/** Also the older and the longer label, which OpenSSL reads as well. */
const anyCertificate = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/

/**
 * Reads a PEM file of certificates to trust. A link is followed.
 *
 * Throws an Error that says why the file cannot be used: Node ignores a text without certificates, and then every
 * connection would fail for a reason that does not point to this file.
 */
export function readCertificates(path: string): string {
  const text = readSmallFileSync(path, { mostBytes: mostCertificateBytes, links: 'follow' }).toString('utf8')
  if (!anyCertificate.test(text)) {
    throw new Error('there is no certificate in PEM form ("-----BEGIN CERTIFICATE-----") in it')
  }
  for (const [index, [pem]] of [...text.matchAll(certificate)].entries()) {
    if (!isWhole(pem)) throw new Error(`certificate ${index + 1} in it is damaged`)
  }
  createSecureContext({ ca: text })
  return text
}

function isWhole(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

/** Most bytes of a recipe: hundreds of times what authors write. */
const mostBytes = 1024 ** 2

/** The JSON Schema for editors lies in the same folder. */
const schemaFile = /\.schema\.json$/i

/**
 * Reads all files of both folders, those of the user first, each folder in the order of names. Never throws: a folder that
 * cannot be read is logged and holds nothing.
 */
export function readRecipeFiles({ builtIn, own }: RecipeFolders, log: Log): readonly RecipeFile[] {
  return [...filesIn(own, 'own', readOwn, log), ...filesIn(builtIn, 'built-in', readBuiltIn, log)]
}

function filesIn(
  folder: string,
  origin: RecipeFile['origin'],
  read: (path: string) => Buffer,
  log: Log,
): readonly RecipeFile[] {
  return namesIn(folder, log).map((name) => {
    const file = join(folder, name)
    return { file, origin, content: contentOf(() => read(file)) }
  })
}

function namesIn(folder: string, log: Log): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.json$/i.test(name) && !schemaFile.test(name))
      .sort()
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT'
    if (!isMissing) log('warn', 'a folder of recipes cannot be read', { folder, error: String(error) })
    return []
  }
}

/** A link is refused: it may lead to what is no recipe. */
function readOwn(path: string): Buffer {
  return readSmallFileSync(path, { mostBytes, links: 'refuse' })
}

/**
 * In one piece and by its path: in a package it lies in the archive. To open a file of it, Electron copies it to the
 * temporary folder, which may be full, and leaves the copy there.
 */
function readBuiltIn(path: string): Buffer {
  return readFileSync(path)
}

function contentOf(read: () => Buffer): RecipeFile['content'] {
  try {
    return { text: textOf(read()) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error('it is not UTF-8', { cause: error })
  }
}
