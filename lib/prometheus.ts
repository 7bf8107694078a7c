/**
 * The metrics of clients in a registry of prom-client, which reads them when it is scraped.
 *
 * prom-client itself is not needed: a registry takes any object that gives the values of one metric.
 * Nothing is counted and no timer runs here.
 */

import { redis } from './client'
import { type Family, type Labels, labelled, METRICS, type Measured } from './metrics'
import { measured } from './redis'

/** What is needed of a registry. */
export interface MetricsRegistry {
  registerMetric(metric: never): void
}

/** A client that counts: of one server or of a cluster. */
interface MeasuredClient {
  [measured](labels: Labels): Measured[]
}

/** The clients that a registry tells of, each with its own labels. */
class Registered {
  readonly clients = new Map<MeasuredClient, Labels>()
  readonly metrics = METRICS.map((family) => new RegisteredMetric(family, () => this.servers()))
  private read: Measured[] | undefined

  /** All servers, read once for all metrics of a scrape. */
  private servers(): Measured[] {
    if (this.read !== undefined) return this.read
    const servers = new Map<string, Measured>()
    for (const [client, labels] of this.clients) {
      for (const one of client[measured](labels)) {
        const key = labelled(one[1])
        if (!servers.has(key)) servers.set(key, one)
      }
    }
    this.read = [...servers.values()]
    Promise.resolve().then(() => {
      this.read = undefined
    })
    return this.read
  }
}

/** A metric as prom-client has them. It sets `name` where the format wants another. */
class RegisteredMetric {
  readonly help: string
  readonly type: string
  readonly aggregator = 'sum'
  name: string

  constructor(
    private readonly family: Family,
    private readonly servers: () => Measured[],
  ) {
    this.name = family.name
    this.help = family.help
    this.type = family.type
  }

  /** What a registry calls this by: its name again, after another format had another. */
  renamed(): this {
    this.name = this.family.name
    return this
  }

  async get(): Promise<object> {
    const { name, help, type, aggregator } = this
    const values = this.family.samples(this.servers()).map(({ suffix, labels, value }) => {
      return { labels, value, ...(suffix === '' ? {} : { metricName: `${name}${suffix}` }) }
    })
    return { name, help, type, aggregator, values }
  }

  /** What is counted natively is not set back. */
  reset(): void {}
}

const registries = new WeakMap<MetricsRegistry, Registered>()

/**
 * Makes a registry of prom-client tell of a client, by default the process's own, with these labels
 * beside the server's. A registry may tell of several.
 */
export function registerMetrics(
  registry: MetricsRegistry,
  client: MeasuredClient = redis,
  labels: Labels = {},
): void {
  const registered = registries.get(registry) ?? new Registered()
  const texts = client[measured](labels).map(([, all]) => labelled(all))
  for (const [other, given] of registered.clients) {
    if (other === client) continue
    if (other[measured](given).some(([, all]) => texts.includes(labelled(all)))) {
      throw new Error(
        `the registry tells of ${texts[0]} already: handles of one shared client count together, ` +
          'and clients of the same database need `labels` that tell them apart',
      )
    }
  }
  for (const metric of registered.metrics) registry.registerMetric(metric.renamed() as never)
  registered.clients.set(client, labels)
  registries.set(registry, registered)
}
