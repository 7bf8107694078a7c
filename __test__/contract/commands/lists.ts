/** Commands of lists, also those that block. */
import { refusal, scenarios } from './scenario'

export const LISTS = scenarios({
  'pushing and popping': [
    [['rpush', 'l', 'a', ['b', 3], Buffer.from([0xff])], 4],
    [['lpush', 'l', null, true], 6],
    [
      ['lrange', 'l', 0, -1],
      ['true', '', 'a', 'b', '3', '\ufffd'],
    ],
    [['lrange', 'missing', 0, -1], []],
    [['lpushx', 'l', 'x'], 7],
    [['rpushx', 'missing', 'x'], 0],
    [['lpop', 'l'], 'x'],
    [['rpop', 'l'], '\ufffd'],
    [
      ['lpop', 'l', 2],
      ['true', ''],
    ],
    [
      ['rpop', 'l', 9],
      ['3', 'b', 'a'],
    ],
    [['lpop', 'l'], null],
    [['rpop', 'l', 1], null],
    [['llen', 'l'], 0],
    [['lpop', 'l', -1], refusal('ERR value is out of range, must be positive')],
  ],
  'items of a list': [
    [['rpush', 'l', 'a', 'b', 'c', 'b'], 4],
    [['lindex', 'l', 1], 'b'],
    [['lindex', 'l', 9], null],
    [['linsert', 'l', 'BEFORE', 'b', 'x'], 5],
    [['linsert', 'l', 'AFTER', 'missing', 'x'], -1],
    [['lpos', 'l', 'b'], 2],
    [['lpos', 'l', 'missing'], null],
    [
      ['lpos', 'l', 'b', 'COUNT', 0],
      [2, 4],
    ],
    [['lpos', 'l', 'b', 'RANK', -1], 4],
    [['lset', 'l', 0, 'first'], 'OK'],
    [['lset', 'l', 99, 'x'], refusal('ERR index out of range')],
    [['lrem', 'l', 0, 'b'], 2],
    [['ltrim', 'l', 0, 1], 'OK'],
    [
      ['lrange', 'l', 0, -1],
      ['first', 'x'],
    ],
  ],
  'from list to list': [
    [['rpush', 'l', 'a', 'b', 'c'], 3],
    [['rpoplpush', 'l', 'm'], 'c'],
    [['lmove', 'l', 'm', 'LEFT', 'RIGHT'], 'a'],
    [['lmove', 'missing', 'm', 'LEFT', 'RIGHT'], null],
    [['rpoplpush', 'missing', 'm'], null],
    [
      ['lmpop', 2, 'missing', 'm', 'LEFT'],
      ['m', ['c']],
    ],
    [
      ['lmpop', 2, ['l', 'm'], 'RIGHT', 'COUNT', 10],
      ['l', ['b']],
    ],
    [['lmpop', 1, 'missing', 'LEFT'], null],
  ],
  'commands that block, with something there': [
    [['rpush', 'l', 'a', 'b', 'c', 'd', 'e'], 5],
    [
      ['blpop', 'missing', 'l', 1],
      ['l', 'a'],
    ],
    [
      ['brpop', ['l', 'missing'], 1],
      ['l', 'e'],
    ],
    [['brpoplpush', 'l', 'm', 1], 'd'],
    [['blmove', 'l', 'm', 'LEFT', 'LEFT', 1], 'b'],
    [
      ['blmpop', 1, 1, 'l', 'LEFT'],
      ['l', ['c']],
    ],
    [['zadd', 'z', 1, 'a', 2.5, 'b', 3, 'c', 4, 'd'], 4],
    [
      ['bzpopmin', 'missing', 'z', 1],
      ['z', 'a', '1'],
    ],
    [
      ['bzpopmax', 'z', 1],
      ['z', 'd', '4'],
    ],
    [
      ['bzmpop', 1, 1, 'z', 'MIN'],
      ['z', [['b', '2.5']]],
    ],
    [
      ['bzmpop', 1, 1, 'z', 'MAX', 'COUNT', 5],
      ['z', [['c', '3']]],
    ],
  ],
})

export const WAITING = scenarios(
  {
    'commands that block, with nothing there': [
      [['blpop', 'l', 0.01], null],
      [['brpop', 'l', 'm', '0.01'], null],
      [['brpoplpush', 'l', 'm', 0.01], null],
      [['blmove', 'l', 'm', 'LEFT', 'LEFT', 0.01], null],
      [['blmpop', 0.01, 1, 'l', 'LEFT'], null],
      [['bzpopmin', 'z', 0.01], null],
      [['bzpopmax', 'z', 0.01], null],
      [['bzmpop', 0.01, 1, 'z', 'MIN'], null],
      [['xread', 'BLOCK', 1, 'STREAMS', 's', '$'], null],
      [['wait', 0, 1], 0],
      [['blpop', 'l', -1], refusal('ERR timeout is negative')],
      [['set', 'k', 'v'], 'OK'],
      [['blpop', 'k', 1], refusal('WRONGTYPE Operation against a key holding the wrong kind of value')],
    ],
  },
  { slow: true },
)
