/**
 * Commands to bytes: RESP written into a buffer that the addon can see.
 *
 * The encoder owns the buffer, the rows of facts beside it, and nothing else. It never looks at
 * what a command means.
 */

import { type Argument, isBuffer } from './arguments'
import type { Blocks, NodeBuffer } from './blocks'
import { milliseconds } from './times'

/** Words of a row: number, end of the bytes, flags and pushes, deadline. */
export const ROW = 4

const CR = 13
const LF = 10
const DOLLAR = 36
const STAR = 42

/** Strings up to this length are written by a loop, which is quicker for them than a call. */
const SHORT = 26

/** Names up to this length are kept as bytes, and so many of them: callers may make up any. */
const LONGEST_NAME = 32
const MOST_NAMES = 1000

/** Room for the head and the end of a string, and for its last character. */
const SLACK = 32
/** Bytes of the longest character. */
const WIDEST = 4

const FIRST_BYTES = 16 << 10
const FIRST_ROWS = 256
/** Batches beyond this are written into a block. */
const MOST_OWN = 128 << 10
/** No batch has as many. */
const MOST_BYTES = 2 ** 32

/** The bytes of names: `$3\r\nget\r\n`. */
const names = new Map<string, Buffer>()

function bytesOfName(name: string): Buffer | undefined {
  const known = names.get(name)
  if (known !== undefined || typeof name !== 'string' || name.length > LONGEST_NAME) return known
  if (names.size === MOST_NAMES) names.clear()
  const bytes = Buffer.from(`$${Buffer.byteLength(name)}\r\n${name}\r\n`)
  names.set(name, bytes)
  return bytes
}

export class Encoder {
  bytes = Buffer.allocUnsafeSlow(FIRST_BYTES) as NodeBuffer
  /** The encoder's own memory, which small batches are written into. */
  own = this.bytes
  length = 0
  rows: Uint32Array = new Uint32Array(FIRST_ROWS * ROW)
  count = 0
  /** The name that was written last, which is often the next one. */
  private lastName = ''
  private lastBytes: Buffer | undefined

  /** Without blocks all is written into the encoder's own memory. */
  constructor(private readonly blocks?: Blocks) {}

  /** Writes a command and its row. */
  add(seq: number, name: string, args: readonly Argument[], flags: number, deadline: number): void {
    const start = this.length
    try {
      this.head(STAR, args.length + 1)
      this.name(name)
      for (let i = 0; i < args.length; i++) this.argument(args[i])
      // The row could not say where it ends.
      if (this.length >= MOST_BYTES) throw new RangeError('a command, or those sent with it, is over 4 GiB')
    } catch (error) {
      // A command that does not fit leaves the batch as it was.
      this.length = start
      throw error
    }
    if ((this.count + 1) * ROW > this.rows.length) this.moreRows()
    const at = this.count++ * ROW
    this.rows[at] = seq
    this.rows[at + 1] = this.length
    this.rows[at + 2] = flags
    this.rows[at + 3] = milliseconds(deadline)
  }

  /** The numbers of the commands that are here. */
  numbers(): number[] {
    return Array.from({ length: this.count }, (_, index) => this.rows[index * ROW])
  }

  /** Takes commands out by their numbers. Returns those that were here. */
  remove(wanted: ReadonlySet<number>): Set<number> {
    const removed = new Set<number>()
    const { rows, bytes, count } = this
    let start = 0
    this.length = 0
    this.count = 0
    for (let at = 0; at < count * ROW; at += ROW) {
      const end = rows[at + 1]
      if (wanted.has(rows[at])) {
        removed.add(rows[at])
      } else {
        bytes.copyWithin(this.length, start, end)
        this.length += end - start
        rows.copyWithin(this.count * ROW, at, at + ROW)
        rows[this.count++ * ROW + 1] = this.length
      }
      start = end
    }
    return removed
  }

  /** Forgets the batch. */
  reset(): void {
    this.length = 0
    this.count = 0
    // A block may be on loan now.
    this.bytes = this.own
    this.trim()
  }

  /** Lets rows go that a large batch had. */
  trim(): void {
    if (this.rows.length > 64 * FIRST_ROWS * ROW) this.rows = new Uint32Array(FIRST_ROWS * ROW)
  }

