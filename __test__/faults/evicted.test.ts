/** Connections that the server gives up for reasons of its own, and what follows. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { rejection } from '../support/clients'
import { askUntil, event, within } from '../support/events'
import { idsOf, KINDS, open, ready, serve, untilWorks } from './clients'

describe.each(KINDS)('%s client', (kind) => {
  test('an idle connection that the server ends is replaced, and no command sees it', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port })
    await client.set('k', 'v')
    const [id] = await idsOf(server, client)
    const closed = event(client, 'close')
    await server.cli('CONFIG', 'SET', 'timeout', '1')
    await within(20_000, closed)
    expect(await within(10_000, client.get('k'))).toBe('v')
    expect(await idsOf(server, client)).not.toContain(id)
  })

  test('a server that is full at the reconnect is entered when there is room', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, maxRetriesPerRequest: 1 })
    await client.set('k', 'v')
    const holder = connect(server.port, '127.0.0.1')
    holder.write('CLIENT NO-EVICT on\r\nCONFIG SET maxclients 1\r\nCLIENT KILL TYPE normal SKIPME yes\r\n')
    await once(holder, 'data')
    const full = await within(
      20_000,
      untilRejected(() => client.get('k')),
    )
    expect(`${full.message} ${full.cause}`).toContain('max number of clients reached')
    holder.destroy()
    expect(await untilWorks(() => client.get('k'))).toBe('v')
  })
})

async function untilRejected(ask: () => Promise<unknown>): Promise<Error> {
  for (;;) {
    const error = await rejection(ask()).catch(() => undefined)
    if (error !== undefined) return error
  }
}

describe.each(KINDS)('%s client whose user may hear some channels only', (kind) => {
  const heard = async (channels: string[]) => {
    const server = await serve()
    await server.cli(
      'ACL',
      'SETUSER',
      'alice',
      'on',
      '>secret',
      '~*',
      '+@all',
      'resetchannels',
      '&a',
      ...channels,
    )
    const client = open(kind, {
      port: server.port,
      username: 'alice',
      password: 'secret',
      maxRetriesPerRequest: null,
      commandTimeout: 20_000,
    })
    await ready(client)
    await client.subscribe('a')
    const texts: string[] = []
    client.on('message', (channel, text) => texts.push(`${channel}: ${text}`))
    return { server, client, texts }
  }

  test('a channel that is denied rejects with NOPERM, and the others are heard', async () => {
    const { server, client, texts } = await heard([])
    expect((await within(10_000, rejection(client.subscribe('b')))).message).toMatch(/^NOPERM/)
    await server.cli('PUBLISH', 'a', 'still')
    await askUntil(
      () => texts,
      ([text]) => text === 'a: still',
    )
  })

  test('a channel that is taken away while it is heard does not take the others with it', async () => {
    const { server, client, texts } = await heard(['&b'])
    await client.subscribe('b')
    await server.cli('ACL', 'SETUSER', 'alice', 'resetchannels', '&a')
    await askUntil(
      async () => {
        await server.cli('PUBLISH', 'a', 'again')
        return texts
      },
      (all) => all.includes('a: again'),
    )
    expect(await server.cli('PUBLISH', 'b', 'nobody')).toBe('0')
    expect(await client.set('k', 'v')).toBe('OK')
  })
})
