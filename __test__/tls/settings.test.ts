/** Where settings of TLS come from, what is made of them, and what of them is refused or hidden. */

import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { problemOf, under } from '../configuration/environments'
import { runNode } from '../support/child'
import { rejection } from '../support/clients'
import { event } from '../support/events'
import { type Certificate, locked } from '../support/tls'
import { Redis, setUpTLS } from './setting'

const setting = setUpTLS({ mutual: true })
let client: Certificate

beforeAll(() => {
  client = setting.authority.sign({ names: 'DNS:client' })
})

/** What the tests connect with, but for what `options` say. */
const make = (options: Record<string, unknown>) =>
  setting.make({ host: '127.0.0.1', port: setting.server.port, maxRetriesPerRequest: 0, ...options })

const material = () => ({ ca: setting.authority.cert, cert: client.cert, key: client.key })

describe('a server that requires a certificate', () => {
  test('takes a client that has one', async () => {
    const redis = make({ tls: material() })
    expect(await redis.set('key', 'value')).toBe('OK')
  })

  test.each<[string, () => Record<string, unknown>]>([
    [
      'Buffers',
      () => ({
        ca: Buffer.from(setting.authority.cert),
        cert: Buffer.from(client.cert),
        key: Buffer.from(client.key),
      }),
    ],
    ['arrays', () => ({ ca: [client.cert, setting.authority.cert], cert: [client.cert], key: [client.key] })],
    [
      'a key with its passphrase',
      () => ({ ...material(), key: locked(client, 'pass phrase'), passphrase: 'pass phrase' }),
    ],
    [
      'a key in an object',
      () => ({ ...material(), key: [{ pem: locked(client, 'secret'), passphrase: 'secret' }] }),
    ],
    ['TLS 1.2 alone', () => ({ ...material(), maxVersion: 'TLSv1.2' })],
    ['TLS 1.3 alone', () => ({ ...material(), minVersion: 'TLSv1.3' })],
    [
      'files',
      () => ({ caFile: setting.authority.certFile, certFile: client.certFile, keyFile: client.keyFile }),
    ],
    ['a servername', () => ({ ...material(), servername: 'localhost' })],
  ])('takes %s', async (_, tls) => {
    expect(await make({ tls: tls() }).ping()).toBe('PONG')
  })

  test.each(['TLSv1.2', 'TLSv1.3'])('tells a client without one, over %s', async (version) => {
    const redis = make({
      retryStrategy: null,
      tls: { ca: setting.authority.cert, minVersion: version, maxVersion: version },
    })
    const told = event(redis, 'error')
    const error: any = await rejection(redis.get('key'))
    const [{ code, message }] = await told
    expect(code).toMatch(/^ERR_SSL_(TLSV13_ALERT_CERTIFICATE_REQUIRED|SSLV3_ALERT_HANDSHAKE_FAILURE)$/)
    expect(message).toMatch(/client's certificate/)
    expect([error.code, error.cause?.code]).toContain(code)
  })

  test('is reached by the variables', async () => {
    const environment = {
      REDIS_URL: `rediss://127.0.0.1:${setting.server.port}`,
      REDIS_TLS_CA: setting.authority.certFile,
      REDIS_TLS_CERT: client.certFile,
      REDIS_TLS_KEY: client.keyFile,
    }
    await under(environment, async ({ redis, getConnectionInfo, closeRedis }) => {
      expect(await redis.set('key', 'value')).toBe('OK')
      expect(getConnectionInfo()).toMatchObject({ tls: true, configured: environment })
      await closeRedis()
    })
  })

  test('is reached by the parts', async () => {
    const environment = {
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: String(setting.server.port),
      REDIS_TLS: 'true',
      REDIS_TLS_CA: setting.authority.certFile,
      REDIS_TLS_CERT: client.certFile,
      REDIS_TLS_KEY: client.keyFile,
    }
    await under(environment, async ({ redis, closeRedis }) => {
      expect(await redis.ping()).toBe('PONG')
      // What blocks has a connection of its own, and what subscribes another.
      const popped = redis.blpop('list', 5)
      await redis.subscribe('channel')
      await redis.rpush('list', 'element')
      expect(await popped).toStrictEqual(['list', 'element'])
      await closeRedis()
    })
  })
})

describe('certificates in files', () => {
  test('are those of the next connection when they are renewed', async () => {
    const [certFile, keyFile] = ['renewed.crt', 'renewed.key'].map((name) =>
      join(setting.authority.directory, name),
    )
    copyFileSync(client.certFile, certFile)
    copyFileSync(client.keyFile, keyFile)
    const redis = make({
      tls: { caFile: setting.authority.certFile, certFile, keyFile },
      retryStrategy: () => 10,
    })
    await redis.ping()
    // The old pair is good for nothing from here on.
    const next = setting.authority.sign({ names: 'DNS:next' })
    copyFileSync(next.certFile, certFile)
    copyFileSync(next.keyFile, keyFile)
    const ready = event(redis, 'ready')
    redis.disconnect(true)
    await ready
    expect(await redis.ping()).toBe('PONG')
    writeFileSync(certFile, 'no certificate')
    const told = event(redis, 'error')
    redis.disconnect(true)
    expect((await told)[0]).toMatchObject({
      code: 'ERR_REDIS_TLS',
      message: expect.stringContaining(certFile),
    })
    const again = event(redis, 'ready')
    copyFileSync(next.certFile, certFile)
    await again
    expect(await redis.ping()).toBe('PONG')
  })

  test.each([
    ['REDIS_TLS_CA', '/nowhere/ca.crt', /REDIS_TLS_CA.*\/nowhere\/ca\.crt.*ENOENT/],
    ['REDIS_TLS_CA', __filename, /REDIS_TLS_CA.*settings\.test\.ts.*PEM/],
    ['REDIS_TLS_CA', __dirname, /REDIS_TLS_CA.*can not be read/],
  ])('%s=%s is a problem', async (name, file, expected) => {
    const error = await problemOf({ REDIS_URL: 'rediss://host', [name]: file })
    expect(error.name).toBe('ConfigurationError')
    expect(error.message).toMatch(expected)
  })

  test('a key in the place of its path is a problem that does not show it', async () => {
    const error = await problemOf({
      REDIS_URL: 'rediss://host',
      REDIS_TLS_CERT: client.certFile,
      REDIS_TLS_KEY: client.key,
    })
    expect(error.message).toMatch(/REDIS_TLS_KEY.*expected the path/)
    expect(error.message).not.toContain(client.key.split('\n')[1])
    await under({ REDIS_HOST: 'host', REDIS_TLS_KEY: client.key }, ({ getConnectionInfo }) => {
      expect(() => getConnectionInfo()).toThrow(/REDIS_TLS_KEY/)
    })
  })

  test('variables of TLS without TLS, and half a pair, are problems', async () => {
    const file = setting.authority.certFile
    expect((await problemOf({ REDIS_URL: 'redis://host', REDIS_TLS_CA: file })).message).toMatch(
      /REDIS_TLS_CA is set without TLS/,
    )
    expect((await problemOf({ REDIS_URL: 'rediss://host', REDIS_TLS_CERT: file })).message).toMatch(
      /REDIS_TLS_CERT is set without REDIS_TLS_KEY/,
    )
  })
})

describe('options', () => {
  const refused = ['checkServerIdentity', 'pfx', 'secureContext', 'ciphers', 'secureProtocol', 'ecdhCurve']

  test.each(['of all nodes', 'of one'])(
    'that can not be honoured are refused by a cluster, too: those %s',
    (whose) => {
      const tls = { ciphers: 'x' }
      const [node, redisOptions] = whose === 'of one' ? [{ tls }, {}] : [{}, { tls }]
      const Cluster = Redis.Cluster as any
      const make = () =>
        new Cluster([{ host: 'localhost', port: 1, ...node }], { redisOptions, lazyConnect: true })
      expect(make).toThrow(/tls\.ciphers/)
    },
  )

  test('that can not be honoured are refused by name, in one error', () => {
    const tls = Object.fromEntries(
      refused.map((name) => [name, name === 'checkServerIdentity' ? () => undefined : 'x']),
    )
    let error: any
    try {
      new Redis({ host: 'host', lazyConnect: true, tls })
    } catch (caught) {
      error = caught
    }
    expect(error.name).toBe('ConfigurationError')
    expect(error.problems).toHaveLength(1)
    for (const name of refused) expect(error.message).toContain(`tls.${name}`)
  })

  test.each<[string, any, RegExp]>([
    ['no PEM', { ca: 'no certificate' }, /tls\.ca holds no certificate/],
    ['a profile that is not known', 'NoSuchProfile', /NoSuchProfile.*RedisCloudFixed/],
    ['an old version', { maxVersion: 'TLSv1.1' }, /tls\.maxVersion/],
    ['versions the wrong way round', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }, /tls\.minVersion/],
    ['a number', 1, /the option tls/],
  ])('%s is a problem', (_, tls, expected) => {
    expect(() => new Redis({ host: 'host', lazyConnect: true, tls })).toThrow(expected)
  })

  test('a key that belongs to another certificate, or is locked, is a problem', () => {
    const other = setting.authority.sign()
    const make = (tls: object) => () => new Redis({ host: 'host', lazyConnect: true, tls })
    expect(make({ cert: client.cert, key: other.key })).toThrow(/does not belong/)
    expect(make({ cert: client.cert, key: locked(client, 'right') })).toThrow(/tls\.key/)
    expect(make({ cert: client.cert, key: locked(client, 'right'), passphrase: 'wrong' })).toThrow(
      /passphrase/,
    )
    expect(make({ cert: client.cert })).toThrow(/tls\.key is missing/)
  })

  test.each(['RedisCloudFixed', 'RedisCloudFlexible'])('the profile %s gives its authorities', (profile) => {
    for (const tls of [profile, { profile, servername: 'name' }]) {
      const { options } = new Redis({ host: 'host', lazyConnect: true, tls })
      expect(options.tls.ca.match(/BEGIN CERTIFICATE/g).length).toBeGreaterThan(1)
      expect(options.tls.profile).toBeUndefined()
    }
  })

  test('of two settings make two clients, and the same make one', async () => {
    await under({ NEXT_PHASE: 'phase-production-build' }, ({ getRedis }) => {
      const one = getRedis({ host: 'host', tls: { ...material() } } as any)
      expect(getRedis({ host: 'host', tls: { ...material() } } as any)).toBe(one)
      const other = setting.authority.sign()
      expect(
        getRedis({ host: 'host', tls: { ...material(), cert: other.cert, key: other.key } } as any),
      ).not.toBe(one)
      expect(getRedis({ host: 'host', tls: { ...material(), servername: 'name' } } as any)).not.toBe(one)
    })
  })

  test('show no private key', () => {
    const tls = { ...material(), key: locked(client, 'pass phrase'), passphrase: 'pass phrase' }
    const redis = new Redis({ host: 'host', lazyConnect: true, tls })
    const secret = tls.key.split('\n')[1]
    for (const shown of [redis, redis.options, redis.options.tls, { nested: redis.options.tls }]) {
      for (const text of [inspect(shown, { depth: 10 }), JSON.stringify(shown) ?? '']) {
        expect(text).not.toContain(secret)
        expect(text).not.toContain('pass phrase')
      }
    }
    expect(redis.options.tls.key).toBe(tls.key)
    expect(redis.duplicate({ lazyConnect: true }).options.tls.key).toBe(tls.key)
  })
})

