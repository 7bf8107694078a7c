/** Scripts and functions, and all kinds of values that they can answer with. */
import { refusal, SOME, scenarios } from './scenario'

const SHA = 'e0e1f9fabfc9d4800c877a703b823ac0578ff8db' // of "return 1"

const LIBRARY = `#!lua name=contract
redis.register_function('echo', function(keys, args) return {keys, args} end)
redis.register_function{function_name='look', callback=function(keys) return redis.call('GET', keys[1]) end, flags={'no-writes'}}`

const typed = (lua: string) => `redis.setresp(3); return ${lua}`

export const SCRIPTS = scenarios({
  'scripts and their arguments': [
    [
      ['eval', 'return {KEYS[1], KEYS[2], ARGV[1], ARGV[2]}', 2, 'a', 'b', 1, Buffer.from([0xff])],
      ['a', 'b', '1', '\ufffd'],
    ],
    [
      ['eval', 'return ARGV', 0, ['x', 'y'], null, true],
      ['x', 'y', '', 'true'],
    ],
    [['eval', 'return 1', 0], 1],
    [['evalsha', SHA, 0], 1],
    [['evalsha', 'ffffffffffffffffffffffffffffffffffffffff', 0], refusal(expect.stringMatching(/^NOSCRIPT/))],
    [['eval_ro', "return redis.call('GET', KEYS[1])", 1, 'k'], null],
    [['evalsha_ro', SHA, 0], 1],
    [
      ['eval_ro', "return redis.call('SET', KEYS[1], 1)", 1, 'k'],
      refusal(expect.stringContaining('not allowed')),
    ],
    [['eval', 'return', 'x'], refusal('ERR value is not an integer or out of range')],
    [['eval', 'this is no Lua', 0], refusal(expect.stringMatching(/^ERR Error compiling script/))],
    [['eval', "return redis.error_reply('MY own error')", 0], refusal('MY own error')],
    [['eval', "return {1, redis.error_reply('MY own error'), 'x'}", 0], SOME],
  ],
  'the values of scripts in RESP2': [
    [['eval', 'return nil', 0], null],
    [['eval', 'return true', 0], 1],
    [['eval', 'return false', 0], null],
    [['eval', 'return 3.99', 0], 3],
    [['eval', 'return -1', 0], -1],
    [['eval', "return ''", 0], ''],
    [['eval', 'return {}', 0], []],
    [
      ['eval', "return {1, 'two', {3, {}}, false, true, 'last'}", 0],
      [1, 'two', [3, []], null, 1, 'last'],
    ],
    [
      ['eval', 'return {1, 2, nil, 4}', 0],
      [1, 2],
    ],
    [['eval', "return {ok='FINE'}", 0], 'FINE'],
    [['eval', "return redis.status_reply('OK')", 0], 'OK'],
    [['eval', 'return {double=3.5}', 0], '3.5'],
  ],
  'the values of scripts in RESP3': [
    [
      ['eval', typed('{map={a=1}}'), 0],
      ['a', 1],
    ],
    [
      ['eval', typed('{map={a={map={b={double=0.5}}}}}'), 0],
      ['a', ['b', '0.5']],
    ],
    [['eval', typed('{set={a=true}}'), 0], ['a']],
    [['eval', typed('{double=3.5}'), 0], '3.5'],
    [['eval', typed('{double=1e100}'), 0], '1e+100'],
    [['eval', typed('{double=-0.25}'), 0], '-0.25'],
    [['eval', typed('{double=1/0}'), 0], 'inf'],
    [['eval', typed('{double=-1/0}'), 0], '-inf'],
    [['eval', typed('true'), 0], 1],
    [['eval', typed('{true, false, nil}'), 0]],
    [
      ['eval', typed("{big_number='1234567890123456789012345678901234567890'}"), 0],
      '1234567890123456789012345678901234567890',
    ],
    [['eval', typed("{verbatim_string={format='txt', string='Some text'}}"), 0], 'Some text'],
    [['hset', 'h', 'f', 'v'], 1],
    [
      ['eval', typed("redis.call('HGETALL', KEYS[1])"), 1, 'h'],
      ['f', 'v'],
    ],
    [['zadd', 'z', 1.5, 'm'], 1],
    [['eval', typed("redis.call('ZSCORE', KEYS[1], 'm')"), 1, 'z'], '1.5'],
    [['eval', typed("redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')"), 1, 'z']],
  ],
  script: [
    [['script', 'LOAD', 'return 1'], SHA],
    [
      ['script', 'EXISTS', SHA, 'ffff'],
      [1, 0],
    ],
    [['script', 'EXISTS', [SHA]], [1]],
    [['script', 'FLUSH', 'SYNC'], 'OK'],
    [['script', 'EXISTS', SHA], [0]],
    [['script', 'KILL'], refusal('NOTBUSY No scripts in execution right now.')],
    [['script', 'HELP'], SOME],
    [['script', 'LOAD', 'no Lua at all'], refusal(expect.stringMatching(/^ERR Error compiling script/))],
  ],
  functions: [
    [['function', 'LOAD', 'REPLACE', LIBRARY], 'contract'],
    [['function', 'LOAD', LIBRARY], refusal(expect.stringContaining('already exists'))],
    [
      ['fcall', 'echo', 1, 'k', 'a', ['b']],
      [['k'], ['a', 'b']],
    ],
    [['fcall_ro', 'look', 1, 'missing'], null],
    [['fcall_ro', 'echo', 0], refusal(expect.stringContaining('Can not execute a script with write flag'))],
    [['fcall', 'missing', 0], refusal('ERR Function not found')],
    [['function', 'STATS'], expect.arrayContaining(['running_script', null, 'engines'])],
    [['function', 'DUMP'], expect.any(String)],
    [['function', 'KILL'], refusal('NOTBUSY No scripts in execution right now.')],
    [['function', 'DELETE', 'contract'], 'OK'],
    [['function', 'LIST'], []],
    [['function', 'LOAD', "#!lua name=one\nredis.register_function('f', function() return 1 end)"], 'one'],
    [['function', 'LIST', 'WITHCODE'], [expect.arrayContaining(['library_name', 'one', 'engine', 'LUA'])]],
    [['function', 'FLUSH'], 'OK'],
    [['function', 'RESTORE', 'nonsense'], refusal(expect.stringMatching(/^ERR DUMP payload/))],
    [['function', 'HELP'], SOME],
  ],
})
