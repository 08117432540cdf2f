/** Commands and inputs that no program sends in good faith, the same ones for the same seed. */
export interface WildValues {
  /** A command's name: a real one, one of every object's own, or nonsense. */
  name(): unknown
  /** A value of whatever kind, for `json` only such as JSON can say. */
  value(): unknown
}

/**
 * Makes wild values. It uses nothing of its module, so that a test may also run it inside the window's page.
 *
 * `names` are the real commands; nothing that is made fits the input of one that has an effect.
 */
export function wildValues(seed: number, names: readonly string[], json: boolean): WildValues {
  let state = seed
  // mulberry32: small, and good enough to reach everything.
  function random(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(random() * limit)
  function pick<T>(list: readonly T[]): T {
    return list[below(list.length)] as T
  }
  const foreignNames = [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'prototype',
    '__defineGetter__',
    '',
    'ADDTASK',
    'addTask ',
    'addTask\0',
    'eval',
    'quit',
  ]
  const numbers = [
    -1,
    -0,
    0.5,
    1e308,
    -1e308,
    2 ** 53,
    -(2 ** 53),
    987_654_321,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    5e-324,
  ]
  const texts = [
    '',
    '\0',
    '../../../../etc/passwd',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'C:\\Windows\\System32',
    '%00%2e%2e',
    '<img src=x onerror=alert(1)>',
    '\u202egpj.exe',
    "'; DROP TABLE tasks; --",
    '\ud800',
    '{{constructor.constructor("return 1")()}}',
    '1',
    'null',
  ]
  const foreignId = () => 900_000_000 + below(1000)

  function nested(depth: number): unknown {
    let value: unknown = 1
    for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { value }
    return value
  }

  /** Nearly right: the shapes that commands take, with numbers and folders that do not exist. */
  function nearlyRight(): unknown {
    return pick([
      () => foreignId(),
      () => [foreignId(), foreignId()],
      () => ({ ids: [foreignId()], deleteFiles: true }),
      () => ({ taskId: foreignId(), offset: -1, limit: 1e9 }),
      () => ({ taskId: foreignId(), images: [foreignId()], pages: [1e9] }),
      () => ({ address: 'https://example.org/', folder: pick(['/etc', '/root/.config/autostart', '..']) }),
      () => ({ address: pick(texts), folder: '/', options: { connections: pick(numbers) } }),
      () => ({ token: pick(texts), request: { address: pick(texts), folder: '/' } }),
      () => ({ folder: pick(['/etc', '/', 'x']), network: { caFile: '/etc/shadow' } }),
      () => ({ network: { allowPrivate: ['169.254.169.254:80'] } }),
      () => ({ connections: pick(numbers), theme: pick(texts) }),
      () => ({ __proto__: null, ids: { length: 1e9 } }),
      () => JSON.parse('{"__proto__":{"ok":true},"constructor":{"prototype":{"ok":true}}}') as unknown,
    ])()
  }

  /** What JSON cannot say but the structured clone algorithm can, and what neither can. */
  function beyondJson(): unknown {
    return pick([
      () => undefined,
      () => new Date(Number.NaN),
      () => new ArrayBuffer(below(100_000)),
      () => new Uint8Array(below(1000)),
      () => new Map([[1, new Set([1])]]),
      () => new Error('wild'),
      () => /(a+)+$/,
      () => 10n ** 30n,
      () => () => 1,
      () => Symbol('wild'),
      () => {
        const cyclic: Record<string, unknown> = {}
        cyclic['self'] = cyclic
        return cyclic
      },
      () => ({
        get ids(): never {
          throw new Error('a getter that throws')
        },
      }),
      () => new Proxy({}, { ownKeys: () => ['a', 'b'] }),
    ])()
  }

  function value(): unknown {
    const draw = random()
    if (draw < 0.45) return nearlyRight()
    if (draw < 0.6) return pick(numbers)
    if (draw < 0.75) return pick([...texts, true, false, null, {}, []])
    if (draw < 0.78) return nested(below(3000))
    if (draw < 0.79) return pick(texts).repeat(below(20_000))
    if (draw < 0.795) return Array.from({ length: 100_000 }, () => -1)
    if (!json && draw < 0.95) return beyondJson()
    return Object.fromEntries(
      Array.from({ length: below(20) }, () => [pick([...foreignNames, ...texts]), pick(numbers)]),
    )
  }

  return {
    name() {
      const draw = random()
      if (draw < 0.8) return pick(names)
      return draw < 0.95 ? pick(foreignNames) : value()
    },
    value,
  }
}
