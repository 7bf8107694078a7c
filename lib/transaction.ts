/**
 * `multi()` in its forms. A transaction is a pipeline with MULTI in front and EXEC behind, whose
 * `exec` resolves to the replies of the commands between them.
 */

import { asCallback, type Callback } from './callback'
import { Pipeline, type PipelineClient } from './pipeline'
import { type BatchContext, batchTrace } from './tracing'

export type MultiResult = Array<[Error] | [null, unknown]> | null

/** `[[null, reply] | [error], ...]` of EXEC's reply; null where a watched key had changed. */
export function wrapMultiResult(replies: unknown): MultiResult {
  if (!Array.isArray(replies)) return null
  return replies.map((reply) => (reply instanceof Error ? [reply] : [null, reply]))
}

const { execBuffer: deprecatedExecBuffer } = Pipeline.prototype as unknown as { execBuffer: () => void }

/** A pipeline that is a transaction. */
export class Transaction extends Pipeline {
  constructor(client: PipelineClient) {
    super(client)
    this.multi()
  }

  override exec(callback?: Callback<never>): Promise<never> {
    if (this._transactions > 0) super.exec()
    // A later call only repeats what the first one sent.
    if (this.nodeifiedPromise) return super.exec() as Promise<never>
    const size = Math.max(this.length - 2, 0)
    const { redis } = this
    const run = () => super.exec().then(unwrap)
    const promise =
      redis._buildBatchContext === undefined
        ? run()
        : batchTrace.trace(run, () => redis._buildBatchContext?.(size) as BatchContext)
    return asCallback(promise as Promise<never>, callback)
  }

  execBuffer(callback?: Callback<never>): Promise<never> {
    if (this._transactions > 0) deprecatedExecBuffer.call(this)
    return this.exec(callback)
  }
}

/** The reply of EXEC, the last command of a transaction. */
function unwrap(results: Array<[Error] | [null, unknown]>): MultiResult {
  const last = results[results.length - 1]
  if (last === undefined) {
    throw new Error('Pipeline cannot be used to send any commands when the `exec()` has been called on it.')
  }
  const [error, reply] = last
  if (error) {
    const previousErrors = results.slice(0, -1).flatMap((result) => (result[0] ? [result[0]] : []))
    throw Object.assign(error, { previousErrors })
  }
  return wrapMultiResult(reply)
}
