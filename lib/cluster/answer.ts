/**
 * What an answer about the slots makes of what is known: who is a member from here on, and what of the
 * answers before stays true.
 */

import { isLost, type Node, type NodeOptions, type Nodes } from './nodes'
import type { SlotTable } from './table'
import { keyOf, type NatMap, readSlots, type SlotRange } from './topology'

/** What is known when an answer comes. */
interface Known {
  readonly nodes: Nodes
  readonly table: SlotTable
  readonly policy: { readonly natMap: NatMap | null | undefined }
}

export interface Answer {
  /** The nodes to have from here on, with their roles. */
  members: NodeOptions[]
  ranges: SlotRange[]
  /** Slots of which the answer says nothing, at the nodes that had them before. */
  kept: SlotRange[]
}

/** Reads what CLUSTER SLOTS gave. Throws where that names no node. */
export function readAnswer(reply: unknown, from: Node, { nodes, table, policy }: Known): Answer {
  const ranges = readSlots(reply, from.address, policy.natMap)
  const members = ranges.flatMap(({ nodes }) =>
    nodes.map((address, index): NodeOptions => ({ ...address, readOnly: index > 0 })),
  )
  if (members.length === 0) throw new Error('CLUSTER SLOTS names no node')
  // A node that hears of a demotion before it hears of the promotion names nobody for the slots. What is
  // under way at the nodes that had them is not to be cut off for that.
  const open = table.leftOpen(ranges).filter(({ nodes: [master] }) => master.lives && !isLost(master.client))
  const named = new Set(members.map(keyOf))
  for (const node of open.flatMap(({ nodes }) => nodes)) {
    if (!named.has(node.key)) members.push({ ...node.address, readOnly: node.readOnly })
  }
  if (isOnlyLink(from, members, nodes)) members.push({ ...from.address, readOnly: from.readOnly })
  const kept = open.map(({ nodes, ...range }) => ({ ...range, nodes: nodes.map(({ address }) => address) }))
  return { members, ranges, kept }
}

/**
 * Whether the node that has spoken does not name itself, and all that it names are lost. A replica that
 * has no master yet does so when a whole cluster starts again: without it nobody could be asked.
 */
function isOnlyLink(speaker: Node, members: readonly NodeOptions[], nodes: Nodes): boolean {
  return members.every((member) => {
    const node = nodes.get(keyOf(member))
    return node !== undefined && node !== speaker && isLost(node.client)
  })
}
