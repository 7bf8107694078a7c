/**
 * What a client has counted, as an object and as Prometheus text. The addon counts, natively and for
 * all handles of a shared client; nothing is kept here.
 */

/** The addon's counters. */
export interface Counters {
  commands: number
  batches: number
  bytesSent: number
  bytesReceived: number
  connects: number
  closes: number
  connectFailures: number
  timeoutsQueue: number
  timeoutsConnection: number
  timeoutsServer: number
  lost: number
  retriesExhausted: number
  overloads: number
  circuitRefusals: number
  circuitOpens: number
  retries: number
  latencyCounts: number[]
  latencyMicros: number
}

/** The upper bounds of the latency buckets in seconds; those of `src/metrics.rs`. */
const BOUNDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

export interface Metrics {
  commands: number
  batches: number
  bytesSent: number
  bytesReceived: number
  connects: number
  closes: number
  connectFailures: number
  timeouts: { queue: number; connection: number; server: number }
  lost: number
  retriesExhausted: number
  overloads: number
  retries: number
  circuitOpens: number
  circuitRefusals: number
  pending: number
  queuedBytes: number
  ready: boolean
  breaker: string
  /** Seconds; a bucket counts all that took no longer than `le`. */
  latency: { buckets: Array<{ le: number; count: number }>; sum: number; count: number }
}

export interface Gauges {
  pending: number
  queuedBytes: number
  ready: boolean
  breaker: string
}

export function metricsOf(counters: Partial<Counters>, gauges: Gauges): Metrics {
  const count = (name: Exclude<keyof Counters, 'latencyCounts'>) => counters[name] ?? 0
  let sum = 0
  const counts = counters.latencyCounts ?? []
  const buckets = [...BOUNDS, Number.POSITIVE_INFINITY].map((le, index) => {
    sum += counts[index] ?? 0
    return { le, count: sum }
  })
  return {
    commands: count('commands'),
    batches: count('batches'),
    bytesSent: count('bytesSent'),
    bytesReceived: count('bytesReceived'),
    connects: count('connects'),
    closes: count('closes'),
    connectFailures: count('connectFailures'),
    timeouts: {
      queue: count('timeoutsQueue'),
      connection: count('timeoutsConnection'),
      server: count('timeoutsServer'),
    },
    lost: count('lost'),
    retriesExhausted: count('retriesExhausted'),
    overloads: count('overloads'),
    retries: count('retries'),
    circuitOpens: count('circuitOpens'),
    circuitRefusals: count('circuitRefusals'),
    ...gauges,
    latency: { buckets, sum: count('latencyMicros') / 1e6, count: sum },
  }
}

export type Labels = Record<string, string | number>

/** What one server's connection has counted, and the labels that say which it is. */
export type Measured = readonly [of: Metrics, labels: Labels]

/** Labels by OpenTelemetry's names for databases. */
export function serverLabels(
  address: string,
  port: number | undefined,
  database: number | undefined,
): Labels {
  return {
    db_system_name: 'redis',
    server_address: address,
    ...(port === undefined ? {} : { server_port: port }),
    db_namespace: database ?? 0,
  }
}

