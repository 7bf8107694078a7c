/** Which nodes hold which slot, as the cluster said last and its redirects corrected since. */

import type { Node } from './nodes'
import { SLOTS } from './slots'

/** The nodes that hold the same slots; the first is the master. */
export interface Shard {
  nodes: Node[]
  keys: string[]
}

export class SlotTable {
  private shards: (Shard | undefined)[] = []
  /** By slot, the addresses of its nodes: ioredis's `slots`. Empty until the slots are known. */
  keys: string[][] = []
  private members = new Set<string>()

  /** Whether anything is known. */
  get isKnown(): boolean {
    return this.keys.length > 0
  }

  /** All shards, each once. */
  all(): Shard[] {
    return [...new Set(this.shards)].filter((shard) => shard !== undefined)
  }

  /** How many slots have a master. */
  get served(): number {
    return this.shards.reduce((sum, shard) => (shard === undefined ? sum : sum + 1), 0)
  }

  shardOf(slot: number): Shard | undefined {
    return this.shards[slot]
  }

  /** Whether the cluster named a node of this address. */
  isMember(key: string): boolean {
    return this.members.has(key)
  }

  /** Takes what the cluster says in the place of all before. */
  replace(ranges: readonly { from: number; to: number; nodes: Node[] }[]): void {
    const shards: (Shard | undefined)[] = new Array(SLOTS).fill(undefined)
    const keys: string[][] = new Array(SLOTS).fill(undefined)
    this.members = new Set()
    const known = new Map<string, Shard>()
    for (const { from, to, nodes } of ranges) {
      if (nodes.length === 0) continue
      const names = nodes.map((node) => node.key)
      const name = names.join(' ')
      const shard = known.get(name) ?? { nodes, keys: names }
      known.set(name, shard)
      for (const key of names) this.members.add(key)
      shards.fill(shard, from, to + 1)
      keys.fill(names, from, to + 1)
    }
    this.shards = shards
    this.keys = keys
  }

  /** A slot has a new master. */
  move(slot: number, master: Node): void {
    const before = this.shards[slot]
    if (before?.nodes[0] === master) return
    this.members.add(master.key)
    const same = this.shards.find((shard) => shard?.nodes[0] === master)
    const others = before?.nodes.includes(master) ? before.nodes.filter((node) => node !== master) : []
    const nodes = [master, ...others]
    const shard = same ?? { nodes, keys: nodes.map((node) => node.key) }
    this.shards[slot] = shard
    this.keys[slot] = shard.keys
  }
}
