/** How a shared client learns that it is on a cluster: the variable, the option, and what is wrong with either. */
import { under } from './environments'

const CANARY = 'canary-7f3a'
const BUILD = { NEXT_PHASE: 'phase-production-build' }

/** The problems that `getRedis(options)` names; none when it takes them. */
const problemsOf = (options: object | undefined, environment: Record<string, string> = {}) =>
  under({ ...BUILD, ...environment }, ({ getRedis }) => {
    try {
      getRedis(options as never)
      return []
    } catch (error) {
      return (error as { problems: string[] }).problems
    }
  })

const WRONG: [what: string, cluster: unknown, problem: RegExp][] = [
  ['a text', 'node1:6379', /^the option cluster is .*expected true, false, nodes, or an object/],
  ['no nodes', [], /^the option cluster names no nodes/],
  ['no nodes in an object', { nodes: [] }, /^the option cluster names no nodes/],
  ['a node that is none', ['node1:6379', 'redis://node2:port'], /^node 2 of the option cluster is none/],
  ['a port that is none', [{ host: 'node1', port: 70_000 }], /^node 1 of the option cluster is none/],
  ['a path as a node', ['/var/run/redis.sock'], /^node 1 of the option cluster is none/],
  [
    'an unknown role',
    { scaleReads: 'replica' },
    /^the option cluster.scaleReads is "replica", expected "master"/,
  ],
  ['a function for reads', { scaleReads: () => null }, /^the option cluster.scaleReads is a function/],
  ['a function for addresses', { natMap: () => null }, /^the option cluster.natMap is a function/],
  [
    'addresses that are none',
    { natMap: { 'a:1': 'b:2' } },
    /^the option cluster.natMap is a object, expected/,
  ],
  [
    'a strategy',
    { clusterRetryStrategy: () => 1 },
    /^the option cluster.clusterRetryStrategy is refused .*for ever/,
  ],
  ['a lookup', { dnsLookup: () => {} }, /^the option cluster.dnsLookup is refused .*natMap/],
  [
    'a number that is none',
    { maxRedirections: -1 },
    /^the option cluster.maxRedirections is "-1", expected a whole/,
  ],
  [
    'an option that is not known',
    { node: [] },
    /^the option cluster.node is not known, expected one of nodes,/,
  ],
]

test.each(WRONG)('%s is named', async (_, cluster, problem) => {
  const problems = await problemsOf({ cluster })
  expect(problems).toEqual([expect.stringMatching(problem)])
})

test('all that is wrong comes at once, without passwords', async () => {
  const cluster = {
    nodes: [`redis://:${CANARY}@node1:port`, `${CANARY}@@`],
    scaleReads: `${CANARY}@`,
    maxRedirections: 'x',
  }
  const problems = await problemsOf({ cluster, db: 2, keepAlive: 1 }, { REDIS_COMMAND_TIMEOUT: 'soon' })
  expect(problems).toHaveLength(6)
  expect(problems.join('\n')).not.toContain(CANARY)
})

test('a database is no part of a cluster', async () => {
  const REDIS_CLUSTER_HOSTS = 'node1:7000'
  expect(await problemsOf(undefined, { REDIS_CLUSTER_HOSTS, REDIS_DB: '2' })).toEqual([
    expect.stringMatching(/^REDIS_DB is "2", expected 0/),
  ])
  const database = expect.stringMatching(/^the database is "2", expected 0/)
  expect(await problemsOf({ db: 2 }, { REDIS_CLUSTER_HOSTS })).toEqual([database])
  expect(await problemsOf({ cluster: true }, { REDIS_URL: 'redis://node1:7000/2' })).toEqual([database])
})

const HOSTS: [
  what: string,
  options: object | undefined,
  environment: Record<string, string>,
  hosts: string[],
][] = [
  ['the variable', undefined, { REDIS_CLUSTER_HOSTS: 'a:1,[::1]:2' }, ['a:1', '[::1]:2']],
  [
    'nodes in all forms',
    { cluster: ['a:1', 'redis://b:2', 3, { host: '::1', port: 4 }] },
    {},
    ['a:1', 'b:2', '127.0.0.1:3', '[::1]:4'],
  ],
  ['nodes in an object', { cluster: { nodes: ['a:1'] } }, { REDIS_CLUSTER_HOSTS: 'b:2' }, ['a:1']],
  ['settings for the variable', { cluster: { scaleReads: 'all' } }, { REDIS_CLUSTER_HOSTS: 'b:2' }, ['b:2']],
  ['the server of the URL', { cluster: true }, { REDIS_URL: 'redis://c:3' }, ['c:3']],
  [
    'the server of the options',
    { cluster: true, host: 'd', port: 4 },
    { REDIS_CLUSTER_HOSTS: 'b:2' },
    ['d:4'],
  ],
]

test.each(HOSTS)('%s', (_, options, environment, hosts) =>
  under({ ...BUILD, ...environment }, ({ getRedis }) => {
    const client = getRedis(options as never) as any
    expect(client.options.clusterHosts).toStrictEqual(hosts)
    expect(client.isCluster).toBe(true)
    expect(typeof client.nodes).toBe('function')
  }),
)

test('`cluster: false`, and a host in code, lead to one server', () =>
  under({ ...BUILD, REDIS_CLUSTER_HOSTS: 'b:2', REDIS_URL: 'redis://c:3' }, ({ getRedis }) => {
    for (const [options, host] of [
      [{ cluster: false }, 'c'],
      [{ host: 'd' }, 'd'],
    ] as const) {
      const client = getRedis(options as never) as any
      expect([client.isCluster, client.options.host, client.nodes]).toStrictEqual([false, host, undefined])
    }
  }))

test('credentials and TLS of the parts are those of the nodes, and are hidden', () =>
  under({ ...BUILD, REDIS_CLUSTER_HOSTS: 'b:2', REDIS_PASSWORD: CANARY, REDIS_TLS: 'true' }, async (api) => {
    const { inspect } = await import('node:util')
    const client = api.getRedis()
    expect(client.options).toMatchObject({ password: CANARY, tls: true })
    for (const shown of [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client.options)]) {
      expect(shown).not.toContain(CANARY)
    }
    expect(api.getConnectionInfo()).toMatchObject({ address: 'b:2', hosts: ['b:2'], tls: true })
  }))

test('a socket is no cluster', async () => {
  expect(await problemsOf({ cluster: true }, { REDIS_URL: 'unix:///var/run/redis.sock' })).toEqual([
    expect.stringMatching(/a Unix socket leads to one server/),
  ])
})
