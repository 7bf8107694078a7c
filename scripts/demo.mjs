// Runs the example app against a Redis and shows what a person wants to see: what was asked, what
// came back, how many times the module was evaluated, how many connections the server saw.
// Exit code 0 means that all of it was right.
//
// REDIS_URL names the Redis to use; without it a redis-server is started for the time of the demo, and
// with `--cluster` a cluster of three masters and three replicas.

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  build,
  dev,
  freePort,
  getNotes,
  install,
  launch,
  pack,
  postNote,
  ROOT,
  readClientList,
  readPage,
  start,
  submitForm,
} from '../examples/drive.js'
import { installModules } from './install.mjs'
import { ensurePrograms } from './programs.mjs'
import { startCluster } from './redis-cluster.mjs'

const EDITS = 5
const CROWD = { requests: 200, atOnce: 20 }
const WIDTH = 46

const ON_CLUSTER = process.argv.includes('--cluster')

/** What the demo writes is found, and removed, by this name, as the Redis may be somebody's own. */
let NAME = newName()
const keys = () => ['started', 'visits', 'notes'].map((key) => `${NAME}:${key}`)

const began = Date.now()
const directory = mkdtempSync(join(tmpdir(), 'next-app-demo-'))
const app = join(directory, 'app')
let wrong = 0

// Processes that were started end with this one; the directory is removed here.
process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.once(signal, () => process.exit(code))

try {
  const redis = await findRedis()
  await prepare()
  const witness = await callWitness(redis)
  try {
    title(await versions(witness, redis))
    await step('npm pack, npm ci in a copy of the example', async () => install(app, await pack(directory)))
    await buildWithoutRedis()
    if (ON_CLUSTER) await spread(witness)
    await production(redis.env, witness)
    await hotReload(redis.env, witness)
  } finally {
    await Promise.all(keys().map((key) => witness.del(key))).catch(() => {})
    witness.disconnect()
    await redis.stop()
  }
} catch (error) {
  write(`\n\n  ${error.message}\n`)
  wrong += 1
}

write(`\n  ${wrong === 0 ? 'All' : 'Not all'} of it is as it should be (${seconds(began)}).\n`)
process.exit(wrong === 0 ? 0 : 1)

/** The Redis of REDIS_URL, or one of our own on a free port. */
async function findRedis() {
  if (process.env.REDIS_URL && !ON_CLUSTER)
    return { env: { REDIS_URL: process.env.REDIS_URL }, whose: 'of REDIS_URL', stop: async () => {} }
  const [path] = ensurePrograms('redis-server')
  if (ON_CLUSTER) {
    const { hosts, stop } = await step('a cluster of 3 masters and 3 replicas', () =>
      startCluster(path, directory),
    )
    return {
      env: { REDIS_CLUSTER_HOSTS: hosts.join() },
      hosts,
      whose: 'as a cluster, started for the demo',
      stop,
    }
  }
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = launch(path, args, directory, {})
  await server.until(/Ready to accept connections/, 10_000)
  return {
    env: { REDIS_URL: `redis://127.0.0.1:${port}` },
    whose: `on port ${port}, started for the demo`,
    stop: () => server.stop(),
  }
}

/** Installs and builds the package, where that was not done since its sources changed. */
async function prepare() {
  installModules(ROOT)
  const sources = newest([
    'src',
    'lib',
    'Cargo.toml',
    'Cargo.lock',
    'build.rs',
    'tsconfig.json',
    'scripts/build.mjs',
  ])
  const binary = readdirSync(ROOT).find(
    (name) => name.startsWith(`redis-native.${process.platform}-${process.arch}`) && name.endsWith('.node'),
  )
  const built = binary === undefined ? 0 : Math.min(newest(['dist/index.mjs']), newest([binary]))
  if (sources > built) {
    write('  npm run build (the first time takes a while)\n')
    const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' })
    if (status !== 0) throw new Error(`npm run build ended with code ${status}`)
  }
}

