/**
 * What waits before it is sent again: by reason, each with one timer for all that wait for it.
 *
 * Commands of a slot whose node is away wait behind those that wait already, so that those of one
 * key keep their order. Nothing waits beyond its own deadline.
 */

import type { Command } from '../command'
import { outer } from '../native'
import type { Reason } from './failure'

/** Something to send again. */
export interface Waiting {
  readonly slot: number
  readonly commands: readonly Command[]
  /** When it is given up, by `outer.performance.now()`; 0 is never. */
  readonly until: number
  again(): void
  expire(): void
}

interface Queue {
  waiting: Waiting[]
}

/** How often deadlines are looked at, in milliseconds. */
const TICK = 50

export class Delays {
  private readonly queues = new Map<Reason, Queue>()
  /** The slots whose commands wait behind others, with the queue that they wait in. */
  private readonly slots = new Map<number, Queue>()
  private watch: NodeJS.Timeout | undefined

  /** How much waits. */
  get size(): number {
    let size = 0
    for (const { waiting } of this.queues.values()) size += waiting.length
    return size
  }

  /** Whether commands of any slot are held back. */
  get holds(): boolean {
    return this.slots.size > 0
  }

  /**
   * Lets `waiting` wait for `ms`, and for what `before` does then. With `holding`, later commands of
   * its slot queue up behind it.
   */
  push(
    reason: Reason,
    waiting: Waiting,
    ms: number,
    holding: boolean,
    before?: () => Promise<unknown>,
  ): void {
    // What waits already may wait for another reason.
    if (holding && this.join(waiting)) return
    let queue = this.queues.get(reason)
    if (queue === undefined) {
      const made: Queue = { waiting: [] }
      queue = made
      this.queues.set(reason, made)
      const release = () => this.release(reason, made)
      outer.setTimeout(() => {
        if (before === undefined) release()
        else before().then(release, release)
      }, ms)
    }
    queue.waiting.push(waiting)
    if (holding && waiting.slot >= 0) this.slots.set(waiting.slot, queue)
    if (waiting.until > 0) this.startWatch()
  }

  /** Puts a command behind those of its slot that wait. Returns false where none does. */
  join(waiting: Waiting): boolean {
    const queue = this.slots.get(waiting.slot)
    if (queue === undefined) return false
    queue.waiting.push(waiting)
    if (waiting.until > 0) this.startWatch()
    return true
  }

  /** Whether commands of this slot wait. */
  has(slot: number): boolean {
    return this.slots.has(slot)
  }

  private release(reason: Reason, queue: Queue): void {
    if (this.queues.get(reason) === queue) this.queues.delete(reason)
    for (const [slot, held] of this.slots) if (held === queue) this.slots.delete(slot)
    for (const waiting of queue.waiting.splice(0)) waiting.again()
  }

  /** Takes out what `taken` names. */
  remove(taken: (waiting: Waiting) => boolean): Waiting[] {
    const removed: Waiting[] = []
    for (const queue of this.queues.values()) {
      queue.waiting = queue.waiting.filter((waiting) => {
        const goes = taken(waiting)
        if (goes) removed.push(waiting)
        return !goes
      })
    }
    return removed
  }

  private startWatch(): void {
    this.watch ??= outer.setInterval(() => {
      const now = outer.performance.now()
      for (const waiting of this.remove(({ until }) => until > 0 && until <= now)) waiting.expire()
      if (this.queues.size > 0) return
      outer.clearInterval(this.watch)
      this.watch = undefined
    }, TICK)
  }
}
