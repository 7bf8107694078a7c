/**
 * The names that code can find on the module, its classes and their objects, in both directions:
 * libraries look for names that are there, and for names that are not.
 */
import Ours from '@app/redis-native'
import IORedis from 'ioredis'

type Names = Record<string, (from: any) => object>

const options = { lazyConnect: true, port: 1 }

/** What is looked at, on either module. */
const LOOKED_AT: Names = {
  module: (Redis) => Redis,
  client: (Redis) => new Redis(options),
  pipeline: (Redis) => new Redis(options).pipeline(),
  transaction: (Redis) => new Redis(options).multi(),
  Command: (Redis) => Redis.Command,
  command: (Redis) => new Redis.Command('get', ['key']),
  'scan stream': (Redis) => new Redis(options).scanStream(),
  Cluster: (Redis) => Redis.Cluster,
  cluster: (Redis) => new Redis.Cluster([{ port: 1 }], { lazyConnect: true }),
}

/** What ioredis has and this package does not, by what it is for. */
const MISSING: Record<string, string[]> = {
  // Private in ioredis's types: the life of its own socket.
  'client: the socket': [
    '_connect',
    '_getServerAddress',
    '_readyCheck',
    'flushQueue',
    'handleReconnection',
    'manuallyClosing',
    'parseOptions',
    'reconnectTimeout',
    'recoverFromFatalError',
    'resetCommandQueue',
    'resetOfflineQueue',
    'setSocketTimeout',
    'setStatus',
  ],
  // Private in ioredis's types: steps of what has a public name.
  'client: steps': [
    '_autoPipelines',
    '_buildCommandContext',
    '_runningAutoPipelines',
    'createScanStream',
    'getBlockingTimeoutInMs',
    'getConfiguredBlockingTimeout',
  ],
  // Private in ioredis's types: its nodes, its slots and what waits for them.
  'cluster: the nodes': [
    'createShardedSubscriberGroup',
    'dnsLookup',
    'getInfoFromNode',
    'natMapper',
    'resolveSrv',
    'resolveStartupNodeHostnames',
  ],
  'cluster: the slots': [
    '_groupsBySlot',
    '_groupsIds',
    '_refreshSlotsCacheCallbacks',
    'clearNodesRefreshInterval',
    'isRefreshing',
    'resetNodesRefreshInterval',
  ],
  'cluster: what waits': [
    '_readyDelayedCallbacks',
    'delayQueue',
    'executeOfflineCommands',
    'flushQueue',
    'invokeReadyDelayedCallbacks',
    'offlineQueue',
    'resetOfflineQueue',
  ],
  'cluster: steps': [
    '_autoPipelines',
    '_runningAutoPipelines',
    'createScanStream',
    'handleCloseEvent',
    'handleError',
    'readyCheck',
  ],
  'pipeline: steps': ['_shaToScript'],
  'transaction: steps': ['_shaToScript'],
  'command: steps': ['_clearTimers', '_convertValue', '_iterateKeys', 'stringifyArguments', 'transformed'],
}

/** What this package has and ioredis does not. */
const MORE: Record<string, string[]> = {
  'module: the one client': [
    'buildRedisChannelName',
    'closeRedis',
    'get',
    'getConnectionInfo',
    'getKey',
    'getKeyPrefix',
    'getMultipleKeys',
    'getRedis',
    'getRedisClient',
    'ping',
    'prefixKey',
    'redis',
    'redisHealthCheck',
    'registerMetrics',
    'set',
    'setKey',
    'shared',
    'unprefixKey',
  ],
  'module: errors': [
    'AbortError',
    'AddonError',
    'CircuitOpenError',
    'ClusterAllFailedError',
    'ConfigurationError',
    'MaxRetriesPerRequestError',
    'OverloadError',
    'RedisError',
    'ReplyLimitError',
  ],
  // README, "What differs".
  'client: connections': ['isolate', 'ref', 'unref'],
  'client: what the package adds': ['metrics', 'metricsText', 'withSignal'],
  'Cluster: as of the class Redis': ['createClient'],
  'cluster: connections': ['ref', 'unref'],
  'cluster: what the package adds': ['metrics', 'metricsText', 'withSignal'],
  'cluster: as of the class Redis': ['end', 'scanBufferStream', 'scanStream', 'silentEmit'],
  // ioredis sets them when they have a value.
  'cluster: from the beginning': ['manuallyClosing', 'reconnectTimeout'],
  'cluster: commands': ['bless', 'blessBuffer'],
  'cluster: steps': [
    'becomeReady',
    'begin',
    'callReady',
    'checkReady',
    'closed',
    'createNode',
    'dispatch',
    'drained',
    'handleClose',
    'problem',
    'readyCallbacks',
    'reason',
    'refuses',
    'routerHost',
    'seeking',
    'stopReconnecting',
    'subscriptions',
  ],
  // ioredis sets it when it connects.
  'client: from the beginning': ['condition', 'stream'],
  // A later command table than the one that ioredis 6.0.0 has.
  'client: commands': ['bless', 'blessBuffer'],
  'pipeline: commands': ['bless', 'blessBuffer'],
  'transaction: commands': ['bless', 'blessBuffer'],
  // ioredis sets it when exec is called.
  'pipeline: from the beginning': ['nodeifiedPromise'],
  'transaction: from the beginning': ['nodeifiedPromise'],
  'pipeline: steps': ['_await', '_finishTransaction', '_follower', '_send'],
  'transaction: steps': ['_await', '_finishTransaction', '_follower', '_send'],
  // ioredis sets them when they have a value.
  'command: from the beginning': ['ignore', 'isReadOnly', 'keys', 'pipelineIndex', 'route', 'since'],
  'command: without credentials': ['toJSON'],
  'command: steps': [
    'becomesHash',
    'deadline',
    'fail',
    'follow',
    'follower',
    'fulfil',
    'fulfilPromise',
    'limit',
    'made',
    'makePromise',
    'outcome',
    'ownReject',
    'ownResolve',
    'place',
    'prefixKeys',
    'rejectPromise',
    'replyContext',
    'settle',
    'decode',
    'withoutBuffers',
  ],
}

