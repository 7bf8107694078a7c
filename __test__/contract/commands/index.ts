/** All scenarios, by group. */
import { HASHES, SETS } from './hashes'
import { KEYS } from './keys'
import { LISTS, WAITING } from './lists'
import { NEWER } from './newer'
import type { Scenario } from './scenario'
import { SCRIPTS } from './scripts'
import { CONNECTIONS, SAVING, SERVER } from './server'
import { GEO, SORTED_SETS } from './sorted-sets'
import { STREAMS } from './streams'
import { BITS, SELF_TEST, STRINGS } from './strings'

export const SCENARIOS: Scenario[] = [
  ...[STRINGS, BITS, KEYS, HASHES, SETS, LISTS, SORTED_SETS, GEO, STREAMS].flat(),
  ...[SCRIPTS, SERVER, CONNECTIONS, NEWER, WAITING, SAVING, SELF_TEST].flat(),
]
