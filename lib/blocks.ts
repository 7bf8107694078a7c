/**
 * Memory that large batches are written into, and that the addon reads where it lies.
 *
 * A block is on loan while the addon needs what was written: it is left alone until its first byte
 * is zero again. Used blocks are kept while large batches come, because fresh memory costs more
 * than writing it, and let go a second or two after the last one.
 */

import { type Native, outer } from './native'

/** Methods of Node's Buffer that its types do not mention. */
export type NodeBuffer = Buffer & {
  utf8Write(value: string, offset?: number, length?: number): number
  latin1Write(value: string, offset?: number, length?: number): number
  utf8Slice(start?: number, end?: number): string
  latin1Slice(start?: number, end?: number): string
  ucs2Slice(start?: number, end?: number): string
}

interface Block {
  /** One byte: whether the block is on loan. */
  lent: Uint8Array
  room: NodeBuffer
}

/** Bytes before the room; the figure is that of `src/block.rs`. */
const HEAD = 64
const STEP = 256 << 10
/** More is not asked of the addon: no batch of this size passes its bounds. */
const LARGEST = 1 << 30
/** Bytes of all blocks that are kept. */
const MOST_KEPT = 64 << 20
/** Milliseconds between two looks whether blocks are still used. */
const LOOK = 1000

export class Blocks {
  private kept: Block[] = []
  private used = false
  private looking = false

  constructor(private readonly native: Pick<Native, 'block' | 'outside'>) {}

  /** Room for `least` bytes or more, which nobody else uses. */
  take(least: number): NodeBuffer {
    this.used = true
    let best: Block | undefined
    for (const block of this.kept) {
      const fits = block.room.length >= least && Atomics.load(block.lent, 0) === 0
      if (fits && (best === undefined || block.room.length < best.room.length)) best = block
    }
    return best?.room ?? this.open(least)
  }

  private open(least: number): NodeBuffer {
    const size = Math.ceil(least / STEP) * STEP + HEAD
    const memory = size > LARGEST ? null : this.native.block(size)
    if (memory === null) return Buffer.allocUnsafeSlow(least) as NodeBuffer
    const block = { lent: new Uint8Array(memory, 0, 1), room: Buffer.from(memory, HEAD) as NodeBuffer }
    if (this.kept.reduce((sum, { room }) => sum + room.length, size) <= MOST_KEPT) {
      this.kept.push(block)
      this.look()
    }
    return block.room
  }

  private look(): void {
    if (this.looking) return
    this.looking = true
    this.used = false
    // In no context: what a request keeps must not live as long as the blocks.
    this.native.outside(() => {
      outer
        .setTimeout(() => {
          this.looking = false
          if (this.used) this.look()
          else this.kept = []
        }, LOOK)
        .unref()
    })
  }
}
