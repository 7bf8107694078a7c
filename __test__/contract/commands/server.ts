/** Commands that speak of the server and of its clients. */
import { digits, refusal, SOME, scenarios, types, unordered, type View } from './scenario'

/** A saving that begins: at once, or when the one before it has ended. */
const begun: View = (reply) => String(reply).replace(/started|scheduled/, 'begun')

const LINE = /^id=0 addr=/

export const SERVER = scenarios({
  config: [
    [
      ['config', 'GET', 'maxmemory-policy'],
      ['maxmemory-policy', 'noeviction'],
    ],
    [
      ['config', 'GET', 'appendonly', 'no-such'],
      ['appendonly', 'no'],
    ],
    [['config', 'GET', 'no-such-thing'], []],
    [['config', 'SET', 'hz', 11, 'lfu-decay-time', 1], 'OK'],
    [['config', 'SET', 'hz', 'x'], refusal(expect.stringMatching(/^ERR CONFIG SET failed/))],
    [['config', 'RESETSTAT'], 'OK'],
    [['config', 'REWRITE'], refusal('ERR The server is running without a config file')],
    [['config', 'HELP'], SOME],
  ],
  info: [
    [['info', 'replication'], expect.stringMatching(/^# Replication\r\nrole:master\r\n/), digits],
    [['info'], 'string', types],
    [['info', 'server', 'clients'], 'string', types],
    [['info', 'nonsense'], ''],
    [['ping'], 'PONG'],
    [['ping', 'hello'], 'hello'],
    [['echo', 'ä'], 'ä'],
    [['echo', Buffer.from([0xff])], '\ufffd'],
    [['time'], ['0', '0'], digits],
    [['lastsave'], 'number', types],
    [['role'], ['master', 0, []], digits],
    [['lolwut', 'VERSION', 5, 1, 1, 1], 'string', types],
    [['lolwut'], 'string', types],
    [['replicaof', 'NO', 'ONE'], 'OK'],
    [['slaveof', 'NO', 'ONE'], 'OK'],
    [['shutdown', 'ABORT'], refusal('ERR No shutdown in progress.')],
    [['failover', 'ABORT'], refusal('ERR No failover in progress.')],
    [['debug', 'JMAP'], SOME],
  ],
  slowlog: [
    [['slowlog', 'RESET'], 'OK'],
    [['config', 'SET', 'slowlog-log-slower-than', 0], 'OK'],
    [['echo', 'slow'], 'slow'],
    [['slowlog', 'GET', 1], [[0, 0, 0, ['echo', 'slow'], '0.0.0.0:0', '']], digits],
    [['config', 'SET', 'slowlog-log-slower-than', -1], 'OK'],
    [['slowlog', 'LEN'], 'number', types],
    [['slowlog', 'HELP'], SOME],
    [['slowlog', 'RESET'], 'OK'],
    [['slowlog', 'GET'], []],
  ],
  latency: [
    [['latency', 'RESET'], 0],
    [['latency', 'LATEST'], []],
    [['latency', 'HISTORY', 'command'], []],
    [['latency', 'GRAPH', 'command'], refusal(expect.stringMatching(/^ERR No samples available/))],
    [['latency', 'DOCTOR'], expect.any(String)],
    [['config', 'RESETSTAT'], 'OK'],
    [['echo', 'x'], 'x'],
    [['latency', 'HISTOGRAM', 'echo'], ['echo', ['calls', 0, 'histogram_usec', [0, 0]]], digits],
    [['latency', 'HELP'], SOME],
  ],
  memory: [
    [['set', 'k', 'v'], 'OK'],
    [['memory', 'USAGE', 'k'], expect.any(Number)],
    [['memory', 'USAGE', 'k', 'SAMPLES', 0], expect.any(Number)],
    [['memory', 'USAGE', 'missing'], null],
    [['memory', 'STATS'], expect.arrayContaining(['peak.allocated', 'number', 'keys.count']), typesOfStats],
    [['memory', 'DOCTOR'], expect.any(String), types],
    [['memory', 'MALLOC-STATS'], expect.any(String), types],
    [['memory', 'PURGE'], 'OK'],
    [['memory', 'HELP'], SOME],
  ],
  acl: [
    [['acl', 'WHOAMI'], 'default'],
    [['acl', 'USERS'], ['default']],
    [['acl', 'LIST'], [expect.stringMatching(/^user default on nopass/)]],
    [['acl', 'SETUSER', 'bob', 'on', '>secret', '~cached:*', '+get', '&news'], 'OK'],
    [['acl', 'GETUSER', 'bob'], expect.arrayContaining(['flags', 'passwords', 'commands'])],
    [['acl', 'GETUSER', 'missing'], null],
    [['acl', 'DRYRUN', 'bob', 'get', 'cached:1'], 'OK'],
    [['acl', 'DRYRUN', 'bob', 'set', 'k', 'v'], expect.stringContaining('has no permissions to run')],
    [['acl', 'DELUSER', 'bob', 'missing'], 1],
    [['acl', 'CAT'], expect.arrayContaining(['string', 'hash'])],
    [['acl', 'CAT', 'hyperloglog'], expect.arrayContaining(['pfcount'])],
    [['acl', 'GENPASS', 32], expect.any(String), types],
    [['acl', 'LOG', 'RESET'], 'OK'],
    [['acl', 'LOG'], []],
    [['acl', 'SAVE'], refusal(expect.stringContaining('not configured to use an ACL file'))],
    [['acl', 'LOAD'], refusal(expect.stringContaining('not configured to use an ACL file'))],
    [['acl', 'HELP'], SOME],
  ],
  command: [
    [['command', 'COUNT'], expect.any(Number)],
    [
      ['command', 'INFO', 'get', 'nosuch'],
      [expect.arrayContaining(['get', 2]), null],
    ],
    [['command', 'INFO', ['xread', 'eval']], SOME],
    [
      ['command', 'DOCS', 'get', 'set'],
      ['get', expect.arrayContaining(['summary']), 'set', expect.any(Array)],
    ],
    [['command', 'LIST', 'FILTERBY', 'PATTERN', 'xread*'], ['xread', 'xreadgroup'], unordered],
    [
      ['command', 'GETKEYS', 'mset', 'a', 1, 'b', 2],
      ['a', 'b'],
    ],
    [['command', 'GETKEYSANDFLAGS', 'set', 'k', 'v'], [['k', expect.arrayContaining(['OW'])]]],
    [['command', 'GETKEYS', 'echo', 'x'], refusal('ERR The command has no key arguments')],
    [['command'], true, (reply) => Array.isArray(reply) && reply.length > 100],
    [['command', 'HELP'], SOME],
  ],
  'what only a cluster, a replica or a module can': [
    [['cluster', 'INFO'], refusal('ERR This instance has cluster support disabled')],
    [['cluster', 'SLOTS'], refusal('ERR This instance has cluster support disabled')],
    [['cluster', 'KEYSLOT', 'k'], refusal('ERR This instance has cluster support disabled')],
    [['asking'], refusal('ERR This instance has cluster support disabled')],
    [['readonly'], refusal('ERR This instance has cluster support disabled')],
    [['readwrite'], refusal('ERR This instance has cluster support disabled')],
    [['sentinel', 'masters'], refusal(expect.stringMatching(/^ERR unknown command/))],
    [['module', 'LIST'], expect.any(Array)],
    [['module', 'LOAD', '/nowhere.so'], SOME],
    [['module', 'UNLOAD', 'nothing'], SOME],
    [['module', 'HELP'], SOME],
  ],
  pubsub: [
    [['publish', 'channel', 'message'], 0],
    [['publish', Buffer.from([0xff]), null], 0],
    [['spublish', 'channel', 'message'], 0],
    [['pubsub', 'CHANNELS'], []],
    [['pubsub', 'CHANNELS', 'a*'], []],
    [
      ['pubsub', 'NUMSUB', 'a', ['b']],
      ['a', 0, 'b', 0],
    ],
    [['pubsub', 'NUMSUB'], []],
    [['pubsub', 'NUMPAT'], 0],
    [['pubsub', 'SHARDCHANNELS'], []],
    [
      ['pubsub', 'SHARDNUMSUB', 'a'],
      ['a', 0],
    ],
    [['pubsub', 'HELP'], SOME],
  ],
  'the clients of the server': [
    [['client', 'ID'], expect.any(Number), digits],
    [['client', 'GETNAME'], null],
    [['client', 'GETREDIR'], -1],
    [
      ['client', 'TRACKINGINFO'],
      ['flags', ['off'], 'redirect', -1, 'prefixes', []],
    ],
    [['client', 'LIST', 'ID', 0], '\n', (reply) => (reply === '' ? '\n' : reply)],
    [['client', 'KILL', 'ID', 999_999_999], 0],
    [['client', 'UNBLOCK', 999_999_999], 0],
    [['client', 'PAUSE', 0], 'OK'],
    [['client', 'UNPAUSE'], 'OK'],
    [['client', 'REPLY', 'ON'], 'OK'],
    [
      ['client', 'CACHING', 'YES'],
      refusal(expect.stringContaining('CLIENT CACHING can be called only when')),
    ],
    [['client', 'SETINFO', 'LIB-NAME', 'mine']],
    [['client', 'NO-TOUCH', 'OFF']],
    [['client', 'HELP'], SOME],
    [['client', 'nonsense'], refusal(expect.stringMatching(/^ERR unknown subcommand/i))],
  ],
})

export const SAVING = scenarios(
  {
    saving: [
      [['bgsave', 'SCHEDULE'], 'Background saving begun', begun],
      [['bgrewriteaof'], 'Background append only file rewriting begun', begun],
      [['save'], SOME, () => 'answered'],
    ],
  },
  { slow: true },
)

/** Statistics: their names, and the types of their values. */
function typesOfStats(reply: unknown): unknown {
  if (!Array.isArray(reply)) return types(reply)
  return reply.map((item, i) => (i % 2 === 0 ? String(item) : types(item)))
}

export const CONNECTIONS = scenarios(
  {
    'the name of a connection': [
      [['client', 'SETNAME', 'me'], 'OK'],
      [['client', 'GETNAME'], 'me'],
      [['client', 'INFO'], expect.stringMatching(LINE), (reply) => digits(onlyFacts(reply))],
      [['client', 'LIST'], 'string', types],
      [['client', 'SETNAME', 'a b'], refusal(expect.stringContaining('Client names cannot contain spaces'))],
      [['client', 'NO-EVICT', 'ON'], 'OK'],
      [['client', 'NO-EVICT', 'OFF'], 'OK'],
    ],
    'tracking of keys': [
      [['client', 'TRACKING', 'ON', 'OPTIN']],
      [['client', 'CACHING', 'YES']],
      [['get', 'k'], null],
      [['client', 'TRACKINGINFO']],
      [['client', 'TRACKING', 'OFF']],
      [['get', 'k'], null],
    ],
    'another database': [
      [['select', 1], 'OK'],
      [['set', 'k', 'one'], 'OK'],
      [['select', '0'], 'OK'],
      [['get', 'k'], null],
      [['select', 99], refusal('ERR DB index is out of range')],
      [['select', 'x'], refusal(expect.stringMatching(/^ERR (invalid DB index|value is not an integer)/))],
      [['select', 1], 'OK'],
      [['get', 'k'], 'one'],
    ],
    'auth, of a server without a password': [
      [['auth', 'anything'], refusal(expect.stringContaining('without any password configured'))],
      [['auth', 'default', 'anything'], 'OK'],
      [['auth', 'bob', 'wrong'], refusal(expect.stringMatching(/^WRONGPASS/))],
    ],
    'hello in the protocol of the connection': [
      [['hello'], expect.arrayContaining(['server', 'redis', 'proto']), digits],
      [['hello', 9], refusal('NOPROTO unsupported protocol version')],
    ],
    'a transaction by single commands': [
      [['watch', 'k', ['l']], 'OK'],
      [['unwatch'], 'OK'],
      [['discard'], refusal('ERR DISCARD without MULTI')],
      [['exec'], refusal('ERR EXEC without MULTI')],
    ],
    'commands of replicas': [
      [['replconf', 'nonsense', 1], refusal(expect.stringMatching(/^ERR Unrecognized REPLCONF option/))],
      [['replconf', 'capa', 'eof'], 'OK'],
    ],
    reset: [
      [['select', 1], 'OK'],
      [['reset'], 'RESET'],
      [['ping'], 'PONG'],
    ],
    quit: [
      [['ping'], 'PONG'],
      [['quit'], 'OK'],
    ],
    'subscriptions and their counts': [
      [['subscribe', 'a', 'b'], 2],
      [['subscribe', ['c', 'a']], 3],
      [['ping'], SOME],
      [['unsubscribe', 'a', 'missing'], 2],
      [['unsubscribe'], 0],
      [['unsubscribe'], 0],
      [['ping'], 'PONG'],
      [['psubscribe', 'x*', Buffer.from('y*')], 2],
      [['ping', 'still'], SOME],
      [['punsubscribe', 'x*'], 1],
      [['punsubscribe'], 0],
      [['get', 'k'], null],
    ],
    'subscriptions of all kinds at once': [
      [['subscribe', 'a'], 1],
      [['psubscribe', 'x*'], 2],
      [['ssubscribe', 's', 't'], 2],
      [['sunsubscribe', 's'], 1],
      [['sunsubscribe'], SOME],
      [['unsubscribe', 'a'], 1],
      [['punsubscribe', 'x*'], 0],
      [['ping'], 'PONG'],
    ],
  },
  { alone: true },
)

/** The facts of a client that every connection has in common. */
function onlyFacts(reply: unknown): string {
  return String(reply).replace(
    / (age|idle|qbuf|qbuf-free|argv-mem|rbs|rbp|tot-mem|lib-name|lib-ver)=\S*/g,
    '',
  )
}
