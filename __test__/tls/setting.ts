/** What the tests of TLS share: one authority and one server for a file, and clients that end with their test. */
import OursDefault from '@app/redis-native'
import { Authority, type Certificate, startTLS, type TLSServer, type TLSServerOptions } from '../support/tls'

export const Redis = OursDefault as any
export type Client = any

export interface Setting {
  readonly authority: Authority
  readonly certificate: Certificate
  readonly server: TLSServer
  /** A client of its own that trusts the authority; its errors are heard, so that none is printed. */
  connect(options?: Record<string, unknown>): Client
  /** The same for any options. */
  make(...sources: unknown[]): Client
}

/** `end` something when the test is over. */
const ends: Array<() => unknown> = []
export const ending = (end: () => unknown): void => void ends.push(end)

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

export function setUpTLS(options?: TLSServerOptions): Setting {
  let authority: Authority
  let certificate: Certificate
  let server: TLSServer

  beforeAll(async () => {
    authority = Authority.create()
    certificate = authority.sign()
    server = await startTLS(authority, certificate, options)
  })
  afterEach(() => server.plain.cli('FLUSHALL'))
  afterAll(async () => {
    await server?.plain.stop()
    authority?.remove()
  })

  const make = (...sources: unknown[]): Client => {
    const client = new Redis(...sources)
    client.on('error', () => {})
    ending(() => client.disconnect())
    return client
  }
  return {
    get authority() {
      return authority
    },
    get certificate() {
      return certificate
    },
    get server() {
      return server
    },
    make,
    connect: ({ tls, ...rest }: any = {}) =>
      make({
        host: '127.0.0.1',
        port: server.port,
        disconnectTimeout: 50,
        tls: { ca: authority.cert, ...tls },
        ...rest,
      }),
  }
}
