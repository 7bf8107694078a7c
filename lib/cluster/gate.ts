/**
 * What is called before the slots are known: it waits until the router is open.
 *
 * The gate owns what waits there, and the timer of its deadlines. Nothing waits beyond its own.
 */

import type { Command } from '../command'
import { outer } from '../native'
import type { RoutingPolicy } from './routing'

/** How often deadlines are looked at, in milliseconds. */
const TICK = 50

interface Waiter {
  commands: readonly Command[]
  send(): void
}

/** What the gate asks of its router. */
export interface GateHost {
  readonly policy: RoutingPolicy
  /** When a command is given up; 0 is never. */
  endOf(command: Command): number
  /** Something waits. */
  waits(): void
}

export class Gate {
  isOpen = false
  private waiting: Waiter[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly host: GateHost) {}

  /** How many calls wait. */
  get size(): number {
    return this.waiting.length
  }

  /** Sends what waits, and what comes from now on. */
  open(): void {
    this.isOpen = true
    const { waiting } = this
    this.waiting = []
    for (const { commands, send } of waiting) {
      // What was taken back meanwhile is not sent.
      if (commands.every(({ isSettled }) => isSettled)) continue
      for (const command of commands) this.shorten(command)
      send()
    }
  }

  /** Lets commands wait from now on. */
  close(): void {
    this.isOpen = false
  }

  /** Lets commands wait, to be sent by `send`. */
  wait(commands: readonly Command[], send: () => void): void {
    // Of a client that has ended, none is left.
    if (commands.length === 0) return
    this.waiting.push({ commands, send })
    this.host.waits()
    if (this.host.policy.isTimed) this.timer ??= outer.setInterval(() => this.expire(), TICK)
  }

  /** Rejects what waits. */
  flush(error: () => Error): void {
    const { waiting } = this
    this.waiting = []
    for (const { commands } of waiting) for (const command of commands) command.reject(error())
  }

  /** Takes out what `taken` names. */
  remove(taken: (waiting: Waiter) => boolean): Waiter[] {
    const removed = this.waiting.filter(taken)
    this.waiting = this.waiting.filter((waiter) => !removed.includes(waiter))
    return removed
  }

  /** A command that has waited here has the rest of its time. */
  private shorten(command: Command): void {
    const until = command.since > 0 ? this.host.endOf(command) : 0
    if (until === 0) return
    command.since = outer.performance.now()
    command.deadline = Math.max(Math.ceil(until - command.since), 1)
  }

  /** Rejects what has waited longer than it may. */
  private expire(): void {
    const now = outer.performance.now()
    const { policy } = this.host
    this.waiting = this.waiting.filter(({ commands }) => {
      const until = this.host.endOf(commands[0])
      if (until === 0 || until > now) return true
      for (const command of commands) command.reject(policy.expired(undefined))
      return false
    })
    if (this.waiting.length > 0) return
    outer.clearInterval(this.timer)
    this.timer = undefined
  }
}
