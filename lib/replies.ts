/**
 * Tapes to values: what the scanner laid flat becomes what the caller gets, in the caller's realm.
 *
 * The layout of a tape is documented in `src/resp.rs`. Shapes are those of ioredis: by default all
 * that only RESP3 knows is flattened to what RESP2 would have given.
 */

import { table } from './arguments'
import { LONGEST, short } from './ascii'
import type { NodeBuffer } from './blocks'
import { ReplyError } from './errors'
import { textOf } from './wide'

enum Kind {
  Nil = 0,
  Ascii = 1,
  Bytes = 2,
  Number = 3,
  Small = 4,
  Simple = 5,
  Okay = 6,
  Error = 7,
  Array = 8,
  Map = 9,
  Set = 10,
  Double = 11,
  Texts = 12,
  BigNumber = 13,
  Verbatim = 14,
  Push = 15,
}

const LONG = (1 << 28) - 1
const QUOTE = 34
const BRACE = 123

const { parse } = JSON

/** The events of messages, by the word that begins one; `pmessage` tells the pattern, too. */
export type MessageEvent = 'message' | 'smessage' | 'pmessage'

/** A message of a subscription. */
export interface Message {
  event: MessageEvent
  /** Of a `pmessage`. */
  pattern: string | undefined
  channel: string
  text: string
}

const EMPTY = Buffer.alloc(0) as NodeBuffer

/** How many times its own size a Buffer may keep alive. */
const MOST_HELD = 8

/** Stands for a value that can not be made. */
export const UNMADE = Symbol('unmade')

/** How values are made for one command. */
export interface Shape {
  /** Whether strings are Buffers. */
  buffers: boolean
  /** Whether maps, doubles and booleans keep their RESP3 types. */
  resp3: boolean
  /** Whether numbers are strings. */
  stringNumbers: boolean
}

export class Tape {
  private words: Uint32Array = new Uint32Array(0)
  private payload = EMPTY
  private at = 0
  private offset = 0
  private end = 0
  private owned = false
  /** Whether something that was read is a part of the payload. */
  private parted = false
  /** Why the last value could not be made. */
  failure: Error | undefined

  /**
   * Starts reading at a word, with the payload's first byte. What is read from a payload that is `owned` may be a part of
   * it; any other payload is written again.
   */
  load(words: Uint32Array, payload: Buffer, at: number, end: number, owned: boolean): void {
    this.words = words
    this.payload = payload as NodeBuffer
    this.at = at
    this.offset = 0
    this.end = end
    this.owned = owned
    this.parted = false
  }

  /** Lets the payload go. Returns its memory where nothing that was read is a part of it. */
  release(): ArrayBufferLike | undefined {
    const { buffer } = this.payload
    this.payload = EMPTY
    return this.owned && !this.parted ? buffer : undefined
  }

  /** The word at which the next value starts. */
  get position(): number {
    return this.at
  }

  /** The next value, or {@link UNMADE} where it can not be made: then {@link Tape.failure} says why. */
  next(shape: Shape): unknown {
    const { at, offset } = this
    try {
      return this.read(shape)
    } catch (error) {
      // A string that is longer than V8 has them, or memory that is not there.
      this.skip(at, offset)
      this.failure = error as Error
      return UNMADE
    }
  }

  /** Moves behind the value that begins at a word and a byte of the payload. */
  private skip(at: number, offset: number): void {
    const { words } = this
    for (let left = 1; left > 0; left--) {
      const word = words[at++]
      const size = word >>> 4 === LONG ? words[at++] : word >>> 4
      const kind: Kind = word & 15
      if (kind === Kind.Array || kind === Kind.Set || kind === Kind.Push) left += size
      else if (kind === Kind.Map) left += size * 2
      else if (kind !== Kind.Nil && kind !== Kind.Small && kind !== Kind.Okay) offset += size
    }
    this.at = at
    this.offset = offset
  }