describe('verification', () => {
  const script = (options: string) => `
    const redis = new pkg.Redis(${options});
    redis.on('error', () => {});
    const outcome = await redis.ping().catch((error) => error.cause?.code ?? error.code);
    redis.disconnect();
    tell(outcome);`
  const pair = () => `cert: ${JSON.stringify(client.cert)}, key: ${JSON.stringify(client.key)}`

  test('is turned off by code, with one warning for a server', async () => {
    const { port } = setting.server
    const one = `{ host: '127.0.0.1', port: ${port}, tls: { ${pair()}, rejectUnauthorized: false } }`
    const { told, stderr } = await runNode(`
      const clients = [1, 2, 3].map(() => new pkg.Redis(${one}));
      const replies = await Promise.all(clients.map((client) => client.ping()));
      const { authorized, encrypted } = clients[0].stream;
      for (const client of clients) client.disconnect();
      tell([...replies, authorized, encrypted]);`)
    expect(told).toStrictEqual(['PONG', 'PONG', 'PONG', false, true])
    expect(stderr.match(/rejectUnauthorized is false/g)).toHaveLength(1)
    expect(stderr).toContain(`127.0.0.1:${port}`)
  })

  test.each([
    ['a variable of Node', '', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    ['a query', '?rejectUnauthorized=false', {}],
    ['another query', '?tls.rejectUnauthorized=false', {}],
  ])('is not turned off by %s', async (_, query, env) => {
    const url = `'rediss://127.0.0.1:${setting.server.port}${query}'`
    const options = '{ maxRetriesPerRequest: 0, retryStrategy: () => 10 }'
    const { told } = await runNode(script(`${url}, ${options}`), env)
    expect(told).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|ERR_REDIS_TLS)$/)
  })
})