  private name(name: string): void {
    if (name !== this.lastName) {
      // In this order: where the stack ends in between, the name must not stand for the bytes of another.
      this.lastBytes = bytesOfName(name)
      this.lastName = name
    }
    const { lastBytes: known } = this
    if (known === undefined) {
      this.argument(name)
      return
    }
    if (this.length + known.length > this.bytes.length) this.grow(known.length)
    const { bytes, length: start } = this
    for (let i = 0; i < known.length; i++) bytes[start + i] = known[i]
    this.length = start + known.length
  }

  private argument(value: Argument): void {
    if (typeof value === 'string') {
      if (value.length <= SHORT) this.short(value)
      else this.long(value)
    } else if (isBuffer(value)) {
      this.binary(value)
    } else {
      this.argument(String(value))
    }
  }

  /** Writes a short string as ASCII; one with other characters is written again as UTF-8. */
  private short(value: string): void {
    const length = value.length
    if (this.length + length + 16 > this.bytes.length) this.grow(length + 16)
    const start = this.length
    const bytes = this.bytes
    let at = start
    bytes[at++] = DOLLAR
    if (length < 10) {
      bytes[at++] = 48 + length
    } else {
      bytes[at++] = 48 + ((length / 10) | 0)
      bytes[at++] = 48 + (length % 10)
    }
    bytes[at++] = CR
    bytes[at++] = LF
    let i = 0
    // Four at a time take three quarters of the time.
    for (; i + 4 <= length; i += 4) {
      const a = value.charCodeAt(i)
      const b = value.charCodeAt(i + 1)
      const c = value.charCodeAt(i + 2)
      const d = value.charCodeAt(i + 3)
      if ((a | b | c | d) > 127) {
        this.long(value)
        return
      }
      bytes[at] = a
      bytes[at + 1] = b
      bytes[at + 2] = c
      bytes[at + 3] = d
      at += 4
    }
    for (; i < length; i++) {
      const code = value.charCodeAt(i)
      if (code > 127) {
        this.long(value)
        return
      }
      bytes[at++] = code
    }
    bytes[at++] = CR
    bytes[at++] = LF
    this.length = at
  }

  /**
   * Writes a string as if it were ASCII, one byte for each of its units, and corrects the head when
   * it is not: counting first costs as much as writing.
   */
  private long(value: string): void {
    const units = value.length
    if (this.length + units + SLACK > this.bytes.length) this.grow(units + SLACK)
    const start = this.length
    this.head(DOLLAR, units)
    const room = this.bytes.length - this.length - 2
    const written = this.bytes.utf8Write(value, this.length, room)
    if (written === units) this.length += units
    else if (room - written >= WIDEST) this.correct(start, units, written)
    else this.counted(start, value)
    this.lineEnd()
  }

  /** Corrects the head of a string that has more bytes than units. */
  private correct(start: number, units: number, length: number): void {
    const from = this.length
    const longer = String(length).length - String(units).length
    if (longer > 0) this.bytes.copyWithin(from + longer, from, from + length)
    this.length = start
    this.head(DOLLAR, length)
    this.length += length
  }

  /** Writes a string that may not have been written whole, for want of room. */
  private counted(start: number, value: string): void {
    const length = Buffer.byteLength(value)
    this.length = start
    this.head(DOLLAR, length)
    if (this.length + length + 2 > this.bytes.length) this.grow(length + 2)
    this.length += this.bytes.utf8Write(value, this.length, length)
  }

  private binary(value: Buffer): void {
    const length = value.length
    this.head(DOLLAR, length)
    if (this.length + length + 2 > this.bytes.length) this.grow(length + 2)
    this.bytes.set(value, this.length)
    this.length += length
    this.lineEnd()
  }

  private head(mark: number, count: number): void {
    if (this.length + 24 > this.bytes.length) this.grow(24)
    this.bytes[this.length++] = mark
    if (count < 10) {
      this.bytes[this.length++] = 48 + count
    } else {
      this.length += this.bytes.latin1Write(String(count), this.length)
    }
    this.lineEnd()
  }

  private lineEnd(): void {
    this.bytes[this.length++] = CR
    this.bytes[this.length++] = LF
  }

  private grow(more: number): void {
    const least = Math.max(this.bytes.length * 2, this.length + more)
    const large = least > MOST_OWN && this.blocks !== undefined
    const larger = large ? this.blocks.take(least) : (Buffer.allocUnsafeSlow(least) as NodeBuffer)
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
    if (!large) this.own = larger
  }

  private moreRows(): void {
    const larger = new Uint32Array(this.rows.length * 2)
    larger.set(this.rows)
    this.rows = larger
  }
}
