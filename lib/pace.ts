/**
 * When a batch goes out before its tick has ended.
 *
 * A tick's commands go out in one write. Under a steady load of many commands, or of long ones, that
 * would leave the server idle while they are encoded, and this thread idle while the server answers:
 * there, a part of what is usually in flight is written as soon as it is encoded. Two parts are few:
 * whoever is done first sleeps, the other is through before it has woken, and then both take turns.
 */

/** Fewer commands in flight than this are not parted by their number, nor fewer bytes by theirs. */
const MANY = 24
const MANY_BYTES = 12 << 10
/** The most commands after which a batch goes out early. */
const MOST = 128
/** The fewest bytes, and the most, however quiet it was before. */
const LEAST_BYTES = 6 << 10
const MOST_BYTES = 256 << 10

export class Pace {
  /** After how many commands, and after how many bytes, a batch goes out at once. */
  early = Number.POSITIVE_INFINITY
  earlyBytes = MOST_BYTES
  /** How many commands have lately been in flight at the end of a tick, slowly forgotten. */
  private peak = 0
  /** The same of their bytes. */
  private peakBytes = 0
  /** The command before was sent alone, and nothing with it. */
  private quiet = false

  /** In how many parts what is usually in flight goes out. */
  constructor(private readonly parts: number) {}

  /** A tick ended with so many commands in flight, and so many bytes of them. */
  ended(inFlight: number, bytes: number): void {
    this.quiet = false
    this.see(inFlight, bytes)
  }

  /** A command went out at once, as nothing was in flight. */
  lone(): void {
    // It may be the first of many, which tell when their tick ends.
    if (this.quiet && this.peak > 0) this.see(0, 0)
    this.quiet = true
  }

  private see(inFlight: number, bytes: number): void {
    this.peak = Math.max(inFlight, this.peak - Math.ceil(this.peak / 16))
    this.early = this.peak < MANY ? Number.POSITIVE_INFINITY : Math.min(this.share(this.peak), MOST)
    this.peakBytes = Math.max(bytes, this.peakBytes - (this.peakBytes >> 4))
    this.earlyBytes =
      this.peakBytes < MANY_BYTES
        ? MOST_BYTES
        : Math.min(Math.max(this.share(this.peakBytes), LEAST_BYTES), MOST_BYTES)
  }

  /** A part, rounded up: what is left over would be a part of its own. */
  private share(whole: number): number {
    return Math.ceil(whole / this.parts)
  }
}
