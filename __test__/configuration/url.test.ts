/** REDIS_URL in all its forms. Nothing connects here. */
import { under } from './environments'

interface Expected {
  address: string
  db?: number
  username?: string
  password?: string
  tls?: boolean
}

const FORMS: [url: string, expected: Expected][] = [
  ['redis://localhost:6379', { address: 'localhost:6379' }],
  ['redis://localhost', { address: 'localhost:6379' }],
  ['redis://localhost/', { address: 'localhost:6379' }],
  ['REDIS://localhost:7000', { address: 'localhost:7000' }],
  ['localhost:7000', { address: 'localhost:7000' }],
  ['redis-host', { address: 'redis-host:6379' }],
  ['//host:7000/1', { address: 'host:7000', db: 1 }],
  ['redis://10.0.0.1:7000', { address: '10.0.0.1:7000' }],
  ['redis://:password@host:7000', { address: 'host:7000', password: 'password' }],
  ['redis://user:password@host:7000', { address: 'host:7000', username: 'user', password: 'password' }],
  [
    'redis://user:p%40s%3As%2F%23%25@host:7000',
    { address: 'host:7000', username: 'user', password: 'p@s:s/#%' },
  ],
  ['redis://:pass:word@host:7000', { address: 'host:7000', password: 'pass:word' }],
  ['redis://us%40er:x@host:7000', { address: 'host:7000', username: 'us@er', password: 'x' }],
  ['redis://host:7000/2', { address: 'host:7000', db: 2 }],
  ['redis://:password@host:7000/15', { address: 'host:7000', db: 15, password: 'password' }],
  ['redis://host:7000?db=4', { address: 'host:7000', db: 4 }],
  ['rediss://:password@host:6380', { address: 'host:6380', password: 'password', tls: true }],
  ['REDISS://host:6380', { address: 'host:6380', tls: true }],
  ['unix:///var/run/redis.sock', { address: '/var/run/redis.sock' }],
  ['unix:///var/run/redis.sock?db=3', { address: '/var/run/redis.sock', db: 3 }],
  ['redis+unix:///var/run/redis.sock', { address: '/var/run/redis.sock' }],
  ['/var/run/redis.sock', { address: '/var/run/redis.sock' }],
  ['/var/run/redis.sock?db=3&password=x', { address: '/var/run/redis.sock', db: 3, password: 'x' }],
  [
    'rediss://:auth-token@master.my-cluster.abc123.use1.cache.amazonaws.com:6379',
    { address: 'master.my-cluster.abc123.use1.cache.amazonaws.com:6379', password: 'auth-token', tls: true },
  ],
  [
    'rediss://:aBc123+%2F%3D@my-cache.redis.cache.windows.net:6380',
    { address: 'my-cache.redis.cache.windows.net:6380', password: 'aBc123+/=', tls: true },
  ],
  [
    'rediss://:aBc123+=@my-cache.redis.cache.windows.net:6380',
    { address: 'my-cache.redis.cache.windows.net:6380', password: 'aBc123+=', tls: true },
  ],
  [
    'rediss://default:password@my-db.upstash.io:6379',
    { address: 'my-db.upstash.io:6379', username: 'default', password: 'password', tls: true },
  ],
  [
    'redis://default:password@redis-12345.c1.us-east-1-2.ec2.redns.redis-cloud.com:12345',
    {
      address: 'redis-12345.c1.us-east-1-2.ec2.redns.redis-cloud.com:12345',
      username: 'default',
      password: 'password',
    },
  ],
]

test.each(FORMS)('%s', async (url, { address, db = 0, username, password, tls = false }) => {
  await under({ REDIS_URL: url }, ({ getConnectionInfo, redis }) => {
    const info = getConnectionInfo()
    expect(info).toMatchObject({ address, database: db, tls, state: 'wait' })
    expect(redis.options.password || undefined).toBe(password)
    expect(redis.options.username || undefined).toBe(username)
    if (password !== undefined && password.length > 1)
      expect(JSON.stringify(info)).not.toContain(password.length > 4 ? password : `${password}@`)
    expect(redis.status).toBe('wait')
  })
})

test('an IPv6 address in brackets', async () => {
  await under({ REDIS_URL: 'redis://:password@[::1]:7000/2' }, ({ getConnectionInfo, redis }) => {
    expect(redis.options).toMatchObject({ host: '::1', port: 7000, db: 2, password: 'password' })
    expect(getConnectionInfo().address).toMatch(/^(\[::1\]|::1):7000$/)
  })
})

test.each([
  ['http://localhost:6379'],
  ['postgres://host/0'],
  ['redis://'],
  ['redis://host:0'],
  ['redis://host:65536'],
  ['redis://host:port'],
  ['redis://host:6379/first'],
  ['redis://host:6379/-1'],
  ['redis://host:6379/1.5'],
  ['redis://host:6379?db=x'],
  ['redis://two words:6379'],
  ['redis://host:6379\n'],
  [' redis://host:6379'],
  ['"redis://host:6379"'],
  ["'redis://:password@host:6379'"],
  ['REDIS_URL=redis://host:6379'],
  ['redis:host:6379'],
  ['redis:/host:6379'],
  ['redis//host:6379'],
  ['localhost:6379/2'],
  ['unix://'],
  ['$REDIS_URL'],
  ['undefined:undefined'],
])('%j is refused with what was expected', async (url) => {
  await under({ REDIS_URL: url }, ({ getRedis, getConnectionInfo, redis }) => {
    expect(() => getRedis()).toThrow(/REDIS_URL is .*, expected redis:\/\//s)
    expect(() => getConnectionInfo()).toThrow(/REDIS_URL/)
    expect(redis.status).toBe('wait')
  })
})

test('getRedis takes each form as text, and refuses what the variable refuses', async () => {
  await under({}, ({ getRedis }) => {
    process.env.NEXT_PHASE = 'phase-production-build' // nothing connects
    const { options } = getRedis('redis://user:password@host:7000/2')
    expect(options).toMatchObject({ host: 'host', port: 7000, username: 'user', password: 'password', db: 2 })
    expect(getRedis('unix:///tmp/a.sock').options.path).toBe('/tmp/a.sock')
    expect(() => getRedis('http://localhost')).toThrow(/http:\/\/localhost.*expected redis:\/\//s)
    expect(getRedis('rediss://host').options.tls).toBe(true)
  })
})
