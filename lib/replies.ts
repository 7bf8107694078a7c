/**
 * Tapes to values: what the scanner laid flat becomes what the caller gets, in the caller's realm.
 *
 * The layout of a tape is documented in `src/resp.rs`. Shapes are those of ioredis: by default all
 * that only RESP3 knows is flattened to what RESP2 would have given.
 */

import type { NodeBuffer } from './codec'
import { ReplyError } from './errors'

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
  Boolean = 12,
  BigNumber = 13,
  Verbatim = 14,
  Push = 15,
}

const LONG = (1 << 28) - 1

/** How values are made for one command. */
export interface Shape {
  /** Whether strings are Buffers. */
  buffers: boolean
  /** Whether maps, doubles and booleans keep their RESP3 types. */
  resp3: boolean
  /** Whether numbers are strings. */
  stringNumbers: boolean
}

/** Strings up to this length are cut from a piece that is decoded once for many. */
const SHORT = 128
/** The size of that piece: a string that a caller keeps may keep this much alive. */
const PIECE = 512

export class Tape {
  private words: Uint32Array = new Uint32Array(0)
  private payload = Buffer.alloc(0) as NodeBuffer
  private at = 0
  private offset = 0
  private end = 0
  private piece = ''
  private pieceStart = 0
  private pieceEnd = 0

  /** Starts reading at a word, with the payload's first byte. */
  load(words: Uint32Array, payload: Buffer, at: number, end: number): void {
    this.words = words
    this.payload = payload as NodeBuffer
    this.at = at
    this.offset = 0
    this.end = end
    this.pieceStart = 0
    this.pieceEnd = 0
  }

  /** The next value. An error reply is returned, not thrown. */
  read(shape: Shape): unknown {
    const word = this.words[this.at++]
    let size = word >>> 4
    if (size === LONG) size = this.words[this.at++]
    switch ((word & 15) as Kind) {
      case Kind.Ascii:
        return shape.buffers ? this.buffer(size) : this.ascii(size)
      case Kind.Small:
        return shape.stringNumbers ? String(size) : size
      case Kind.Nil:
        return null
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
      case Kind.Boolean:
        return shape.resp3 ? size === 1 : size
      case Kind.BigNumber:
        return this.ascii(size)
      default:
        return null
    }
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

  /** A Buffer of its own: it keeps nothing else alive. */
  private buffer(size: number): Buffer {
    const start = this.offset
    this.offset += size
    // A long value that came alone owns its memory already.
    if (size > 65536 && size === this.end) return this.payload.subarray(start, start + size)
    const copy = size > 4096 ? Buffer.allocUnsafeSlow(size) : Buffer.allocUnsafe(size)
    this.payload.copy(copy, 0, start, start + size)
    return copy
  }

  private text(size: number): string {
    const start = this.offset
    this.offset += size
    return this.payload.utf8Slice(start, start + size)
  }

  private ascii(size: number): string {
    const start = this.offset
    const end = start + size
    this.offset = end
    if (size > SHORT) return this.payload.latin1Slice(start, end)
    if (end > this.pieceEnd || start < this.pieceStart) {
      this.pieceStart = start
      this.pieceEnd = Math.min(start + PIECE, this.end)
      this.piece = this.payload.latin1Slice(start, this.pieceEnd)
    }
    return this.piece.substring(start - this.pieceStart, end - this.pieceStart)
  }
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

/** By command; callers add theirs with `Command.setReplyTransformer`. */
export const replyTransformers: Record<string, ReplyTransformer> = {
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
}

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
