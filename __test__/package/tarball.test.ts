import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outcome, run } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'
import { installPacked, type Project } from '../support/tarball'

let server: RedisServer
let project: Project

beforeAll(async () => {
  ;[server, project] = await Promise.all([startRedis(), installPacked()])
})

afterAll(async () => {
  await server.stop()
  project.remove()
})

const SCRIPTS = {
  'imported.mjs': `
    import Redis, { redis, getRedis } from '@app/redis-native'
    import { createRequire } from 'node:module'
    const required = createRequire(import.meta.url)('@app/redis-native')
    await redis.set('greeting', 'hello')
    console.log(await getRedis().get('greeting'), required.redis === redis, required === Redis)`,
  'required.cjs': `
    const Redis = require('@app/redis-native')
    const own = new Redis(process.env.REDIS_URL)
    own.set('greeting', 'hello').then(() => own.get('greeting')).then((value) => {
      console.log(value, typeof Redis.getRedis, Redis.default === Redis)
    })`,
}

/** Runs a script in the project, with nothing on the PATH that could compile. */
function runIn(file: keyof typeof SCRIPTS, node = process.execPath): Promise<Outcome> {
  writeFileSync(join(project.folder, file), SCRIPTS[file])
  return run(node, [file], { cwd: project.folder, env: { REDIS_URL: server.url, PATH: '' } })
}

test('the packed package installs offline, without scripts, and runs by import', async () => {
  expect(await runIn('imported.mjs')).toEqual({
    code: 0,
    signal: null,
    stdout: 'hello true true\n',
    stderr: '',
  })
})

test('the packed package runs by require', async () => {
  expect(await runIn('required.cjs')).toEqual({
    code: 0,
    signal: null,
    stdout: 'hello function true\n',
    stderr: '',
  })
})

test('the package asks for no install script', () => {
  const facts = require(join(project.installed, 'package.json'))
  for (const script of ['preinstall', 'install', 'postinstall'])
    expect(facts.scripts).not.toHaveProperty(script)
  expect(facts.engines.node).toBe('>=20')
})

describe.each(['20', '22', '24'])('under Node %s', (major) => {
  let folder: string
  let node: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redis-native-node-'))
    writeFileSync(join(folder, 'package.json'), '{}')
    const name = `node-${process.platform}-${process.arch}`
    const { code, stderr } = await run(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', `${name}@${major}`],
      {
        cwd: folder,
      },
    )
    if (code !== 0) throw new Error(stderr)
    node = join(folder, 'node_modules', name, 'bin/node')
  }, 300_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('the binary is of that version', async () => {
    const { stdout } = await run(node, ['--version'])
    expect(stdout).toMatch(new RegExp(`^v${major}\\.`))
  })

  test('the package runs by import and by require', async () => {
    expect(await runIn('imported.mjs', node)).toMatchObject({
      code: 0,
      stdout: 'hello true true\n',
      stderr: '',
    })
    expect(await runIn('required.cjs', node)).toMatchObject({
      code: 0,
      stdout: 'hello function true\n',
      stderr: '',
    })
  })
})
