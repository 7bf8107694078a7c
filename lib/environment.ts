/**
 * The configuration of the process's client: the variables of the environment, read at first use.
 *
 * `REDIS_CLUSTER_HOSTS` wins over `REDIS_URL`, which wins over the parts; options in code win over
 * all. Every variable that is used is checked, and all problems come in one error. Values that may
 * hold a password are shown without it.
 */

import { ConfigurationError } from './errors'
import { fill, parseURL, type RedisOptions, SHARED_DEFAULTS } from './options'

type Variables = Record<string, string | undefined>

/** The variables that are read, in the order in which they are shown. */
export const VARIABLES = [
  'REDIS_CLUSTER_HOSTS',
  'REDIS_URL',
  'REDIS_HOST',
  'REDIS_PORT',
  'REDIS_USERNAME',
  'REDIS_PASSWORD',
  'REDIS_DB',
  'REDIS_TLS',
  'REDIS_KEY_PREFIX',
  'REDIS_CONNECTION_NAME',
  'REDIS_MAX_RETRIES',
  'REDIS_CONNECT_TIMEOUT',
  'REDIS_COMMAND_TIMEOUT',
  'REDIS_KEEP_ALIVE',
  'NODE_ENV',
] as const

const URL_FORMS =
  'redis://[[user]:password@]host[:port][/database], rediss:// for TLS, ' +
  'unix:///path/to/socket[?db=number], or host[:port]'

/**
 * A text without the passwords that may stand in it. A well-formed address keeps its scheme and
 * user; of anything else, all that stands before the last `@` is taken for a secret.
 */
