/**
 * Keeps V8 from collecting all of a small heap again and again while large Buffers come.
 *
 * After a full collection, V8 leaves a small heap 8 MB of room, memory of Buffers included, and those
 * that are in use change by more. So the next one follows at once, and while large replies come it
 * does little else. Two things end that: collections of young objects, which Buffers are; and old
 * objects that grow, as V8 leaves four times as much room to a heap in which they do.
 */
import { getHeapStatistics } from 'node:v8'
import { collectYoung, ofItself } from './minor'

/** A full collection after fewer bytes of Buffers than these has other causes. */
const FEW = 8 << 20
/** Fewer than these between two full collections are too few. */
const SOON = 128 << 20
/** Bytes of Buffers before which nothing is learned: few have no cost to speak of. */
const FIRST = 32 << 20
/** After so many bytes of Buffers, a full collection does no harm. */
const LATE = 8 * 2 ** 30
/** How many full collections tell that they come too soon, on average, although something is done. */
const MANY = 32

/** Bytes of Buffers after which young objects are collected. */
const YOUNG = 10 << 20
/** The same for Buffers that are larger than that. */
const YOUNG_LARGE = 32 << 20
/** Four times less than this is no room for such Buffers: nothing helps a heap that is smaller. */
const LEAST_HEAP = 16 << 20
/** How often old objects grow after a full collection that came too soon. */
const GROWTHS = 16
/** What part of the Buffers' bytes old objects grow by. */
const GROWTH = 1 / 50
/** Bytes by which they grow at the most until the next full collection, which is when they are free. */
const MOST_GROWN = 16 << 20
const WORD = 8

class Young {
  /** Bytes of Buffers since the last full collection. */
  private bytes = 0
  /** How many full collections came while something was done, and how many bytes before them. */
  private seen = 0
  private seenBytes = 0
  private helps = false
  private isVain = false
  /** Bytes of Buffers since something was done, for those of any size. */
  private young = 0
  /** Whether there was a large one among them: a few bring on a full collection whatever is done. */
  private hasLarge = false
  /** How often old objects are still to grow. */
  private growths = 0
  private grownBytes = 0
  private isWatched = false
  /** Hears of an old object that is gone, which only a full collection finds. */
  private readonly watch = new FinalizationRegistry<undefined>(() => this.collected())
  /** What will be watched next. It is old by then: a full collection makes all old that it leaves. */
  private next: object | undefined

  /** Memory of so many bytes was made for Buffers. */
  made(size: number): void {
    if (this.isVain) return
    this.bytes += size
    if (!this.isWatched && !this.begin()) return
    const isLarge = size > YOUNG
    if (isLarge) this.hasLarge = true
    else if (!this.helps) return
    this.young += size
    if (this.young < (isLarge ? YOUNG_LARGE : YOUNG)) return
    this.young = 0
    if (isLarge && getHeapStatistics().used_heap_size < LEAST_HEAP) return
    if (isLarge || this.growths > 0) this.grow((isLarge ? YOUNG_LARGE : YOUNG) * GROWTH)
    if (this.growths > 0) this.growths--
    if (!isLarge || !ofItself) collectYoung()
  }

  /** Small Buffers were made, parts of so many bytes. Where V8 collects young objects of itself, that is enough. */
  gave(size: number): void {
    if (!ofItself) this.made(size)
  }

  /** Has old objects grow by so many bytes, until the next full collection. */
  private grow(bytes: number): void {
    if (this.grownBytes >= MOST_GROWN) return
    this.grownBytes += bytes
    grown.shift()
    grown.push(new Array(Math.floor(bytes / WORD)))
  }

  /** Watches for the next full collection: only once Buffers are many, and with an object that is old. */
  private begin(): boolean {
    if (this.next === undefined) {
      if (this.bytes < FIRST) return false
      this.bytes = 0
      this.next = {}
      // What was left by two collections of young objects is old.
      collectYoung()
      collectYoung()
    }
    this.isWatched = true
    this.watch.register(this.next, undefined)
    this.next = {}
    return true
  }

  private collected(): void {
    const { bytes, hasLarge } = this
    this.bytes = 0
    this.hasLarge = false
    this.isWatched = false
    this.grownBytes = 0
    grown.fill(undefined)
    if (bytes < FEW) return
    if (bytes < SOON) {
      this.helps = true
      this.growths = GROWTHS
    } else if (bytes > LATE) {
      this.helps = false
    }
    if (!hasLarge) this.judge(bytes)
  }

  /** Gives up where full collections come too soon all the same. */
  private judge(bytes: number): void {
    this.seen++
    this.seenBytes += bytes
    if (this.seen < MANY && this.helps) return
    this.isVain = this.helps && this.seenBytes < this.seen * SOON
    this.seen = 0
    this.seenBytes = 0
  }
}

/** The Buffers of this realm. */
export const young = new Young()

/** The last two that were made: what is kept for so long becomes old. */
const grown: unknown[] = [undefined, undefined]