/** Labels as Prometheus writes them. */
export function labelled(labels: Labels): string {
  const escaped = (value: string | number) =>
    String(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Each metric with what it means, how it is counted, and its values of one server. */
const FAMILIES: Array<[kind: string, name: string, help: string, (of: Metrics) => Array<[Labels, number]>]> =
  [
    counter('commands', 'Commands that were submitted.', (of) => of.commands),
    counter('batches', 'Batches in which they were submitted.', (of) => of.batches),
    counter('sent_bytes', 'Bytes of commands.', (of) => of.bytesSent),
    counter('received_bytes', 'Bytes of replies.', (of) => of.bytesReceived),
    counter('connects', 'Connections that became ready.', (of) => of.connects),
    counter('closes', 'Connections that ended.', (of) => of.closes),
    counter('connect_failures', 'Attempts to connect that failed.', (of) => of.connectFailures),
    [
      'counter',
      'redis_native_timeouts_total',
      'Commands that timed out, by what they waited for.',
      (of) => Object.entries(of.timeouts).map(([cause, value]): [Labels, number] => [{ cause }, value]),
    ],
    counter('lost_commands', 'Commands that were written and fell with their connection.', (of) => of.lost),
    counter(
      'exhausted_commands',
      'Commands that waited through as many failed connections as they may.',
      (of) => of.retriesExhausted,
    ),
    counter('overloads', 'Commands that were not taken, because too many waited.', (of) => of.overloads),
    counter(
      'retries',
      'What the server refused without executing it, and was sent again.',
      (of) => of.retries,
    ),
    counter('circuit_opens', 'How often the circuit breaker opened.', (of) => of.circuitOpens),
    counter(
      'circuit_refusals',
      'Commands that the open circuit breaker refused.',
      (of) => of.circuitRefusals,
    ),
    gauge('pending_commands', 'Commands of this handle without a reply.', (of) => of.pending),
    gauge('queued_bytes', 'Bytes that wait or are in flight.', (of) => of.queuedBytes),
    gauge('ready', 'Whether the connection is ready.', (of) => Number(of.ready)),
  ]

function counter(name: string, help: string, value: (of: Metrics) => number): (typeof FAMILIES)[number] {
  return ['counter', `redis_native_${name}_total`, help, (of) => [[{}, value(of)]]]
}

function gauge(name: string, help: string, value: (of: Metrics) => number): (typeof FAMILIES)[number] {
  return ['gauge', `redis_native_${name}`, help, (of) => [[{}, value(of)]]]
}

/** A value of a metric; `suffix` is what a histogram adds to its name. */
export interface Sample {
  suffix: '' | '_bucket' | '_sum' | '_count'
  labels: Labels
  value: number
}

/** One metric with all its values. */
export interface Family {
  name: string
  type: string
  help: string
  samples(servers: readonly Measured[]): Sample[]
}

function durations(servers: readonly Measured[]): Sample[] {
  return servers.flatMap(([{ latency }, labels]) => [
    ...latency.buckets.map(({ le, count }): Sample => {
      const bound = le === Number.POSITIVE_INFINITY ? '+Inf' : le
      return { suffix: '_bucket', labels: { ...labels, le: bound }, value: count }
    }),
    { suffix: '_sum', labels, value: latency.sum },
    { suffix: '_count', labels, value: latency.count },
  ])
}

/** All metrics: base units, counters that end in `_total`, few labels. */
export const METRICS: readonly Family[] = [
  ...FAMILIES.map(
    ([type, name, help, values]): Family => ({
      ...{ name, type, help },
      samples: (servers) =>
        servers.flatMap(([of, labels]) =>
          values(of).map(([more, value]): Sample => ({ suffix: '', labels: { ...labels, ...more }, value })),
        ),
    }),
  ),
  {
    name: 'db_client_operation_duration_seconds',
    type: 'histogram',
    help: "From a command's submission to the reply of its batch.",
    samples: durations,
  },
]

/** The text that Prometheus scrapes. Each server, with its labels, has a line in each metric. */
export function metricsText(servers: readonly Measured[]): string {
  const lines = METRICS.flatMap(({ name, type, help, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples(servers).map(({ suffix, labels, value }) => `${name}${suffix}${labelled(labels)} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

const BREAKERS = ['closed', 'half-open', 'open']

/** Several servers as one: what is counted is added up, and all must be well. */
export function sumOf(servers: readonly Metrics[]): Metrics {
  const total = metricsOf({}, { pending: 0, queuedBytes: 0, ready: servers.length > 0, breaker: 'closed' })
  for (const one of servers) {
    for (const name of Object.keys(total) as Array<keyof Metrics>) {
      const value = one[name]
      if (typeof value === 'number') Object.assign(total, { [name]: (total[name] as number) + value })
    }
    total.timeouts.queue += one.timeouts.queue
    total.timeouts.connection += one.timeouts.connection
    total.timeouts.server += one.timeouts.server
    total.ready &&= one.ready
    if (BREAKERS.indexOf(one.breaker) > BREAKERS.indexOf(total.breaker)) total.breaker = one.breaker
    total.latency.sum += one.latency.sum
    total.latency.count += one.latency.count
    one.latency.buckets.forEach(({ count }, index) => {
      total.latency.buckets[index].count += count
    })
  }
  return total
}
