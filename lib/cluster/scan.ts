/**
 * SCAN over a cluster: all masters, one after the other.
 *
 * A cursor says where it is: the server's own cursor, and in its last digits the code of the node,
 * which is computed from the address. So any client of the same cluster can go on with it, and a node
 * that has left is noticed: its cursor means nothing on another one.
 */

import type { Command } from '../command'
import type { Node } from './nodes'
import { crc16 } from './slots'
import { joinParts, partOf } from './split'

const CODES = 1n << 16n

/** Masters by their codes, in the order in which they are scanned. */
function byCode(masters: readonly Node[]): [code: number, node: Node][] {
  const taken = new Map<number, Node>()
  const sorted = [...masters].sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const node of sorted) {
    // Zero would make the first cursor one that has ended.
    let code = crc16(Buffer.from(node.key)) || 1
    while (taken.has(code)) code = (code + 1) & 0xffff || 1
    taken.set(code, node)
  }
  return [...taken].sort(([a], [b]) => a - b)
}

export function isScan({ name }: Command): boolean {
  return name === 'scan' || (name.length === 4 && name.toLowerCase() === 'scan')
}

export interface ScanStep {
  node: Node
  part: Command
  /** Settles the command by its part. To be called when that is sent. */
  join(): void
}

/**
 * What a SCAN asks of which node; undefined for what is no cursor, which a server refuses. Throws
 * where its cursor leads nowhere.
 */
export function scanStep(command: Command, masters: readonly Node[]): ScanStep | undefined {
  const text = String(command.args[0])
  if (!/^\d+$/.test(text) || masters.length === 0) return undefined
  const cursor = BigInt(text)
  const nodes = byCode(masters)
  const code = Number(cursor % CODES)
  const at = cursor === 0n ? 0 : nodes.findIndex(([known]) => known === code)
  const found = nodes[at]
  if (found === undefined) {
    throw new Error(
      'SCAN can not go on: the master that this cursor belongs to is none any more; begin again with the cursor 0',
    )
  }
  const part = partOf(command, [String(cursor / CODES), ...command.args.slice(1)])
  const next = (own: string): string => {
    const [after] = nodes[at + 1] ?? []
    if (own !== '0') return String(BigInt(own) * CODES + BigInt(found[0]))
    return after === undefined ? '0' : String(after)
  }
  const join = () =>
    joinParts(command, [part], ([reply]) => {
      const [own, keys] = reply as [string | Buffer, unknown]
      const cursor = next(String(own))
      return [typeof own === 'string' ? cursor : Buffer.from(cursor), keys]
    })
  return { node: found[1], part, join }
}
