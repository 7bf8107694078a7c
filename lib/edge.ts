/**
 * What an edge or browser bundle gets: the import succeeds, the first call says what to do.
 * It may use nothing of Node.
 */

/**
 * The package itself, where a page is one within Node: jest's jsdom environment asks for what browsers get,
 * and has modules that are loaded by `require`, which no bundle has.
 */
function withinNode(): object | undefined {
  const load =
    'document' in globalThis && typeof module === 'object' ? Reflect.get(module, 'require') : undefined
  return typeof load === 'function' ? load.call(module, './index.js') : undefined
}

class EdgeError extends Error {
  override readonly name = 'EdgeError'
  readonly code = 'ERR_REDIS_NATIVE_EDGE'
}

function refuse(): never {
  throw new EdgeError(
    '@app/redis-native is a native addon and runs only in the Node.js runtime, not at the edge or in a browser. ' +
      "In Next.js, write `export const runtime = 'nodejs'` in the route or page that uses Redis, and import it " +
      'from server code only.',
  )
}

/** A client whose every method refuses. It is no thenable, so that it can be passed around. */
const redis: unknown = new Proxy(
  {},
  {
    get: (_, property) => (typeof property === 'symbol' || property === 'then' ? undefined : refuse),
  },
)

class Redis {
  constructor() {
    refuse()
  }
}

class Nothing {}

const refusing = Object.assign(Redis, {
  default: Redis,
  Redis,
  Cluster: Redis,
  Command: Redis,
  Pipeline: Redis,
  ScanStream: Redis,
  AbstractConnector: Redis,
  SentinelConnector: Redis,
  SentinelIterator: Redis,
  // For `instanceof`, which must not fail.
  ReplyError: class ReplyError extends Nothing {},
  AbortError: class AbortError extends Nothing {},
  RedisError: class RedisError extends Nothing {},
  ClusterAllFailedError: class ClusterAllFailedError extends Nothing {},
  CircuitOpenError: class CircuitOpenError extends Nothing {},
  MaxRetriesPerRequestError: class MaxRetriesPerRequestError extends Nothing {},
  ConfigurationError: class ConfigurationError extends Nothing {},
  OverloadError: class OverloadError extends Nothing {},
  ReplyLimitError: class ReplyLimitError extends Nothing {},
  AddonError: class AddonError extends Nothing {},
  print: refuse,
  redis,
  getRedis: refuse,
  getRedisClient: refuse,
  closeRedis: refuse,
  redisHealthCheck: refuse,
  getConnectionInfo: refuse,
  registerMetrics: refuse,
  get: refuse,
  set: refuse,
  ping: refuse,
  getKey: refuse,
  setKey: refuse,
  getMultipleKeys: refuse,
  getKeyPrefix: refuse,
  prefixKey: refuse,
  unprefixKey: refuse,
  buildRedisChannelName: refuse,
})

export = (withinNode() ?? refusing) as typeof refusing