  /** The next value. An error reply is returned, not thrown. */
  private read(shape: Shape): unknown {
    const word = this.words[this.at++]
    let size = word >>> 4
    if (size === LONG) size = this.words[this.at++]
    switch ((word & 15) as Kind) {
      case Kind.Ascii:
        return shape.buffers ? this.buffer(size) : this.ascii(size)
      case Kind.Small:
        return shape.stringNumbers ? String(size) : size
      case Kind.Texts:
        return this.texts(size, shape)
      case Kind.Nil:
        if (size === 0) return null
        return shape.resp3 ? size === 2 : size - 1
      case Kind.Okay:
        return shape.buffers ? Buffer.from('OK') : 'OK'
      case Kind.Array:
      case Kind.Set:
      case Kind.Push:
        return this.array(size, shape)
      case Kind.Bytes:
      case Kind.Simple:
      case Kind.Verbatim:
        return shape.buffers ? this.buffer(size) : this.text(size)
      case Kind.Number:
        return shape.stringNumbers ? this.ascii(size) : Number(this.ascii(size))
      case Kind.Error:
        return new ReplyError(this.text(size))
      case Kind.Map:
        return shape.resp3 ? this.object(size, shape) : this.array(size * 2, shape)
      case Kind.Double:
        return this.double(size, shape)
      case Kind.BigNumber:
        return this.ascii(size)
      default:
        return null
    }
  }

  /** The event of the next value, where that is a message of strings. */
  messageEvent(): MessageEvent | undefined {
    const { words, at } = this
    const kind = words[at] & 15
    if ((kind !== Kind.Push && kind !== Kind.Array) || (words[at + 1] & 15) !== Kind.Ascii) return undefined
    const size = words[at + 1] >>> 4
    if (size !== 7 && size !== 8) return undefined
    const other = this.payload[this.offset] === 's'.charCodeAt(0) ? 'smessage' : 'pmessage'
    const event = size === 7 ? 'message' : other
    if (!this.spells(event)) return undefined
    const count = event === 'pmessage' ? 4 : 3
    if (words[at] >>> 4 !== count) return undefined
    for (let i = 2; i < count; i++) {
      // A length that takes a word of its own is not looked for.
      if (!isString(words[at + i]) || (words[at + i] >>> 4 === LONG && i < count - 1)) return undefined
    }
    return event
  }

  /** The message whose event was told, or {@link UNMADE}. */
  message(event: MessageEvent, shape: Shape): Message | typeof UNMADE {
    const { at, offset } = this
    this.at += 2
    this.offset += event.length
    try {
      const pattern = event === 'pmessage' ? (this.read(shape) as string) : undefined
      const channel = this.read(shape) as string
      return { event, pattern, channel, text: this.read(shape) as string }
    } catch (error) {
      this.skip(at, offset)
      this.failure = error as Error
      return UNMADE
    }
  }

  private spells(name: string): boolean {
    for (let i = 0; i < name.length; i++) {
      if (this.payload[this.offset + i] !== name.charCodeAt(i)) return false
    }
    return true
  }

  /** Whether the next value is a map of plain strings. */
  isMapOfTexts(): boolean {
    return (this.words[this.at] & 15) === Kind.Texts && this.payload[this.offset] === BRACE
  }

  /** An array or a map of plain strings. */
  private texts(size: number, shape: Shape): unknown {
    const { payload, offset: start } = this
    const end = start + size
    this.offset = end
    const asMap = shape.resp3 && payload[start] === BRACE
    if (!shape.buffers && (asMap || payload[start] !== BRACE)) return parse(payload.latin1Slice(start, end))
    const items = this.items(start + 1, end, shape.buffers)
    if (!asMap) return items
    const object: Record<string, unknown> = {}
    for (let i = 0; i < items.length; i += 2) define(object, String(items[i]), items[i + 1])
    return object
  }

  /** The strings between quotes, and what is null. */
  private items(from: number, end: number, buffers: boolean): Array<string | Buffer | null> {
    const { payload } = this
    const items: Array<string | Buffer | null> = []
    let at = from
    while (at < end) {
      if (payload[at] !== QUOTE) {
        items.push(null)
        at += 'null,'.length
        continue
      }
      const start = at + 1
      let close = start
      while (payload[close] !== QUOTE) close++
      items.push(buffers ? copyOf(payload, start, close) : stringOf(payload, start, close))
      at = close + '",'.length
    }
    return items
  }

  private double(size: number, shape: Shape): unknown {
    if (shape.stringNumbers) return this.ascii(size)
    if (!shape.resp3) return shape.buffers ? this.buffer(size) : this.ascii(size)
    const text = this.ascii(size)
    if (text === 'inf') return Number.POSITIVE_INFINITY
    if (text === '-inf') return Number.NEGATIVE_INFINITY
    return Number(text)
  }

  private array(count: number, shape: Shape): unknown[] {
    const items: unknown[] = []
    for (let i = 0; i < count; i++) items.push(this.read(shape))
    return items
  }

