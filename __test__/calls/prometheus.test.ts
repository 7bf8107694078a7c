/** Metrics as Prometheus reads them: the text, and registries of prom-client. */
import { closeRedis, redis, registerMetrics } from '@app/redis-native'
import { Counter, Registry, register } from 'prom-client'
import { open, ready, serve } from '../faults/clients'
import { freePort } from '../support/ports'

interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

interface Family {
  type: string
  help: string
  samples: Sample[]
}

const SUFFIXES: Record<string, string[]> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
}

/** Labels as the format has them, each once; fails at the first that is none. */
function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    const found = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/.exec(rest)
    if (found === null) throw new Error(`no label: ${rest}`)
    const [whole, name, value] = found
    if (Object.hasOwn(labels, name)) throw new Error(`the label ${name} is there twice`)
    labels[name] = value.replace(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : char))
    rest = rest.slice(whole.length)
  }
  return labels
}

/** Reads text in the format 0.0.4, and takes nothing that the format does not allow. */
function parse(text: string): Map<string, Family> {
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let help: [name: string, text: string] | undefined
  let current: string | undefined
  expect(text.endsWith('\n')).toBe(true)
  for (const line of text.split('\n')) {
    if (line === '') continue
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line)
    if (comment?.[1] === 'HELP') {
      help = [comment[2], comment[3]]
      continue
    }
    if (comment !== null) {
      const [, , name, type] = comment
      if (families.has(name)) throw new Error(`${name} comes twice`)
      if (help?.[0] !== name) throw new Error(`${name} has no help`)
      if (!Object.hasOwn(SUFFIXES, type)) throw new Error(`no type: ${type}`)
      families.set(name, { type, help: help[1], samples: [] })
      current = name
      continue
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (sample === null || current === undefined) throw new Error(`no sample: ${line}`)
    const [, name, labels = '', value] = sample
    const family = families.get(current) as Family
    const suffix = name.slice(current.length)
    if (!name.startsWith(current) || !SUFFIXES[family.type].includes(suffix))
      throw new Error(`${name} is no sample of ${current}`)
    if (!Number.isFinite(Number(value))) throw new Error(`no number: ${line}`)
    const series = line.slice(0, line.lastIndexOf(' '))
    if (seen.has(series)) throw new Error(`${series} comes twice`)
    seen.add(series)
    family.samples.push({ name: suffix, labels: labelsOf(labels), value: Number(value) })
  }
  for (const [name, { type, samples }] of families) {
    if (type === 'histogram') checkHistogram(samples)
    if (type === 'counter') expect(name).toMatch(/_total$/)
  }
  return families
}

/** Buckets of each series rise to +Inf, which is the count. */
function checkHistogram(samples: Sample[]): void {
  const series = new Map<string, Sample[]>()
  for (const sample of samples) {
    const { le, ...rest } = sample.labels
    const key = JSON.stringify(rest)
    series.set(key, [...(series.get(key) ?? []), sample])
  }
  expect(series.size).toBeGreaterThan(0)
  for (const all of series.values()) {
    const buckets = all.filter(({ name }) => name === '_bucket')
    const bounds = buckets.map(({ labels }) =>
      labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le),
    )
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b))
    expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY)
    const counts = buckets.map(({ value }) => value)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    const [sum, ...others] = all.filter(({ name }) => name === '_sum')
    expect(others).toEqual([])
    expect(sum.value).toBeGreaterThanOrEqual(0)
    expect(all.filter(({ name }) => name === '_count').map(({ value }) => value)).toEqual([counts.at(-1)])
  }
}

const one = (families: Map<string, Family>, name: string) => families.get(name)?.samples[0]

test('the text is what a strict parser takes, with the labels of the server', async () => {
  const server = await serve()
  const client: any = open('shared', { port: server.port, db: 3 })
  await client.ping()
  const families = parse(client.metricsText({ app: 'a"b\\c\nd' }))
  expect(families.size).toBeGreaterThan(15)
  const labels = {
    db_system_name: 'redis',
    server_address: '127.0.0.1',
    server_port: String(server.port),
    db_namespace: '3',
    app: 'a"b\\c\nd',
  }
  for (const { samples } of families.values())
    for (const sample of samples) expect(sample.labels).toMatchObject(labels)
  expect(one(families, 'redis_native_commands_total')).toEqual({ name: '', labels, value: 1 })
  expect(families.get('db_client_operation_duration_seconds')?.type).toBe('histogram')
})

