/**
 * Has V8 collect young objects where large Buffers would make it collect all of them.
 *
 * A large Buffer is a young object, and V8 collects those at 32 MB of their memory. Once it has
 * collected everything in a small heap, it begins to do so again when 16 MB are new, and so does
 * little else while large replies come. There, young objects are collected before that: by V8's own
 * function, and by filling the room for them up where there is none, or where V8 is at it already.
 */
import { getHeapSpaceStatistics } from 'node:v8'
import { collectYoung } from './minor'

/** A full collection after fewer bytes of Buffers than these has other causes. */
const FEW = 8 << 20
/** Fewer than these between two full collections, on average, are too few. */
const SOON = 128 << 20
/** Bytes of Buffers before which nothing is learned: few have no cost to speak of. */
const FIRST = 32 << 20
/** After so many bytes of Buffers, a full collection does no harm. */
const LATE = 8 * 2 ** 30
/** How many full collections tell that they come too soon. */
const OFTEN = 3
/** How many tell that they do so although young objects are collected. */
const IN_VAIN = 32
/** How often the room is filled, at least, after one that came too soon: that ends a row of them sooner. */
const FILLS = 16
/** Bytes of Buffers after which young objects are collected. Where one has more, nothing is gained. */
const MOST_YOUNG = 10 << 20
/** Where young objects have more room than this, in bytes, filling it takes longer than it spares. */
const MOST_FILLED = 16 << 20

/** The length of an array of which a page of V8's has room for one, in most of its versions. */
const LENGTH = 16_300
/** Less than the room of a page, in bytes. */
const PAGE = 240 << 10
/** In how many turns the room is filled where a page has room for more. */
const MOST_TURNS = 4

class Young {
  /** Bytes of Buffers since the last full collection. */
  private bytes = 0
  /** How many full collections were looked at, and how many bytes came before them. */
  private seen = 0
  private seenBytes = 0
  private helps = false
  private isVain = false
  /** Bytes of Buffers since young objects were collected. */
  private young = 0
  /** How often the room is filled before V8's own function is called again. */
  private rough = FILLS
  /** How often it is after the next full collection that comes too soon. */
  private fills = FILLS
  private isWatched = false
  /** Hears of an old object that is gone, which only a full collection finds. */
  private readonly watch = new FinalizationRegistry<undefined>(() => this.collected())
  /** What will be watched next. It is old by then: a full collection makes all old that it leaves. */
  private next: object | undefined

  /** A Buffer of so many bytes was made, in memory that it alone has. */
  made(size: number): void {
    if (this.isVain || size > MOST_YOUNG) return
    this.bytes += size
    if (!this.isWatched && !this.begin()) return
    if (!this.helps) return
    this.young += size
    if (this.young < MOST_YOUNG) return
    this.young = 0
    this.collect()
  }

  private collect(): void {
    if (this.rough > 0) this.rough--
    else if (collectYoung()) return
    fill()
  }

  /** Watches for the next full collection: only once Buffers are many, and with an object that is old. */
  private begin(): boolean {
    if (this.next === undefined) {
      if (this.bytes < FIRST) return false
      this.bytes = 0
      this.next = {}
      // What was left by two collections of young objects is old.
      fill()
      fill()
    }
    this.isWatched = true
    this.watch.register(this.next, undefined)
    this.next = {}
    return true
  }

  private collected(): void {
    const { bytes } = this
    this.bytes = 0
    this.isWatched = false
    if (bytes < FEW) return
    this.calm(bytes < SOON)
    this.seen++
    this.seenBytes += bytes
    if (bytes > LATE) {
      this.look(false)
    } else if (this.seen >= (this.helps ? IN_VAIN : OFTEN)) {
      const isSoon = this.seenBytes < this.seen * SOON
      this.isVain = isSoon && this.helps
      this.look(isSoon || this.helps)
    }
  }

  /** Leaves V8's own function alone for the longer the more often a full collection soon follows it. */
  private calm(isSoon: boolean): void {
    if (this.rough === 0) this.fills = isSoon ? this.fills * 2 : Math.max(FILLS, this.fills / 2)
    if (isSoon) this.rough = this.fills
  }

  /** Looks at the full collections that follow, and has young objects collected or leaves it. */
  private look(helps: boolean): void {
    this.helps = helps
    this.seen = 0
    this.seenBytes = 0
  }
}

/** The Buffers of this realm. */
export const young = new Young()

/** What is seen from elsewhere is allocated, whatever the compiler knows. */
const garbage: unknown[] = []

/** How many bytes of room young objects have left. */
function left(): number {
  const room = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
  return room?.space_available_size ?? 0
}

/** Leaves no room for young objects, so that V8 collects them. */
function fill(): void {
  let free = left()
  if (free > MOST_FILLED) return
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    for (let filled = 0; filled <= free + 3 * PAGE; filled += PAGE) {
      garbage[0] = new Array(LENGTH)
      // What survives would make V8 give young objects more room.
      garbage[0] = undefined
    }
    const before = free
    free = left()
    if (free > before / 2) return
  }
}