export function withoutPassword(text: string): string {
  const at = text.lastIndexOf('@')
  let shown = text
  if (at !== -1) {
    const head = /^((?:rediss?|(?:redis\+)?unix):\/\/)([^\s:/?#@,]*)(:?)/i.exec(text)
    const scheme = head?.[1] ?? ''
    const user = head?.[2] && head[3] ? `${head[2]}:` : ''
    shown = `${scheme}${user}***${text.slice(at)}`
  }
  return shown.replace(/(password=)[^&#\s]*/gi, '$1***')
}

/** A variable's value as it may be shown: any of them may hold an address by mistake. */
function shown(name: string, value: string): string {
  return name === 'REDIS_PASSWORD' ? '***' : withoutPassword(value)
}

/** Collects the problems of one reading. */
class Reading {
  readonly problems: string[] = []

  constructor(private readonly variables: Variables) {}

  text(name: string): string | undefined {
    const value = this.variables[name]
    return value === undefined || value === '' ? undefined : value
  }

  wrong(name: string, value: string, expected: string): undefined {
    this.problems.push(`${name} is "${shown(name, value)}", expected ${expected}`)
  }

  integer(name: string, least: number, most: number, what: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    const fits = /^\d+$/.test(value) && number >= least && number <= most
    return fits ? number : this.wrong(name, value, what)
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (/^(1|true|yes|on)$/i.test(value)) return true
    if (/^(0|false|no|off)$/i.test(value)) return false
    return this.wrong(name, value, 'true or false')
  }
}

const MOST_MILLISECONDS = 2 ** 31 - 1
const MILLISECONDS = 'a whole number of milliseconds'

function isPort(text: string | number | undefined): boolean {
  return text === undefined || (/^\d+$/.test(String(text)) && Number(text) > 0 && Number(text) <= 65535)
}

/** The options of a URL that somebody gave; `name` says where. */
export function checkURL(url: string, name: string): RedisOptions {
  const reading = new Reading({})
  const options = readURL(reading, url, name)
  if (options === undefined) throw new ConfigurationError(reading.problems)
  return options
}

/** A host name, an IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.%]+\])$/i

/** What ioredis would take for an address, if it is one. */
function parseStrictly(url: string): RedisOptions | undefined {
  // A `#`, or an `@` behind a `?`, stands in a password that is not percent-encoded.
  if (/[\s\0#]|\?.*@/.test(url)) return undefined
  const scheme = /^(?:(rediss?|redis\+unix|unix):)?\/\//i.exec(url)?.at(1)?.toLowerCase()
  const bare = /^(?:[a-z0-9._-]+|\[[0-9a-f:.%]+\])(?::\d+)?$/i.test(url)
  if (scheme === undefined && !bare && !url.startsWith('/')) return undefined
  try {
    const options = parseURL(url)
    if (scheme === 'rediss') options.tls ??= true
    return options
  } catch {
    return undefined
  }
}

function readURL(reading: Reading, url: string, name = 'REDIS_URL'): RedisOptions | undefined {
  const options = parseStrictly(url)
  if (options === undefined) return reading.wrong(name, url, URL_FORMS)
  const { host, path, port, db } = options
  const fine =
    (path ? path.startsWith('/') && path.length > 1 : host !== undefined || port !== undefined) &&
    (host === undefined || HOST.test(host) || /^[0-9a-f:.%]+$/i.test(host)) &&
    isPort(port) &&
    (db === undefined || /^\d+$/.test(String(db)))
  if (!fine) return reading.wrong(name, url, URL_FORMS)
  if (port !== undefined) options.port = Number(port)
  if (db !== undefined) options.db = Number(db)
  return options
}

function readHosts(reading: Reading, text: string): RedisOptions | undefined {
  const hosts = text.split(',').map((host) => host.trim())
  const fine = hosts.every((host) => {
    const port = /^(?:\[[0-9a-f:.]+\]|[^\s:@/[\]]+):(\d+)$/i.exec(host)?.[1]
    return port !== undefined && isPort(port)
  })
  if (!fine) return reading.wrong('REDIS_CLUSTER_HOSTS', text, 'host:port,host:port,...')
  return { clusterHosts: hosts }
}

function readParts(reading: Reading): RedisOptions {
  const host = reading.text('REDIS_HOST')
  if (host !== undefined && !HOST.test(host) && !/^[0-9a-f:.%]*:[0-9a-f:.%]*:[0-9a-f:.%]*$/i.test(host)) {
    reading.wrong('REDIS_HOST', host, 'a host name or an address, without a port')
  }
  return {
    host,
    port: reading.integer('REDIS_PORT', 1, 65535, 'a port from 1 to 65535'),
    username: reading.text('REDIS_USERNAME'),
    password: reading.text('REDIS_PASSWORD'),
    db: reading.integer('REDIS_DB', 0, MOST_MILLISECONDS, 'the number of a database, 0 or more'),
    tls: reading.flag('REDIS_TLS') || undefined,
  }
}

function readEndpoint(reading: Reading): RedisOptions | undefined {
  const hosts = reading.text('REDIS_CLUSTER_HOSTS')
  if (hosts !== undefined) {
    const { username, password, tls } = readParts(reading)
    return { ...readHosts(reading, hosts), username, password, tls }
  }
  const url = reading.text('REDIS_URL')
  if (url === undefined) return readParts(reading)
  const options = readURL(reading, url)
  if (reading.flag('REDIS_TLS') && options !== undefined && !options.tls) {
    reading.problems.push('REDIS_TLS is "true", but REDIS_URL names no TLS: expected rediss://')
  }
  return options
}

/** The key prefix; `{env}` stands for NODE_ENV. */
function readPrefix(reading: Reading): string | undefined {
  const template = reading.text('REDIS_KEY_PREFIX')
  if (template === undefined) return undefined
  const env = reading.text('NODE_ENV') ?? 'development'
  if (template.includes('{env}') && /[:{}\s]/.test(env)) {
    return reading.wrong(
      'NODE_ENV',
      env,
      'a name without ":", braces or spaces, as it is part of REDIS_KEY_PREFIX',
    )
  }
  const prefix = template.replaceAll('{env}', env)
  // Braces left over would put every key into one slot of a cluster.
  if (/[{}]/.test(prefix)) {
    return reading.wrong('REDIS_KEY_PREFIX', template, 'a text in which {env} is the only thing in braces')
  }
  return prefix
}

function readName(reading: Reading): string | undefined {
  const name = reading.text('REDIS_CONNECTION_NAME')
  if (name === undefined || /^[!-~]+$/.test(name)) return name
  return reading.wrong('REDIS_CONNECTION_NAME', name, 'printable characters without spaces')
}

/** What options in code say about where to connect: then nothing of that is taken from outside. */
const ENDPOINT = ['host', 'port', 'path', 'sentinels', 'clusterHosts'] as const

/** Options of the shared client: those of `given`, completed from the environment. */
export function readOptions(given: RedisOptions, variables: Variables): RedisOptions {
  const reading = new Reading(variables)
  const elsewhere = ENDPOINT.some((name) => given[name] !== undefined)
  const options: RedisOptions = { ...given }
  checkGiven(reading, given)
  if (!elsewhere) fill(options, readEndpoint(reading) ?? {})
  fill(options, {
    keyPrefix: readPrefix(reading),
    connectionName: readName(reading),
    maxRetriesPerRequest: reading.integer(
      'REDIS_MAX_RETRIES',
      0,
      1000,
      'a whole number of retries, 0 to 1000',
    ),
    connectTimeout: reading.integer('REDIS_CONNECT_TIMEOUT', 0, MOST_MILLISECONDS, MILLISECONDS),
    commandTimeout: reading.integer('REDIS_COMMAND_TIMEOUT', 0, MOST_MILLISECONDS, MILLISECONDS),
    keepAlive: reading.integer('REDIS_KEEP_ALIVE', 0, MOST_MILLISECONDS, MILLISECONDS),
  })
  if (reading.problems.length > 0) throw new ConfigurationError(reading.problems)
  return fill(options, SHARED_DEFAULTS)
}

const POLICIES: Record<string, string> = {
  retryStrategy:
    'the shared client reconnects for ever, at most every 5 s; use `maxRetriesPerRequest` for how many failed connections a command may wait',
  reconnectOnError: 'the shared client reconnects on READONLY by itself',
}

/** Functions would make every bundle its own policy on the one connection. */
function checkGiven(reading: Reading, given: RedisOptions): void {
  for (const [name, instead] of Object.entries(POLICIES)) {
    if (typeof given[name] === 'function') {
      reading.problems.push(
        `the option ${name} is refused on the shared client: ${instead}; \`new Redis\` takes it`,
      )
    }
  }
  if (!isPort(given.port))
    reading.problems.push(`the option port is "${given.port}", expected a port from 1 to 65535`)
  if (given.db !== undefined && !/^\d+$/.test(String(given.db))) {
    reading.problems.push(`the option db is "${given.db}", expected the number of a database, 0 or more`)
  }
  for (const name of ['connectTimeout', 'commandTimeout', 'maxRetriesPerRequest']) {
    const value = given[name]
    if (value !== undefined && value !== null && (typeof value !== 'number' || !(value >= 0))) {
      reading.problems.push(`the option ${name} is "${value}", expected a number, 0 or more`)
    }
  }
}

/** The variables that are set, without passwords. */
export function configured(variables: Variables): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of VARIABLES) {
    const value = variables[name]
    if (value !== undefined && value !== '') found[name] = shown(name, value)
  }
  return found
}

/** A text that changes when what is read here changes. */
export function snapshot(variables: Variables): string {
  return JSON.stringify(VARIABLES.map((name) => variables[name] ?? ''))
}

/** Whether anything says where Redis is. */
export function namesServer(variables: Variables): boolean {
  return ['REDIS_CLUSTER_HOSTS', 'REDIS_URL', 'REDIS_HOST', 'REDIS_PORT'].some((name) =>
    Boolean(variables[name]),
  )
}