/** All names of an object, its own and those of its prototypes. */
function namesOf(object: object): Set<string> {
  const names = new Set<string>()
  // Node's classes lead to the Object of another realm than that of jest.
  for (let at = object; at && !Object.hasOwn(at, 'hasOwnProperty'); at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name)
  }
  return names
}

function listed(list: Record<string, string[]>, what: string): string[] {
  const rows = Object.entries(list).filter(([reason]) => reason.startsWith(`${what}: `))
  return rows.flatMap(([, names]) => names).sort()
}

describe.each(Object.keys(LOOKED_AT))('the names of %s', (what) => {
  const names = (Redis: unknown) => {
    const object = LOOKED_AT[what](Redis)
    // What a class inherits is the language's, and Node's.
    return typeof object === 'function' ? new Set(Object.getOwnPropertyNames(object)) : namesOf(object)
  }
  const theirs = names(IORedis)
  const ours = names(Ours)

  it('all that ioredis has is there, but for what is listed', () => {
    expect([...theirs].filter((name) => !ours.has(name)).sort()).toStrictEqual(listed(MISSING, what))
  })

  it('nothing is there that ioredis does not have, but for what is listed', () => {
    expect([...ours].filter((name) => !theirs.has(name)).sort()).toStrictEqual(listed(MORE, what))
  })
})

it('the module lists all that ioredis lists, and each is of the same kind', () => {
  for (const name of Object.keys(IORedis)) {
    expect(Object.keys(Ours)).toContain(name)
    expect([name, typeof (Ours as any)[name]]).toStrictEqual([name, typeof (IORedis as any)[name]])
  }
})

it('methods take as many named arguments where code asks', () => {
  const [a, b]: any[] = [new IORedis(options), new Ours(options as never)]
  for (const name of ['get', 'set', 'call', 'pipeline', 'multi']) {
    expect([name, typeof b[name]]).toStrictEqual([name, typeof a[name]])
  }
})

it('the flags of commands are the same', () => {
  expect((Ours as any).Command.FLAGS).toStrictEqual((IORedis as any).Command.FLAGS)
  expect((Ours as any).Command.getFlagMap()).toEqual((IORedis as any).Command.getFlagMap())
})

it('options have the same names and, but for functions, the same defaults', () => {
  const plain = (given: object) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value !== 'function'))
  expect(plain((Ours as any).defaultOptions)).toStrictEqual(plain((IORedis as any).defaultOptions))
  expect(Object.keys(new Ours(options as never).options).sort()).toStrictEqual(
    Object.keys(new IORedis(options).options).sort(),
  )
})

describe.each([
  ['ioredis', IORedis],
  ['redis-native', Ours],
])('%s: a command by itself', (_, Redis: any) => {
  const { Command } = Redis

  it('shows its bytes', () => {
    expect(new Command('set', ['k', 'ü']).toWritable()).toBe('*3\r\n$3\r\nset\r\n$1\r\nk\r\n$2\r\nü\r\n')
    expect(new Command('set', ['k', Buffer.from([255])]).toWritable()).toStrictEqual(
      Buffer.from('*3\r\n$3\r\nset\r\n$1\r\nk\r\n$1\r\n\xff\r\n', 'latin1'),
    )
  })

  it('can be limited in time', async () => {
    const command = new Command('get', ['k'])
    command.setTimeout(1)
    await expect(command.promise).rejects.toThrow('Command timed out')
    const blocking = new Command('blpop', ['k', 0])
    blocking.setBlockingTimeout(1)
    expect(await blocking.promise).toBeNull()
  })
})
