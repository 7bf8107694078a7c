/**
 * Arguments of commands: what callers may give, and what goes on the wire.
 *
 * The rules are ioredis's: strings and Buffers go as they are, null and undefined become the empty
 * string, everything else its text; nested arrays are flattened one level; a Map or an object gives
 * field and value pairs where a command takes them.
 */

export type Argument = string | Buffer

export type ArgumentTransformer = (args: unknown[]) => unknown[]

/** A record without a prototype: most names are not in it, and that is seen at once. */
export function table<T>(record: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null), record)
}

/** The wire's form of an argument that is no string and no Buffer. */
export function toArgument(value: unknown): Argument {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return BigInt(value).toString()
  }
  return String(value)
}

/**
 * A Buffer of any realm. The bytes are taken now: a caller may reuse its Buffer as soon as the
 * call returns.
 */
export function isBuffer(value: unknown): value is Buffer {
  return Buffer.isBuffer(value)
}

function pairsOf(value: object): unknown[] {
  const pairs: unknown[] = []
  if (isMap(value)) {
    for (const [field, item] of value) pairs.push(field, item)
  } else {
    for (const field of Object.keys(value)) pairs.push(field, (value as Record<string, unknown>)[field])
  }
  return pairs
}

/** A Map of any realm: under jest the caller's class is not the one of this file's outer realm. */
function isMap(value: object): value is Map<unknown, unknown> {
  return value instanceof Map || Object.prototype.toString.call(value) === '[object Map]'
}

/** Any object, also a Buffer, whose pairs are its bytes by their indices: ioredis has it so. */
function isPairs(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

const pairsOnly: ArgumentTransformer = (args) =>
  args.length === 1 && isPairs(args[0]) ? pairsOf(args[0]) : args

const keyAndPairs: ArgumentTransformer = (args) =>
  args.length === 2 && isPairs(args[1]) ? [args[0], ...pairsOf(args[1])] : args

/** By command; callers add theirs with `Command.setArgumentTransformer`. */
export const argumentTransformers: Record<string, ArgumentTransformer> = table({
  mset: pairsOnly,
  msetnx: pairsOnly,
  hset: keyAndPairs,
  hmset: keyAndPairs,
})

function seconds(value: unknown): number | undefined {
  const number = amount(value)
  return number === undefined ? undefined : Math.max(number, 0) * 1000
}

function amount(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  const text = isBuffer(value) ? value.toString() : value
  if (typeof text !== 'string') return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}

/**
 * How long a blocking command asks the server to wait, in milliseconds: 0 for ever, null where it
 * has no BLOCK option, undefined where it is no blocking command or says nothing sensible.
 */
export function blockingTime(name: string, args: readonly unknown[]): number | null | undefined {
  switch (name) {
    case 'blmovem':
      return seconds(args[4])
    case 'blpop':
    case 'brpop':
    case 'brpoplpush':
    case 'blmove':
    case 'bzpopmin':
    case 'bzpopmax':
      return seconds(args[args.length - 1])
    case 'bzmpop':
    case 'blmpop':
      return seconds(args[0])
    case 'wait':
    case 'waitaof': {
      const time = amount(args[args.length - 1])
      return time === undefined ? undefined : Math.max(time, 0)
    }
    case 'xread':
    case 'xreadgroup': {
      const at = args.findIndex((arg) => String(arg).toLowerCase() === 'block')
      if (at === -1) return null
      const time = amount(args[at + 1])
      return time === undefined ? undefined : Math.max(time, 0)
    }
    default:
      return undefined
  }
}
