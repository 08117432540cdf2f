import { hashBytes } from './hashes'

/** Parts of the set, by the first byte of a hash. */
export const hashParts = 256

/** Hashes in memory: 16 bytes each and 4 to 16 bytes to find it, outside of the heap. */
export class RecentHashes {
  readonly #parts = Array.from({ length: hashParts }, () => new HashTable())
  #count = 0

  get count(): number {
    return this.#count
  }

  has(hash: Uint8Array): boolean {
    return this.#partOf(hash).has(hash)
  }

  add(hash: Uint8Array): void {
    if (this.#partOf(hash).add(hash)) this.#count += 1
  }

  /** Adds those whose first byte is not less than `from`, of hashes that lie one behind the other. */
  addAll(hashes: Uint8Array, from: number): void {
    for (let at = 0; at < hashes.length; at += hashBytes)
      if ((hashes[at] ?? 0) >= from) this.add(hashes.subarray(at, at + hashBytes))
  }

  /** Takes out all whose first byte is this one, in the order of their bytes. */
  take(firstByte: number): Uint8Array[] {
    const part = this.#parts[firstByte]
    if (part === undefined) return []
    const taken = part.all().sort(Buffer.compare)
    this.#parts[firstByte] = new HashTable()
    this.#count -= taken.length
    return taken
  }

  #partOf([firstByte]: Uint8Array): HashTable {
    const part = this.#parts[firstByte ?? 0]
    if (part === undefined) throw new RangeError(`not a byte: ${firstByte}`)
    return part
  }
}

/** Hashes that a table begins with room for. */
const fewest = 16

/** A hash table with open addressing; of its places at most half are taken. */
class HashTable {
  #hashes = new Uint8Array(fewest * hashBytes)
  /** Number of the hash in each place, from 1; 0: none. */
  #places = new Uint32Array(2 * fewest)
  #count = 0

  has(hash: Uint8Array): boolean {
    return this.#places[this.#placeOf(hash)] !== 0
  }

  /** False when it is there already. */
  add(hash: Uint8Array): boolean {
    let place = this.#placeOf(hash)
    if (this.#places[place] !== 0) return false
    if (this.#count * hashBytes === this.#hashes.length) {
      this.#grow()
      place = this.#placeOf(hash)
    }
    this.#hashes.set(hash, this.#count * hashBytes)
    this.#count += 1
    this.#places[place] = this.#count
    return true
  }

  /** Their bytes are those of the table. */
  all(): Uint8Array[] {
    return Array.from({ length: this.#count }, (_, n) => this.#at(n))
  }

  #at(n: number): Uint8Array {
    return this.#hashes.subarray(n * hashBytes, (n + 1) * hashBytes)
  }

  /** Where it stands, or would stand. */
  #placeOf(hash: Uint8Array): number {
    const last = this.#places.length - 1
    // Its bytes are as good as chance; the first one is the same in the whole table.
    const [, a = 0, b = 0, c = 0] = hash
    let place = ((a << 16) | (b << 8) | c) & last
    for (;;) {
      const number = this.#places[place] ?? 0
      if (number === 0 || this.#isAt(number - 1, hash)) return place
      place = (place + 1) & last
    }
  }

  #isAt(n: number, hash: Uint8Array): boolean {
    const from = n * hashBytes
    for (let at = 0; at < hashBytes; at += 1) if (this.#hashes[from + at] !== hash[at]) return false
    return true
  }

  #grow(): void {
    const hashes = new Uint8Array(2 * this.#hashes.length)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    this.#places = new Uint32Array(2 * this.#places.length)
    for (let n = 0; n < this.#count; n += 1) this.#places[this.#placeOf(this.#at(n))] = n + 1
  }
}
