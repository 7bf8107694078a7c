/** Commands of sorted sets, and of places on the earth, which are kept in them. */
import { refusal, SOME, scenarios } from './scenario'

/** Doubles to the digits that ioredis's arithmetic gives right. */
function rounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rounded)
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(9) : value
}

export const SORTED_SETS = scenarios({
  'adding and scores': [
    [['zadd', 'z', 1, 'a', 2.5, 'b'], 2],
    [['zadd', 'z', ['inf', 'c'], '-inf', 'd', 1e21, 'e', 0.5, 'f'], 4],
    [['zadd', 'z', 'NX', 'CH', 9, 'a'], 0],
    [['zadd', 'z', 'XX', 'CH', 3, 'a'], 1],
    [['zadd', 'z', 'INCR', 0.5, 'a'], '3.5'],
    [['zadd', 'z', 'NX', 'INCR', 1, 'a'], null],
    [['zscore', 'z', 'a'], '3.5'],
    [['zscore', 'z', 'c'], 'inf'],
    [['zscore', 'z', 'd'], '-inf'],
    [['zscore', 'z', 'e'], '1e+21'],
    [['zscore', 'z', 'f'], '0.5'],
    [['zscore', 'z', 'missing'], null],
    [
      ['zmscore', 'z', 'a', ['missing', 'c']],
      ['3.5', null, 'inf'],
    ],
    [['zincrby', 'z', 1, 'b'], '3.5'],
    [['zincrby', 'z', -0.25, 'new'], '-0.25'],
    [['zcard', 'z'], 7],
    [['zcount', 'z', '(0', '+inf'], 5],
    [['zadd', 'z', 'x', 'a'], refusal('ERR value is not a valid float')],
  ],
  ranks: [
    [['zadd', 'z', 1, 'a', 2, 'b'], 2],
    [['zrank', 'z', 'b'], 1],
    [['zrevrank', 'z', 'b'], 0],
    [['zrank', 'z', 'missing'], null],
    [['zrevrank', 'missing', 'a'], null],
    // Of newer servers: with the score.
    [['zrank', 'z', 'b', 'WITHSCORE']],
    [['zrevrank', 'z', 'b', 'WITHSCORE']],
  ],
  ranges: [
    [['zadd', 'z', 1, 'a', 2.5, 'b', 3, 'c'], 3],
    [
      ['zrange', 'z', 0, -1],
      ['a', 'b', 'c'],
    ],
    [
      ['zrange', 'z', 0, -1, 'WITHSCORES'],
      ['a', '1', 'b', '2.5', 'c', '3'],
    ],
    [
      ['zrange', 'z', '(1', '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES'],
      ['b', '2.5'],
    ],
    [['zrange', 'z', 2, 0, 'REV'], []],
    [['zrange', 'missing', 0, -1, 'WITHSCORES'], []],
    [
      ['zrevrange', 'z', 0, 0, 'WITHSCORES'],
      ['c', '3'],
    ],
    [
      ['zrevrange', 'z', 0, 1],
      ['c', 'b'],
    ],
    [
      ['zrangebyscore', 'z', '-inf', 2.5, 'WITHSCORES', 'LIMIT', 1, 1],
      ['b', '2.5'],
    ],
    [['zrangebyscore', 'z', 1, 2], ['a']],
    [
      ['zrevrangebyscore', 'z', '+inf', 3, 'WITHSCORES'],
      ['c', '3'],
    ],
    [
      ['zrevrangebyscore', 'z', 3, 1],
      ['c', 'b', 'a'],
    ],
    [['zrangestore', 'd', 'z', 0, 1], 2],
    [['zrange', 'z', 'x', 0], refusal('ERR value is not an integer or out of range')],
  ],
  'ranges by names': [
    [['zadd', 'z', 0, 'a', 0, 'b', 0, 'c'], 3],
    [
      ['zrangebylex', 'z', '[a', '(c'],
      ['a', 'b'],
    ],
    [
      ['zrevrangebylex', 'z', '+', '-', 'LIMIT', 0, 2],
      ['c', 'b'],
    ],
    [
      ['zrange', 'z', '-', '+', 'BYLEX'],
      ['a', 'b', 'c'],
    ],
    [['zlexcount', 'z', '-', '+'], 3],
    [['zremrangebylex', 'z', '[a', '[a'], 1],
    [['zrangebylex', 'z', 'a', 'b'], refusal('ERR min or max not valid string range item')],
  ],
  removing: [
    [['zadd', 'z', 1, 'a', 2, 'b', 3, 'c', 4, 'd', 5, 'e', 6, 'f'], 6],
    [['zrem', 'z', 'a', ['missing']], 1],
    [['zremrangebyrank', 'z', 0, 0], 1],
    [['zremrangebyscore', 'z', 3, '(4'], 1],
    [
      ['zpopmin', 'z'],
      ['d', '4'],
    ],
    [
      ['zpopmax', 'z', 5],
      ['f', '6', 'e', '5'],
    ],
    [['zpopmin', 'z'], []],
    [['zpopmax', 'z', 1], []],
    [['zadd', 'z', 1, 'a', 2, 'b'], 2],
    [
      ['zmpop', 2, 'missing', 'z', 'MIN'],
      ['z', [['a', '1']]],
    ],
    [
      ['zmpop', 1, ['z'], 'MAX', 'COUNT', 5],
      ['z', [['b', '2']]],
    ],
    [['zmpop', 1, 'z', 'MIN'], null],
  ],
  'sets of sorted sets': [
    [['zadd', 'y', 1, 'a', 2, 'b'], 2],
    [['zadd', 'z', 10, 'b', 20, 'c'], 2],
    [
      ['zunion', 2, 'y', 'z'],
      ['a', 'b', 'c'],
    ],
    [
      ['zunion', 2, ['y', 'z'], 'WEIGHTS', 1, 0.5, 'WITHSCORES'],
      ['a', '1', 'b', '7', 'c', '10'],
    ],
    [
      ['zinter', 2, 'y', 'z', 'WITHSCORES', 'AGGREGATE', 'MAX'],
      ['b', '10'],
    ],
    [
      ['zinter', 2, 'y', 'z', 'AGGREGATE', 'MAX', 'WITHSCORES'],
      ['b', '10'],
    ],
    [['zinter', 2, 'y', 'missing'], []],
    [
      ['zdiff', 2, 'y', 'z', 'WITHSCORES'],
      ['a', '1'],
    ],
    [['zdiff', 2, 'y', 'z'], ['a']],
    [['zintercard', 2, 'y', 'z', 'LIMIT', 1], 1],
    [['zunionstore', 'd', 2, 'y', 'z'], 3],
    [['zinterstore', 'd', 2, 'y', 'z', 'WEIGHTS', 2, 3], 1],
    [['zdiffstore', 'd', 2, 'y', 'z'], 1],
    [['zunion', 0, 'y'], SOME],
  ],
  'random members of a sorted set': [
    [['zadd', 'z', 1.5, 'a'], 1],
    [['zrandmember', 'z'], 'a'],
    [['zrandmember', 'missing'], null],
    [
      ['zrandmember', 'z', -2],
      ['a', 'a'],
    ],
    [
      ['zrandmember', 'z', -2, 'WITHSCORES'],
      ['a', '1.5', 'a', '1.5'],
    ],
    [['zrandmember', 'missing', 2, 'WITHSCORES'], []],
  ],
  zscan: [
    [['zadd', 'z', 1, 'a', 2.5, 'b', 'inf', 'c'], 3],
    [
      ['zscan', 'z', 0],
      ['0', ['a', '1', 'b', '2.5', 'c', 'inf']],
    ],
    [
      ['zscan', 'z', 0, 'MATCH', 'b', 'COUNT', 5],
      ['0', ['b', '2.5']],
    ],
    [
      ['zscan', 'missing', 0],
      ['0', []],
    ],
  ],
})

