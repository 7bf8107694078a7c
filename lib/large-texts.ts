/**
 * Decides where large strings have their bytes: outside of V8's heap, or in it.
 *
 * Outside, nothing is copied, but only a collection of all the heap frees them, which comes for every
 * 100 MB or so, and whose cost grows with what is alive. In the heap, the collections of young objects
 * free them, at the same cost whatever else there is.
 */
import { getHeapStatistics } from 'node:v8'
import { addon } from './native'

/** From so many bytes in use on, a copy into the heap costs less. */
const LARGE = 96 << 20
/** Where it has shrunk to so many, one outside does again. */
const SMALL = 64 << 20
/** Bytes of strings between two looks at the heap. */
const STEP = 16 << 20

class LargeTexts {
  private inside = false
  private left = 0

  /** A large string was made. */
  made(size: number): void {
    this.left -= size
    if (this.left > 0) return
    this.left = STEP
    const used = getHeapStatistics().used_heap_size
    this.inside = used > (this.inside ? SMALL : LARGE)
    // Another realm of this environment may have said otherwise, before the heap had changed.
    addon().textsInside(this.inside)
  }
}

/** The large strings of this realm. */
export const largeTexts = new LargeTexts()
