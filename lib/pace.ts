/**
 * When a batch goes out before its tick has ended.
 *
 * A tick's commands go out in one write. Under a steady load of many commands, or of long ones, that
 * would leave the server idle while they are encoded, and this thread idle while the server answers:
 * there, half of what is usually in flight is written as soon as it is encoded.
 */

/** Fewer commands in flight than this are never parted, nor are fewer bytes. */
const MANY = 32
const MANY_BYTES = 8 << 10
/** The fewest and the most commands after which a batch goes out early. */
const LEAST = 16
const MOST = 128
/** The most bytes, however quiet it was before. */
const MOST_BYTES = 256 << 10

export class Pace {
  /** After how many commands, and after how many bytes, a batch goes out at once. */
  early = Number.POSITIVE_INFINITY
  earlyBytes = MOST_BYTES
  /** How many commands have lately been in flight at the end of a tick, slowly forgotten. */
  private peak = 0
  /** The same of their bytes. */
  private peakBytes = 0

  /** A tick ended with so many commands in flight, and so many bytes of them. */
  ended(inFlight: number, bytes: number): void {
    this.peak = Math.max(inFlight, this.peak - (this.peak >> 4))
    this.early = this.peak < MANY ? Number.POSITIVE_INFINITY : Math.min(Math.max(this.peak >> 1, LEAST), MOST)
    this.peakBytes = Math.max(bytes, this.peakBytes - (this.peakBytes >> 4))
    this.earlyBytes = this.peakBytes < MANY_BYTES ? MOST_BYTES : Math.min(this.peakBytes >> 1, MOST_BYTES)
  }
}
