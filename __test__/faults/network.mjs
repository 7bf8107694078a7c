/**
 * A process in a network of its own: a resolver that answers as a case wants, addresses that swallow
 * what is sent to them, and a server on another host. Prints what it saw as one line of JSON.
 *
 * It is started by `unshare --net --mount`, and its one argument is the case.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Redis, { getRedis } from '../../dist/index.mjs'

const PORT = 6390
/** An address on the wire that nobody has. */
const SWALLOWED = '10.9.9.2'
const sh = (line) => execFileSync('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'inherit'] })

const folder = mkdtempSync(join(tmpdir(), 'redis-network-'))
const children = []

function layCables() {
  sh('ip link set lo up && ip link add v0 type veth peer name v1')
  sh('ip addr add 10.9.9.1/24 dev v0 && ip link set v0 up && ip link set v1 up')
}

/** Lets what is sent there leave, and never come back. */
function swallow() {
  sh(`ip neigh replace ${SWALLOWED} lladdr 02:00:00:00:00:77 dev v0 nud permanent`)
}

/** A server on this host, or with `away` on another, which has the address that is swallowed otherwise. */
async function serve({ bind = '127.0.0.1', away = false, args = [] } = {}) {
  const server = ['redis-server', '--port', PORT, '--bind', bind, '--protected-mode', 'no', '--save', '']
  const line = [...server, '--dir', folder, ...args].map(String)
  const [command, ...rest] = away ? ['unshare', '--net', ...line] : line
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('Ready to accept connections')) break
  }
  return child
}

/**
 * The resolver of this process. `answer(type)` gives the addresses for `A` or `AAAA`, or undefined to
 * stay silent.
 */
async function resolver(answer) {
  const file = join(folder, 'resolv.conf')
  writeFileSync(file, 'nameserver 127.0.0.1\noptions timeout:30 attempts:1\n')
  sh(`mount --bind ${file} /etc/resolv.conf`)
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    let end = 12
    while (query[end] !== 0) end += query[end] + 1
    const type = query.readUInt16BE(end + 1) === 28 ? 'AAAA' : 'A'
    const addresses = answer(type)
    if (addresses === undefined) return
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180, 2)
    head.writeUInt16BE(addresses.length, 6)
    head.writeUInt32BE(0, 8)
    const answers = addresses.map((address) => record(type, address))
    socket.send(Buffer.concat([head, query.subarray(12, end + 5), ...answers]), from.port, from.address)
  })
  socket.bind(53, '127.0.0.1')
  await once(socket, 'listening')
  socket.unref()
}

/** An answer of no duration for the name that was asked for. */
function record(type, address) {
  const data =
    type === 'A'
      ? Buffer.from(address.split('.').map(Number))
      : Buffer.from(address.replaceAll(':', ''), 'hex')
  const head = Buffer.from([0xc0, 0x0c, 0, type === 'A' ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length])
  return Buffer.concat([head, data])
}

/** A client that makes no noise. */
function client(options) {
  const redis = getRedis({ host: 'redis.test', port: PORT, ...options })
  redis.on('error', () => {})
  return redis
}

const failure = (promise) =>
  promise.then(
    (reply) => ({ reply }),
    ({ code, message, syscall, maybeExecuted }) => ({ code, message, syscall, maybeExecuted }),
  )

/** What a command is answered by, as soon as one is. */
async function atLast(ask) {
  for (;;) {
    try {
      return await ask()
    } catch {
      await sleep(20)
    }
  }
}

const CASES = {
  async empty() {
    let addresses = []
    await resolver((type) => (type === 'A' ? addresses : []))
    await serve()
    const redis = client()
    const first = await failure(redis.ping())
    addresses = ['127.0.0.1']
    return { first, later: await atLast(() => redis.ping()) }
  },

  async hanging() {
    let silent = true
    await resolver((type) => (silent ? undefined : type === 'A' ? ['127.0.0.1'] : []))
    await serve()
    const near = client({ host: '127.0.0.1' })
    await near.ping()
    const redis = client({ connectTimeout: 500, maxRetriesPerRequest: 0 })
    const first = failure(redis.ping())
    let pings = 0
    let waits = true
    first.finally(() => {
      waits = false
    })
    while (waits) {
      await near.ping()
      pings++
    }
    silent = false
    return { first: await first, pings, later: await atLast(() => redis.ping()) }
  },

  async changing() {
    let address = '127.0.0.1'
    await resolver((type) => (type === 'A' ? [address] : []))
    const old = await serve()
    await serve({ bind: '127.0.0.2' })
    const redis = client()
    await redis.set('where', 'old')
    address = '127.0.0.2'
    old.kill('SIGKILL')
    await atLast(() => redis.set('where', 'new'))
    const other = client({ host: '127.0.0.2' })
    return { where: await other.get('where') }
  },

  /** The server stays, and is a primary no longer. */
  async demoted() {
    let address = '127.0.0.1'
    await resolver((type) => (type === 'A' ? [address] : []))
    await serve()
    await serve({ bind: '127.0.0.2' })
    const redis = client()
    const [one, two] = [client({ host: '127.0.0.1' }), client({ host: '127.0.0.2' })]
    await redis.set('where', 'old')
    await one.replicaof('127.0.0.2', PORT)
    address = '127.0.0.2'
    const reply = await redis.set('where', 'new')
    return { reply, where: await two.get('where') }
  },

  async partlyDead() {
    layCables()
    swallow()
    await resolver((type) => (type === 'A' ? [SWALLOWED, '127.0.0.1'] : []))
    await serve()
    return { reply: await client().ping() }
  },

  async unreachableIPv6() {
    await resolver((type) => (type === 'A' ? ['127.0.0.1'] : ['2001:0db8:0000:0000:0000:0000:0000:0001']))
    await serve()
    return { reply: await client().ping() }
  },

  async swallowedConnect() {
    layCables()
    swallow()
    const redis = client({ host: SWALLOWED, connectTimeout: 500, maxRetriesPerRequest: 0 })
    const byConnect = await failure(redis.ping())
    const impatient = client({ host: SWALLOWED, connectTimeout: 60_000, commandTimeout: 300 })
    return { byConnect, byCommand: await failure(impatient.ping()) }
  },

  async swallowedInFlight() {
    layCables()
    const server = await serve({ bind: '0.0.0.0', away: true })
    const there = (line) => sh(`nsenter --net --target ${server.pid} sh -c '${line}'`)
    sh(`ip link set v1 netns ${server.pid}`)
    there(`ip addr add ${SWALLOWED}/24 dev v1; ip link set v1 up; ip link set lo up`)
    const shared = client({ host: SWALLOWED, connectTimeout: 1_000 })
    const own = new Redis({ host: SWALLOWED, port: PORT, connectTimeout: 1_000, retryStrategy: () => 100 })
    own.on('error', () => {})
    const clients = [shared, own]
    await Promise.all(clients.map((redis) => redis.set('a', '1')))
    const closes = clients.map((redis) => new Promise((resolve) => redis.once('close', resolve)))
    // What the server says goes to nobody.
    there('ip neigh replace 10.9.9.1 lladdr 02:00:00:00:00:99 dev v1 nud permanent')
    const write = failure(shared.incr('a'))
    // It waits for ever, and is sent again. What the server did before, it did.
    const read = own.get('a')
    await Promise.all(closes)
    there('ip neigh del 10.9.9.1 dev v1')
    return { write: await write, read: await read, later: await atLast(() => shared.ping()) }
  },
}

try {
  sh('ip link set lo up')
  const told = await CASES[process.argv[2]]()
  process.stdout.write(`${JSON.stringify(told)}\n`)
} finally {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
