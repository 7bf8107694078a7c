/** The types by the paths inside ioredis that code takes them from, under the name ioredis. */

import Redis, {
  type Cluster,
  type Command,
  MaxRetriesPerRequestError,
  type Pipeline,
  type RedisCommander,
  type RedisOptions,
  type Result,
  type ScanStream,
} from '@app/redis-native'
import type * as main from '../../compat/ioredis/built'
import CommandByPath, { type ArgumentType } from '../../compat/ioredis/built/Command'
import ClusterByPath, { type ClusterNode } from '../../compat/ioredis/built/cluster'
import type { ClusterOptions, NatMap } from '../../compat/ioredis/built/cluster/ClusterOptions'
import type { NodeKey, NodeRole } from '../../compat/ioredis/built/cluster/util'
import { MaxRetriesPerRequestError as ErrorByPath } from '../../compat/ioredis/built/errors'
import ClusterAllFailedError from '../../compat/ioredis/built/errors/ClusterAllFailedError'
import DefaultError from '../../compat/ioredis/built/errors/MaxRetriesPerRequestError'
import PipelineByPath from '../../compat/ioredis/built/Pipeline'
import RedisByPath, { type RedisStatus } from '../../compat/ioredis/built/Redis'
import type * as options from '../../compat/ioredis/built/redis/RedisOptions'
import ScanStreamByPath from '../../compat/ioredis/built/ScanStream'
import type { Callback, CommandParameter, ScanStreamOptions } from '../../compat/ioredis/built/types'
import { CONNECTION_CLOSED_ERROR_MSG } from '../../compat/ioredis/built/utils'
import type * as commander from '../../compat/ioredis/built/utils/RedisCommander'

type Same<A, B> = [A, B] extends [B, A] ? true : false
const same = <_T extends true>(): void => {}

same<Same<typeof RedisByPath, typeof Redis>>()
same<Same<typeof main.default, typeof Redis>>()
same<Same<typeof main.Cluster, typeof ClusterByPath>>()
same<Same<options.RedisOptions, RedisOptions>>()
same<Same<commander.default, RedisCommander>>()
same<Same<commander.Result<number, { type: 'default' }>, Result<number, { type: 'default' }>>>()

const client: RedisByPath = new Redis(new RedisByPath().options)
const nodes: ClusterNode[] = [6379]
const nat: NatMap = {}
const clusterOptions: ClusterOptions = { natMap: nat, scaleReads: 'all' satisfies NodeRole }
const argument: ArgumentType = 'a'
const command: Command = new CommandByPath('get', [argument])
const parameter: CommandParameter | undefined = command.args[0]
const status: RedisStatus = client.status
const scan: ScanStreamOptions = { count: 10 }
const callback: Callback<string> = (error) =>
  error instanceof ErrorByPath && error instanceof DefaultError && error instanceof MaxRetriesPerRequestError
const key: NodeKey = 'localhost:6379'
const cluster: Cluster = new ClusterByPath(nodes, clusterOptions)
const text: 'Connection is closed.' = CONNECTION_CLOSED_ERROR_MSG
const pipeline: Pipeline = new PipelineByPath(client)
const stream: ScanStream = new ScanStreamByPath({ command: 'scan', redis: client })
export const all = [
  cluster,
  parameter,
  status,
  scan,
  callback,
  key,
  text,
  pipeline,
  stream,
  ClusterAllFailedError,
]
