/**
 * The watch over the nodes of the process's cluster: which are lost, or say nothing to what waits at them.
 *
 * It owns the timer, which holds no process. What follows from trouble is its owner's.
 */

import type { Command } from '../command'
import { outer } from '../native'
import { memberOf } from './member'
import { isLost, type NodeClient } from './nodes'

/** How often lost and silent nodes are looked at, in milliseconds. */
const EVERY = 300

/** What is watched. */
export interface Watched {
  clients(): readonly NodeClient[]
  /** How much waits, at nodes or for them. */
  pending(): number
  /** Whether nobody needs the nodes any more. */
  isOver(): boolean
  /** Called at each look. */
  look(troubled: boolean): void
}

export class Watch {
  private timer: NodeJS.Timeout | undefined
  private readonly lastOldest = new WeakMap<NodeClient, Command>()

  constructor(private readonly watched: Watched) {}

  /** Looks after nodes as long as something waits or is lost. */
  start(): void {
    const { watched } = this
    if (this.timer !== undefined || watched.isOver()) return
    this.timer = outer.setTimeout(
      () => {
        this.timer = undefined
        if (watched.isOver()) return
        const troubled = this.isTroubled()
        watched.look(troubled)
        if (troubled || watched.pending() > 0) this.start()
      },
      EVERY * (0.75 + Math.random() / 2),
    )
    this.timer.unref()
  }

  stop(): void {
    outer.clearTimeout(this.timer)
    this.timer = undefined
  }

  /** Whether a node is lost, or has said nothing for a while to what waits at it. */
  private isTroubled(): boolean {
    let troubled = false
    for (const client of this.watched.clients()) {
      if (isLost(client)) {
        troubled = true
        continue
      }
      const { oldest } = memberOf(client)
      if (oldest !== undefined && this.lastOldest.get(client) === oldest) troubled = true
      if (oldest === undefined) this.lastOldest.delete(client)
      else this.lastOldest.set(client, oldest)
    }
    return troubled
  }
}
