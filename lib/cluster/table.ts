/** Which nodes hold which slot, as the cluster said last and its redirects corrected since. */

import type { Node } from './nodes'
import { SLOTS } from './slots'

/** The nodes that hold the same slots; the first is the master. */
export interface Shard {
  nodes: Node[]
  keys: string[]
}

/** Slots that follow each other, and the nodes that hold them. */
export interface Range {
  from: number
  to: number
  nodes: Node[]
}

export class SlotTable {
  private shards: (Shard | undefined)[] = []
  /** By slot, the addresses of its nodes: ioredis's `slots`. Empty until the slots are known. */
  keys: string[][] = []
  private members = new Set<string>()
  /** How many slots have the master that they had when somebody named one. */
  private kept = 0

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
    return this.shards.reduce((sum, shard) => (shard === undefined ? sum : sum + 1), -this.kept)
  }

  shardOf(slot: number): Shard | undefined {
    return this.shards[slot]
  }

  /** Whether the cluster named a node of this address. */
  isMember(key: string): boolean {
    return this.members.has(key)
  }

  /** What is known of the slots for which an answer names nobody. */
  leftOpen(answer: readonly { from: number; to: number }[]): Range[] {
    const named = new Uint8Array(SLOTS)
    for (const { from, to } of answer) named.fill(1, from, to + 1)
    const open: Range[] = []
    for (let slot = 0; slot < SLOTS; slot++) {
      const shard = this.shards[slot]
      if (named[slot] === 1 || shard === undefined) continue
      const last = open[open.length - 1]
      if (last?.to === slot - 1 && last.nodes === shard.nodes) last.to = slot
      else open.push({ from: slot, to: slot, nodes: shard.nodes })
    }
    return open
  }

  /** Takes what the cluster says in the place of all before; of `kept` it says nothing. */
  replace(answer: readonly Range[], kept: readonly Range[] = []): void {
    this.kept = kept.reduce((sum, { from, to }) => sum + to - from + 1, 0)
    const shards: (Shard | undefined)[] = new Array(SLOTS).fill(undefined)
    const keys: string[][] = new Array(SLOTS).fill(undefined)
    this.members = new Set()
    const known = new Map<string, Shard>()
    for (const { from, to, nodes } of [...answer, ...kept]) {
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
