/** Commands of streams and of their consumer groups. */
import { digits, refusal, SOME, scenarios, typesOfItems } from './scenario'

const ENTRY = ['1-1', ['a', '1', 'b', '2']]

export const STREAMS = scenarios({
  entries: [
    [['xadd', 's', '1-1', 'a', 1, ['b', 2]], '1-1'],
    [['xadd', 's', '*', 'c', null], expect.stringMatching(/^\d+-\d+$/), digits],
    [['xadd', 's', 'MAXLEN', '~', 1000, '*', 'c', Buffer.from([0xff])], SOME, digits],
    [['xadd', 'missing', 'NOMKSTREAM', '*', 'a', 1], null],
    [
      ['xadd', 's', '1-1', 'a', 1],
      refusal(expect.stringContaining('equal or smaller than the target stream top item')),
    ],
    [['xlen', 's'], 3],
    [['xlen', 'missing'], 0],
    [['xrange', 's', '-', '+', 'COUNT', 1], [ENTRY]],
    [['xrevrange', 's', '1-1', '-'], [ENTRY]],
    [['xrange', 'missing', '-', '+'], []],
    [['xrange', 's', '-', '+'], SOME, digits],
    [['xdel', 's', '1-1', '9-9'], 1],
    [['xtrim', 's', 'MAXLEN', 1], 1],
    [['xtrim', 's', 'MINID', '1', 'LIMIT', 5], refusal(expect.stringMatching(/^ERR syntax error/))],
    [['xsetid', 's', '9999999999999-0'], 'OK'],
  ],
  reading: [
    [['xadd', 's', '1-1', 'a', '1', 'b', '2'], '1-1'],
    [['xadd', 't', '2-1', 'c', '3'], '2-1'],
    [['xread', 'STREAMS', 's', 0], [['s', [ENTRY]]]],
    [
      ['xread', 'COUNT', 5, 'STREAMS', ['s', 't'], 0, '0-0'],
      [
        ['s', [ENTRY]],
        ['t', [['2-1', ['c', '3']]]],
      ],
    ],
    [['xread', 'STREAMS', 'missing', 0], null],
    [['xread', 'STREAMS', 's'], refusal("ERR wrong number of arguments for 'xread' command")],
  ],
  'consumer groups': [
    [['xgroup', 'CREATE', 's', 'g', 0, 'MKSTREAM'], 'OK'],
    [['xgroup', 'CREATE', 's', 'g', 0], refusal('BUSYGROUP Consumer Group name already exists')],
    [['xadd', 's', '1-1', 'a', '1', 'b', '2'], '1-1'],
    [['xadd', 's', '1-2', 'c', '3'], '1-2'],
    [['xreadgroup', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'], [['s', [ENTRY]]]],
    [['xreadgroup', 'GROUP', 'g', 'd', 'BLOCK', 1, 'STREAMS', 's', '>'], [['s', [['1-2', ['c', '3']]]]]],
    [['xreadgroup', 'GROUP', 'g', 'd', 'STREAMS', 's', '>'], null],
    [['xreadgroup', 'GROUP', 'g', 'd', 'STREAMS', 's', 0], [['s', [['1-2', ['c', '3']]]]]],
    [
      ['xpending', 's', 'g'],
      [
        2,
        '1-1',
        '1-2',
        [
          ['c', '1'],
          ['d', '1'],
        ],
      ],
    ],
    [['xpending', 's', 'g', '-', '+', 10, 'c'], [['0-0', 'c', 0, 0]], digits],
    [['xclaim', 's', 'g', 'e', 0, '1-1'], [ENTRY]],
    [['xclaim', 's', 'g', 'e', 0, '1-1', 'JUSTID'], ['1-1']],
    [
      ['xautoclaim', 's', 'g', 'e', 0, 0, 'COUNT', 1],
      ['1-2', [ENTRY], []],
    ],
    [
      ['xautoclaim', 's', 'g', 'e', 0, 0, 'JUSTID'],
      ['0-0', ['1-1', '1-2'], []],
    ],
    [['xack', 's', 'g', '1-1', '9-9'], 1],
    [['xdel', 's', '1-2'], 1],
    [['xreadgroup', 'GROUP', 'g', 'e', 'STREAMS', 's', 0], [['s', [['1-2', null]]]]],
    [
      ['xautoclaim', 's', 'g', 'f', 0, 0],
      ['0-0', [], ['1-2']],
    ],
    [['xgroup', 'CREATECONSUMER', 's', 'g', 'z'], 1],
    [['xgroup', 'DELCONSUMER', 's', 'g', 'z'], 0],
    [['xgroup', 'SETID', 's', 'g', '$'], 'OK'],
    [
      ['xpending', 's', 'g'],
      [0, null, null, null],
    ],
    [['xgroup', 'DESTROY', 's', 'g'], 1],
    [['xreadgroup', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'], refusal(expect.stringMatching(/^NOGROUP/))],
    [['xgroup', 'HELP'], SOME],
  ],
  xinfo: [
    [['xadd', 's', '1-1', 'a', '1', 'b', '2'], '1-1'],
    [['xgroup', 'CREATE', 's', 'g', 0], 'OK'],
    [['xreadgroup', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'], SOME],
    [['xinfo', 'STREAM', 's'], expect.arrayContaining(['length', 1, 'first-entry', ENTRY])],
    [['xinfo', 'STREAM', 's', 'FULL'], SOME, digits],
    [['xinfo', 'GROUPS', 's'], [expect.arrayContaining(['name', 'g', 'consumers', 1])]],
    [['xinfo', 'CONSUMERS', 's', 'g'], [expect.arrayContaining(['name', 'c', 'pending', 0])], digits],
    [['xinfo', 'STREAM', 'missing'], refusal('ERR no such key')],
    [['xinfo', 'HELP'], expect.any(Array), typesOfItems],
  ],
})
