/**
 * The commands of a session that wait for their replies, by their numbers.
 *
 * A number is unique among those that wait. It lies in a ring, so that a reply finds its command
 * without a look-up and a settled command leaves nothing behind. Nothing here sends or settles.
 */
import type { Command } from './command'

export class InFlight {
  /** How many wait. */
  size = 0
  /** The number that no command has had yet. */
  next = 0
  private first = 0
  /** Its size is a power of two. */
  private ring: (Command | undefined)[] = new Array(64)
  private mask = 63
  private idlers: Array<() => void> = []

  /** Numbers are used again where replies come in another order than commands go out. */
  constructor(private readonly isReused: boolean) {}

  /** The number for the next command. */
  number(): number {
    if (!this.isReused) return this.next
    // The lowest that is free: behind a command that blocks for long the ring must not grow.
    let seq = 0
    while (seq < this.next && this.ring[seq] !== undefined) seq++
    return seq
  }

  /** Puts a command in. Returns whether none waited. */
  put(seq: number, command: Command): boolean {
    if ((seq - this.first) >>> 0 > this.mask) this.widen()
    this.ring[seq & this.mask] = command
    if (seq === this.next) this.next = (seq + 1) >>> 0
    return this.size++ === 0
  }

  /** Takes a command out; undefined when nobody waits for it any more. */
  take(seq: number): Command | undefined {
    // The late reply of one that was given up finds its place with another.
    if ((seq - this.first) >>> 0 >= (this.next - this.first) >>> 0) return undefined
    const at = seq & this.mask
    const command = this.ring[at]
    if (command === undefined) return undefined
    this.ring[at] = undefined
    if (--this.size === 0) this.tellIdle()
    if (seq === this.first && !this.isReused) {
      let first = seq
      do first = (first + 1) >>> 0
      while (first !== this.next && this.ring[first & this.mask] === undefined)
      this.first = first
    }
    return command
  }

  /** Takes out all that have this number or a later one. */
  takeFrom(from: number): Array<[seq: number, command: Command]> {
    const taken: Array<[number, Command]> = []
    for (let seq = from; seq !== this.next; seq = (seq + 1) >>> 0) {
      const command = this.take(seq)
      if (command !== undefined) taken.push([seq, command])
    }
    return taken
  }

  takeAll(): Array<[seq: number, command: Command]> {
    const taken = this.takeFrom(this.first)
    if (!this.isReused) this.first = this.next
    return taken
  }

  /** All with their numbers, the first one first. */
  *entries(): Generator<[seq: number, command: Command]> {
    for (let seq = this.first; seq !== this.next; seq = (seq + 1) >>> 0) {
      const command = this.ring[seq & this.mask]
      if (command !== undefined) yield [seq, command]
    }
  }

  /** The numbers of those of these commands that wait. */
  find(commands: ReadonlySet<Command>): Map<number, Command> {
    const found = new Map<number, Command>()
    for (let seq = this.first; seq !== this.next && found.size < commands.size; seq = (seq + 1) >>> 0) {
      const command = this.ring[seq & this.mask]
      if (command !== undefined && commands.has(command)) found.set(seq, command)
    }
    return found
  }

  /** The command that has waited longest. */
  get oldest(): Command | undefined {
    return this.first === this.next ? undefined : this.ring[this.first & this.mask]
  }

  /** Resolves when no command waits. */
  whenIdle(): Promise<void> {
    return this.size === 0 ? Promise.resolve() : new Promise((resolve) => this.idlers.push(resolve))
  }

  private tellIdle(): void {
    if (this.idlers.length === 0) return
    const { idlers } = this
    this.idlers = []
    for (const idler of idlers) idler()
  }

  private widen(): void {
    const size = (this.mask + 1) * 2
    const wider: (Command | undefined)[] = new Array(size)
    for (let seq = this.first; seq !== this.next; seq = (seq + 1) >>> 0) {
      wider[seq & (size - 1)] = this.ring[seq & this.mask]
    }
    this.ring = wider
    this.mask = size - 1
  }
}
