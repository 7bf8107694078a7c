/**
 * What a resolver can do to a client, and a network that swallows packets: each case in a process with
 * a network of its own, where the system has such (Linux, with the right to make namespaces).
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { run } from '../support/script'

const CASE = join(__dirname, 'network.mjs')
const NAMESPACES = ['--net', '--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]

/** What a case saw. */
async function told(name: string): Promise<unknown> {
  const { code, stdout, stderr } = await run('unshare', [...NAMESPACES, process.execPath, CASE, name])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

if (process.platform !== 'linux') {
  test('a system without network namespaces has no resolver and no network of its own for a process', () => {
    expect(spawnSync('unshare', [...NAMESPACES, 'true']).status).not.toBe(0)
  })
} else {
  test('a name without an address is named, and found when it has one', async () => {
    expect(await told('empty')).toMatchObject({
      first: { code: 'ENOTFOUND', syscall: 'getaddrinfo', message: expect.stringContaining('max retries') },
      later: 'PONG',
    })
  })

  test('a resolver that hangs is given up after the connect timeout, and holds up nobody', async () => {
    const { first, pings, later } = (await told('hanging')) as Record<string, any>
    expect(first).toMatchObject({ code: 'ETIMEDOUT', syscall: 'connect' })
    expect(pings).toBeGreaterThan(10)
    expect(later).toBe('PONG')
  })

  test('a reconnect goes where the name leads by then', async () => {
    expect(await told('changing')).toEqual({ where: 'new' })
  })

  test('a write to a primary that was demoted goes to the one that the name leads to', async () => {
    expect(await told('demoted')).toEqual({ reply: 'OK', where: 'new' })
  })

  test('an address that swallows connections gives way to the other one of its name', async () => {
    expect(await told('partlyDead')).toEqual({ reply: 'PONG' })
  })

  test('an IPv6 address that can not be reached gives way to the IPv4 one', async () => {
    expect(await told('unreachableIPv6')).toEqual({ reply: 'PONG' })
  })

  test('a connect that is swallowed ends by its own limit, and a command by its deadline', async () => {
    expect(await told('swallowedConnect')).toMatchObject({
      byConnect: { code: 'ETIMEDOUT', syscall: 'connect' },
      byCommand: { code: 'ETIMEDOUT', message: 'Command timed out' },
    })
  })

  test('a connection whose packets are swallowed is replaced, on the shared client and on one of its own', async () => {
    expect(await told('swallowedInFlight')).toMatchObject({
      // The server did it, and its reply went to nobody.
      write: { code: 'ETIMEDOUT', message: 'Command timed out', maybeExecuted: true },
      read: '2',
      later: 'PONG',
    })
  })
}
