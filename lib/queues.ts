/**
 * `redis.commandQueue` and `redis.offlineQueue`: the commands in flight and those that wait for a
 * connection, to look at. The commands themselves are kept by the session and the link.
 */

import type { Command } from './command'

export class CommandQueue {
  constructor(private readonly commands: () => Command[]) {}

  get length(): number {
    return this.commands().length
  }

  size(): number {
    return this.length
  }

  isEmpty(): boolean {
    return this.length === 0
  }

  peekAt(index: number): { command: Command } | undefined {
    return this.toArray().at(index)
  }

  peekFront(): { command: Command } | undefined {
    return this.peekAt(0)
  }

  peekBack(): { command: Command } | undefined {
    return this.peekAt(-1)
  }

  toArray(): { command: Command }[] {
    return this.commands().map((command) => ({ command }))
  }
}