/** When the youngest of these files, or of the files in these directories, was written; 0 when there is none. */
function newest(names) {
  const times = names.map((name) => {
    const path = join(ROOT, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return 0
    if (!stat.isDirectory()) return stat.mtimeMs
    return newest(readdirSync(path).map((entry) => join(name, entry)))
  })
  return Math.max(0, ...times)
}

/** ioredis is another client, and so a witness: what it says of the server is not what we say of ourselves. */
async function callWitness({ env, hosts }) {
  const { default: Witness } = await import('ioredis')
  const witness = hosts
    ? new Witness.Cluster(hosts, { lazyConnect: true, clusterRetryStrategy: () => null })
    : new Witness(env.REDIS_URL, { lazyConnect: true, retryStrategy: () => null })
  // Without a listener ioredis would print each error; `connect` below tells of the one that counts.
  let reason
  witness.on('error', (error) => {
    reason = error
  })
  try {
    await witness.connect()
  } catch (error) {
    throw new Error(`The Redis of REDIS_URL can not be reached: ${(reason ?? error).message}`)
  }
  return witness
}

async function versions(witness, { whose }) {
  const server = /redis_version:(\S+)/.exec(await witness.info('server'))[1]
  const { dependencies } = JSON.parse(
    readFileSync(join(ROOT, 'examples', 'next-app', 'package.json'), 'utf8'),
  )
  return `Next.js ${dependencies.next}, Node.js ${process.versions.node}, Redis ${server} ${whose}`
}

/** Something accepts connections where Redis should be, and says nothing: who connects is counted. */
async function buildWithoutRedis() {
  let attempts = 0
  const nobody = createServer(() => {
    attempts += 1
  })
  await new Promise((resolve) => nobody.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${nobody.address().port}`
  const env = ON_CLUSTER ? { REDIS_CLUSTER_HOSTS: host } : { REDIS_URL: `redis://${host}` }
  await step('next build, with no Redis', () => build(app, { env }))
  check(attempts === 0, '  connection attempts while it built', String(attempts))
  nobody.close()
}

/** A name whose keys lie on all masters, so that each of them has something to do. */
async function spread(witness) {
  const ownerOf = async (key) => witness.slots[await witness.cluster('KEYSLOT', key)][0]
  for (;;) {
    const owners = await Promise.all(keys().map(ownerOf))
    if (new Set(owners).size === owners.length) return
    NAME = newName()
  }
}

function newName() {
  return `redis-native-demo-${randomBytes(4).toString('hex')}`
}

async function production(env, witness) {
  const name = `${NAME}-start`
  const server = await step('next start', () => start(app, { env: environment(env, name) }))
  try {
    await everyEntry(server.origin, witness)
    await crowd(server.origin)
    await verdict(server.origin, name, witness)
    if (ON_CLUSTER) await whoServed(witness)
  } finally {
    await server.stop()
  }
}

/** One request to each place of the app that uses Redis. */
async function everyEntry(origin, witness) {
  heading('What was asked', 'What came back')
  const first = await readPage(origin)
  const { visits, started } = first.facts
  check(
    first.status === 200 && visits === '1',
    'GET /, a server component',
    `${first.status}, visit ${visits}`,
  )

  const stored = await witness.get(`${NAME}:started`)
  check(
    stored !== null && stored === started,
    'SET started, by instrumentation.ts',
    `the page and the server have ${stored}`,
  )

  const posted = await postNote(origin, 'hello')
  check(
    posted.status === 201,
    'POST /api/notes, a route handler',
    `${posted.status}, ${JSON.stringify(posted.body)}`,
  )

  const read = await getNotes(origin)
  check(
    read.body.notes[0]?.text === 'api: hello',
    'GET /api/notes, a route handler',
    `${read.status}, ${JSON.stringify(read.body.notes.map(({ text }) => text))}`,
  )

  const { status, location, page } = await submitForm(origin, 'hi')
  const shown = JSON.stringify(page?.notes)
  check(
    page?.notes[0] === 'form: hi',
    'POST /, a server action without JavaScript',
    `${status} to ${location}, which shows ${shown}`,
  )
}

/** Many requests at once: INCR gives each page a number of its own, unless a reply went astray. */
async function crowd(origin) {
  const start = Date.now()
  const visits = new Set()
  const visitor = async () => {
    for (let i = 0; i < CROWD.requests / CROWD.atOnce; i += 1)
      visits.add((await readPage(origin)).facts.visits)
  }
  await Promise.all(Array.from({ length: CROWD.atOnce }, visitor))
  const asked = `GET /, ${CROWD.requests} times, ${CROWD.atOnce} at once`
  check(visits.size === CROWD.requests, asked, `${visits.size} different visits, in ${seconds(start)}`)
}

/** The module itself is edited under `next dev`, so that Next evaluates it again and again. */
async function hotReload(env, witness) {
  const name = `${NAME}-dev`
  const server = await step('next dev', () => dev(app, { env: environment(env, name) }))
  try {
    await getNotes(server.origin)
    const begin = await evaluations(server.origin)
    let seen = begin
    for (let edit = 1; edit <= EDITS; edit += 1) {
      appendFileSync(join(app, 'lib', 'redis.ts'), `export const edit${edit} = ${edit}\n`)
      seen = await moreThan(seen, server.origin)
    }
    check(
      seen >= begin + EDITS,
      `${EDITS} edits of lib/redis.ts, with hot reload`,
      `${seen - begin} new evaluations`,
    )
    await verdict(server.origin, name, witness)
  } finally {
    await server.stop()
  }
}

async function evaluations(origin) {
  return Number((await readPage(origin)).facts.evaluations)
}

/** Asks for the page until the module was evaluated more often than that, or half a minute is over. */
async function moreThan(seen, origin) {
  const deadline = Date.now() + 30_000
  for (;;) {
    const now = await evaluations(origin)
    if (now > seen || Date.now() > deadline) return now
  }
}

/** What the whole thing is about. */
async function verdict(origin, name, witness) {
  const { facts } = await readPage(origin)
  const servers = ON_CLUSTER ? witness.nodes('master') : [witness]
  const lists = await Promise.all(servers.map((server) => server.client('LIST')))
  const connections = lists.map(
    (list) => readClientList(list).filter((client) => client.name === name).length,
  )
  check(
    facts.clients === '1',
    'lib/redis.ts was evaluated',
    `${facts.evaluations} times in process ${facts.process}, and gave ${facts.clients} client`,
  )
  const right = connections.every((count) => count === 1)
  if (ON_CLUSTER) check(right, 'The masters see of that process', `${connections.join(', ')} connection each`)
  else check(right, 'The server sees of that process', `${connections[0]} connection${right ? '' : 's'}`)
}

/** Each key of the app is at the master that has its slot, and that master did the work on it. */
async function whoServed(witness) {
  heading('Which master served', 'Its key of the app, and what was asked of it')
  const commands = { started: ['set', 'get'], visits: ['incr'], notes: ['xadd', 'xrevrange'] }
  for (const master of witness.nodes('master')) {
    const held = []
    for (const key of keys())
      if ((await master.exists(key).catch(() => 0)) === 1) held.push(key.split(':')[1])
    const stats = await master.info('commandstats')
    const asked = held.flatMap((key) =>
      commands[key].map((name) => {
        const calls = Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
        return { name, calls }
      }),
    )
    const right = held.length === 1 && asked.every(({ calls }) => calls > 0)
    const told = asked.map(({ name, calls }) => `${name.toUpperCase()} ${calls} times`).join(', ')
    check(right, `${master.options.host}:${master.options.port}`, `${held.join(', ')}: ${told}`)
  }
}

function environment(env, name) {
  return { ...env, REDIS_CONNECTION_NAME: name, REDIS_KEY_PREFIX: `${NAME}:` }
}

async function step(name, work) {
  const start = Date.now()
  write(`  ${name.padEnd(WIDTH)}`)
  const result = await work()
  write(`${seconds(start)}\n`)
  return result
}

function check(right, asked, came) {
  if (!right) wrong += 1
  write(`${right ? '✓' : '✗'} ${asked.padEnd(WIDTH)}${came}\n`)
}

function title(text) {
  write(`\n@app/redis-native in ${text}\n\n`)
}

function heading(left, right) {
  write(`\n  ${left.padEnd(WIDTH)}${right}\n`)
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

function write(text) {
  process.stdout.write(text)
}