test('a client that was never used has a text, too', () => {
  const client: any = open('own', { path: '/tmp/no.sock', lazyConnect: true })
  const families = parse(client.metricsText())
  expect(one(families, 'redis_native_ready')).toEqual({
    name: '',
    labels: { db_system_name: 'redis', server_address: '/tmp/no.sock', db_namespace: '0' },
    value: 0,
  })
})

describe('a registry of prom-client', () => {
  afterEach(() => {
    register.clear()
  })

  test('tells of a client among its own metrics, and reads it at each scrape', async () => {
    const server = await serve()
    const registry = new Registry()
    registry.setDefaultLabels({ app: 'shop' })
    const counter = new Counter({ name: 'orders_total', help: 'Orders.', registers: [registry] })
    counter.inc(2)
    const client: any = open('shared', { port: server.port })
    registerMetrics(registry, client)
    await client.set('k', 'v')
    const families = parse(await registry.metrics())
    expect(one(families, 'orders_total')?.value).toBe(2)
    expect(one(families, 'redis_native_commands_total')).toMatchObject({
      value: 1,
      labels: { app: 'shop', server_port: String(server.port) },
    })
    await client.get('k')
    const again = parse(await registry.metrics())
    expect(one(again, 'redis_native_commands_total')?.value).toBe(2)
    // The same as the text of the client itself.
    const text = parse(client.metricsText())
    const without = ({ samples, ...rest }: Family) => ({
      ...rest,
      samples: samples.map(({ labels: { app, ...labels }, ...sample }) => ({ ...sample, labels })),
    })
    for (const [name, family] of text) expect(without(again.get(name) as Family)).toEqual(family)
    const json = await registry.getMetricsAsJSON()
    expect(json.map(({ name }) => name)).toContain('redis_native_commands_total')
    registry.resetMetrics()
    expect(one(parse(await registry.metrics()), 'redis_native_commands_total')?.value).toBe(2)
  })

  test('tells of several clients, each once, and refuses two that look the same', async () => {
    const server = await serve()
    const registry = new Registry()
    const shared: any = open('shared', { port: server.port })
    const own: any = open('own', { port: server.port })
    await Promise.all([ready(shared), ready(own)])
    registerMetrics(registry, shared)
    registerMetrics(registry, shared)
    expect(() => registerMetrics(registry, own)).toThrow(/labels.*tell them apart/)
    registerMetrics(registry, own, { client: 'own' })
    await own.ping()
    const families = parse(await registry.metrics())
    const commands = families.get('redis_native_commands_total')?.samples ?? []
    expect(commands.map(({ labels, value }) => [labels.client, value])).toEqual([
      [undefined, 0],
      ['own', 1],
    ])
  })

  test('is the default one of prom-client with the default client, also after clear()', async () => {
    const before = process.env.REDIS_URL
    process.env.REDIS_URL = `redis://127.0.0.1:${await freePort()}/1`
    try {
      registerMetrics(register)
      register.clear()
      registerMetrics(register)
      const families = parse(await register.metrics())
      expect(one(families, 'redis_native_ready')).toMatchObject({ value: 0, labels: { db_namespace: '1' } })
      expect(redis.status).toBe('wait')
    } finally {
      await closeRedis()
      process.env.REDIS_URL = before
      if (before === undefined) delete process.env.REDIS_URL
    }
  })

  test('in the format of OpenMetrics', async () => {
    const server = await serve()
    const registry = new Registry(Registry.OPENMETRICS_CONTENT_TYPE)
    const client: any = open('shared', { port: server.port })
    await client.ping()
    registerMetrics(registry as unknown as Registry, client)
    for (let scrape = 0; scrape < 2; scrape++) {
      const text = await registry.metrics()
      expect(text).toMatch(/^# TYPE redis_native_commands counter$/m)
      expect(text).toMatch(/^redis_native_commands_total\{.*\} 1$/m)
      expect(text).not.toContain('_total_total')
      expect(text.endsWith('# EOF\n')).toBe(true)
    }
    registerMetrics(registry as unknown as Registry, client)
    expect((await registry.metrics()).match(/^# TYPE redis_native_commands counter$/gm)).toHaveLength(1)
  })
})
