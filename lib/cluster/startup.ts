/**
 * The nodes that a cluster client begins with, in all forms in which they are given, and the
 * addresses that their names stand for. Names are resolved at each `connect`, by the user's own
 * functions.
 */

import type { SrvRecord } from 'node:dns'
import { isIP } from 'node:net'
import type { RedisOptions } from '../options'
import { parseURL } from '../url'
import type { NodeOptions } from './nodes'
import type { Address } from './topology'

export type ClusterNode = string | number | { host?: string; port?: number; [option: string]: unknown }

export type DnsLookup = (
  hostname: string,
  callback: (error: Error | null | undefined, address: string, family?: number) => void,
) => void

export type ResolveSrv = (
  hostname: string,
  callback: (error: Error | null | undefined, records?: SrvRecord[]) => void,
) => void

/** How names become addresses. */
export interface Resolving {
  readonly dnsLookup: DnsLookup
  readonly resolveSrv: ResolveSrv
  readonly useSRVRecords?: boolean
}

function optionsOf(node: ClusterNode): NodeOptions {
  let options: RedisOptions
  if (typeof node === 'object' && node !== null) options = { ...node }
  else if (typeof node === 'string') {
    options = parseURL(node)
    if (node.startsWith('rediss://')) options.tls ??= true
  } else if (typeof node === 'number') options = { port: node }
  else throw new Error(`Invalid argument ${node}`)
  // A cluster has one database.
  delete options.db
  return {
    ...options,
    port: Number.parseInt(String(options.port), 10) || 6379,
    host: options.host || '127.0.0.1',
  }
}

/** The nodes to begin with, their names resolved. */
export async function startupNodes(nodes: readonly ClusterNode[], by: Resolving): Promise<NodeOptions[]> {
  if (!Array.isArray(nodes) || nodes.length === 0) {
    throw new Error('`startupNodes` should contain at least one node.')
  }
  const options = nodes.map(optionsOf)
  const names = [...new Set(options.map(({ host }) => host))].filter((host) => !isIP(host))
  const resolve = by.useSRVRecords ? (name: string) => bySrv(name, by) : (name: string) => byName(name, by)
  const found = await Promise.all(names.map(resolve))
  const addresses = new Map(names.map((name, index) => [name, found[index]]))
  return options.map((node) => ({ ...node, ...addresses.get(node.host) }))
}

/** By the function of the options; ioredis gives it nothing but the name. */
function byName(name: string, by: Resolving): Promise<{ host: string }> {
  return new Promise((resolve, reject) => {
    by.dnsLookup(name, (error, host) => (error ? reject(error) : resolve({ host })))
  })
}

/** The first record, by priority and weight, whose name resolves. */
async function bySrv(name: string, by: Resolving): Promise<Address> {
  const records = await new Promise<SrvRecord[]>((resolve, reject) => {
    by.resolveSrv(name, (error, records = []) => (error ? reject(error) : resolve(records)))
  })
  let failure: unknown
  for (const record of inOrder(records)) {
    try {
      const { host } = await byName(record.name, by)
      return { host, port: record.port }
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** Lower priorities first; of one priority at random, by weight. */
function inOrder(records: readonly SrvRecord[]): SrvRecord[] {
  const priorities = [...new Set(records.map(({ priority }) => priority))].sort((a, b) => a - b)
  return priorities.flatMap((priority) => byWeight(records.filter((record) => record.priority === priority)))
}

function byWeight(records: SrvRecord[]): SrvRecord[] {
  const ordered: SrvRecord[] = []
  while (records.length > 0) {
    // A weight of zero is a chance, too.
    let at = Math.random() * records.reduce((sum, { weight }) => sum + weight + 1, 0)
    const index = records.findIndex(({ weight }) => {
      at -= weight + 1
      return at < 0
    })
    ordered.push(...records.splice(Math.max(index, 0), 1))
  }
  return ordered
}
