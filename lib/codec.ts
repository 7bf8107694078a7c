/**
 * Commands to bytes: RESP written into a buffer that the addon can see.
 *
 * The encoder owns the buffer, the rows of facts beside it, and nothing else. It never looks at
 * what a command means.
 */

import { type Argument, isBuffer } from './arguments'

/** Methods of Node's Buffer that its types do not mention. */
export type NodeBuffer = Buffer & {
  utf8Write(value: string, offset?: number, length?: number): number
  latin1Write(value: string, offset?: number, length?: number): number
  utf8Slice(start?: number, end?: number): string
  latin1Slice(start?: number, end?: number): string
}

/** Words of a row: number, end of the bytes, flags and pushes, deadline. */
export const ROW = 4

const CR = 13
const LF = 10
const DOLLAR = 36
const STAR = 42

/** Strings up to this length are written by a loop, which is quicker for them than a call. */
const SHORT = 48

const FIRST_BYTES = 16 << 10
const FIRST_ROWS = 256
/** A buffer that grew beyond this is given back after its batch. */
const KEPT_BYTES = 1 << 20

export class Encoder {
  bytes = Buffer.allocUnsafeSlow(FIRST_BYTES) as NodeBuffer
  length = 0
  rows: Uint32Array = new Uint32Array(FIRST_ROWS * ROW)
  count = 0

  /** Writes a command and its row. */
  add(seq: number, name: string, args: readonly Argument[], flags: number, deadline: number): void {
    const start = this.length
    try {
      this.head(STAR, args.length + 1)
      this.argument(name)
      for (let i = 0; i < args.length; i++) this.argument(args[i])
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
    this.rows[at + 3] = deadline
  }

  /** Makes room for the next batch. */
  reset(): void {
    this.length = 0
    this.count = 0
    if (this.bytes.length > KEPT_BYTES) this.bytes = Buffer.allocUnsafeSlow(FIRST_BYTES) as NodeBuffer
    if (this.rows.length > 64 * FIRST_ROWS * ROW) this.rows = new Uint32Array(FIRST_ROWS * ROW)
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
    for (let i = 0; i < length; i++) {
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

  private long(value: string): void {
    const length = Buffer.byteLength(value)
    this.head(DOLLAR, length)
    if (this.length + length + 2 > this.bytes.length) this.grow(length + 2)
    this.length += this.bytes.utf8Write(value, this.length, length)
    this.lineEnd()
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
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + more)) as NodeBuffer
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }

  private moreRows(): void {
    const larger = new Uint32Array(this.rows.length * 2)
    larger.set(this.rows)
    this.rows = larger
  }
}
