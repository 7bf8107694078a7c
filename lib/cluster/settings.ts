/**
 * What the process's client is told of its cluster: the forms of the option `cluster`, what is wrong
 * with one, and the one form that all of them become.
 *
 * Nothing here reads the environment or connects.
 */

import { parseURL } from '../url'

/** The settings of a shared client on a cluster, beside its nodes. Times are in milliseconds. */
export interface ClusterSettings {
  scaleReads?: 'master' | 'slave' | 'all'
  natMap?: Record<string, { host: string; port: number }>
  maxRedirections?: number
  slotsRefreshInterval?: number
  slotsRefreshTimeout?: number
}

interface Credentials {
  username?: string
  password?: string
  tls?: true
}

/** What somebody gave: whether it is a cluster, its nodes where they are named, and the rest. */
export interface GivenCluster {
  /** undefined: the environment says it. */
  wanted: boolean | undefined
  /** Each as `host:port`. */
  hosts: string[] | undefined
  /** What the nodes' URLs say beside the address, the first one that says it. */
  credentials: Credentials
  settings: ClusterSettings
  problems: string[]
}

const ROLES = ['master', 'slave', 'all']
const MOST = 2 ** 31 - 1

/** By function that a cluster client of one's own may have: what the shared client has instead. */
const REFUSED: Record<string, string> = {
  clusterRetryStrategy: 'the shared client looks for its cluster for ever, at most every 5 s',
  clusterNodeRetryStrategy: 'the shared client reconnects to each node for ever, at most every 5 s',
  dnsLookup: 'names are resolved by the system; use `natMap` for other addresses',
  resolveSrv: 'name the nodes themselves',
}

const NUMBERS: Record<string, [least: number, what: string]> = {
  maxRedirections: [0, 'a whole number of redirections'],
  slotsRefreshInterval: [0, 'a whole number of milliseconds'],
  slotsRefreshTimeout: [1, 'a whole number of milliseconds above 0'],
}

/** A name or an address and a port, as `host:port`; IPv6 in brackets. */
export function hostOf(host: string, port: number | string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** The parts of `host:port`. */
export function addressOf(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':')
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) }
}

function isPort(port: unknown): boolean {
  return Number.isInteger(port) && Number(port) > 0 && Number(port) <= 65535
}

interface Node extends Credentials {
  address: string
}

/** A node in any of its forms; undefined when it is none. */
function readNode(node: unknown): Node | undefined {
  const credentials: Credentials = {}
  let host: unknown
  let port: unknown
  if (typeof node === 'number') {
    port = node
  } else if (typeof node === 'string') {
    try {
      const parsed = parseURL(node)
      if (parsed.path !== undefined) return undefined
      host = parsed.host
      port = parsed.port
      if (parsed.username) credentials.username = parsed.username
      if (parsed.password) credentials.password = parsed.password
      if (/^rediss:/i.test(node)) credentials.tls = true
    } catch {
      return undefined
    }
  } else if (typeof node === 'object' && node !== null) {
    const given = node as { host?: unknown; port?: unknown }
    host = given.host
    port = given.port
  } else {
    return undefined
  }
  const number = Number(port ?? 6379)
  const name = String(host ?? '127.0.0.1').replace(/^\[|\]$/g, '')
  if (!isPort(number) || !/^[^\s\0/@[\]]+$/.test(name)) return undefined
  return { ...credentials, address: hostOf(name, number) }
}

function isNatMap(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  return Object.values(given).every(
    (to: unknown) =>
      typeof (to as { host?: unknown } | null)?.host === 'string' && isPort((to as { port?: unknown }).port),
  )
}

/** The settings of an object, and what is wrong with them. */
function readSettings(given: Record<string, unknown>, problems: string[]): ClusterSettings {
  const settings: Record<string, unknown> = {}
  const put = (name: string, value: unknown, fine: boolean, expected: string) => {
    if (fine) settings[name] = value
    else problems.push(`the option cluster.${name} is ${shown(value)}, expected ${expected}`)
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || name === 'nodes') continue
    if (Object.hasOwn(REFUSED, name)) {
      problems.push(`the option cluster.${name} is refused on the shared client: ${REFUSED[name]}`)
    } else if (name === 'scaleReads') {
      put(
        name,
        value,
        ROLES.includes(value as string),
        '"master", "slave" or "all"; `new Cluster` takes functions',
      )
    } else if (name === 'natMap') {
      put(
        name,
        value,
        isNatMap(value),
        'an object of { host, port } by `host:port`; `new Cluster` takes functions',
      )
    } else if (Object.hasOwn(NUMBERS, name)) {
      const [least, what] = NUMBERS[name]
      put(name, value, Number.isInteger(value) && Number(value) >= least && Number(value) <= MOST, what)
    } else {
      const known = ['nodes', 'scaleReads', 'natMap', ...Object.keys(NUMBERS)].join(', ')
      problems.push(`the option cluster.${name} is not known, expected one of ${known}`)
    }
  }
  return settings
}

/** A value as a problem may show it: what is no plain word may hold anything. */
function shown(value: unknown): string {
  return typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{0,40}$/.test(value))
    ? `"${value}"`
    : `a ${typeof value}`
}

/** Reads the option `cluster`: `true`, `false`, nodes, or an object with `nodes` and settings. */
export function readCluster(given: unknown): GivenCluster {
  const read: GivenCluster = {
    wanted: undefined,
    hosts: undefined,
    credentials: {},
    settings: {},
    problems: [],
  }
  if (given === undefined || given === null) return read
  if (typeof given === 'boolean') return { ...read, wanted: given }
  read.wanted = true
  if (typeof given !== 'object') {
    read.problems.push(
      `the option cluster is ${shown(given)}, expected true, false, nodes, or an object with \`nodes\``,
    )
    return read
  }
  const isList = Array.isArray(given)
  if (!isList) read.settings = readSettings(given as Record<string, unknown>, read.problems)
  readNodes(isList ? given : (given as { nodes?: unknown }).nodes, read)
  return read
}

function readNodes(given: unknown, read: GivenCluster): void {
  if (given === undefined || given === null) return
  if (!Array.isArray(given) || given.length === 0) {
    read.problems.push(
      'the option cluster names no nodes, expected a list of `host:port`, URLs or { host, port }',
    )
    return
  }
  const nodes = given.map(readNode)
  nodes.forEach((node, index) => {
    if (node === undefined) {
      read.problems.push(
        `node ${index + 1} of the option cluster is none, expected \`host:port\`, a URL or { host, port }`,
      )
      return
    }
    const { address: _, ...credentials } = node
    read.credentials = { ...credentials, ...read.credentials }
  })
  read.hosts = [...new Set(nodes.flatMap((node) => (node === undefined ? [] : [node.address])))]
}