  private object(count: number, shape: Shape): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    const keys: Shape = { ...shape, buffers: false }
    for (let i = 0; i < count; i++) {
      const key = String(this.read(keys))
      define(object, key, this.read(shape))
    }
    return object
  }

  /** A Buffer that keeps no more alive than eight times its size. */
  private buffer(size: number): Buffer {
    const start = this.offset
    this.offset += size
    if (this.owned && size * MOST_HELD >= this.end) {
      this.parted = true
      return this.payload.subarray(start, start + size)
    }
    return copyOf(this.payload, start, start + size)
  }

  private text(size: number): string {
    const start = this.offset
    this.offset += size
    return textOf(this.payload, start, start + size)
  }

  private ascii(size: number): string {
    const start = this.offset
    this.offset = start + size
    return stringOf(this.payload, start, start + size)
  }
}

function isString(word: number): boolean {
  return (word & 15) === Kind.Ascii || (word & 15) === Kind.Bytes
}

/** The string of these ASCII bytes. */
function stringOf(payload: NodeBuffer, start: number, end: number): string {
  const size = end - start
  return size > LONGEST ? payload.latin1Slice(start, end) : short(payload, start, size)
}

function copyOf(payload: NodeBuffer, start: number, end: number): Buffer {
  const size = end - start
  const copy = size > 4096 ? Buffer.allocUnsafeSlow(size) : Buffer.allocUnsafe(size)
  payload.copy(copy, 0, start, end)
  return copy
}

/** Sets a field as an own property, whatever its name is. */
export function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key in object) {
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true })
  } else {
    object[key] = value
  }
}

/** What a reply transformer is told. */
export interface ReplyContext {
  commandName: string
  protocol: 2 | 3
  replyMapping: 'legacy' | 'resp3'
}

export type ReplyTransformer = (reply: unknown, context: ReplyContext) => unknown

/** Puts the items of nested arrays into one. */
function flatten(reply: unknown): unknown {
  return Array.isArray(reply) && reply.some(Array.isArray) ? reply.flat(1) : reply
}

const fromPairs: ReplyTransformer = (reply, { protocol, replyMapping }) =>
  protocol === 3 && replyMapping === 'legacy' ? flatten(reply) : reply

const fromSimilarity: ReplyTransformer = (reply, { replyMapping }) =>
  replyMapping === 'legacy' ? flatten(reply) : reply

const fromStreams: ReplyTransformer = (reply, { protocol, replyMapping }) => {
  if (protocol !== 3 || replyMapping !== 'legacy' || !Array.isArray(reply)) return reply
  const streams: unknown[] = []
  for (let i = 0; i < reply.length; i += 2) streams.push([reply[i], reply[i + 1]])
  return streams
}

const fromHash: ReplyTransformer = (reply) => {
  if (!Array.isArray(reply)) return reply
  const hash: Record<string, unknown> = {}
  for (let i = 0; i < reply.length; i += 2) define(hash, String(reply[i]), reply[i + 1])
  return hash
}

/** Whether an object is what the caller of a command gets for a map, whatever the mapping is. */
export function becomesHash(command: string): boolean {
  return replyTransformers[command] === fromHash
}

/** By command; callers add theirs with `Command.setReplyTransformer`. */
export const replyTransformers: Record<string, ReplyTransformer> = table({
  hgetall: fromHash,
  vsim: fromSimilarity,
  hrandfield: fromPairs,
  xread: fromStreams,
  xreadgroup: fromStreams,
  zdiff: fromPairs,
  zinter: fromPairs,
  zpopmax: fromPairs,
  zpopmin: fromPairs,
  zunion: fromPairs,
  zrandmember: fromPairs,
  zrange: fromPairs,
  zrangebyscore: fromPairs,
  zrevrange: fromPairs,
  zrevrangebyscore: fromPairs,
})

/** Strings for the Buffers of a reply, as far down as it goes. */
export function decodeBuffers(value: unknown, encoding: BufferEncoding): unknown {
  if (Buffer.isBuffer(value)) return value.toString(encoding)
  if (Array.isArray(value)) return value.map((item) => decodeBuffers(item, encoding))
  if (isPlain(value)) {
    const decoded: Record<string, unknown> = {}
    for (const key of Object.keys(value)) define(decoded, key, decodeBuffers(value[key], encoding))
    return decoded
  }
  return value
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
