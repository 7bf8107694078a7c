/**
 * Commands that came after Redis 7.0: a server that knows them answers both clients alike, and one
 * that does not refuses both in the same words.
 */
import { type Call, digits, scenarios, types, type View } from './scenario'

/** The calls of a group, whose replies differ from server to server. */
const calls = (view: View | undefined, ...list: Call[]) =>
  list.map((call) => [call, undefined, view] as [Call, undefined, View | undefined])

export const NEWER = scenarios({
  'fields of hashes that expire': [
    [['hset', 'h', { a: 1, b: 2, c: 3, d: 4 }], 4],
    ...calls(
      undefined,
      ['hexpire', 'h', 4000, 'FIELDS', 2, 'a', 'missing'],
      ['hpexpire', 'h', 4_000_000, 'NX', 'FIELDS', 1, 'b'],
      ['hexpireat', 'h', 4_000_000_000, 'FIELDS', 1, ['c']],
      ['hpexpireat', 'h', 4_000_000_000_123, 'FIELDS', '1', 'd'],
      ['hexpiretime', 'h', 'FIELDS', 2, 'c', 'missing'],
      ['hpexpiretime', 'h', 'FIELDS', 1, 'd'],
      ['hpersist', 'h', 'FIELDS', 2, 'a', 'b'],
      ['hgetdel', 'h', 'FIELDS', 2, 'a', 'missing'],
      ['hgetex', 'h', 'PERSIST', 'FIELDS', 1, 'b'],
      ['hsetex', 'h', 'EX', 100, 'FIELDS', 1, 'e', Buffer.from([0xff])],
    ),
    ...calls(digits, ['httl', 'h', 'FIELDS', 1, 'e'], ['hpttl', 'h', 'FIELDS', 1, 'e']),
    ...calls(undefined, ['himport', 'LIST']),
  ],
  'strings, keys and lists': [
    ...calls(
      undefined,
      ['set', 'k', 'v'],
      ['digest', 'k'],
      ['delex', 'k', 'IFEQ', 'other'],
      ['delex', 'k'],
      ['msetex', 2, 'a', 1, 'b', 2, 'EX', 100],
      ['increx', 'n', 'BYINT', 5],
      ['rpush', 'l', 'a', 'b', 'c'],
      ['lmovem', 'l', 'm', 'LEFT', 'RIGHT', 'COUNT', 2],
      ['blmovem', 'l', 'm', 'LEFT', 'RIGHT', 0.01, 'COUNT', 2],
      ['sadd', 's', 'a', 'b'],
      ['sunioncard', 1, 's'],
      ['sdiffcard', 1, 's'],
      ['waitaof', 0, 0, 1],
    ),
  ],
  streams: [
    ...calls(
      undefined,
      ['xadd', 's', '1-1', 'a', 1],
      ['xgroup', 'CREATE', 's', 'g', 0],
      ['xreadgroup', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'],
      ['xnack', 's', 'g', 'c', 'IDS', 1, '1-1'],
      ['xackdel', 's', 'g', 'KEEPREF', 'IDS', 1, '1-1'],
      ['xdelex', 's', 'KEEPREF', 'IDS', 1, '1-1'],
      ['xcfgset', 's', 'IDMP-DURATION', 100],
      ['xidmprecord', 's', 'producer', 'id', '1-1'],
    ),
  ],
  'sets of vectors': [
    ...calls(
      undefined,
      ['vadd', 'v', 'VALUES', 3, 1, 2.5, '3', 'a', 'SETATTR', '{"x":1}'],
      ['vadd', 'v', 'VALUES', 3, 3, 2, 1, 'b'],
      ['vcard', 'v'],
      ['vdim', 'v'],
      ['vgetattr', 'v', 'a'],
      ['vsetattr', 'v', 'b', '{}'],
      ['vismember', 'v', 'a'],
      ['vrange', 'v', '-', '+', 10],
      ['vsim', 'v', 'ELE', 'a', 'WITHSCORES', 'WITHATTRIBS', 'TRUTH'],
      ['vsim', 'v', 'VALUES', 3, 1, 2, 3],
    ),
    ...calls(
      types,
      ['vemb', 'v', 'a'],
      ['vinfo', 'v'],
      ['vlinks', 'v', 'a', 'WITHSCORES'],
      ['vrandmember', 'v', 2],
      ['vrem', 'v', 'a'],
    ),
  ],
  arrays: [
    ...calls(
      undefined,
      ['arset', 'a', 0, 'x', 'y'],
      ['armset', 'a', 5, 'z', 7, Buffer.from([0xff])],
      ['arinsert', 'a', 'w'],
      ['arring', 'a', 10, 'r'],
      ['arget', 'a', 0],
      ['armget', 'a', 0, [1, 2]],
      ['argetrange', 'a', 0, 5],
      ['arcount', 'a'],
      ['arlen', 'a'],
      ['arnext', 'a'],
      ['arseek', 'a', 3],
      ['arlastitems', 'a', 2],
      ['arscan', 'a', 0, 5],
      ['argrep', 'a', 0, 5, 'MATCH', 'x'],
      ['arop', 'a', 0, 5, 'SUM'],
      ['ardel', 'a', 0],
      ['ardelrange', 'a', 1, 2],
    ),
    ...calls(types, ['arinfo', 'a']),
  ],
  'the server': calls(types, ['backup', 'STATUS'], ['hotkeys', 'GET'], ['trimslots', 'RANGES', 1, 0, 5]),
})
