/** Certificates that are wrong, and ports that are not what they were taken for: clear errors, in time. */

import { once } from 'node:events'
import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { getRedis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { askUntil, within } from '../support/events'
import { startRedis } from '../support/server'
import { Authority, type Certificate, selfSigned, startTLS } from '../support/tls'
import { ending, setUpTLS } from './setting'

const setting = setUpTLS()

/** The code by which Node itself tells of the certificate at a port. */
async function codeOfNode(port: number, options: Record<string, unknown>): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, ...options })
  const [error] = await once(socket, 'error')
  return (error as { code: string }).code
}

/** What a client says that can not connect: the error that is told, and that of a command. */
async function fails(options: Record<string, unknown>): Promise<[told: any, error: any]> {
  const client = setting.make({ host: '127.0.0.1', maxRetriesPerRequest: 0, retryStrategy: null, ...options })
  const told = once(client, 'error')
  const error = await within(10_000, rejection(client.get('key')))
  return [(await told)[0], error]
}

async function failsAt(certificate: Certificate, options: Record<string, unknown> = {}): Promise<any> {
  const server = await startTLS(setting.authority, certificate)
  ending(() => server.plain.stop())
  const { tls, ...rest } = options
  const [told] = await fails({
    port: server.port,
    tls: { ca: setting.authority.cert, ...(tls as object) },
    ...rest,
  })
  expect(told.message).toContain(`TLS with ${rest.host ?? '127.0.0.1'}:${server.port} failed`)
  const authority = { ca: setting.authority.cert, ...(tls as object) }
  const code = await codeOfNode(server.port, { host: rest.host ?? '127.0.0.1', family: 4, ...authority })
  expect(told).toMatchObject({ port: server.port, code })
  return told
}

test('an authority that did not sign the certificate', async () => {
  const other = Authority.create('Another Authority')
  ending(() => other.remove())
  const { port } = setting.server
  const [told, error] = await fails({ port, tls: { ca: other.cert } })
  const code = await codeOfNode(port, { ca: other.cert })
  expect(told).toMatchObject({ code, address: '127.0.0.1', port })
  expect(told.message).toMatch(/^TLS with 127\.0\.0\.1:\d+ failed: .*authority.*tls\.ca/)
  expect([error.code, error.cause?.code]).toContain(code)
  expect(error.maybeExecuted ?? false).toBe(false)
})

test('an authority of the same name with another key', async () => {
  const other = Authority.create()
  ending(() => other.remove())
  const [told] = await fails({ port: setting.server.port, tls: { ca: other.cert } })
  expect(told.code).toMatch(/^(CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/)
})

test('the authorities of the system, which do not know this one', async () => {
  const [told] = await fails({ port: setting.server.port, tls: true })
  expect(told.code).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|ERR_REDIS_TLS)$/)
})

test('a certificate that is signed by itself, and is trusted once it is given as an authority', async () => {
  const self = selfSigned(setting.authority)
  expect(await failsAt(self)).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const server = await startTLS(setting.authority, self)
  ending(() => server.plain.stop())
  const trusting = setting.make({ host: 'localhost', port: server.port, family: 4, tls: { ca: self.cert } })
  expect(await trusting.ping()).toBe('PONG')
  const named = { host: '127.0.0.1', port: server.port, tls: { ca: self.cert, servername: 'elsewhere' } }
  expect((await fails(named))[0].code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
})

test.each([
  ['another host', 'DNS:redis.example', '127.0.0.1', undefined],
  ['a host, and is reached by its address', 'DNS:localhost', '127.0.0.1', undefined],
  ['an address, and is reached by a name', 'IP:127.0.0.1', 'localhost', undefined],
  ['the host, but not what servername asks for', 'DNS:localhost', 'localhost', 'other.example'],
  ['no host', '', '127.0.0.1', undefined],
])('a certificate that is made out to %s', async (_, names, host, servername) => {
  const told = await failsAt(setting.authority.sign({ names }), { host, family: 4, tls: { servername } })
  expect(told.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  if (names !== '') expect(told.message).toContain(names.replace(/^\w+:/, ''))
  expect(told.message).toContain(servername ?? host)
})

test('a certificate that has expired', async () => {
  const told = await failsAt(setting.authority.sign({ from: '20200101000000Z', until: '20210101000000Z' }))
  expect(told.code).toBe('CERT_HAS_EXPIRED')
  expect(told.message).toContain('has expired')
})

test('a certificate that is not valid yet', async () => {
  const told = await failsAt(setting.authority.sign({ from: '20900101000000Z', until: '20910101000000Z' }))
  expect(told.code).toBe('CERT_NOT_YET_VALID')
})

test('TLS on a port that speaks none is told as such, within the connect timeout', async () => {
  const server = await startRedis()
  ending(() => server.stop())
  const [told] = await fails({
    port: server.port,
    connectTimeout: 1_000,
    tls: { ca: setting.authority.cert },
  })
  expect(told.code).toMatch(/^(ERR_SSL_WRONG_VERSION_NUMBER|ETIMEDOUT|ECONNRESET)$/)
  expect(told.message).toMatch(/TLS/)
})

test('bytes that are no TLS', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}).end('-ERR this is not TLS\r\n'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending(() => server.close())
  const { port } = server.address() as { port: number }
  const [told] = await fails({ port, tls: true })
  expect(told.code).toBe('ERR_SSL_WRONG_VERSION_NUMBER')
  expect(told.message).toContain(`127.0.0.1:${port}`)
})

test('a peer that says nothing ends the attempt at the connect timeout', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}).resume())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending(() => server.close())
  const { port } = server.address() as { port: number }
  const [told] = await fails({ port, connectTimeout: 300, tls: true })
  expect(told.code).toBe('ETIMEDOUT')
  expect(told.message).toMatch(/TLS/)
})

test('a client without TLS on a port that speaks it', async () => {
  const [told] = await fails({ port: setting.server.port, connectTimeout: 2_000 })
  expect(told.code).toMatch(/^(ECONNRESET|ERR_REDIS_PROTOCOL|ETIMEDOUT)$/)
})

test('the shared client tells its commands at once', async () => {
  const client = getRedis({
    host: '127.0.0.1',
    port: setting.server.port,
    connectionName: 'shared-fault',
    tls: { ca: setting.authority.cert, servername: 'wrong.example' },
  } as any) as any
  client.on('error', () => {})
  ending(() => client.disconnect())
  const error = await within(5_000, rejection(client.get('key')))
  expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  expect(error.message).toContain('wrong.example')
})

test('a certificate that has expired and is renewed works without a new client', async () => {
  const expired = setting.authority.sign({ from: '20200101000000Z', until: '20210101000000Z' })
  const server = await startTLS(setting.authority, expired)
  ending(() => server.plain.stop())
  const options = { host: '127.0.0.1', port: server.port, tls: { ca: setting.authority.cert } }
  const shared = getRedis(options as any) as any
  shared.on('error', () => {})
  ending(() => shared.disconnect())
  const own = setting.make({ ...options, retryStrategy: () => 20 })
  expect((await within(5_000, rejection(shared.get('key')))).code).toBe('CERT_HAS_EXPIRED')
  await once(own, 'error')
  const { certFile, keyFile } = setting.authority.sign()
  await server.plain.cli('CONFIG', 'SET', 'tls-cert-file', certFile, 'tls-key-file', keyFile)
  expect(await own.ping()).toBe('PONG')
  await askUntil(
    () =>
      shared.ping().then(
        (reply: string) => reply,
        () => undefined,
      ),
    (reply) => reply === 'PONG',
    40_000,
  )
})
