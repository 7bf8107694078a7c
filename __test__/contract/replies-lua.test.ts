/** What scripts return, by EVAL and its relatives. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

describe.each(cases)('%s, RESP%i: replies of scripts', (_, protocol, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis, { protocol })
  })

  it.each([
    ['an integer', 'return 42', 42],
    ['a negative integer', 'return -42', -42],
    ['a fraction, cut', 'return 3.99', 3],
    ['a text', 'return "text"', 'text'],
    ['the empty text', 'return ""', ''],
    ['true', 'return true', 1],
    ['false', 'return false', null],
    ['nil', 'return nil', null],
    ['nothing', 'local a = 1', null],
    ['a table', 'return {1, "two", {3, {}}}', [1, 'two', [3, []]]],
    ['an empty table', 'return {}', []],
    ['a table that ends at nil', 'return {1, nil, 3}', [1]],
    ['a table with false', 'return {1, false, 3}', [1, null, 3]],
    ['a status', 'return redis.status_reply("FINE")', 'FINE'],
    ['a status in a table', 'return {redis.status_reply("OK")}', ['OK']],
    ['a reply of the server', 'return redis.call("SET", "k", "v")', 'OK'],
    ['a missing value', 'return redis.call("GET", "missing")', null],
    ['text beyond ASCII', 'return "ü"', 'ü'],
    ['keys and arguments', 'return {KEYS[1], ARGV[1], #ARGV}', ['k', 'a', 2]],
  ])('%s', async (_, lua, expected) => {
    expect(await redis.eval(lua, 1, 'k', 'a', 'b')).toStrictEqual(expected)
  })

  it.each([
    ['a double', 'redis.setresp(3); return {double = 1.5}', '1.5'],
    ['an infinite double', 'redis.setresp(3); return {double = math.huge}', 'inf'],
    ['a map', 'redis.setresp(3); return {map = {a = 1}}', ['a', 1]],
    ['a set', 'redis.setresp(3); return {set = {a = true}}', ['a']],
    ['a boolean', 'redis.setresp(3); return true', 1],
    [
      'a big number',
      'redis.setresp(3); return {big_number = "1234567890123456789012345678901"}',
      '1234567890123456789012345678901',
    ],
    [
      'a verbatim text',
      'redis.setresp(3); return {verbatim_string = {format = "txt", string = "plain"}}',
      'plain',
    ],
    [
      'types within a table',
      'redis.setresp(3); return {{double = 0.5}, {map = {k = {double = 2}}}}',
      ['0.5', ['k', '2']],
    ],
  ])('%s of RESP3 has the shape of RESP2', async (_, lua, expected) => {
    expect(await redis.eval(lua, 0)).toStrictEqual(expected)
  })

  it('an error rejects, and the connection goes on', async () => {
    const error = await rejection(redis.eval('return redis.error_reply("MY words")', 0))
    expect(error.message).toBe('MY words')
    expect(await rejection(redis.eval('syntax error', 0))).toMatchObject({
      message: expect.stringContaining('ERR Error compiling script'),
    })
    expect(await redis.ping()).toBe('PONG')
  })

  it('an error within a table is an Error among the values', async () => {
    const [one, error, three] = (await redis.eval(
      'return {1, redis.error_reply("MY words"), 3}',
      0,
    )) as unknown[]
    expect([one, three]).toStrictEqual([1, 3])
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).toBe('MY words')
  })

  it('SCRIPT LOAD, EXISTS and FLUSH, EVALSHA and EVAL_RO', async () => {
    const sha = (await redis.script('LOAD', 'return ARGV[1]')) as string
    expect(sha).toMatch(/^[0-9a-f]{40}$/)
    expect(await redis.script('EXISTS', sha, 'f'.repeat(40))).toStrictEqual([1, 0])
    expect(await redis.evalsha(sha, 0, 'back')).toBe('back')
    expect(await redis.script('FLUSH')).toBe('OK')
    const error = await rejection(redis.evalsha(sha, 0, 'back'))
    expect(error.message).toBe('NOSCRIPT No matching script. Please use EVAL.')
    expect(await redis.eval_ro('return 1', 0)).toBe(1)
  })

  it('functions', async () => {
    const library =
      "#!lua name=mylib\nredis.register_function('twice', function(_, args) return args[1] * 2 end)"
    expect(await redis.function('LOAD', 'REPLACE', library)).toBe('mylib')
    expect(await redis.fcall('twice', 0, 21)).toBe(42)
    expect(await redis.function('DELETE', 'mylib')).toBe('OK')
  })

  it('a deeply nested reply', async () => {
    const lua = 'local t = {} for i = 1, 6 do t = {t, i} end return t'
    expect(await redis.eval(lua, 0)).toStrictEqual([[[[[[[], 1], 2], 3], 4], 5], 6])
  })
})
