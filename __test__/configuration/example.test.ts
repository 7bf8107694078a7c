/** `.env.example` names each variable that the code reads, with its default, and each form of the URL. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/script'
import { under } from './environments'

const example = readFileSync(join(ROOT, '.env.example'), 'utf8')
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const code = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(ROOT, 'lib', file), 'utf8'))
  .join('\n')

/** The variables that the code names. */
const variables = [...new Set(code.match(/\b(REDIS_[A-Z_]+|NODE_ENV)\b/g))].filter(
  (name) => name !== 'REDIS_NATIVE_TWO_VERSIONS',
)

/** The lines `NAME=value` and `#NAME=value` of the example. */
const lines = new Map(
  [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name, value]): [string, string] => [name, value]),
)

test('the code reads the variables that are documented', () => {
  expect(variables.length).toBeGreaterThanOrEqual(15)
  expect([...lines.keys()].sort()).toStrictEqual(
    variables.filter((name) => !/REDIS_NATIVE/.test(name)).sort(),
  )
})

test('the README has each variable', () => {
  for (const name of variables) expect(readme).toContain(name)
})

test('the example as it is works, and is the default', async () => {
  const set = new Map(
    [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]): [string, string] => [name, value]),
  )
  const address = await under(Object.fromEntries(set), ({ getConnectionInfo }) => getConnectionInfo().address)
  expect(address).toBe('localhost:6379')
})

test.each([
  ['REDIS_HOST', 'host'],
  ['REDIS_PORT', 'port'],
  ['REDIS_DB', 'db'],
  ['REDIS_MAX_RETRIES', 'maxRetriesPerRequest'],
  ['REDIS_CONNECT_TIMEOUT', 'connectTimeout'],
  ['REDIS_COMMAND_TIMEOUT', 'commandTimeout'],
  ['REDIS_KEEP_ALIVE', 'keepAlive'],
])('the value of %s is the default of %s', async (variable, option) => {
  await under({}, ({ redis }) => expect(String(redis.options[option])).toBe(lines.get(variable)))
})

test('every variable of the example, set as it stands there, is accepted', async () => {
  const all = Object.fromEntries([...lines].filter(([name]) => !/CLUSTER|SENTINEL/.test(name)))
  await under(all, ({ getConnectionInfo }) => {
    expect(getConnectionInfo()).toMatchObject({
      address: 'localhost:6379',
      keyPrefix: 'whatsapp:development:',
    })
  })
})

const forms = [...example.matchAll(/(?:rediss?|unix):\/\/\S+/g)].map(([url]) => url)

test('the forms of the URL are there: local, password, user, database, TLS, socket and the clouds', () => {
  const wanted = [
    /^redis:\/\/localhost:6379$/,
    /^redis:\/\/:[^@]+@/,
    /^redis:\/\/[^:]+:[^@]+@/,
    /\/\d+$/,
    /^rediss:/,
    /^unix:/,
  ]
  wanted.push(/cache\.amazonaws\.com/, /redis\.cache\.windows\.net/, /upstash\.io/, /redis-cloud\.com/)
  for (const form of wanted) expect(forms.filter((url) => form.test(url))).not.toHaveLength(0)
})

test.each(forms.map((url) => [url]))('%s is accepted', async (url) => {
  await under({ REDIS_URL: url, NEXT_PHASE: 'phase-production-build' }, ({ getConnectionInfo, getRedis }) => {
    expect(getConnectionInfo().tls).toBe(url.startsWith('rediss:'))
    expect(getRedis().status).toBe('wait')
  })
})
