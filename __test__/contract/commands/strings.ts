/** Commands of strings, and of bits in them. */
import { refusal, scenarios } from './scenario'

export const STRINGS = scenarios({
  'set, get and their options': [
    [['set', 'k', 'v'], 'OK'],
    [['get', 'k'], 'v'],
    [['get', 'missing'], null],
    [['set', 'k', 'w', 'EX', 100, 'XX'], 'OK'],
    [['set', 'k', 'x', 'NX'], null],
    [['set', 'k', Buffer.from([0xff, 0, 0x0d, 0x0a]), 'GET', 'KEEPTTL'], 'w'],
    [['get', 'k'], '\ufffd\0\r\n'],
    [['set', 'k', 'v', 'EX', 'soon'], refusal('ERR value is not an integer or out of range')],
    [['set', 'k', 'v', 'XX', 'NX'], refusal('ERR syntax error')],
    [['get'], refusal("ERR wrong number of arguments for 'get' command")],
    [['set', 'ä😀', 'ü'], 'OK'],
    [['get', 'ä😀'], 'ü'],
    [['set', '', ''], 'OK'],
    [['get', ''], ''],
  ],
  'values that look like other replies': [
    [['mset', 'a', '1', 'b', '-1.5', 'c', 'OK', 'd', 'null', 'e', 'inf', 'f', 'true'], 'OK'],
    [
      ['mget', ['a', 'b', 'c', 'd', 'e', 'f']],
      ['1', '-1.5', 'OK', 'null', 'inf', 'true'],
    ],
    [['get', 'c'], 'OK'],
    [['get', 'a'], '1'],
  ],
  'mset, mget, msetnx': [
    [['mset', 'a', 1, 'b', 2.5], 'OK'],
    [['mset', { c: 'x', d: null }], 'OK'],
    [
      [
        'mset',
        new Map<unknown, unknown>([
          ['e', 1n],
          [Buffer.from('f'), true],
        ]),
      ],
      'OK',
    ],
    [
      ['mget', 'a', ['b', 'c'], 'd', 'e', 'f', 'missing'],
      ['1', '2.5', 'x', '', '1', 'true', null],
    ],
    [['msetnx', { a: 1, g: 1 }], 0],
    [['msetnx', ['h', 1, 'i', 2]], 1],
    [['mset', 'odd'], refusal("ERR wrong number of arguments for 'mset' command")],
    [['mset', {}], refusal("ERR wrong number of arguments for 'mset' command")],
  ],
  counting: [
    [['incr', 'n'], 1],
    [['incrby', 'n', 41], 42],
    [['decr', 'n'], 41],
    [['decrby', 'n', '50'], -9],
    [['incrbyfloat', 'n', 0.5], '-8.5'],
    [['incrbyfloat', 'n', '1e3'], '991.5'],
    [['incr', 'n'], refusal('ERR value is not an integer or out of range')],
    [['set', 'big', '9007199254740990'], 'OK'],
    [['incrby', 'big', 0], 9007199254740990],
    [['incrby', 'small', -2147483649], -2147483649],
  ],
  'parts of strings': [
    [['append', 'k', 'Hello'], 5],
    [['append', 'k', ' World'], 11],
    [['strlen', 'k'], 11],
    [['getrange', 'k', 0, 4], 'Hello'],
    [['substr', 'k', -5, -1], 'World'],
    [['setrange', 'k', 6, 'Redis'], 11],
    [['get', 'k'], 'Hello Redis'],
    [['getrange', 'missing', 0, -1], ''],
    [['strlen', 'missing'], 0],
  ],
  'getset, getdel, getex, setex, psetex, setnx': [
    [['setnx', 'k', 'a'], 1],
    [['setnx', 'k', 'b'], 0],
    [['getset', 'k', 'c'], 'a'],
    [['getset', 'other', 'c'], null],
    [['getex', 'k', 'EX', 100], 'c'],
    [['getex', 'k', 'PERSIST'], 'c'],
    [['getex', 'missing'], null],
    [['getdel', 'k'], 'c'],
    [['getdel', 'k'], null],
    [['setex', 'k', 100, 'd'], 'OK'],
    [['psetex', 'k', 100_000, 'e'], 'OK'],
    [['setex', 'k', 0, 'd'], refusal("ERR invalid expire time in 'setex' command")],
  ],
  lcs: [
    [['mset', 'a', 'ohmytext', 'b', 'mynewtext'], 'OK'],
    [['lcs', 'a', 'b'], 'mytext'],
    [['lcs', 'a', 'b', 'LEN'], 6],
    [
      ['lcs', 'a', 'b', 'IDX'],
      [
        'matches',
        [
          [
            [4, 7],
            [5, 8],
          ],
          [
            [2, 3],
            [0, 1],
          ],
        ],
        'len',
        6,
      ],
    ],
    [
      ['lcs', 'a', 'b', 'IDX', 'MINMATCHLEN', 4, 'WITHMATCHLEN'],
      ['matches', [[[4, 7], [5, 8], 4]], 'len', 6],
    ],
  ],
})

export const BITS = scenarios({
  bitmaps: [
    [['setbit', 'b', 7, 1], 0],
    [['setbit', 'b', 7, 0], 1],
    [['setbit', 'b', 9, 1], 0],
    [['getbit', 'b', 9], 1],
    [['bitcount', 'b'], 1],
    [['bitcount', 'b', 0, 0], 0],
    [['bitcount', 'b', 8, 15, 'BIT'], 1],
    [['bitpos', 'b', 1], 9],
    [['bitpos', 'b', 0, 1, -1], 8],
    [['bitpos', 'missing', 1], -1],
    [['set', 'c', Buffer.from([0xf0])], 'OK'],
    [['bitop', 'NOT', 'd', 'c'], 1],
    [['bitop', 'AND', 'e', 'b', 'c'], 2],
    [['bitop', 'XOR', 'f', ['b', 'c']], 2],
    [['get', 'd'], '\x0f'],
    [['setbit', 'b', -1, 1], refusal('ERR bit offset is not an integer or out of range')],
  ],
  bitfields: [
    [
      ['bitfield', 'b', 'SET', 'u8', 0, 255, 'GET', 'u4', 0],
      [0, 15],
    ],
    [
      ['bitfield', 'b', 'INCRBY', 'i5', 100, 1, 'OVERFLOW', 'FAIL', 'INCRBY', 'u2', 0, 3],
      [1, null],
    ],
    [['bitfield', 'b', 'GET', 'i64', 0], [-72057594037927936]],
    [['bitfield_ro', 'b', 'GET', 'u8', 0], [255]],
    [['bitfield', 'b'], []],
  ],
  hyperloglog: [
    [['pfadd', 'h', 'a', 'b', 'c', 'a'], 1],
    [['pfadd', 'h', 'a'], 0],
    [['pfadd', 'i', ['c', 'd']], 1],
    [['pfcount', 'h'], 3],
    [['pfcount', 'h', 'i', 'missing'], 4],
    [['pfmerge', 'j', 'h', 'i'], 'OK'],
    [['pfcount', 'j'], 4],
    [['pfdebug', 'ENCODING', 'h'], 'sparse'],
    [['pfdebug', 'TODENSE', 'h'], 1],
    [['set', 'k', 'v'], 'OK'],
    [['pfcount', 'k'], refusal('WRONGTYPE Key is not a valid HyperLogLog string value.')],
  ],
})

export const SELF_TEST = scenarios(
  { 'the self-test of hyperloglog': [[['pfselftest'], 'OK']] },
  { slow: true },
)
