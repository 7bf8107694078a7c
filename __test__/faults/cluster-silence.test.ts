/** Nodes that stop answering and keep their connections: what waits at them goes where the slots lead by then. */

import { rejection } from '../support/clients'
import { askUntil, event, within } from '../support/events'
import { bulk } from '../support/scripted'
import { type Client, KINDS, type Kind, type Options, open, type Range, ScriptedCluster } from './clusters'

/** A bound, no measure: the deadlines below are beyond it. */
const SOON = 20_000

const ALL = 16_383

/** A client whose commands may wait longer than the test does: the class's for ever, as is its default. */
function patient(kind: Kind, cluster: ScriptedCluster, options: Options = {}): Client {
  const time = { commandTimeout: 60_000, disconnectTimeout: 60_000 }
  const redisOptions = {
    ...(kind === 'shared' ? time : { disconnectTimeout: 60_000 }),
    ...options.redisOptions,
  }
  return open(kind, cluster.addresses(), { ...options, redisOptions })
}

/** What a node that is well says. */
function answer([name]: string[]): string {
  switch (name.toUpperCase()) {
    case 'GET':
      return bulk('value')
    case 'INCR':
      return ':1\r\n'
    default:
      return '+OK\r\n'
  }
}

/**
 * A master, and its replica. The master falls silent with the first of these commands, and as it does
 * the other takes its place.
 */
async function silentAt(...names: string[]): Promise<ScriptedCluster> {
  const cluster: ScriptedCluster = await ScriptedCluster.start(2, (number, command, peer) => {
    if (number === 1 || !names.includes(command[0].toLowerCase())) return answer(command)
    peer.freeze()
    cluster.slots = () => [[0, ALL, 1]]
    return undefined
  })
  cluster.slots = () => [[0, ALL, 0, 1]]
  return cluster
}

/** The commands of the user that a node got. */
const asked = (cluster: ScriptedCluster, number: number): string[] =>
  cluster.commandsOf(number).flatMap(([name]) => (/^read(only|write)$/i.test(name) ? [] : name.toLowerCase()))

describe.each(KINDS)('%s client', (kind) => {
  it('a read that waits at a master that fell silent is answered by its successor', async () => {
    const cluster = await silentAt('get')
    const client = patient(kind, cluster)
    await client.set('key', 'value')
    const left = event(client, '-node')
    expect(await within(SOON, client.get('key'))).toBe('value')
    expect(asked(cluster, 1)).toEqual(['get'])
    const [node] = await within(SOON, left)
    expect(node.options.port).toBe(cluster.nodes[0].port)
    // Who is left is not called again.
    expect(await client.set('key', 'value')).toBe('OK')
    expect(asked(cluster, 1)).toEqual(['get', 'set'])
  })

  it('a pipeline that waits there goes as a whole', async () => {
    const cluster = await silentAt('get')
    const client = patient(kind, cluster)
    await client.set('key', 'value')
    const replies = await within(SOON, client.pipeline().get('key').get('{key}2').exec())
    expect(replies).toStrictEqual([
      [null, 'value'],
      [null, 'value'],
    ])
    expect(asked(cluster, 1)).toEqual(['get', 'get'])
  })

  it('a write says that it may have been executed, and goes nowhere else, where only reads may', async () => {
    // Many at once: what the addon and the client know of the end of a connection is told by two threads.
    const rounds = Array.from({ length: 12 }, async () => {
      const cluster = await silentAt('incr')
      const client = patient(kind, cluster, { redisOptions: { autoResendUnfulfilledCommands: 'readonly' } })
      await client.set('key', 'value')
      const error = await within(SOON, rejection(client.incr('key')))
      expect(error).toMatchObject({ message: 'Connection is closed.', phase: 'sent', maybeExecuted: true })
      expect(await within(SOON, client.get('key'))).toBe('value')
      expect(asked(cluster, 1)).toEqual(['get'])
    })
    await Promise.all(rounds)
  })

  it('one that has left before it fell silent is not waited for either', async () => {
    const cluster = await ScriptedCluster.start(3, (number, command, peer) => {
      const [name, key] = command
      if (number === 0 && name.toLowerCase() === 'get') {
        peer.freeze()
        return undefined
      }
      if (number === 1 && key === 'b') {
        cluster.slots = () => [[0, ALL, 2]]
        return `-MOVED 3300 127.0.0.1:${cluster.nodes[2].port}\r\n`
      }
      return answer(command)
    })
    // `b` has the slot 3300, `a` 15495.
    cluster.slots = () => [
      [0, 8191, 1, 2],
      [8192, ALL, 0],
    ]
    const client = patient(kind, cluster)
    await Promise.all([client.set('a', 'value'), client.set('c', 'value')])
    const waits = client.get('a')
    expect(await within(SOON, client.get('b'))).toBe('value')
    expect(await within(SOON, waits)).toBe('value')
    expect(asked(cluster, 2)).toEqual(['get', 'get'])
  })

  it('a node that is slow is asked after, and not left while the slots name it', async () => {
    let say = (): unknown => undefined
    const cluster = await ScriptedCluster.start(2, (number, command, peer) => {
      if (number === 1 || command[0].toLowerCase() !== 'get') return answer(command)
      // What it is asked meanwhile stands behind that.
      cluster.slots = (of) => (of === 0 ? undefined : slots)
      say = () => peer.send(bulk('slow'))
      return undefined
    })
    const slots: Range[] = [[0, ALL, 0, 1]]
    cluster.slots = () => slots
    const client = patient(kind, cluster)
    await client.set('key', 'value')
    const before = cluster.asked
    const slow = client.get('key')
    await askUntil(
      () => cluster.asked,
      (count) => count > before,
    )
    say()
    expect(await within(SOON, slow)).toBe('slow')
    expect(asked(cluster, 0)).toEqual(['set', 'get'])
    expect(client.status).toBe('ready')
  })
})

it('what blocks is no silence, and nobody is asked for the slots meanwhile', async () => {
  const cluster = await ScriptedCluster.start(1, (_, command, peer) => {
    if (command[0].toLowerCase() !== 'blpop') return answer(command)
    setTimeout(() => peer.send('*-1\r\n'), 1_500)
    return undefined
  })
  const client = patient('own', cluster)
  await client.set('key', 'value')
  const before = cluster.asked
  expect(await within(SOON, client.blpop('list', 2))).toBeNull()
  expect(cluster.asked).toBe(before)
})

it('a client that is ended asks for nothing any more', async () => {
  const make = async () => {
    const cluster = await ScriptedCluster.start(2, (_, command, peer) => {
      if (command[0].toLowerCase() !== 'get') return answer(command)
      peer.freeze()
      return undefined
    })
    cluster.slots = () => [[0, ALL, 0, 1]]
    const client = patient('own', cluster)
    await client.set('key', 'value')
    client.get('key').catch(() => {})
    return { cluster, client }
  }
  const [one, other] = await Promise.all([make(), make()])
  const asks = async ({ cluster }: typeof one, more: number): Promise<void> => {
    const before = cluster.asked
    await askUntil(
      () => cluster.asked,
      (count) => count >= before + more,
    )
  }
  await Promise.all([asks(one, 2), asks(other, 2)])
  one.client.disconnect()
  const before = one.cluster.asked
  // The other one shows that there was time to ask.
  await asks(other, 5)
  expect(one.cluster.asked).toBe(before)
})
