/** Commands of hashes; those of fields that expire are among the newer ones. */
import { refusal, SOME, scenarios, unordered, type View } from './scenario'

/** An object's prototype and its own properties, whatever they are called. */
const entries: View = (reply) =>
  typeof reply === 'object' && reply !== null
    ? [Object.getPrototypeOf(reply) === Object.prototype, Object.entries(reply)]
    : reply

export const HASHES = scenarios({
  'hset in all its forms': [
    [['hset', 'h', 'a', 1], 1],
    [['hset', 'h', 'a', 2, 'b', 2.5], 1],
    [['hset', 'h', { c: null, d: undefined, e: true, f: Buffer.from([0xff]) }], 4],
    [
      [
        'hset',
        'h',
        new Map<unknown, unknown>([
          ['g', 1n],
          [Buffer.from('h'), new Date(0)],
        ]),
      ],
      2,
    ],
    [['hset', 'h', ['i', 'x', 'j', 'y']], 2],
    [['hset', ['h', 'k', 'z']], 1],
    [['hgetall', 'h'], expect.objectContaining({ a: '2', b: '2.5', c: '', d: '', e: 'true', f: '\ufffd' })],
    [['hset', 'h', {}], refusal("ERR wrong number of arguments for 'hset' command")],
    [['hset', 'h', 'a'], refusal("ERR wrong number of arguments for 'hset' command")],
    [['hset', 'h', 'b', 1, { a: 1 }], refusal("ERR wrong number of arguments for 'hset' command")],
  ],
  hmset: [
    [['hmset', 'h', 'a', 1, 'b', 2], 'OK'],
    [['hmset', 'h', { c: 3 }], 'OK'],
    [['hmset', 'h', new Map([['d', 4]])], 'OK'],
    [
      ['hmget', 'h', 'a', ['c', 'd'], 'missing'],
      ['1', '3', '4', null],
    ],
    [['hmget', 'missing', 'a'], [null]],
  ],
  'hgetall with names that objects have': [
    [['hset', 'h', '__proto__', 'p', 'constructor', 'c', 'toString', 't', '', 'e', '1', 'one'], 5],
    [['hgetall', 'h'], SOME, entries],
    [['hgetall', 'missing'], {}],
    [['hset', 'bytes', Buffer.from([0xc3, 0x28]), Buffer.from([0])], 1],
    [['hgetall', 'bytes'], { '\ufffd(': '\0' }],
    [['set', 'k', 'v'], 'OK'],
    [['hgetall', 'k'], refusal('WRONGTYPE Operation against a key holding the wrong kind of value')],
  ],
  'single fields': [
    [['hset', 'h', 'a', '1'], 1],
    [['hget', 'h', 'a'], '1'],
    [['hget', 'h', 'missing'], null],
    [['hexists', 'h', 'a'], 1],
    [['hexists', 'h', 'missing'], 0],
    [['hsetnx', 'h', 'a', 'x'], 0],
    [['hsetnx', 'h', 'b', 'x'], 1],
    [['hstrlen', 'h', 'b'], 1],
    [['hlen', 'h'], 2],
    [['hincrby', 'h', 'a', 2], 3],
    [['hincrbyfloat', 'h', 'a', 0.25], '3.25'],
    [['hincrby', 'h', 'b', 1], refusal('ERR hash value is not an integer')],
    [
      ['hkeys', 'h'],
      ['a', 'b'],
    ],
    [
      ['hvals', 'h'],
      ['3.25', 'x'],
    ],
    [['hdel', 'h', 'a', ['b', 'missing']], 2],
    [['hdel', 'missing', 'a'], 0],
  ],
  hrandfield: [
    [['hset', 'h', 'a', '1'], 1],
    [['hrandfield', 'h'], 'a'],
    [['hrandfield', 'missing'], null],
    [['hrandfield', 'h', 5], ['a']],
    [
      ['hrandfield', 'h', -3],
      ['a', 'a', 'a'],
    ],
    [
      ['hrandfield', 'h', -2, 'WITHVALUES'],
      ['a', '1', 'a', '1'],
    ],
    [['hrandfield', 'missing', 2, 'WITHVALUES'], []],
  ],
  hscan: [
    [['hset', 'h', 'a', '1', 'b', '2'], 2],
    [
      ['hscan', 'h', 0],
      ['0', ['a', '1', 'b', '2']],
    ],
    [
      ['hscan', 'h', 0, 'MATCH', 'b', 'COUNT', 10],
      ['0', ['b', '2']],
    ],
    [
      ['hscan', 'missing', '0'],
      ['0', []],
    ],
    [['hscan', 'h', 'x'], refusal('ERR invalid cursor')],
  ],
})

export const SETS = scenarios({
  'members of a set': [
    [['sadd', 's', 'a'], 1],
    [['sadd', 's', 'a', ['b', 3], Buffer.from([0xff])], 3],
    [['scard', 's'], 4],
    [['sismember', 's', 'a'], 1],
    [['sismember', 's', 'missing'], 0],
    [
      ['smismember', 's', 'a', ['x', 3]],
      [1, 0, 1],
    ],
    [['smembers', 's'], expect.arrayContaining(['a', 'b', '3', '\ufffd']), unordered],
    [['smembers', 'missing'], []],
    [['srem', 's', 'a', 'x'], 1],
    [['smove', 's', 't', 'b'], 1],
    [['smove', 's', 't', 'b'], 0],
    [['sadd', 's'], refusal("ERR wrong number of arguments for 'sadd' command")],
  ],
  'sets of sets': [
    [['sadd', 's', 1, 2, 3], 3],
    [['sadd', 't', 2, 3, 4], 3],
    [['sdiff', 's', 't'], ['1']],
    [
      ['sinter', 's', 't'],
      ['2', '3'],
    ],
    [
      ['sunion', ['s', 't']],
      ['1', '2', '3', '4'],
    ],
    [['sinter', 's', 'missing'], []],
    [['sintercard', 2, 's', 't'], 2],
    [['sintercard', 2, ['s', 't'], 'LIMIT', 1], 1],
    [['sdiffstore', 'd', 's', 't'], 1],
    [['sinterstore', 'd', 's', 't'], 2],
    [['sunionstore', 'd', 's', 't'], 4],
    [['sunionstore', 'd', 'missing'], 0],
  ],
  'random members': [
    [['sadd', 's', 'a'], 1],
    [['srandmember', 's'], 'a'],
    [['srandmember', 'missing'], null],
    [
      ['srandmember', 's', -2],
      ['a', 'a'],
    ],
    [['srandmember', 'missing', 2], []],
    [['spop', 's', 0], []],
    [['spop', 's'], 'a'],
    [['spop', 's'], null],
    [['sadd', 's', 'b', 'c'], 2],
    [['spop', 's', 5], ['b', 'c'], unordered],
  ],
  sscan: [
    [['sadd', 's', 1, 2, 3], 3],
    [
      ['sscan', 's', 0],
      ['0', ['1', '2', '3']],
    ],
    [
      ['sscan', 's', 0, 'MATCH', '3'],
      ['0', ['3']],
    ],
    [
      ['sscan', 'missing', 0],
      ['0', []],
    ],
  ],
})
