/**
 * What servers say of their cluster: who holds which slots, and under which address a node is found.
 *
 * Addresses are told in many ways: an IP, IPv6 among them, a host name, or nothing ("the host that you
 * asked"). Here they become addresses to connect to, through the user's `natMap`.
 */

import { SLOTS } from './slots'

export interface Address {
  host: string
  port: number
}

export type NatMap = Record<string, Address> | ((key: string) => Address | null | undefined)

/** The nodes of consecutive slots, the master first. */
export interface SlotRange {
  from: number
  to: number
  nodes: Address[]
}

/** By this a node is known: `host:port`. */
export function keyOf({ host, port }: Address): string {
  return `${host}:${port}`
}

/** The address that a key stands for. */
export function addressOf(key: string): Address {
  const at = key.lastIndexOf(':')
  return { host: key.slice(0, at), port: Number(key.slice(at + 1)) }
}

/** The address to connect to for one that a server told. */
function mapped(address: Address, natMap: NatMap | null | undefined): Address {
  if (natMap === null || natMap === undefined) return address
  const key = keyOf(address)
  const found = typeof natMap === 'function' ? natMap(key) : Object.hasOwn(natMap, key) ? natMap[key] : null
  return found ? { ...found } : address
}

function told(host: unknown, port: unknown, asked: Address, natMap: NatMap | null | undefined): Address {
  const name = host === null || host === undefined ? '' : String(host)
  // A server that does not know its own name says nothing, or a question mark.
  const known = name !== '' && name !== '?'
  return mapped({ host: known ? name.replace(/^\[|\]$/g, '') : asked.host, port: Number(port) }, natMap)
}

/** The address in a redirect, `host:port`; undefined where it is none. `asked` is the node that said so. */
export function readEndpoint(
  text: string | undefined,
  asked: Address,
  natMap: NatMap | null | undefined,
): Address | undefined {
  const at = text?.lastIndexOf(':') ?? -1
  if (text === undefined || at === -1) return undefined
  const port = Number(text.slice(at + 1))
  if (!Number.isInteger(port) || port < 1 || port > 65535) return undefined
  return told(text.slice(0, at), port, asked, natMap)
}

/** A slot as a redirect names it; undefined for what is no slot. */
export function readSlot(text: string | undefined): number | undefined {
  const slot = text !== undefined && /^\d+$/.test(text) ? Number(text) : SLOTS
  return slot < SLOTS ? slot : undefined
}

/** The reply of CLUSTER SLOTS. `asked` is the node that gave it. Throws for what is none. */
export function readSlots(reply: unknown, asked: Address, natMap: NatMap | null | undefined): SlotRange[] {
  if (!Array.isArray(reply)) throw new Error('CLUSTER SLOTS gave no list')
  return reply.map((row) => {
    if (!Array.isArray(row)) throw new Error('CLUSTER SLOTS gave a range that is none')
    const [from, to, ...nodes] = row
    return {
      from: Number(from),
      to: Math.min(Number(to), SLOTS - 1),
      nodes: nodes.filter(Array.isArray).map(([host, port]) => told(host, port, asked, natMap)),
    }
  })
}
