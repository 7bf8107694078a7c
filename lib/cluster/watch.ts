/**
 * The watch over the nodes of a cluster: which are lost, or say nothing to what waits at them.
 *
 * It looks as long as something waits, and owns the timer, which holds no process. What follows from
 * trouble is its owner's, but for nodes that have left: one that says nothing is not waited for.
 */

import type { Command } from '../command'
import { addon, outer } from '../native'
import { connectionOf, isLost, type Node, type NodeClient } from './nodes'

/** How often the nodes are looked at, in milliseconds. */
const EVERY = 300

/** What is watched. */
export interface Watched {
  /** The nodes, and those that have left but not ended. */
  nodes(): Iterable<Node>
  /** Whether something waits for nodes. */
  waits(): boolean
  /** Whether a lost node is trouble although nothing waits at it. */
  mindsLoss(): boolean
  /** Whether nobody needs the nodes, now or any more. */
  isOver(): boolean
  /** Called at each look. */
  look(troubled: boolean): void
  /** Ends a node that has left. */
  leave(node: Node): void
}

/** What was last heard of a node at which something waits. */
interface Heard {
  readonly bytes: number
  /** When that was seen, by `outer.performance.now()`. */
  readonly at: number
  isSilent: boolean
}

export class Watch {
  private timer: NodeJS.Timeout | undefined
  private readonly last = new WeakMap<NodeClient, Heard>()

  constructor(private readonly watched: Watched) {}

  /** Looks after the nodes as long as something waits, or is lost. */
  start(): void {
    if (this.timer !== undefined || this.watched.isOver()) return
    // A look serves all callers, and happens in the context of none.
    addon().outside(() => this.wait())
  }

  stop(): void {
    outer.clearTimeout(this.timer)
    this.timer = undefined
  }

  /** Whether a node has said nothing from one look to another, and since, to what waits at it. */
  isSilent({ client }: Node): boolean {
    const last = this.last.get(client)
    if (!last?.isSilent) return false
    const { pending, heard } = connectionOf(client)
    return pending > 0 && last.bytes === heard
  }

  private wait(): void {
    const timer = outer.setTimeout(
      () => {
        // After a loop that stood still, what has come meanwhile is read first.
        outer.setImmediate(() => {
          if (this.timer !== timer) return
          this.timer = undefined
          if (!this.watched.isOver()) this.look()
        })
      },
      EVERY * (0.75 + Math.random() / 2),
    )
    timer.unref()
    this.timer = timer
  }

  private look(): void {
    const { watched } = this
    let waits = watched.waits()
    let troubled = false
    for (const node of [...watched.nodes()]) {
      const { client } = node
      const atNode = connectionOf(client).pending > 0
      waits ||= atNode
      this.listen(client, atNode)
      const silent = this.isSilent(node)
      if (!node.gone) troubled ||= silent || (isLost(client) && (atNode || watched.mindsLoss()))
      else if (silent) watched.leave(node)
    }
    watched.look(troubled)
    if (troubled || waits) this.start()
  }

  private listen(client: NodeClient, waits: boolean): void {
    if (!waits) {
      this.last.delete(client)
      return
    }
    const { heard: bytes, oldest } = connectionOf(client)
    const now = outer.performance.now()
    const last = this.last.get(client)
    if (last?.bytes !== bytes) this.last.set(client, { bytes, at: now, isSilent: false })
    else if (now - last.at > blockedFor(oldest)) last.isSilent = true
  }
}

/** How long a command keeps a server from saying anything that is well, in milliseconds. */
function blockedFor(command: Command | undefined): number {
  const time = command?.extractBlockingTimeout()
  return time === 0 ? Number.POSITIVE_INFINITY : (time ?? 0)
}
