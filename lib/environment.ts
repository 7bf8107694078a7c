/**
 * The configuration of the process's client: the variables of the environment, read at first use.
 *
 * `REDIS_CLUSTER_HOSTS` wins over `REDIS_SENTINELS`, which wins over `REDIS_URL`, which wins over the
 * parts; options in code win over all. Every variable that is used is checked, and all problems come in one error. Values that may
 * hold a password are shown without it.
 */

import { BREAKER_DEFAULTS, type BreakerOptions, breakerProblems } from './breaker'
import { type GivenCluster, hostOf, readCluster } from './cluster/settings'
import { ConfigurationError } from './errors'
import { fill, type RedisOptions, SHARED_DEFAULTS } from './options'
import { replyLimitProblems } from './reply-limits'
import { fileProblem, resolveTLS, type TLSOptions, tlsProblems } from './tls'
import { parseURL } from './url'

type Variables = Record<string, string | undefined>

/** The variables that are read, in the order in which they are shown. */
export const VARIABLES = [
  'REDIS_CLUSTER_HOSTS',
  'REDIS_SENTINELS',
  'REDIS_SENTINEL_NAME',
  'REDIS_SENTINEL_USERNAME',
  'REDIS_SENTINEL_PASSWORD',
  'REDIS_URL',
  'REDIS_HOST',
  'REDIS_PORT',
  'REDIS_USERNAME',
  'REDIS_PASSWORD',
  'REDIS_DB',
  'REDIS_TLS',
  'REDIS_TLS_CA',
  'REDIS_TLS_CERT',
  'REDIS_TLS_KEY',
  'REDIS_KEY_PREFIX',
  'REDIS_CONNECTION_NAME',
  'REDIS_MAX_RETRIES',
  'REDIS_CONNECT_TIMEOUT',
  'REDIS_COMMAND_TIMEOUT',
  'REDIS_KEEP_ALIVE',
  'REDIS_BREAKER',
  'REDIS_BREAKER_FAILURES',
  'REDIS_BREAKER_WINDOW',
  'REDIS_BREAKER_PERCENT',
  'REDIS_BREAKER_OUTAGE',
  'REDIS_BREAKER_PROBE',
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
  const secret = /^REDIS_(SENTINEL_)?PASSWORD$/.test(name) || value.includes('-----BEGIN')
  return secret ? '***' : withoutPassword(value)
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

/** The hosts of a list, each as it stands there. */
function readHosts(reading: Reading, name: string, text: string): string[] | undefined {
  const hosts = text.split(',').map((host) => host.trim())
  const fine = hosts.every((host) => {
    const port = /^(?:\[[0-9a-f:.]+\]|[^\s:@/[\]]+):(\d+)$/i.exec(host)?.[1]
    return port !== undefined && isPort(port)
  })
  return fine ? hosts : reading.wrong(name, text, 'host:port,host:port,...')
}

/** The sentinels, the name of what they watch, and who we are to them. */
function readSentinels(reading: Reading, text: string): RedisOptions {
  const name = reading.text('REDIS_SENTINEL_NAME')
  if (name === undefined) {
    reading.problems.push(
      'REDIS_SENTINEL_NAME is not set, expected the name by which REDIS_SENTINELS know the master',
    )
  } else if (/[\s\0]/.test(name)) {
    reading.wrong('REDIS_SENTINEL_NAME', name, 'a name without spaces')
  }
  const hosts = readHosts(reading, 'REDIS_SENTINELS', text)
  const sentinels = hosts?.map((host) => {
    const at = host.lastIndexOf(':')
    return { host: host.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(host.slice(at + 1)) }
  })
  const sentinelUsername = readUser(reading, 'REDIS_SENTINEL_USERNAME')
  return { sentinels, name, sentinelUsername, sentinelPassword: reading.text('REDIS_SENTINEL_PASSWORD') }
}

function readParts(reading: Reading): RedisOptions {
  const host = reading.text('REDIS_HOST')
  if (host !== undefined && !HOST.test(host) && !/^[0-9a-f:.%]*:[0-9a-f:.%]*:[0-9a-f:.%]*$/i.test(host)) {
    reading.wrong('REDIS_HOST', host, 'a host name or an address, without a port')
  }
  return {
    host: host?.replace(/^\[|\]$/g, ''),
    port: reading.integer('REDIS_PORT', 1, 65535, 'a port from 1 to 65535'),
    username: readUser(reading, 'REDIS_USERNAME'),
    password: reading.text('REDIS_PASSWORD'),
    db: reading.integer('REDIS_DB', 0, MOST_MILLISECONDS, 'the number of a database, 0 or more'),
    tls: reading.flag('REDIS_TLS') || undefined,
  }
}

function readUser(reading: Reading, name: string): string | undefined {
  const user = reading.text(name)
  if (hasControl(user)) reading.problems.push(`${name} holds ${CONTROL}`)
  return user
}

function readEndpoint(reading: Reading, mayBeCluster: boolean): RedisOptions | undefined {
  const hosts = mayBeCluster ? reading.text('REDIS_CLUSTER_HOSTS') : undefined
  if (hosts !== undefined) {
    const { username, password, tls, db } = readParts(reading)
    // Where a URL stands over the parts, the parts have no say in the database.
    if (db && reading.text('REDIS_URL') === undefined) {
      reading.problems.push(`REDIS_DB is "${db}", expected 0: a cluster has no other database`)
    }
    const clusterHosts = readHosts(reading, 'REDIS_CLUSTER_HOSTS', hosts)
    return { clusterHosts, username, password, tls }
  }
  const sentinels = reading.text('REDIS_SENTINELS')
  if (sentinels !== undefined) {
    const { username, password, db, tls } = readParts(reading)
    return { ...readSentinels(reading, sentinels), username, password, db, tls }
  }
  const url = reading.text('REDIS_URL')
  if (url === undefined) {
    // Who speaks of sentinels means them, and would be led to another server without a word.
    if (reading.text('REDIS_SENTINEL_NAME') !== undefined) {
      reading.problems.push(
        'REDIS_SENTINEL_NAME is set without REDIS_SENTINELS, expected host:port,host:port,...',
      )
    }
    return readParts(reading)
  }
  const options = readURL(reading, url)
  if (reading.flag('REDIS_TLS') && options !== undefined && !options.tls) {
    reading.problems.push('REDIS_TLS is "true", but REDIS_URL names no TLS: expected rediss://')
  }
  return options
}

const FILES = { ca: 'REDIS_TLS_CA', cert: 'REDIS_TLS_CERT', key: 'REDIS_TLS_KEY' } as const

/** TLS as code and variables say it: a file counts where code gives nothing of its kind. */
function readTLS(reading: Reading, options: RedisOptions, given: unknown): unknown {
  const files: TLSOptions = {}
  const set: string[] = []
  for (const [name, variable] of Object.entries(FILES) as Array<[keyof typeof FILES, string]>) {
    const file = reading.text(variable)
    if (file === undefined) continue
    const problem = fileProblem(name, file, variable)
    if (problem !== undefined) reading.problems.push(problem)
    files[`${name}File`] = file
    set.push(variable)
  }
  // Code that turns TLS off has no use for them.
  if (set.length === 0 || given === false || given === null) return options.tls
  if (!options.tls) {
    const verb = set.length === 1 ? 'is' : 'are'
    reading.problems.push(`${set.join(', ')} ${verb} set without TLS, expected rediss:// or REDIS_TLS=true`)
    return options.tls
  }
  if ((files.certFile === undefined) !== (files.keyFile === undefined)) {
    const [there, missing] = files.certFile === undefined ? [FILES.key, FILES.cert] : [FILES.cert, FILES.key]
    reading.problems.push(`${there} is set without ${missing}: a client's certificate needs both`)
  }
  const own = resolveTLS(options.tls) ?? {}
  if (own.ca !== undefined) delete files.caFile
  if (own.cert !== undefined || own.key !== undefined) {
    delete files.certFile
    delete files.keyFile
  }
  return { ...files, ...own }
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
  if (hasControl(prefix)) {
    reading.problems.push(`REDIS_KEY_PREFIX holds ${CONTROL}`)
    return undefined
  }
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

/** The figures of the circuit breaker; what `given` says wins. */
function readBreaker(reading: Reading, given: unknown, onCluster: boolean): boolean | BreakerOptions {
  const on = reading.flag('REDIS_BREAKER')
  const number = (name: string, least: number, most: number, what: string) =>
    reading.integer(name, least, most, what)
  const figures: BreakerOptions = {
    failures: number('REDIS_BREAKER_FAILURES', 0, MOST_MILLISECONDS, 'a whole number of failed commands'),
    window: number('REDIS_BREAKER_WINDOW', 1, MOST_MILLISECONDS, MILLISECONDS),
    percent: number('REDIS_BREAKER_PERCENT', 0, 100, 'a whole number from 0 to 100'),
    outage: number('REDIS_BREAKER_OUTAGE', 0, MOST_MILLISECONDS, MILLISECONDS),
    probe: number('REDIS_BREAKER_PROBE', 1, MOST_MILLISECONDS, MILLISECONDS),
  }
  if (given === false || (given === undefined && on === false)) return false
  const own: BreakerOptions = typeof given === 'object' && given !== null ? given : {}
  // Another node takes the place of one that was lost, and commands wait for it: none are counted.
  const limits = { ...BREAKER_DEFAULTS, ...(onCluster ? { failures: 0 } : {}) }
  for (const name of Object.keys(limits) as Array<keyof BreakerOptions>) {
    limits[name] = own[name] ?? figures[name] ?? limits[name]
  }
  return limits
}

/** What options in code say about where to connect: then nothing of that is taken from outside. */
const ENDPOINT = ['host', 'port', 'path', 'sentinels'] as const

/** Options of the shared client: those of `given`, completed from the environment. */
export function readOptions(given: RedisOptions, variables: Variables): RedisOptions {
  const reading = new Reading(variables)
  const options: RedisOptions = { ...given }
  checkGiven(reading, given)
  const cluster = readCluster(given.cluster)
  reading.problems.push(...cluster.problems)
  const elsewhere = cluster.hosts !== undefined || ENDPOINT.some((name) => given[name] !== undefined)
  if (!elsewhere) fill(options, readEndpoint(reading, cluster.wanted !== false) ?? {})
  nameNodes(reading, options, cluster)
  const { sentinelTLS } = options
  reading.problems.push(...tlsProblems('tls', options.tls), ...tlsProblems('sentinelTLS', sentinelTLS))
  const tls = elsewhere ? options.tls : readTLS(reading, options, given.tls)
  if (tls !== undefined) options.tls = tls
  // Variables have one word for all that is spoken to.
  if (!elsewhere && tls && options.sentinels && sentinelTLS === undefined) options.sentinelTLS = tls
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
  options.circuitBreaker = readBreaker(reading, given.circuitBreaker, Boolean(options.clusterHosts))
  if (reading.problems.length > 0) throw new ConfigurationError(reading.problems)
  return fill(options, SHARED_DEFAULTS)
}

/** Makes the options those of a cluster, where they are to be: its nodes, and no address of one server. */
function nameNodes(reading: Reading, options: RedisOptions, cluster: GivenCluster): void {
  const { wanted, hosts, settings, credentials } = cluster
  options.cluster = undefined
  if (hosts !== undefined) options.clusterHosts = hosts
  fill(options, { ...credentials })
  if (wanted && !options.clusterHosts) {
    if (options.path)
      reading.problems.push('the option cluster needs a host, and a Unix socket leads to one server')
    else options.clusterHosts = [hostOf(options.host || 'localhost', options.port || 6379)]
  }
  if (!options.clusterHosts) return
  options.cluster = settings
  if (Number(options.db) > 0) {
    reading.problems.push(`the database is "${options.db}", expected 0: a cluster has no other database`)
  }
  if (options.sentinels) {
    reading.problems.push('the options cluster and sentinels exclude each other')
  }
}

/** No name holds these, and a log line or a list of the server would break at them. */
function hasControl(value: unknown): boolean {
  return typeof value === 'string' && /[\0\r\n]/.test(value)
}

const CONTROL = 'a control character (CR, LF or NUL), expected none'

const POLICIES: Record<string, string> = {
  retryStrategy:
    'the shared client reconnects for ever, at most every 5 s; use `maxRetriesPerRequest` for how many failed connections a command may wait',
  reconnectOnError: 'the shared client reconnects on READONLY by itself',
  sentinelRetryStrategy: 'the shared client asks its sentinels again for ever, at most every second',
  sentinelReconnectStrategy: 'the shared client listens to its sentinels again by itself',
  natMap: 'use an object of addresses',
  preferredSlaves: 'use a list of addresses with `prio`',
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
  checkSearch(reading, given)
  for (const name of ['host', 'path', 'username', 'connectionName', 'keyPrefix'] as const) {
    if (hasControl(given[name])) reading.problems.push(`the option ${name} holds ${CONTROL}`)
  }
  reading.problems.push(...breakerProblems(given.circuitBreaker), ...replyLimitProblems(given.replyLimits))
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

/** What options in code say of sentinels. */
function checkSearch(reading: Reading, { sentinels, name, role }: RedisOptions): void {
  if (sentinels === undefined || sentinels === null) return
  if (!Array.isArray(sentinels) || sentinels.length === 0) {
    reading.problems.push('the option sentinels is empty, expected at least one sentinel to connect to')
    return
  }
  for (const sentinel of sentinels) {
    if (!isPort(sentinel?.port)) {
      reading.problems.push(`the port of a sentinel is "${sentinel.port}", expected a port from 1 to 65535`)
    }
  }
  if (typeof name !== 'string' || name === '') {
    reading.problems.push(
      'the option name is missing, expected the name by which the sentinels know the master',
    )
  }
  if (role !== undefined && role !== 'master' && role !== 'slave') {
    reading.problems.push(`the option role is "${String(role)}", expected "master" or "slave"`)
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
  return ['REDIS_CLUSTER_HOSTS', 'REDIS_SENTINELS', 'REDIS_URL', 'REDIS_HOST', 'REDIS_PORT'].some((name) =>
    Boolean(variables[name]),
  )
}
