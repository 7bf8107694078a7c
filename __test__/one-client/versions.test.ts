import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { named, ROOT, runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer
let folder: string

beforeAll(async () => {
  server = await startRedis()
  folder = mkdtempSync(join(tmpdir(), 'redis-native-version-'))
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The package as another version of the same length: its facts and its binary say so. */
function otherVersion(): { path: string; version: string } {
  const { version } = require(join(ROOT, 'package.json'))
  const other = version.replace(/^\d/, '9')
  for (const part of ['dist', 'node_modules/@ioredis'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  const facts = readFileSync(join(ROOT, 'package.json'), 'utf8')
  writeFileSync(
    join(folder, 'package.json'),
    facts.replace(`"version": "${version}"`, `"version": "${other}"`),
  )
  for (const file of readdirSync(ROOT).filter((name) => name.endsWith('.node'))) {
    const bytes = readFileSync(join(ROOT, file)).toString('latin1').replaceAll(version, other)
    writeFileSync(join(folder, file), Buffer.from(bytes, 'latin1'))
  }
  return { path: folder, version: other }
}

test('two versions in one process are named once, and each has a connection', async () => {
  const { path, version } = otherVersion()
  const { stdout, stderr, code } = await runModule(
    `
    import { redis } from 'PACKAGE/dist/index.mjs'
    import { redis as other } from '${path}/dist/index.mjs'
    await Promise.all([redis.ping(), other.ping()])
    console.log(await redis.client('LIST'))`,
    { env: { REDIS_URL: server.url, REDIS_CONNECTION_NAME: 'versions' } },
  )
  expect(code).toBe(0)
  expect(named(stdout, 'versions')).toHaveLength(2)
  expect(stderr.match(/two versions of @app\/redis-native/g)).toHaveLength(1)
  expect(stderr).toContain(ROOT)
  expect(stderr).toContain(path)
  expect(stderr).toContain(version)
})