const SICILY = [13.361389, 38.115556, 'Palermo', 15.087269, 37.502669, 'Catania']

export const GEO = scenarios({
  places: [
    [['geoadd', 'g', ...SICILY], 2],
    [['geoadd', 'g', 'XX', 'CH', ...SICILY], 0],
    [['geodist', 'g', 'Palermo', 'Catania'], '166274.1516'],
    [['geodist', 'g', 'Palermo', 'Catania', 'mi'], '103.3182'],
    [['geodist', 'g', 'Palermo', 'missing'], null],
    [
      ['geohash', 'g', 'Palermo', ['missing']],
      ['sqc8b49rny0', null],
    ],
    [
      ['geopos', 'g', 'Palermo', 'missing'],
      [[expect.stringMatching(/^13\.36/), expect.stringMatching(/^38\.1/)], null],
    ],
    [['geoadd', 'g', 200, 0, 'nowhere'], refusal(expect.stringContaining('invalid longitude,latitude pair'))],
  ],
  'places nearby': [
    [['geoadd', 'g', ...SICILY], 2],
    [
      ['georadius', 'g', 15, 37, 200, 'km', 'ASC'],
      ['Catania', 'Palermo'],
    ],
    [
      ['georadius', 'g', 15, 37, 200, 'km', 'WITHDIST', 'ASC'],
      [
        ['Catania', '56.4413'],
        ['Palermo', '190.4424'],
      ],
    ],
    [['georadius', 'g', 15, 37, 100, 'km', 'WITHDIST', 'WITHHASH', 'WITHCOORD'], SOME, rounded],
    [['georadius', 'g', 15, 37, 200, 'km', 'STORE', 'd'], 2],
    [['georadius_ro', 'g', 15, 37, 200, 'km', 'COUNT', 1], ['Catania']],
    [
      ['georadiusbymember', 'g', 'Palermo', 200, 'km', 'DESC'],
      ['Catania', 'Palermo'],
    ],
    [
      ['georadiusbymember_ro', 'g', 'Palermo', 100, 'km', 'WITHCOORD'],
      [['Palermo', [expect.any(String), expect.any(String)]]],
    ],
    [['georadiusbymember', 'g', 'missing', 100, 'km'], refusal('ERR could not decode requested zset member')],
    [
      ['geosearch', 'g', 'FROMLONLAT', 15, 37, 'BYBOX', 400, 400, 'km', 'ASC'],
      ['Catania', 'Palermo'],
    ],
    [
      ['geosearch', 'g', 'FROMMEMBER', 'Palermo', 'BYRADIUS', 1, 'm', 'WITHDIST', 'WITHHASH'],
      [['Palermo', '0.0000', 3479099956230698]],
    ],
    [['geosearch', 'missing', 'FROMLONLAT', 15, 37, 'BYRADIUS', 1, 'm'], []],
    [['geosearchstore', 'd', 'g', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km', 'STOREDIST'], 2],
  ],
})
