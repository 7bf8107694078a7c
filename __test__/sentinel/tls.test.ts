/** Sentinels and a master that speak TLS. A NAT table leads from the port that is told to the one of TLS. */
import { runNode } from '../support/child'
import { CLIENTS, type Client, rejection } from '../support/clients'
import { event } from '../support/events'
import { freePort } from '../support/ports'
import { type RedisServer, startRedis } from '../support/server'
import { Authority, startTLS, type TLSServer } from '../support/tls'

const HOST = '127.0.0.1'
let authority: Authority
let server: TLSServer
let sentinel: RedisServer
/** Where the sentinel speaks TLS. */
let port: number
let opened: Client[] = []

beforeAll(async () => {
  authority = Authority.create()
  const certificate = authority.sign()
  server = await startTLS(authority, certificate)
  sentinel = await startRedis({
    sentinel: [`sentinel monitor main ${HOST} ${server.plain.port} 1`],
    args: async () => {
      port = await freePort()
      return [
        ['--tls-port', String(port), '--tls-auth-clients', 'no'],
        ['--tls-cert-file', certificate.certFile, '--tls-key-file', certificate.keyFile],
        ['--tls-ca-cert-file', authority.certFile],
      ].flat()
    },
  })
})
afterEach(() => {
  for (const client of opened) client.disconnect()
  opened = []
})
afterAll(async () => {
  await sentinel?.stop()
  await server?.plain.stop()
  authority?.remove()
})

const natMap = () => ({ [`${HOST}:${server.plain.port}`]: { host: HOST, port: server.port } })
const ca = () => ({ ca: authority.cert })

describe.each(CLIENTS)('%s', (_, Redis) => {
  const find = (options: Record<string, unknown>): Client => {
    const client = new Redis({ sentinels: [{ host: HOST, port }], name: 'main', ...options } as any)
    client.on('error', () => {})
    opened.push(client)
    return client
  }

  it('speaks TLS with sentinels by sentinelTLS, and with the server by enableTLSForSentinelMode', async () => {
    const client = find({ sentinelTLS: ca(), tls: ca(), enableTLSForSentinelMode: true, natMap: natMap() })
    expect(await client.set('key', 'secured')).toBe('OK')
    expect(await server.plain.cli('GET', 'key')).toBe('secured')
    expect((client as any).stream.remotePort).toBe(server.port)
  })

  it('speaks plainly with the server without enableTLSForSentinelMode', async () => {
    const client = find({ sentinelTLS: ca(), tls: ca() })
    expect(await client.set('key', 'plain')).toBe('OK')
    expect((client as any).stream.remotePort).toBe(server.plain.port)
  })

  it('tells of a sentinel whose certificate nobody vouches for', async () => {
    const client = find({ sentinelTLS: {}, sentinelRetryStrategy: () => null, lazyConnect: true })
    const told = event(client, 'sentinelError')
    expect((await rejection(client.connect())).message).toMatch('All sentinels are unreachable')
    expect((await told)[0].message).toMatch(`failed to connect to sentinel ${HOST}:${port} because `)
  })
})

it('REDIS_TLS speaks of the sentinels and of the server', async () => {
  const { told, stderr } = await runNode(
    `const client = pkg.getRedis({ natMap: ${JSON.stringify(natMap())} })
    await client.set('key', 'environment')
    tell(client.stream.remotePort)`,
    {
      REDIS_SENTINELS: `${HOST}:${port}`,
      REDIS_SENTINEL_NAME: 'main',
      REDIS_TLS: 'true',
      REDIS_TLS_CA: authority.certFile,
    },
  )
  expect(stderr).toBe('')
  expect(told).toBe(server.port)
  expect(await server.plain.cli('GET', 'key')).toBe('environment')
})
