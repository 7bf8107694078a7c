// Generated from scripts/types/commands.json by scripts/types/generate.mjs; edit those.

/// <reference types="node" />

/** What a trailing callback gets: `null` and the reply, or the error. */
export type Callback<T = any> = (err?: Error | null, result?: T) => void

/** A key. The client's key prefix is put before it. */
export type RedisKey = string | Buffer

/** An argument that is data. A number is sent as its text. */
export type RedisValue = string | Buffer | number

/**
 * What a method returns, by the kind of object it is called on: a promise on a client, the pipeline
 * itself on a pipeline.
 */
export interface ResultTypes<Result, Context> {
  default: Promise<Result>
  pipeline: ChainableCommander<Context extends { mapping: 'resp3' } ? 'resp3' : 'resp2'>
}

/** An entry of a stream: its id, and its fields and values one after the other. */
export type StreamEntry<Text, Fields = Text[]> = [id: Text, fields: Fields]

/** Entries of several streams, by the key of the stream. */
export type StreamEntries<Text, Fields, Context extends ClientContext> = Mapped<
  [key: Text, items: StreamEntry<Text, Fields>[]][] | null,
  Record<string, StreamEntry<Text, Fields>[]> | null,
  Context
>

/** The object that a method belongs to, as its types see it. */
export type ClientContext = {
  type: keyof ResultTypes<unknown, unknown>
  mapping?: 'resp2' | 'resp3'
}

/** What a method with the reply `T` returns in a context; for methods that you declare yourself, too. */
export type Result<T, Context extends ClientContext> = ResultTypes<T, Context>[Context['type']]

/** A reply that differs between the two values of the option `replyMapping`. */
export type Mapped<Legacy, Resp3, Context extends ClientContext> = Context extends { mapping: 'resp3' }
  ? Resp3
  : Legacy

/**
 * A pipeline or a transaction: each method adds a command to it and returns it, and `exec` sends
 * them.
 */
export interface ChainableCommander<Mapping extends 'resp2' | 'resp3' = 'resp2'>
  extends RedisCommander<{ type: 'pipeline'; mapping: Mapping }> {
  /** How many commands wait for `exec`. */
  length: number
  /** Adds MULTI: the commands up to the next `exec` are a transaction. */
  multi(): ChainableCommander<Mapping>
}

/**
 * The commands of Redis as methods.
 *
 * Commands of your own, made by `defineCommand`, are declared by adding to this interface in the
 * package's module:
 *
 * ```ts
 * declare module '@app/redis-native' {
 *   interface RedisCommander<Context> {
 *     echoKey(key: string, callback?: Callback<string>): Result<string, Context>
 *   }
 * }
 * ```
 */
export interface RedisCommander<Context extends ClientContext = { type: 'default' }> {
  /**
   * Sends any command, one that has no method here, too: `redis.call('set', 'key', 'value')`.
   * The arguments that are keys get the key prefix if the command table knows the command.
   */
  call(command: string, callback?: Callback<unknown>): Result<unknown, Context>
  call(command: string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  call(...args: [command: string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  call(command: [command: string, ...args: RedisValue[]], callback?: Callback<unknown>): Result<unknown, Context>
  call(command: string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link call} with Buffers in its reply. */
  callBuffer(command: string, callback?: Callback<unknown>): Result<unknown, Context>
  callBuffer(command: string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  callBuffer(...args: [command: string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  callBuffer(command: [command: string, ...args: RedisValue[]], callback?: Callback<unknown>): Result<unknown, Context>
  callBuffer(command: string, ...args: RedisValue[]): Result<unknown, Context>
  /** List the ACL categories or the commands inside a category. */
  acl(subcommand: 'CAT', category: string | Buffer, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * List the ACL categories or the commands inside a category.
   *
   * Group: server; since 6.0.0; O(1) since the categories and commands are a fixed set.
   */
  acl(subcommand: 'CAT', callback?: Callback<string[]>): Result<string[], Context>
  acl(...args: [subcommand: 'DELUSER', ...usernames: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  acl(subcommand: 'DELUSER', usernames: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Remove the specified ACL users and the associated rules.
   *
   * Group: server; since 6.0.0; O(1) amortized time considering the typical user.
   */
  acl(subcommand: 'DELUSER', ...usernames: (string | Buffer)[]): Result<number, Context>
  acl(...args: [subcommand: 'DRYRUN', username: string | Buffer, command: string | Buffer, ...args: RedisValue[], callback: Callback<string>]): Result<string, Context>
  acl(subcommand: 'DRYRUN', username: string | Buffer, command: string | Buffer, args: RedisValue[], callback?: Callback<string>): Result<string, Context>
  /**
   * Returns whether the user can execute the given command without executing the command.
   *
   * Group: server; since 7.0.0; O(1).
   */
  acl(subcommand: 'DRYRUN', username: string | Buffer, command: string | Buffer, ...args: RedisValue[]): Result<string, Context>
  /** Generate a pseudorandom secure password to use for ACL users. */
  acl(subcommand: 'GENPASS', bits: number | string, callback?: Callback<string>): Result<string, Context>
  /**
   * Generate a pseudorandom secure password to use for ACL users.
   *
   * Group: server; since 6.0.0; O(1).
   */
  acl(subcommand: 'GENPASS', callback?: Callback<string>): Result<string, Context>
  /**
   * Get the rules for a specific ACL user.
   *
   * Group: server; since 6.0.0; O(N). Where N is the number of password, command and pattern rules that the user has.
   */
  acl(subcommand: 'GETUSER', username: string | Buffer, callback?: Callback<Mapped<unknown[] | null, Record<string, unknown> | null, Context>>): Result<Mapped<unknown[] | null, Record<string, unknown> | null, Context>, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 6.0.0; O(1).
   */
  acl(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * List the current ACL rules in ACL config file format.
   *
   * Group: server; since 6.0.0; O(N). Where N is the number of configured users.
   */
  acl(subcommand: 'LIST', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Reload the ACLs from the configured ACL file.
   *
   * Group: server; since 6.0.0; O(N). Where N is the number of configured users.
   */
  acl(subcommand: 'LOAD', callback?: Callback<'OK'>): Result<'OK', Context>
  /** List latest events denied because of ACLs in place. */
  acl(subcommand: 'LOG', reset: 'RESET', callback?: Callback<'OK'>): Result<'OK', Context>
  /** List latest events denied because of ACLs in place. */
  acl(subcommand: 'LOG', count: number | string, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * List latest events denied because of ACLs in place.
   *
   * Group: server; since 6.0.0; O(N) with N being the number of entries shown.
   */
  acl(subcommand: 'LOG', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * Save the current ACL rules in the configured ACL file.
   *
   * Group: server; since 6.0.0; O(N). Where N is the number of configured users.
   */
  acl(subcommand: 'SAVE', callback?: Callback<'OK'>): Result<'OK', Context>
  acl(...args: [subcommand: 'SETUSER', username: string | Buffer, ...rules: (string | Buffer)[], callback: Callback<'OK'>]): Result<'OK', Context>
  acl(subcommand: 'SETUSER', username: string | Buffer, rules: (string | Buffer)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Modify or create the rules for a specific ACL user.
   *
   * Group: server; since 6.0.0; O(N). Where N is the number of rules provided.
   */
  acl(subcommand: 'SETUSER', username: string | Buffer, ...rules: (string | Buffer)[]): Result<'OK', Context>
  /**
   * List the username of all the configured ACL rules.
   *
   * Group: server; since 6.0.0; O(N). Where N is the number of configured users.
   */
  acl(subcommand: 'USERS', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Return the name of the user associated to the current connection.
   *
   * Group: server; since 6.0.0; O(1).
   */
  acl(subcommand: 'WHOAMI', callback?: Callback<string>): Result<string, Context>
  /** {@link acl} with Buffers in its reply. */
  aclBuffer(subcommand: 'CAT', category: string | Buffer, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  aclBuffer(subcommand: 'CAT', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  aclBuffer(...args: [subcommand: 'DELUSER', ...usernames: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  aclBuffer(subcommand: 'DELUSER', usernames: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  aclBuffer(subcommand: 'DELUSER', ...usernames: (string | Buffer)[]): Result<number, Context>
  aclBuffer(...args: [subcommand: 'DRYRUN', username: string | Buffer, command: string | Buffer, ...args: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  aclBuffer(subcommand: 'DRYRUN', username: string | Buffer, command: string | Buffer, args: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(subcommand: 'DRYRUN', username: string | Buffer, command: string | Buffer, ...args: RedisValue[]): Result<Buffer, Context>
  aclBuffer(subcommand: 'GENPASS', bits: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(subcommand: 'GENPASS', callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(subcommand: 'GETUSER', username: string | Buffer, callback?: Callback<Mapped<unknown[] | null, Record<string, unknown> | null, Context>>): Result<Mapped<unknown[] | null, Record<string, unknown> | null, Context>, Context>
  aclBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  aclBuffer(subcommand: 'LIST', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  aclBuffer(subcommand: 'LOAD', callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(subcommand: 'LOG', reset: 'RESET', callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(subcommand: 'LOG', count: number | string, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  aclBuffer(subcommand: 'LOG', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  aclBuffer(subcommand: 'SAVE', callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(...args: [subcommand: 'SETUSER', username: string | Buffer, ...rules: (string | Buffer)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  aclBuffer(subcommand: 'SETUSER', username: string | Buffer, rules: (string | Buffer)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  aclBuffer(subcommand: 'SETUSER', username: string | Buffer, ...rules: (string | Buffer)[]): Result<Buffer, Context>
  aclBuffer(subcommand: 'USERS', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  aclBuffer(subcommand: 'WHOAMI', callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Append a value to a key.
   *
   * Group: string; since 2.0.0; O(1). The amortized time complexity is O(1) assuming the appended value is small and the already present value is of any size, since the dynamic string library used by Redis will double the free space available on every reallocation.
   */
  append(key: RedisKey, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link append} with Buffers in its reply. */
  appendBuffer(key: RedisKey, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Counts the elements of an array that are not empty.
   *
   * Group: array; since 8.8.0; O(1).
   */
  arcount(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link arcount} with Buffers in its reply. */
  arcountBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  ardel(...args: [key: RedisKey, ...indices: (number | string)[], callback: Callback<number>]): Result<number, Context>
  ardel(key: RedisKey, indices: (number | string)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Deletes the elements at the given indices of an array.
   *
   * Group: array; since 8.8.0; O(N) where N is the number of indices.
   */
  ardel(key: RedisKey, ...indices: (number | string)[]): Result<number, Context>
  /** {@link ardel} with Buffers in its reply. */
  ardelBuffer(...args: [key: RedisKey, ...indices: (number | string)[], callback: Callback<number>]): Result<number, Context>
  ardelBuffer(key: RedisKey, indices: (number | string)[], callback?: Callback<number>): Result<number, Context>
  ardelBuffer(key: RedisKey, ...indices: (number | string)[]): Result<number, Context>
  ardelrange(...args: [key: RedisKey, ...startEnds: (number | string)[], callback: Callback<number>]): Result<number, Context>
  ardelrange(key: RedisKey, startEnds: (number | string)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Deletes the elements of an array in one or more ranges of indices.
   *
   * Group: array; since 8.8.0; Proportional to the number of elements in the ranges.
   */
  ardelrange(key: RedisKey, ...startEnds: (number | string)[]): Result<number, Context>
  /** {@link ardelrange} with Buffers in its reply. */
  ardelrangeBuffer(...args: [key: RedisKey, ...startEnds: (number | string)[], callback: Callback<number>]): Result<number, Context>
  ardelrangeBuffer(key: RedisKey, startEnds: (number | string)[], callback?: Callback<number>): Result<number, Context>
  ardelrangeBuffer(key: RedisKey, ...startEnds: (number | string)[]): Result<number, Context>
  /**
   * Gets the element at an index of an array.
   *
   * Group: array; since 8.8.0; O(1).
   */
  arget(key: RedisKey, index: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link arget} with Buffers in its reply. */
  argetBuffer(key: RedisKey, index: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Gets the elements of an array in a range of indices; empty places are null.
   *
   * Group: array; since 8.8.0; O(N) where N is the length of the range.
   */
  argetrange(key: RedisKey, start: number | string, end: number | string, callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** {@link argetrange} with Buffers in its reply. */
  argetrangeBuffer(key: RedisKey, start: number | string, end: number | string, callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  /** Searches a range of an array for elements that fit a text predicate. */
  argrep(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, callback?: Callback<number[]>): Result<number[], Context>
  argrep(...args: [key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[], withvalues: 'WITHVALUES', callback: Callback<[index: number, value: string][]>]): Result<[index: number, value: string][], Context>
  argrep(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, options: RedisValue[], withvalues: 'WITHVALUES', callback?: Callback<[index: number, value: string][]>): Result<[index: number, value: string][], Context>
  /** Searches a range of an array for elements that fit a text predicate. */
  argrep(...args: [key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[], withvalues: 'WITHVALUES']): Result<[index: number, value: string][], Context>
  argrep(...args: [key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[], callback: Callback<number[] | [index: number, value: string][]>]): Result<number[] | [index: number, value: string][], Context>
  argrep(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, options: RedisValue[], callback?: Callback<number[] | [index: number, value: string][]>): Result<number[] | [index: number, value: string][], Context>
  /**
   * Searches a range of an array for elements that fit a text predicate.
   *
   * Group: array; since 8.8.0; O(P*C) where P is the number of elements visited and C the cost of testing one.
   */
  argrep(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[]): Result<number[] | [index: number, value: string][], Context>
  /** {@link argrep} with Buffers in its reply. */
  argrepBuffer(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, callback?: Callback<number[]>): Result<number[], Context>
  argrepBuffer(...args: [key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[], withvalues: 'WITHVALUES', callback: Callback<[index: number, value: Buffer][]>]): Result<[index: number, value: Buffer][], Context>
  argrepBuffer(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, options: RedisValue[], withvalues: 'WITHVALUES', callback?: Callback<[index: number, value: Buffer][]>): Result<[index: number, value: Buffer][], Context>
  argrepBuffer(...args: [key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[], withvalues: 'WITHVALUES']): Result<[index: number, value: Buffer][], Context>
  argrepBuffer(...args: [key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[], callback: Callback<number[] | [index: number, value: Buffer][]>]): Result<number[] | [index: number, value: Buffer][], Context>
  argrepBuffer(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, options: RedisValue[], callback?: Callback<number[] | [index: number, value: Buffer][]>): Result<number[] | [index: number, value: Buffer][], Context>
  argrepBuffer(key: RedisKey, start: number | string, end: number | string, predicate: 'EXACT' | 'MATCH' | 'GLOB' | 'RE', value: RedisValue, ...options: RedisValue[]): Result<number[] | [index: number, value: Buffer][], Context>
  /** Gets information about the representation of an array. */
  arinfo(key: RedisKey, full: 'FULL', callback?: Callback<(string | number)[]>): Result<(string | number)[], Context>
  /**
   * Gets information about the representation of an array.
   *
   * Group: array; since 8.8.0; O(1), with FULL O(N) where N is the number of slices.
   */
  arinfo(key: RedisKey, callback?: Callback<(string | number)[]>): Result<(string | number)[], Context>
  /** {@link arinfo} with Buffers in its reply. */
  arinfoBuffer(key: RedisKey, full: 'FULL', callback?: Callback<(Buffer | number)[]>): Result<(Buffer | number)[], Context>
  arinfoBuffer(key: RedisKey, callback?: Callback<(Buffer | number)[]>): Result<(Buffer | number)[], Context>
  arinsert(...args: [key: RedisKey, ...values: RedisValue[], callback: Callback<number>]): Result<number, Context>
  arinsert(key: RedisKey, values: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Inserts values at the insertion cursor of an array.
   *
   * Group: array; since 8.8.0; O(N) where N is the number of values.
   */
  arinsert(key: RedisKey, ...values: RedisValue[]): Result<number, Context>
  /** {@link arinsert} with Buffers in its reply. */
  arinsertBuffer(...args: [key: RedisKey, ...values: RedisValue[], callback: Callback<number>]): Result<number, Context>
  arinsertBuffer(key: RedisKey, values: RedisValue[], callback?: Callback<number>): Result<number, Context>
  arinsertBuffer(key: RedisKey, ...values: RedisValue[]): Result<number, Context>
  /** Gets the elements of an array that were inserted last. */
  arlastitems(key: RedisKey, count: number | string, rev: 'REV', callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /**
   * Gets the elements of an array that were inserted last.
   *
   * Group: array; since 8.8.0; O(N) where N is the count.
   */
  arlastitems(key: RedisKey, count: number | string, callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** {@link arlastitems} with Buffers in its reply. */
  arlastitemsBuffer(key: RedisKey, count: number | string, rev: 'REV', callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  arlastitemsBuffer(key: RedisKey, count: number | string, callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  /**
   * Gets the length of an array: its highest index plus one.
   *
   * Group: array; since 8.8.0; O(1).
   */
  arlen(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link arlen} with Buffers in its reply. */
  arlenBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  armget(...args: [key: RedisKey, ...indices: (number | string)[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  armget(key: RedisKey, indices: (number | string)[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /**
   * Gets the elements at several indices of an array.
   *
   * Group: array; since 8.8.0; O(N) where N is the number of indices.
   */
  armget(key: RedisKey, ...indices: (number | string)[]): Result<(string | null)[], Context>
  /** {@link armget} with Buffers in its reply. */
  armgetBuffer(...args: [key: RedisKey, ...indices: (number | string)[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  armgetBuffer(key: RedisKey, indices: (number | string)[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  armgetBuffer(key: RedisKey, ...indices: (number | string)[]): Result<(Buffer | null)[], Context>
  armset(...args: [key: RedisKey, ...indexValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  armset(key: RedisKey, indexValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Sets elements at several indices of an array.
   *
   * Group: array; since 8.8.0; O(N) where N is the number of pairs.
   */
  armset(key: RedisKey, ...indexValues: RedisValue[]): Result<number, Context>
  /** {@link armset} with Buffers in its reply. */
  armsetBuffer(...args: [key: RedisKey, ...indexValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  armsetBuffer(key: RedisKey, indexValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  armsetBuffer(key: RedisKey, ...indexValues: RedisValue[]): Result<number, Context>
  /**
   * Gets the index at which the next ARINSERT would insert.
   *
   * Group: array; since 8.8.0; O(1).
   */
  arnext(key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /** {@link arnext} with Buffers in its reply. */
  arnextBuffer(key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /** Aggregates the elements of an array in a range of indices. */
  arop(key: RedisKey, start: number | string, end: number | string, operation: 'SUM' | 'MIN' | 'MAX', callback?: Callback<string | null>): Result<string | null, Context>
  /** Aggregates the elements of an array in a range of indices. */
  arop(key: RedisKey, start: number | string, end: number | string, operation: 'AND' | 'OR' | 'XOR', callback?: Callback<number | null>): Result<number | null, Context>
  /** Aggregates the elements of an array in a range of indices. */
  arop(key: RedisKey, start: number | string, end: number | string, match: 'MATCH', value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Aggregates the elements of an array in a range of indices.
   *
   * Group: array; since 8.8.0; O(P) where P is the number of elements visited.
   */
  arop(key: RedisKey, start: number | string, end: number | string, used: 'USED', callback?: Callback<number>): Result<number, Context>
  /** {@link arop} with Buffers in its reply. */
  aropBuffer(key: RedisKey, start: number | string, end: number | string, operation: 'SUM' | 'MIN' | 'MAX', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  aropBuffer(key: RedisKey, start: number | string, end: number | string, operation: 'AND' | 'OR' | 'XOR', callback?: Callback<number | null>): Result<number | null, Context>
  aropBuffer(key: RedisKey, start: number | string, end: number | string, match: 'MATCH', value: RedisValue, callback?: Callback<number>): Result<number, Context>
  aropBuffer(key: RedisKey, start: number | string, end: number | string, used: 'USED', callback?: Callback<number>): Result<number, Context>
  arring(...args: [key: RedisKey, size: number | string, ...values: RedisValue[], callback: Callback<number>]): Result<number, Context>
  arring(key: RedisKey, size: number | string, values: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Inserts values into an array that is used as a ring buffer of a given size.
   *
   * Group: array; since 8.8.0; O(M), when the ring changes its size O(N+M), where N is the larger ring size and M the number of values.
   */
  arring(key: RedisKey, size: number | string, ...values: RedisValue[]): Result<number, Context>
  /** {@link arring} with Buffers in its reply. */
  arringBuffer(...args: [key: RedisKey, size: number | string, ...values: RedisValue[], callback: Callback<number>]): Result<number, Context>
  arringBuffer(key: RedisKey, size: number | string, values: RedisValue[], callback?: Callback<number>): Result<number, Context>
  arringBuffer(key: RedisKey, size: number | string, ...values: RedisValue[]): Result<number, Context>
  /** Gets the existing elements of an array in a range, with their indices. */
  arscan(key: RedisKey, start: number | string, end: number | string, limitToken: 'LIMIT', limit: number | string, callback?: Callback<[index: number, value: string][]>): Result<[index: number, value: string][], Context>
  /**
   * Gets the existing elements of an array in a range, with their indices.
   *
   * Group: array; since 8.8.0; O(P) where P is the number of elements visited.
   */
  arscan(key: RedisKey, start: number | string, end: number | string, callback?: Callback<[index: number, value: string][]>): Result<[index: number, value: string][], Context>
  /** {@link arscan} with Buffers in its reply. */
  arscanBuffer(key: RedisKey, start: number | string, end: number | string, limitToken: 'LIMIT', limit: number | string, callback?: Callback<[index: number, value: Buffer][]>): Result<[index: number, value: Buffer][], Context>
  arscanBuffer(key: RedisKey, start: number | string, end: number | string, callback?: Callback<[index: number, value: Buffer][]>): Result<[index: number, value: Buffer][], Context>
  /**
   * Moves the insertion cursor of an array to an index.
   *
   * Group: array; since 8.8.0; O(1).
   */
  arseek(key: RedisKey, index: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link arseek} with Buffers in its reply. */
  arseekBuffer(key: RedisKey, index: number | string, callback?: Callback<number>): Result<number, Context>
  arset(...args: [key: RedisKey, index: number | string, ...values: RedisValue[], callback: Callback<number>]): Result<number, Context>
  arset(key: RedisKey, index: number | string, values: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Sets consecutive elements of an array from an index on.
   *
   * Group: array; since 8.8.0; O(N) where N is the number of values.
   */
  arset(key: RedisKey, index: number | string, ...values: RedisValue[]): Result<number, Context>
  /** {@link arset} with Buffers in its reply. */
  arsetBuffer(...args: [key: RedisKey, index: number | string, ...values: RedisValue[], callback: Callback<number>]): Result<number, Context>
  arsetBuffer(key: RedisKey, index: number | string, values: RedisValue[], callback?: Callback<number>): Result<number, Context>
  arsetBuffer(key: RedisKey, index: number | string, ...values: RedisValue[]): Result<number, Context>
  /**
   * Sent by cluster clients after an -ASK redirect.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  asking(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link asking} with Buffers in its reply. */
  askingBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Authenticate to the server. */
  auth(password: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Authenticate to the server.
   *
   * Group: connection; since 1.0.0; O(N) where N is the number of passwords defined for the user.
   */
  auth(username: string | Buffer, password: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link auth} with Buffers in its reply. */
  authBuffer(password: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  authBuffer(username: string | Buffer, password: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Aborts the backup that is under way.
   *
   * Group: server; since 8.10.0.
   */
  backup(subcommand: 'ABORT', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Removes what backups have left.
   *
   * Group: server; since 8.10.0.
   */
  backup(subcommand: 'CLEANUP', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 8.10.0; O(1).
   */
  backup(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Lists the backups.
   *
   * Group: server; since 8.10.0.
   */
  backup(subcommand: 'LIST', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Seals the backup that is under way.
   *
   * Group: server; since 8.10.0.
   */
  backup(subcommand: 'SEAL', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Starts a backup.
   *
   * Group: server; since 8.10.0.
   */
  backup(subcommand: 'START', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Gets the state of the backup.
   *
   * Group: server; since 8.10.0.
   */
  backup(subcommand: 'STATUS', callback?: Callback<unknown>): Result<unknown, Context>
  /** {@link backup} with Buffers in its reply. */
  backupBuffer(subcommand: 'ABORT', callback?: Callback<unknown>): Result<unknown, Context>
  backupBuffer(subcommand: 'CLEANUP', callback?: Callback<unknown>): Result<unknown, Context>
  backupBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  backupBuffer(subcommand: 'LIST', callback?: Callback<unknown>): Result<unknown, Context>
  backupBuffer(subcommand: 'SEAL', callback?: Callback<unknown>): Result<unknown, Context>
  backupBuffer(subcommand: 'START', callback?: Callback<unknown>): Result<unknown, Context>
  backupBuffer(subcommand: 'STATUS', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Asynchronously rewrite the append-only file.
   *
   * Group: server; since 1.0.0; O(1).
   */
  bgrewriteaof(callback?: Callback<string>): Result<string, Context>
  /** {@link bgrewriteaof} with Buffers in its reply. */
  bgrewriteaofBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Asynchronously save the dataset to disk. */
  bgsave(schedule: 'SCHEDULE', callback?: Callback<string>): Result<string, Context>
  /**
   * Asynchronously save the dataset to disk.
   *
   * Group: server; since 1.0.0; O(1).
   */
  bgsave(callback?: Callback<string>): Result<string, Context>
  /** {@link bgsave} with Buffers in its reply. */
  bgsaveBuffer(schedule: 'SCHEDULE', callback?: Callback<Buffer>): Result<Buffer, Context>
  bgsaveBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Count set bits in a string. */
  bitcount(key: RedisKey, start: number | string, end: number | string, unit: 'BYTE' | 'BIT', callback?: Callback<number>): Result<number, Context>
  /** Count set bits in a string. */
  bitcount(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Count set bits in a string.
   *
   * Group: bitmap; since 2.6.0; O(N).
   */
  bitcount(key: RedisKey, start: number | string, end: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link bitcount} with Buffers in its reply. */
  bitcountBuffer(key: RedisKey, start: number | string, end: number | string, unit: 'BYTE' | 'BIT', callback?: Callback<number>): Result<number, Context>
  bitcountBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  bitcountBuffer(key: RedisKey, start: number | string, end: number | string, callback?: Callback<number>): Result<number, Context>
  bitfield(...args: [key: RedisKey, ...operations: RedisValue[], callback: Callback<(number | null)[]>]): Result<(number | null)[], Context>
  bitfield(key: RedisKey, operations: RedisValue[], callback?: Callback<(number | null)[]>): Result<(number | null)[], Context>
  /**
   * Perform arbitrary bitfield integer operations on strings.
   *
   * Group: bitmap; since 3.2.0; O(1) for each subcommand specified.
   */
  bitfield(key: RedisKey, ...operations: RedisValue[]): Result<(number | null)[], Context>
  /** {@link bitfield} with Buffers in its reply. */
  bitfieldBuffer(...args: [key: RedisKey, ...operations: RedisValue[], callback: Callback<(number | null)[]>]): Result<(number | null)[], Context>
  bitfieldBuffer(key: RedisKey, operations: RedisValue[], callback?: Callback<(number | null)[]>): Result<(number | null)[], Context>
  bitfieldBuffer(key: RedisKey, ...operations: RedisValue[]): Result<(number | null)[], Context>
  bitfield_ro(...args: [key: RedisKey, ...encodingOffsets: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  bitfield_ro(key: RedisKey, encodingOffsets: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Perform arbitrary bitfield integer operations on strings. Read-only variant of BITFIELD.
   *
   * Group: bitmap; since 6.0.0; O(1) for each subcommand specified.
   */
  bitfield_ro(key: RedisKey, ...encodingOffsets: RedisValue[]): Result<number[], Context>
  /** {@link bitfield_ro} with Buffers in its reply. */
  bitfield_roBuffer(...args: [key: RedisKey, ...encodingOffsets: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  bitfield_roBuffer(key: RedisKey, encodingOffsets: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  bitfield_roBuffer(key: RedisKey, ...encodingOffsets: RedisValue[]): Result<number[], Context>
  bitop(...args: [operation: 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE', destkey: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Perform bitwise operations between strings.
   *
   * Group: bitmap; since 2.6.0; O(N).
   */
  bitop(operation: 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE', destkey: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  bitop(operation: 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE', destkey: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link bitop} with Buffers in its reply. */
  bitopBuffer(...args: [operation: 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE', destkey: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  bitopBuffer(operation: 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE', destkey: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  bitopBuffer(operation: 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE', destkey: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** Find first bit set or clear in a string. */
  bitpos(key: RedisKey, bit: number | string, start: number | string, end: number | string, unit: 'BYTE' | 'BIT', callback?: Callback<number>): Result<number, Context>
  /** Find first bit set or clear in a string. */
  bitpos(key: RedisKey, bit: number | string, start: number | string, callback?: Callback<number>): Result<number, Context>
  /** Find first bit set or clear in a string. */
  bitpos(key: RedisKey, bit: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Find first bit set or clear in a string.
   *
   * Group: bitmap; since 2.8.7; O(N).
   */
  bitpos(key: RedisKey, bit: number | string, start: number | string, end: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link bitpos} with Buffers in its reply. */
  bitposBuffer(key: RedisKey, bit: number | string, start: number | string, end: number | string, unit: 'BYTE' | 'BIT', callback?: Callback<number>): Result<number, Context>
  bitposBuffer(key: RedisKey, bit: number | string, start: number | string, callback?: Callback<number>): Result<number, Context>
  bitposBuffer(key: RedisKey, bit: number | string, callback?: Callback<number>): Result<number, Context>
  bitposBuffer(key: RedisKey, bit: number | string, start: number | string, end: number | string, callback?: Callback<number>): Result<number, Context>
  bless(...args: [subcommand: 'CLEAR', key: RedisKey, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  bless(subcommand: 'CLEAR', key: RedisKey, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Clears a mark of a key.
   *
   * Group: generic; since 8.10.0.
   */
  bless(subcommand: 'CLEAR', key: RedisKey, ...args: RedisValue[]): Result<unknown, Context>
  /**
   * Gets the marks of a key.
   *
   * Group: generic; since 8.10.0.
   */
  bless(subcommand: 'GET', key: RedisKey, callback?: Callback<unknown>): Result<unknown, Context>
  bless(...args: [subcommand: 'SCAN', ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  bless(subcommand: 'SCAN', args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Iterates over the marked keys.
   *
   * Group: generic; since 8.10.0.
   */
  bless(subcommand: 'SCAN', ...args: RedisValue[]): Result<unknown, Context>
  bless(...args: [subcommand: 'SET', key: RedisKey, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  bless(subcommand: 'SET', key: RedisKey, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Sets a mark of a key.
   *
   * Group: generic; since 8.10.0.
   */
  bless(subcommand: 'SET', key: RedisKey, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link bless} with Buffers in its reply. */
  blessBuffer(...args: [subcommand: 'CLEAR', key: RedisKey, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  blessBuffer(subcommand: 'CLEAR', key: RedisKey, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  blessBuffer(subcommand: 'CLEAR', key: RedisKey, ...args: RedisValue[]): Result<unknown, Context>
  blessBuffer(subcommand: 'GET', key: RedisKey, callback?: Callback<unknown>): Result<unknown, Context>
  blessBuffer(...args: [subcommand: 'SCAN', ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  blessBuffer(subcommand: 'SCAN', args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  blessBuffer(subcommand: 'SCAN', ...args: RedisValue[]): Result<unknown, Context>
  blessBuffer(...args: [subcommand: 'SET', key: RedisKey, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  blessBuffer(subcommand: 'SET', key: RedisKey, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  blessBuffer(subcommand: 'SET', key: RedisKey, ...args: RedisValue[]): Result<unknown, Context>
  /**
   * Pop an element from a list, push it to another list and return it; or block until one is available.
   * Resolves to null when the timeout, in seconds, passes; 0 waits for ever.
   *
   * Group: list; since 6.2.0; O(1).
   */
  blmove(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link blmove} with Buffers in its reply. */
  blmoveBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /** Moves several elements from one list to another and returns them, or blocks until they are available. */
  blmovem(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, limit: 'COUNT' | 'EXACTLY', count: number | string, order: 'OBO' | 'BULK', callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /** Moves several elements from one list to another and returns them, or blocks until they are available. */
  blmovem(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, limit: 'COUNT' | 'EXACTLY', count: number | string, callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /**
   * Moves several elements from one list to another and returns them, or blocks until they are available.
   *
   * Group: list; since 8.10.0; O(N) where N is the number of elements moved.
   */
  blmovem(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /** {@link blmovem} with Buffers in its reply. */
  blmovemBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, limit: 'COUNT' | 'EXACTLY', count: number | string, order: 'OBO' | 'BULK', callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  blmovemBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, limit: 'COUNT' | 'EXACTLY', count: number | string, callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  blmovemBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', timeout: number | string, callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  blmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback: Callback<[key: string, elements: string[]] | null>]): Result<[key: string, elements: string[]] | null, Context>
  /** Pop elements from a list, or block until one is available. */
  blmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string]): Result<[key: string, elements: string[]] | null, Context>
  blmpop(timeout: number | string, numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback?: Callback<[key: string, elements: string[]] | null>): Result<[key: string, elements: string[]] | null, Context>
  blmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback: Callback<[key: string, elements: string[]] | null>]): Result<[key: string, elements: string[]] | null, Context>
  /**
   * Pop elements from a list, or block until one is available.
   *
   * Group: list; since 7.0.0; O(N+M) where N is the number of provided keys and M is the number of elements returned.
   */
  blmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT']): Result<[key: string, elements: string[]] | null, Context>
  blmpop(timeout: number | string, numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback?: Callback<[key: string, elements: string[]] | null>): Result<[key: string, elements: string[]] | null, Context>
  /** {@link blmpop} with Buffers in its reply. */
  blmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback: Callback<[key: Buffer, elements: Buffer[]] | null>]): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  blmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string]): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  blmpopBuffer(timeout: number | string, numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback?: Callback<[key: Buffer, elements: Buffer[]] | null>): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  blmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback: Callback<[key: Buffer, elements: Buffer[]] | null>]): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  blmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT']): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  blmpopBuffer(timeout: number | string, numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback?: Callback<[key: Buffer, elements: Buffer[]] | null>): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  blpop(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<[key: string, element: string] | null>]): Result<[key: string, element: string] | null, Context>
  /**
   * Remove and get the first element in a list, or block until one is available.
   * Resolves to null when the timeout, in seconds, passes; 0 waits for ever.
   *
   * Group: list; since 2.0.0; O(N) where N is the number of provided keys.
   */
  blpop(...args: [...keys: RedisKey[], timeout: number | string]): Result<[key: string, element: string] | null, Context>
  blpop(keys: RedisKey[], timeout: number | string, callback?: Callback<[key: string, element: string] | null>): Result<[key: string, element: string] | null, Context>
  /** {@link blpop} with Buffers in its reply. */
  blpopBuffer(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<[key: Buffer, element: Buffer] | null>]): Result<[key: Buffer, element: Buffer] | null, Context>
  blpopBuffer(...args: [...keys: RedisKey[], timeout: number | string]): Result<[key: Buffer, element: Buffer] | null, Context>
  blpopBuffer(keys: RedisKey[], timeout: number | string, callback?: Callback<[key: Buffer, element: Buffer] | null>): Result<[key: Buffer, element: Buffer] | null, Context>
  brpop(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<[key: string, element: string] | null>]): Result<[key: string, element: string] | null, Context>
  /**
   * Remove and get the last element in a list, or block until one is available.
   * Resolves to null when the timeout, in seconds, passes; 0 waits for ever.
   *
   * Group: list; since 2.0.0; O(N) where N is the number of provided keys.
   */
  brpop(...args: [...keys: RedisKey[], timeout: number | string]): Result<[key: string, element: string] | null, Context>
  brpop(keys: RedisKey[], timeout: number | string, callback?: Callback<[key: string, element: string] | null>): Result<[key: string, element: string] | null, Context>
  /** {@link brpop} with Buffers in its reply. */
  brpopBuffer(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<[key: Buffer, element: Buffer] | null>]): Result<[key: Buffer, element: Buffer] | null, Context>
  brpopBuffer(...args: [...keys: RedisKey[], timeout: number | string]): Result<[key: Buffer, element: Buffer] | null, Context>
  brpopBuffer(keys: RedisKey[], timeout: number | string, callback?: Callback<[key: Buffer, element: Buffer] | null>): Result<[key: Buffer, element: Buffer] | null, Context>
  /**
   * Pop an element from a list, push it to another list and return it; or block until one is available.
   * Resolves to null when the timeout, in seconds, passes; 0 waits for ever.
   *
   * Group: list; since 2.2.0; deprecated by Redis since 6.2.0 (use `BLMOVE` with the `RIGHT` and `LEFT` arguments); O(1).
   */
  brpoplpush(source: RedisKey, destination: RedisKey, timeout: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link brpoplpush} with Buffers in its reply. */
  brpoplpushBuffer(source: RedisKey, destination: RedisKey, timeout: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  bzmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>]): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  /** Remove and return members with scores in a sorted set or block until one is available. */
  bzmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string]): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  bzmpop(timeout: number | string, numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback?: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  bzmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', callback: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>]): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  /**
   * Remove and return members with scores in a sorted set or block until one is available.
   *
   * Group: sorted-set; since 7.0.0; O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.
   */
  bzmpop(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX']): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  bzmpop(timeout: number | string, numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', callback?: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  /** {@link bzmpop} with Buffers in its reply. */
  bzmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>]): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  bzmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string]): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  bzmpopBuffer(timeout: number | string, numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback?: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  bzmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', callback: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>]): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  bzmpopBuffer(...args: [timeout: number | string, numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX']): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  bzmpopBuffer(timeout: number | string, numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', callback?: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  bzpopmax(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>>]): Result<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>, Context>
  /**
   * Remove and return the member with the highest score from one or more sorted sets, or block until one is available.
   * Resolves to null when the timeout, in seconds, passes; 0 waits for ever.
   *
   * Group: sorted-set; since 5.0.0; O(log(N)) with N being the number of elements in the sorted set.
   */
  bzpopmax(...args: [...keys: RedisKey[], timeout: number | string]): Result<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>, Context>
  bzpopmax(keys: RedisKey[], timeout: number | string, callback?: Callback<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>>): Result<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>, Context>
  /** {@link bzpopmax} with Buffers in its reply. */
  bzpopmaxBuffer(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>>]): Result<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>, Context>
  bzpopmaxBuffer(...args: [...keys: RedisKey[], timeout: number | string]): Result<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>, Context>
  bzpopmaxBuffer(keys: RedisKey[], timeout: number | string, callback?: Callback<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>>): Result<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>, Context>
  bzpopmin(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>>]): Result<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>, Context>
  /**
   * Remove and return the member with the lowest score from one or more sorted sets, or block until one is available.
   * Resolves to null when the timeout, in seconds, passes; 0 waits for ever.
   *
   * Group: sorted-set; since 5.0.0; O(log(N)) with N being the number of elements in the sorted set.
   */
  bzpopmin(...args: [...keys: RedisKey[], timeout: number | string]): Result<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>, Context>
  bzpopmin(keys: RedisKey[], timeout: number | string, callback?: Callback<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>>): Result<Mapped<[key: string, member: string, score: string] | null, [key: string, member: string, score: number] | null, Context>, Context>
  /** {@link bzpopmin} with Buffers in its reply. */
  bzpopminBuffer(...args: [...keys: RedisKey[], timeout: number | string, callback: Callback<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>>]): Result<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>, Context>
  bzpopminBuffer(...args: [...keys: RedisKey[], timeout: number | string]): Result<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>, Context>
  bzpopminBuffer(keys: RedisKey[], timeout: number | string, callback?: Callback<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>>): Result<Mapped<[key: Buffer, member: Buffer, score: Buffer] | null, [key: Buffer, member: Buffer, score: number] | null, Context>, Context>
  /**
   * Instruct the server about tracking or not keys in the next request.
   *
   * Group: connection; since 6.0.0; O(1).
   */
  client(subcommand: 'CACHING', mode: 'YES' | 'NO', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Get the current connection name.
   *
   * Group: connection; since 2.6.9; O(1).
   */
  client(subcommand: 'GETNAME', callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Get tracking notifications redirection client ID if any.
   *
   * Group: connection; since 6.0.0; O(1).
   */
  client(subcommand: 'GETREDIR', callback?: Callback<number>): Result<number, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: connection; since 5.0.0; O(1).
   */
  client(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Returns the client ID for the current connection.
   *
   * Group: connection; since 5.0.0; O(1).
   */
  client(subcommand: 'ID', callback?: Callback<number>): Result<number, Context>
  /**
   * Returns information about the current client connection.
   *
   * Group: connection; since 6.2.0; O(1).
   */
  client(subcommand: 'INFO', callback?: Callback<string>): Result<string, Context>
  client(...args: [subcommand: 'KILL', filter: 'ID' | 'TYPE' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE', value: RedisValue, ...filters: RedisValue[], callback: Callback<number>]): Result<number, Context>
  client(subcommand: 'KILL', filter: 'ID' | 'TYPE' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE', value: RedisValue, filters: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Kill the connection of a client. */
  client(subcommand: 'KILL', filter: 'ID' | 'TYPE' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE', value: RedisValue, ...filters: RedisValue[]): Result<number, Context>
  /**
   * Kill the connection of a client.
   *
   * Group: connection; since 2.4.0; O(N) where N is the number of client connections.
   */
  client(subcommand: 'KILL', address: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  client(...args: [subcommand: 'LIST', filter: 'TYPE' | 'ID' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE' | 'NAME' | 'IDLE' | 'FLAGS' | 'LIB-NAME' | 'LIB-VER' | 'DB' | 'IP' | 'CAPA', ...values: RedisValue[], callback: Callback<string>]): Result<string, Context>
  client(subcommand: 'LIST', filter: 'TYPE' | 'ID' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE' | 'NAME' | 'IDLE' | 'FLAGS' | 'LIB-NAME' | 'LIB-VER' | 'DB' | 'IP' | 'CAPA', values: RedisValue[], callback?: Callback<string>): Result<string, Context>
  /** Get the list of client connections. */
  client(subcommand: 'LIST', filter: 'TYPE' | 'ID' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE' | 'NAME' | 'IDLE' | 'FLAGS' | 'LIB-NAME' | 'LIB-VER' | 'DB' | 'IP' | 'CAPA', ...values: RedisValue[]): Result<string, Context>
  /**
   * Get the list of client connections.
   *
   * Group: connection; since 2.4.0; O(N) where N is the number of client connections.
   */
  client(subcommand: 'LIST', callback?: Callback<string>): Result<string, Context>
  /**
   * Set client eviction mode for the current connection.
   *
   * Group: connection; since 7.0.0; O(1).
   */
  client(subcommand: 'NO-EVICT', mode: 'ON' | 'OFF', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Controls whether commands of this connection change the LRU/LFU statistics of the keys they access.
   *
   * Group: connection; since 7.2.0; O(1).
   */
  client(subcommand: 'NO-TOUCH', mode: 'ON' | 'OFF', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Stop processing commands from clients for some time. */
  client(subcommand: 'PAUSE', timeout: number | string, mode: 'WRITE' | 'ALL', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Stop processing commands from clients for some time.
   *
   * Group: connection; since 2.9.50; O(1).
   */
  client(subcommand: 'PAUSE', timeout: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Instruct the server whether to reply to commands.
   *
   * Group: connection; since 3.2.0; O(1).
   */
  client(subcommand: 'REPLY', mode: 'ON' | 'OFF' | 'SKIP', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Sets the name or the version of the client library of this connection.
   *
   * Group: connection; since 7.2.0; O(1).
   */
  client(subcommand: 'SETINFO', attribute: 'LIB-NAME' | 'LIB-VER', value: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set the current connection name.
   *
   * Group: connection; since 2.6.9; O(1).
   */
  client(subcommand: 'SETNAME', name: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  client(...args: [subcommand: 'TRACKING', status: 'ON' | 'OFF', ...options: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  client(subcommand: 'TRACKING', status: 'ON' | 'OFF', options: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /** Enable or disable server assisted client side caching support. */
  client(subcommand: 'TRACKING', status: 'ON' | 'OFF', ...options: RedisValue[]): Result<'OK', Context>
  client(...args: [subcommand: 'TRACKING', ...args: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  client(subcommand: 'TRACKING', args: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Enable or disable server assisted client side caching support.
   *
   * Group: connection; since 6.0.0; O(1). Some options may introduce additional complexity.
   */
  client(subcommand: 'TRACKING', ...args: RedisValue[]): Result<'OK', Context>
  /**
   * Return information about server assisted client side caching for the current connection.
   *
   * Group: connection; since 6.2.0; O(1).
   */
  client(subcommand: 'TRACKINGINFO', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Unblock a client blocked in a blocking command from a different connection. */
  client(subcommand: 'UNBLOCK', clientId: number | string, mode: 'TIMEOUT' | 'ERROR', callback?: Callback<number>): Result<number, Context>
  /**
   * Unblock a client blocked in a blocking command from a different connection.
   *
   * Group: connection; since 5.0.0; O(log N) where N is the number of client connections.
   */
  client(subcommand: 'UNBLOCK', clientId: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Resume processing of clients that were paused.
   *
   * Group: connection; since 6.2.0; O(N) Where N is the number of paused clients.
   */
  client(subcommand: 'UNPAUSE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link client} with Buffers in its reply. */
  clientBuffer(subcommand: 'CACHING', mode: 'YES' | 'NO', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'GETNAME', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  clientBuffer(subcommand: 'GETREDIR', callback?: Callback<number>): Result<number, Context>
  clientBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  clientBuffer(subcommand: 'ID', callback?: Callback<number>): Result<number, Context>
  clientBuffer(subcommand: 'INFO', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(...args: [subcommand: 'KILL', filter: 'ID' | 'TYPE' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE', value: RedisValue, ...filters: RedisValue[], callback: Callback<number>]): Result<number, Context>
  clientBuffer(subcommand: 'KILL', filter: 'ID' | 'TYPE' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE', value: RedisValue, filters: RedisValue[], callback?: Callback<number>): Result<number, Context>
  clientBuffer(subcommand: 'KILL', filter: 'ID' | 'TYPE' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE', value: RedisValue, ...filters: RedisValue[]): Result<number, Context>
  clientBuffer(subcommand: 'KILL', address: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(...args: [subcommand: 'LIST', filter: 'TYPE' | 'ID' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE' | 'NAME' | 'IDLE' | 'FLAGS' | 'LIB-NAME' | 'LIB-VER' | 'DB' | 'IP' | 'CAPA', ...values: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clientBuffer(subcommand: 'LIST', filter: 'TYPE' | 'ID' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE' | 'NAME' | 'IDLE' | 'FLAGS' | 'LIB-NAME' | 'LIB-VER' | 'DB' | 'IP' | 'CAPA', values: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'LIST', filter: 'TYPE' | 'ID' | 'USER' | 'ADDR' | 'LADDR' | 'SKIPME' | 'MAXAGE' | 'NAME' | 'IDLE' | 'FLAGS' | 'LIB-NAME' | 'LIB-VER' | 'DB' | 'IP' | 'CAPA', ...values: RedisValue[]): Result<Buffer, Context>
  clientBuffer(subcommand: 'LIST', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'NO-EVICT', mode: 'ON' | 'OFF', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'NO-TOUCH', mode: 'ON' | 'OFF', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'PAUSE', timeout: number | string, mode: 'WRITE' | 'ALL', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'PAUSE', timeout: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'REPLY', mode: 'ON' | 'OFF' | 'SKIP', callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'SETINFO', attribute: 'LIB-NAME' | 'LIB-VER', value: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'SETNAME', name: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(...args: [subcommand: 'TRACKING', status: 'ON' | 'OFF', ...options: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clientBuffer(subcommand: 'TRACKING', status: 'ON' | 'OFF', options: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'TRACKING', status: 'ON' | 'OFF', ...options: RedisValue[]): Result<Buffer, Context>
  clientBuffer(...args: [subcommand: 'TRACKING', ...args: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clientBuffer(subcommand: 'TRACKING', args: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clientBuffer(subcommand: 'TRACKING', ...args: RedisValue[]): Result<Buffer, Context>
  clientBuffer(subcommand: 'TRACKINGINFO', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  clientBuffer(subcommand: 'UNBLOCK', clientId: number | string, mode: 'TIMEOUT' | 'ERROR', callback?: Callback<number>): Result<number, Context>
  clientBuffer(subcommand: 'UNBLOCK', clientId: number | string, callback?: Callback<number>): Result<number, Context>
  clientBuffer(subcommand: 'UNPAUSE', callback?: Callback<Buffer>): Result<Buffer, Context>
  cluster(...args: [subcommand: 'ADDSLOTS', ...slots: (number | string)[], callback: Callback<'OK'>]): Result<'OK', Context>
  cluster(subcommand: 'ADDSLOTS', slots: (number | string)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Assign new hash slots to receiving node.
   *
   * Group: cluster; since 3.0.0; O(N) where N is the total number of hash slot arguments.
   */
  cluster(subcommand: 'ADDSLOTS', ...slots: (number | string)[]): Result<'OK', Context>
  cluster(...args: [subcommand: 'ADDSLOTSRANGE', ...startEnds: (number | string)[], callback: Callback<'OK'>]): Result<'OK', Context>
  cluster(subcommand: 'ADDSLOTSRANGE', startEnds: (number | string)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Assign new hash slots to receiving node.
   *
   * Group: cluster; since 7.0.0; O(N) where N is the total number of the slots between the start slot and end slot arguments.
   */
  cluster(subcommand: 'ADDSLOTSRANGE', ...startEnds: (number | string)[]): Result<'OK', Context>
  /**
   * Advance the cluster config epoch.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'BUMPEPOCH', callback?: Callback<string>): Result<string, Context>
  /**
   * Return the number of failure reports active for a given node.
   *
   * Group: cluster; since 3.0.0; O(N) where N is the number of failure reports.
   */
  cluster(subcommand: 'COUNT-FAILURE-REPORTS', nodeId: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Return the number of local keys in the specified hash slot.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'COUNTKEYSINSLOT', slot: number | string, callback?: Callback<number>): Result<number, Context>
  cluster(...args: [subcommand: 'DELSLOTS', ...slots: (number | string)[], callback: Callback<'OK'>]): Result<'OK', Context>
  cluster(subcommand: 'DELSLOTS', slots: (number | string)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set hash slots as unbound in receiving node.
   *
   * Group: cluster; since 3.0.0; O(N) where N is the total number of hash slot arguments.
   */
  cluster(subcommand: 'DELSLOTS', ...slots: (number | string)[]): Result<'OK', Context>
  cluster(...args: [subcommand: 'DELSLOTSRANGE', ...startEnds: (number | string)[], callback: Callback<'OK'>]): Result<'OK', Context>
  cluster(subcommand: 'DELSLOTSRANGE', startEnds: (number | string)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set hash slots as unbound in receiving node.
   *
   * Group: cluster; since 7.0.0; O(N) where N is the total number of the slots between the start slot and end slot arguments.
   */
  cluster(subcommand: 'DELSLOTSRANGE', ...startEnds: (number | string)[]): Result<'OK', Context>
  /** Forces a replica to perform a manual failover of its master. */
  cluster(subcommand: 'FAILOVER', mode: 'FORCE' | 'TAKEOVER', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Forces a replica to perform a manual failover of its master.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'FAILOVER', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Delete a node's own slots information.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'FLUSHSLOTS', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Remove a node from the nodes table.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'FORGET', nodeId: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Return local key names in the specified hash slot.
   *
   * Group: cluster; since 3.0.0; O(log(N)) where N is the number of requested keys.
   */
  cluster(subcommand: 'GETKEYSINSLOT', slot: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: cluster; since 5.0.0; O(1).
   */
  cluster(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Provides info about Redis Cluster node state.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'INFO', callback?: Callback<string>): Result<string, Context>
  /**
   * Returns the hash slot of the specified key.
   *
   * Group: cluster; since 3.0.0; O(N) where N is the number of bytes in the key.
   */
  cluster(subcommand: 'KEYSLOT', key: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /**
   * Returns a list of all TCP links to and from peer nodes in cluster.
   *
   * Group: cluster; since 7.0.0; O(N) where N is the total number of Cluster nodes.
   */
  cluster(subcommand: 'LINKS', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /** Force a node cluster to handshake with another node. */
  cluster(subcommand: 'MEET', ip: string | Buffer, port: number | string, busPort: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Force a node cluster to handshake with another node.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'MEET', ip: string | Buffer, port: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  cluster(...args: [subcommand: 'MIGRATION', importToken: 'IMPORT', ...startEnds: (number | string)[], callback: Callback<string>]): Result<string, Context>
  cluster(subcommand: 'MIGRATION', importToken: 'IMPORT', startEnds: (number | string)[], callback?: Callback<string>): Result<string, Context>
  /** Starts, cancels or shows migrations of slots to this node. */
  cluster(subcommand: 'MIGRATION', importToken: 'IMPORT', ...startEnds: (number | string)[]): Result<string, Context>
  /** Starts, cancels or shows migrations of slots to this node. */
  cluster(subcommand: 'MIGRATION', cancel: 'CANCEL', id: 'ID', taskId: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** Starts, cancels or shows migrations of slots to this node. */
  cluster(subcommand: 'MIGRATION', cancel: 'CANCEL', all: 'ALL', callback?: Callback<number>): Result<number, Context>
  /** Starts, cancels or shows migrations of slots to this node. */
  cluster(subcommand: 'MIGRATION', status: 'STATUS', id: 'ID', taskId: RedisValue, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /** Starts, cancels or shows migrations of slots to this node. */
  cluster(subcommand: 'MIGRATION', status: 'STATUS', all: 'ALL', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * Starts, cancels or shows migrations of slots to this node.
   *
   * Group: cluster; since 8.4.0; O(N) where N is the number of slots or tasks.
   */
  cluster(subcommand: 'MIGRATION', status: 'STATUS', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * Return the node id.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'MYID', callback?: Callback<string>): Result<string, Context>
  /**
   * Returns the shard id of the node.
   *
   * Group: cluster; since 7.2.0; O(1).
   */
  cluster(subcommand: 'MYSHARDID', callback?: Callback<string>): Result<string, Context>
  /**
   * Get Cluster config for the node.
   *
   * Group: cluster; since 3.0.0; O(N) where N is the total number of Cluster nodes.
   */
  cluster(subcommand: 'NODES', callback?: Callback<string>): Result<string, Context>
  /**
   * List replica nodes of the specified master node.
   *
   * Group: cluster; since 5.0.0; O(1).
   */
  cluster(subcommand: 'REPLICAS', nodeId: RedisValue, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Reconfigure a node as a replica of the specified master node.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'REPLICATE', nodeId: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Reset a Redis Cluster node. */
  cluster(subcommand: 'RESET', mode: 'HARD' | 'SOFT', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Reset a Redis Cluster node.
   *
   * Group: cluster; since 3.0.0; O(N) where N is the number of known nodes. The command may execute a FLUSHALL as a side effect.
   */
  cluster(subcommand: 'RESET', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Forces the node to save cluster state on disk.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'SAVECONFIG', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set the configuration epoch in a new node.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'SET-CONFIG-EPOCH', configEpoch: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Bind a hash slot to a specific node. */
  cluster(subcommand: 'SETSLOT', slot: number | string, state: 'IMPORTING' | 'MIGRATING' | 'NODE', nodeId: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Bind a hash slot to a specific node.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  cluster(subcommand: 'SETSLOT', slot: number | string, stable: 'STABLE', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Get array of cluster slots to node mappings.
   *
   * Group: cluster; since 7.0.0; O(N) where N is the total number of cluster nodes.
   */
  cluster(subcommand: 'SHARDS', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * List replica nodes of the specified master node.
   *
   * Group: cluster; since 3.0.0; deprecated by Redis since 5.0.0 (use `CLUSTER REPLICAS`); O(1).
   */
  cluster(subcommand: 'SLAVES', nodeId: RedisValue, callback?: Callback<string[]>): Result<string[], Context>
  /** Returns usage statistics of the slots of this node. */
  cluster(subcommand: 'SLOT-STATS', slotsrange: 'SLOTSRANGE', start: number | string, end: number | string, callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  /** Returns usage statistics of the slots of this node. */
  cluster(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, limitToken: 'LIMIT', limit: number | string, order: 'ASC' | 'DESC', callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  /** Returns usage statistics of the slots of this node. */
  cluster(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, limitToken: 'LIMIT', limit: number | string, callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  /** Returns usage statistics of the slots of this node. */
  cluster(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, order: 'ASC' | 'DESC', callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  /**
   * Returns usage statistics of the slots of this node.
   *
   * Group: cluster; since 8.2.0; O(N) where N is the number of slots asked for; with ORDERBY O(N*log(N)) where N is the number of slots of the node.
   */
  cluster(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  /**
   * Get array of Cluster slot to node mappings.
   *
   * Group: cluster; since 3.0.0; deprecated by Redis since 7.0.0 (use `CLUSTER SHARDS`); O(N) where N is the total number of Cluster nodes.
   */
  cluster(subcommand: 'SLOTS', callback?: Callback<[start: number, end: number, ...nodes: [host: string, port: number, nodeId: string, info: unknown[]][]][]>): Result<[start: number, end: number, ...nodes: [host: string, port: number, nodeId: string, info: unknown[]][]][], Context>
  cluster(...args: [subcommand: 'SYNCSLOTS', ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  cluster(subcommand: 'SYNCSLOTS', args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * An internal command of nodes that migrate slots.
   *
   * Group: cluster; since 8.4.0; O(1).
   */
  cluster(subcommand: 'SYNCSLOTS', ...args: RedisValue[]): Result<unknown, Context>
  /** {@link cluster} with Buffers in its reply. */
  clusterBuffer(...args: [subcommand: 'ADDSLOTS', ...slots: (number | string)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'ADDSLOTS', slots: (number | string)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'ADDSLOTS', ...slots: (number | string)[]): Result<Buffer, Context>
  clusterBuffer(...args: [subcommand: 'ADDSLOTSRANGE', ...startEnds: (number | string)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'ADDSLOTSRANGE', startEnds: (number | string)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'ADDSLOTSRANGE', ...startEnds: (number | string)[]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'BUMPEPOCH', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'COUNT-FAILURE-REPORTS', nodeId: RedisValue, callback?: Callback<number>): Result<number, Context>
  clusterBuffer(subcommand: 'COUNTKEYSINSLOT', slot: number | string, callback?: Callback<number>): Result<number, Context>
  clusterBuffer(...args: [subcommand: 'DELSLOTS', ...slots: (number | string)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'DELSLOTS', slots: (number | string)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'DELSLOTS', ...slots: (number | string)[]): Result<Buffer, Context>
  clusterBuffer(...args: [subcommand: 'DELSLOTSRANGE', ...startEnds: (number | string)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'DELSLOTSRANGE', startEnds: (number | string)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'DELSLOTSRANGE', ...startEnds: (number | string)[]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'FAILOVER', mode: 'FORCE' | 'TAKEOVER', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'FAILOVER', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'FLUSHSLOTS', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'FORGET', nodeId: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'GETKEYSINSLOT', slot: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  clusterBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  clusterBuffer(subcommand: 'INFO', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'KEYSLOT', key: string | Buffer, callback?: Callback<number>): Result<number, Context>
  clusterBuffer(subcommand: 'LINKS', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  clusterBuffer(subcommand: 'MEET', ip: string | Buffer, port: number | string, busPort: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'MEET', ip: string | Buffer, port: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(...args: [subcommand: 'MIGRATION', importToken: 'IMPORT', ...startEnds: (number | string)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'MIGRATION', importToken: 'IMPORT', startEnds: (number | string)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'MIGRATION', importToken: 'IMPORT', ...startEnds: (number | string)[]): Result<Buffer, Context>
  clusterBuffer(subcommand: 'MIGRATION', cancel: 'CANCEL', id: 'ID', taskId: RedisValue, callback?: Callback<number>): Result<number, Context>
  clusterBuffer(subcommand: 'MIGRATION', cancel: 'CANCEL', all: 'ALL', callback?: Callback<number>): Result<number, Context>
  clusterBuffer(subcommand: 'MIGRATION', status: 'STATUS', id: 'ID', taskId: RedisValue, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  clusterBuffer(subcommand: 'MIGRATION', status: 'STATUS', all: 'ALL', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  clusterBuffer(subcommand: 'MIGRATION', status: 'STATUS', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  clusterBuffer(subcommand: 'MYID', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'MYSHARDID', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'NODES', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'REPLICAS', nodeId: RedisValue, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  clusterBuffer(subcommand: 'REPLICATE', nodeId: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'RESET', mode: 'HARD' | 'SOFT', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'RESET', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'SAVECONFIG', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'SET-CONFIG-EPOCH', configEpoch: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'SETSLOT', slot: number | string, state: 'IMPORTING' | 'MIGRATING' | 'NODE', nodeId: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'SETSLOT', slot: number | string, stable: 'STABLE', callback?: Callback<Buffer>): Result<Buffer, Context>
  clusterBuffer(subcommand: 'SHARDS', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  clusterBuffer(subcommand: 'SLAVES', nodeId: RedisValue, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  clusterBuffer(subcommand: 'SLOT-STATS', slotsrange: 'SLOTSRANGE', start: number | string, end: number | string, callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  clusterBuffer(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, limitToken: 'LIMIT', limit: number | string, order: 'ASC' | 'DESC', callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  clusterBuffer(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, limitToken: 'LIMIT', limit: number | string, callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  clusterBuffer(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, order: 'ASC' | 'DESC', callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  clusterBuffer(subcommand: 'SLOT-STATS', orderby: 'ORDERBY', metric: string | Buffer, callback?: Callback<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>>): Result<Mapped<[slot: number, usage: unknown[]][], [slot: number, usage: Record<string, unknown>][], Context>, Context>
  clusterBuffer(subcommand: 'SLOTS', callback?: Callback<[start: number, end: number, ...nodes: [host: Buffer, port: number, nodeId: Buffer, info: unknown[]][]][]>): Result<[start: number, end: number, ...nodes: [host: Buffer, port: number, nodeId: Buffer, info: unknown[]][]][], Context>
  clusterBuffer(...args: [subcommand: 'SYNCSLOTS', ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  clusterBuffer(subcommand: 'SYNCSLOTS', args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  clusterBuffer(subcommand: 'SYNCSLOTS', ...args: RedisValue[]): Result<unknown, Context>
  /**
   * Get array of Redis command details.
   *
   * Group: server; since 2.8.13; O(N) where N is the total number of Redis commands.
   */
  command(callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Get total number of Redis commands.
   *
   * Group: server; since 2.8.13; O(1).
   */
  command(subcommand: 'COUNT', callback?: Callback<number>): Result<number, Context>
  command(...args: [subcommand: 'DOCS', ...names: (string | Buffer)[], callback: Callback<Mapped<unknown[], Record<string, unknown>, Context>>]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  command(subcommand: 'DOCS', names: (string | Buffer)[], callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Get array of specific Redis command documentation.
   *
   * Group: server; since 7.0.0; O(N) where N is the number of commands to look up.
   */
  command(subcommand: 'DOCS', ...names: (string | Buffer)[]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  command(...args: [subcommand: 'GETKEYS', command: string | Buffer, ...args: RedisValue[], callback: Callback<string[]>]): Result<string[], Context>
  command(subcommand: 'GETKEYS', command: string | Buffer, args: RedisValue[], callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Extract keys given a full Redis command.
   *
   * Group: server; since 2.8.13; O(N) where N is the number of arguments to the command.
   */
  command(subcommand: 'GETKEYS', command: string | Buffer, ...args: RedisValue[]): Result<string[], Context>
  command(...args: [subcommand: 'GETKEYSANDFLAGS', command: string | Buffer, ...args: RedisValue[], callback: Callback<[key: string, flags: string[]][]>]): Result<[key: string, flags: string[]][], Context>
  command(subcommand: 'GETKEYSANDFLAGS', command: string | Buffer, args: RedisValue[], callback?: Callback<[key: string, flags: string[]][]>): Result<[key: string, flags: string[]][], Context>
  /**
   * Extract keys and access flags given a full Redis command.
   *
   * Group: server; since 7.0.0; O(N) where N is the number of arguments to the command.
   */
  command(subcommand: 'GETKEYSANDFLAGS', command: string | Buffer, ...args: RedisValue[]): Result<[key: string, flags: string[]][], Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 5.0.0; O(1).
   */
  command(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  command(...args: [subcommand: 'INFO', ...names: (string | Buffer)[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  command(subcommand: 'INFO', names: (string | Buffer)[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Get array of specific Redis command details, or all when no argument is given.
   *
   * Group: server; since 2.8.13; O(N) where N is the number of commands to look up.
   */
  command(subcommand: 'INFO', ...names: (string | Buffer)[]): Result<unknown[], Context>
  /** Get an array of Redis command names. */
  command(subcommand: 'LIST', filterby: 'FILTERBY', filter: 'MODULE' | 'ACLCAT' | 'PATTERN', value: string | Buffer, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Get an array of Redis command names.
   *
   * Group: server; since 7.0.0; O(N) where N is the total number of Redis commands.
   */
  command(subcommand: 'LIST', callback?: Callback<string[]>): Result<string[], Context>
  /** {@link command} with Buffers in its reply. */
  commandBuffer(callback?: Callback<unknown[]>): Result<unknown[], Context>
  commandBuffer(subcommand: 'COUNT', callback?: Callback<number>): Result<number, Context>
  commandBuffer(...args: [subcommand: 'DOCS', ...names: (string | Buffer)[], callback: Callback<Mapped<unknown[], Record<string, unknown>, Context>>]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  commandBuffer(subcommand: 'DOCS', names: (string | Buffer)[], callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  commandBuffer(subcommand: 'DOCS', ...names: (string | Buffer)[]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  commandBuffer(...args: [subcommand: 'GETKEYS', command: string | Buffer, ...args: RedisValue[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  commandBuffer(subcommand: 'GETKEYS', command: string | Buffer, args: RedisValue[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  commandBuffer(subcommand: 'GETKEYS', command: string | Buffer, ...args: RedisValue[]): Result<Buffer[], Context>
  commandBuffer(...args: [subcommand: 'GETKEYSANDFLAGS', command: string | Buffer, ...args: RedisValue[], callback: Callback<[key: Buffer, flags: Buffer[]][]>]): Result<[key: Buffer, flags: Buffer[]][], Context>
  commandBuffer(subcommand: 'GETKEYSANDFLAGS', command: string | Buffer, args: RedisValue[], callback?: Callback<[key: Buffer, flags: Buffer[]][]>): Result<[key: Buffer, flags: Buffer[]][], Context>
  commandBuffer(subcommand: 'GETKEYSANDFLAGS', command: string | Buffer, ...args: RedisValue[]): Result<[key: Buffer, flags: Buffer[]][], Context>
  commandBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  commandBuffer(...args: [subcommand: 'INFO', ...names: (string | Buffer)[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  commandBuffer(subcommand: 'INFO', names: (string | Buffer)[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  commandBuffer(subcommand: 'INFO', ...names: (string | Buffer)[]): Result<unknown[], Context>
  commandBuffer(subcommand: 'LIST', filterby: 'FILTERBY', filter: 'MODULE' | 'ACLCAT' | 'PATTERN', value: string | Buffer, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  commandBuffer(subcommand: 'LIST', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  config(...args: [subcommand: 'GET', ...parameters: (string | Buffer)[], callback: Callback<Mapped<string[], Record<string, string>, Context>>]): Result<Mapped<string[], Record<string, string>, Context>, Context>
  config(subcommand: 'GET', parameters: (string | Buffer)[], callback?: Callback<Mapped<string[], Record<string, string>, Context>>): Result<Mapped<string[], Record<string, string>, Context>, Context>
  /**
   * Get the values of configuration parameters.
   *
   * Group: server; since 2.0.0; O(N) when N is the number of configuration parameters provided.
   */
  config(subcommand: 'GET', ...parameters: (string | Buffer)[]): Result<Mapped<string[], Record<string, string>, Context>, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 5.0.0; O(1).
   */
  config(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Reset the stats returned by INFO.
   *
   * Group: server; since 2.0.0; O(1).
   */
  config(subcommand: 'RESETSTAT', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Rewrite the configuration file with the in memory configuration.
   *
   * Group: server; since 2.8.0; O(1).
   */
  config(subcommand: 'REWRITE', callback?: Callback<'OK'>): Result<'OK', Context>
  config(...args: [subcommand: 'SET', ...parameterValues: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  config(subcommand: 'SET', parameterValues: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set configuration parameters to the given values.
   *
   * Group: server; since 2.0.0; O(N) when N is the number of configuration parameters provided.
   */
  config(subcommand: 'SET', ...parameterValues: RedisValue[]): Result<'OK', Context>
  /** {@link config} with Buffers in its reply. */
  configBuffer(...args: [subcommand: 'GET', ...parameters: (string | Buffer)[], callback: Callback<Mapped<Buffer[], Record<string, Buffer>, Context>>]): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  configBuffer(subcommand: 'GET', parameters: (string | Buffer)[], callback?: Callback<Mapped<Buffer[], Record<string, Buffer>, Context>>): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  configBuffer(subcommand: 'GET', ...parameters: (string | Buffer)[]): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  configBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  configBuffer(subcommand: 'RESETSTAT', callback?: Callback<Buffer>): Result<Buffer, Context>
  configBuffer(subcommand: 'REWRITE', callback?: Callback<Buffer>): Result<Buffer, Context>
  configBuffer(...args: [subcommand: 'SET', ...parameterValues: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  configBuffer(subcommand: 'SET', parameterValues: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  configBuffer(subcommand: 'SET', ...parameterValues: RedisValue[]): Result<Buffer, Context>
  /** Copy a key. */
  copy(source: RedisKey, destination: RedisKey, dbToken: 'DB', db: number | string, replace: 'REPLACE', callback?: Callback<number>): Result<number, Context>
  /** Copy a key. */
  copy(source: RedisKey, destination: RedisKey, dbToken: 'DB', db: number | string, callback?: Callback<number>): Result<number, Context>
  /** Copy a key. */
  copy(source: RedisKey, destination: RedisKey, replace: 'REPLACE', callback?: Callback<number>): Result<number, Context>
  /**
   * Copy a key.
   *
   * Group: generic; since 6.2.0; O(N) worst case for collections, where N is the number of nested items. O(1) for string values.
   */
  copy(source: RedisKey, destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link copy} with Buffers in its reply. */
  copyBuffer(source: RedisKey, destination: RedisKey, dbToken: 'DB', db: number | string, replace: 'REPLACE', callback?: Callback<number>): Result<number, Context>
  copyBuffer(source: RedisKey, destination: RedisKey, dbToken: 'DB', db: number | string, callback?: Callback<number>): Result<number, Context>
  copyBuffer(source: RedisKey, destination: RedisKey, replace: 'REPLACE', callback?: Callback<number>): Result<number, Context>
  copyBuffer(source: RedisKey, destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Return the number of keys in the selected database.
   *
   * Group: server; since 1.0.0; O(1).
   */
  dbsize(callback?: Callback<number>): Result<number, Context>
  /** {@link dbsize} with Buffers in its reply. */
  dbsizeBuffer(callback?: Callback<number>): Result<number, Context>
  debug(...args: [subcommand: string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  debug(subcommand: string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * A container for debugging commands.
   *
   * Group: server; since 1.0.0; Depends on subcommand.
   */
  debug(subcommand: string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link debug} with Buffers in its reply. */
  debugBuffer(...args: [subcommand: string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  debugBuffer(subcommand: string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  debugBuffer(subcommand: string, ...args: RedisValue[]): Result<unknown, Context>
  /**
   * Decrement the integer value of a key by one.
   *
   * Group: string; since 1.0.0; O(1).
   */
  decr(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link decr} with Buffers in its reply. */
  decrBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Decrement the integer value of a key by the given number.
   *
   * Group: string; since 1.0.0; O(1).
   */
  decrby(key: RedisKey, decrement: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link decrby} with Buffers in its reply. */
  decrbyBuffer(key: RedisKey, decrement: number | string, callback?: Callback<number>): Result<number, Context>
  del(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Delete a key.
   *
   * Group: generic; since 1.0.0; O(N) where N is the number of keys that will be removed. When a key to remove holds a value other than a string, the individual complexity for this key is O(M) where M is the number of elements in the list, set, sorted set or hash. Removing a single key that holds a string value is O(1).
   */
  del(...keys: RedisKey[]): Result<number, Context>
  del(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link del} with Buffers in its reply. */
  delBuffer(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  delBuffer(...keys: RedisKey[]): Result<number, Context>
  delBuffer(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** Deletes a string if its value, or the digest of its value, fits a condition. */
  delex(key: RedisKey, condition: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Deletes a string if its value, or the digest of its value, fits a condition.
   *
   * Group: string; since 8.4.0; O(1), with IFDEQ or IFDNE O(N) where N is the length of the value.
   */
  delex(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link delex} with Buffers in its reply. */
  delexBuffer(key: RedisKey, condition: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', value: RedisValue, callback?: Callback<number>): Result<number, Context>
  delexBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Returns the hash digest of a string, in hexadecimal.
   *
   * Group: string; since 8.4.0; O(N) where N is the length of the value.
   */
  digest(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link digest} with Buffers in its reply. */
  digestBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Discard all commands issued after MULTI.
   *
   * Group: transactions; since 2.0.0; O(N), when N is the number of queued commands.
   */
  discard(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link discard} with Buffers in its reply. */
  discardBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Return a serialized version of the value stored at the specified key.
   *
   * Group: generic; since 2.6.0; O(1) to access the key and additional O(N*M) to serialize it, where N is the number of Redis objects composing the value and M their average size. For small string values the time complexity is thus O(1)+O(1*M) where M is small, so simply O(1).
   */
  dump(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link dump} with Buffers in its reply. */
  dumpBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Echo the given string.
   *
   * Group: connection; since 1.0.0; O(1).
   */
  echo(message: string | Buffer, callback?: Callback<string>): Result<string, Context>
  /** {@link echo} with Buffers in its reply. */
  echoBuffer(message: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  eval(script: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  eval(...args: [script: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  eval(script: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Execute a Lua script server side.
   *
   * Group: scripting; since 2.6.0; Depends on the script that is executed.
   */
  eval(script: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link eval} with Buffers in its reply. */
  evalBuffer(script: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  evalBuffer(...args: [script: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  evalBuffer(script: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  evalBuffer(script: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  eval_ro(script: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  eval_ro(...args: [script: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  eval_ro(script: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Execute a read-only Lua script server side.
   *
   * Group: scripting; since 7.0.0; Depends on the script that is executed.
   */
  eval_ro(script: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link eval_ro} with Buffers in its reply. */
  eval_roBuffer(script: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  eval_roBuffer(...args: [script: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  eval_roBuffer(script: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  eval_roBuffer(script: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  evalsha(sha1: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  evalsha(...args: [sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  evalsha(sha1: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Execute a Lua script server side.
   *
   * Group: scripting; since 2.6.0; Depends on the script that is executed.
   */
  evalsha(sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link evalsha} with Buffers in its reply. */
  evalshaBuffer(sha1: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  evalshaBuffer(...args: [sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  evalshaBuffer(sha1: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  evalshaBuffer(sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  evalsha_ro(sha1: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  evalsha_ro(...args: [sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  evalsha_ro(sha1: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Execute a read-only Lua script server side.
   *
   * Group: scripting; since 7.0.0; Depends on the script that is executed.
   */
  evalsha_ro(sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link evalsha_ro} with Buffers in its reply. */
  evalsha_roBuffer(sha1: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  evalsha_roBuffer(...args: [sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  evalsha_roBuffer(sha1: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  evalsha_roBuffer(sha1: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /**
   * Execute all commands issued after MULTI.
   * In a pipeline, sends what it holds and resolves to one pair for each command, in order. In a transaction, resolves to null when a watched key has changed.
   *
   * Group: transactions; since 1.2.0; Depends on commands in the transaction.
   */
  exec(callback?: Callback<[error: Error | null, result: unknown][] | null>): Promise<[error: Error | null, result: unknown][] | null>
  /** {@link exec} with Buffers in its reply. */
  execBuffer(callback?: Callback<[error: Error | null, result: unknown][] | null>): Promise<[error: Error | null, result: unknown][] | null>
  exists(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Determine if a key exists.
   *
   * Group: generic; since 1.0.0; O(N) where N is the number of keys to check.
   */
  exists(...keys: RedisKey[]): Result<number, Context>
  exists(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link exists} with Buffers in its reply. */
  existsBuffer(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  existsBuffer(...keys: RedisKey[]): Result<number, Context>
  existsBuffer(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** Set a key's time to live in seconds. */
  expire(key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  /**
   * Set a key's time to live in seconds.
   * Resolves to 1 when the time was set and to 0 otherwise.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  expire(key: RedisKey, seconds: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link expire} with Buffers in its reply. */
  expireBuffer(key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  expireBuffer(key: RedisKey, seconds: number | string, callback?: Callback<number>): Result<number, Context>
  /** Set the expiration for a key as a UNIX timestamp. */
  expireat(key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  /**
   * Set the expiration for a key as a UNIX timestamp.
   *
   * Group: generic; since 1.2.0; O(1).
   */
  expireat(key: RedisKey, unixTimeSeconds: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link expireat} with Buffers in its reply. */
  expireatBuffer(key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  expireatBuffer(key: RedisKey, unixTimeSeconds: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Get the expiration Unix timestamp for a key.
   *
   * Group: generic; since 7.0.0; O(1).
   */
  expiretime(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link expiretime} with Buffers in its reply. */
  expiretimeBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** Start a coordinated failover between this server and one of its replicas. */
  failover(to: 'TO', host: string | Buffer, port: number | string, force: 'FORCE', timeout: 'TIMEOUT', milliseconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Start a coordinated failover between this server and one of its replicas. */
  failover(to: 'TO', host: string | Buffer, port: number | string, timeout: 'TIMEOUT', milliseconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Start a coordinated failover between this server and one of its replicas. */
  failover(to: 'TO', host: string | Buffer, port: number | string, force: 'FORCE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Start a coordinated failover between this server and one of its replicas. */
  failover(to: 'TO', host: string | Buffer, port: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Start a coordinated failover between this server and one of its replicas. */
  failover(timeout: 'TIMEOUT', milliseconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Start a coordinated failover between this server and one of its replicas. */
  failover(abort: 'ABORT', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Start a coordinated failover between this server and one of its replicas.
   *
   * Group: server; since 6.2.0; O(1).
   */
  failover(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link failover} with Buffers in its reply. */
  failoverBuffer(to: 'TO', host: string | Buffer, port: number | string, force: 'FORCE', timeout: 'TIMEOUT', milliseconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  failoverBuffer(to: 'TO', host: string | Buffer, port: number | string, timeout: 'TIMEOUT', milliseconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  failoverBuffer(to: 'TO', host: string | Buffer, port: number | string, force: 'FORCE', callback?: Callback<Buffer>): Result<Buffer, Context>
  failoverBuffer(to: 'TO', host: string | Buffer, port: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  failoverBuffer(timeout: 'TIMEOUT', milliseconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  failoverBuffer(abort: 'ABORT', callback?: Callback<Buffer>): Result<Buffer, Context>
  failoverBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  fcall(functionName: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  fcall(...args: [functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  fcall(functionName: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Invoke a function.
   *
   * Group: scripting; since 7.0.0; Depends on the function that is executed.
   */
  fcall(functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link fcall} with Buffers in its reply. */
  fcallBuffer(functionName: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  fcallBuffer(...args: [functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  fcallBuffer(functionName: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  fcallBuffer(functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  fcall_ro(functionName: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  fcall_ro(...args: [functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  fcall_ro(functionName: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Invoke a read-only function.
   *
   * Group: scripting; since 7.0.0; Depends on the function that is executed.
   */
  fcall_ro(functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link fcall_ro} with Buffers in its reply. */
  fcall_roBuffer(functionName: string | Buffer, numkeys: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  fcall_roBuffer(...args: [functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  fcall_roBuffer(functionName: string | Buffer, numkeys: number | string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  fcall_roBuffer(functionName: string | Buffer, numkeys: number | string, ...args: RedisValue[]): Result<unknown, Context>
  /** Remove all keys from all databases. */
  flushall(mode: 'ASYNC' | 'SYNC', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Remove all keys from all databases.
   *
   * Group: server; since 1.0.0; O(N) where N is the total number of keys in all databases.
   */
  flushall(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link flushall} with Buffers in its reply. */
  flushallBuffer(mode: 'ASYNC' | 'SYNC', callback?: Callback<Buffer>): Result<Buffer, Context>
  flushallBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Remove all keys from the current database. */
  flushdb(mode: 'ASYNC' | 'SYNC', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Remove all keys from the current database.
   *
   * Group: server; since 1.0.0; O(N) where N is the number of keys in the selected database.
   */
  flushdb(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link flushdb} with Buffers in its reply. */
  flushdbBuffer(mode: 'ASYNC' | 'SYNC', callback?: Callback<Buffer>): Result<Buffer, Context>
  flushdbBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Delete a function by name.
   *
   * Group: scripting; since 7.0.0; O(1).
   */
  function(subcommand: 'DELETE', libraryName: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Dump all functions into a serialized binary payload.
   *
   * Group: scripting; since 7.0.0; O(N) where N is the number of functions.
   */
  function(subcommand: 'DUMP', callback?: Callback<string>): Result<string, Context>
  /** Deleting all functions. */
  function(subcommand: 'FLUSH', mode: 'ASYNC' | 'SYNC', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Deleting all functions.
   *
   * Group: scripting; since 7.0.0; O(N) where N is the number of functions deleted.
   */
  function(subcommand: 'FLUSH', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: scripting; since 7.0.0; O(1).
   */
  function(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Kill the function currently in execution.
   *
   * Group: scripting; since 7.0.0; O(1).
   */
  function(subcommand: 'KILL', callback?: Callback<'OK'>): Result<'OK', Context>
  /** List information about all the functions. */
  function(subcommand: 'LIST', libraryname: 'LIBRARYNAME', libraryNamePattern: string | Buffer, withcode: 'WITHCODE', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /** List information about all the functions. */
  function(subcommand: 'LIST', libraryname: 'LIBRARYNAME', libraryNamePattern: string | Buffer, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /** List information about all the functions. */
  function(subcommand: 'LIST', withcode: 'WITHCODE', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * List information about all the functions.
   *
   * Group: scripting; since 7.0.0; O(N) where N is the number of functions.
   */
  function(subcommand: 'LIST', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /** Create a function with the given arguments (name, code, description). */
  function(subcommand: 'LOAD', replace: 'REPLACE', functionCode: string | Buffer, callback?: Callback<string>): Result<string, Context>
  /**
   * Create a function with the given arguments (name, code, description).
   *
   * Group: scripting; since 7.0.0; O(1) (considering compilation time is redundant).
   */
  function(subcommand: 'LOAD', functionCode: string | Buffer, callback?: Callback<string>): Result<string, Context>
  /** Restore all the functions on the given payload. */
  function(subcommand: 'RESTORE', serializedValue: RedisValue, policy: 'FLUSH' | 'APPEND' | 'REPLACE', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Restore all the functions on the given payload.
   *
   * Group: scripting; since 7.0.0; O(N) where N is the number of functions on the payload.
   */
  function(subcommand: 'RESTORE', serializedValue: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Return information about the function currently running (name, description, duration).
   *
   * Group: scripting; since 7.0.0; O(1).
   */
  function(subcommand: 'STATS', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** {@link function} with Buffers in its reply. */
  functionBuffer(subcommand: 'DELETE', libraryName: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'DUMP', callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'FLUSH', mode: 'ASYNC' | 'SYNC', callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'FLUSH', callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  functionBuffer(subcommand: 'KILL', callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'LIST', libraryname: 'LIBRARYNAME', libraryNamePattern: string | Buffer, withcode: 'WITHCODE', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  functionBuffer(subcommand: 'LIST', libraryname: 'LIBRARYNAME', libraryNamePattern: string | Buffer, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  functionBuffer(subcommand: 'LIST', withcode: 'WITHCODE', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  functionBuffer(subcommand: 'LIST', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  functionBuffer(subcommand: 'LOAD', replace: 'REPLACE', functionCode: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'LOAD', functionCode: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'RESTORE', serializedValue: RedisValue, policy: 'FLUSH' | 'APPEND' | 'REPLACE', callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'RESTORE', serializedValue: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  functionBuffer(subcommand: 'STATS', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  geoadd(...args: [key: RedisKey, condition: 'NX' | 'XX', ch: 'CH', ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoadd(key: RedisKey, condition: 'NX' | 'XX', ch: 'CH', longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Add one or more geospatial items in the geospatial index represented using a sorted set. */
  geoadd(key: RedisKey, condition: 'NX' | 'XX', ch: 'CH', ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  geoadd(...args: [key: RedisKey, condition: 'NX' | 'XX', ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoadd(key: RedisKey, condition: 'NX' | 'XX', longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Add one or more geospatial items in the geospatial index represented using a sorted set. */
  geoadd(key: RedisKey, condition: 'NX' | 'XX', ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  geoadd(...args: [key: RedisKey, ch: 'CH', ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoadd(key: RedisKey, ch: 'CH', longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Add one or more geospatial items in the geospatial index represented using a sorted set. */
  geoadd(key: RedisKey, ch: 'CH', ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  geoadd(...args: [key: RedisKey, ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoadd(key: RedisKey, longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Add one or more geospatial items in the geospatial index represented using a sorted set.
   *
   * Group: geo; since 3.2.0; O(log(N)) for each item added, where N is the number of elements in the sorted set.
   */
  geoadd(key: RedisKey, ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  /** {@link geoadd} with Buffers in its reply. */
  geoaddBuffer(...args: [key: RedisKey, condition: 'NX' | 'XX', ch: 'CH', ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoaddBuffer(key: RedisKey, condition: 'NX' | 'XX', ch: 'CH', longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  geoaddBuffer(key: RedisKey, condition: 'NX' | 'XX', ch: 'CH', ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  geoaddBuffer(...args: [key: RedisKey, condition: 'NX' | 'XX', ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoaddBuffer(key: RedisKey, condition: 'NX' | 'XX', longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  geoaddBuffer(key: RedisKey, condition: 'NX' | 'XX', ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  geoaddBuffer(...args: [key: RedisKey, ch: 'CH', ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoaddBuffer(key: RedisKey, ch: 'CH', longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  geoaddBuffer(key: RedisKey, ch: 'CH', ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  geoaddBuffer(...args: [key: RedisKey, ...longitudeLatitudeMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geoaddBuffer(key: RedisKey, longitudeLatitudeMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  geoaddBuffer(key: RedisKey, ...longitudeLatitudeMembers: RedisValue[]): Result<number, Context>
  /** Returns the distance between two members of a geospatial index. */
  geodist(key: RedisKey, member1: RedisValue, member2: RedisValue, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Returns the distance between two members of a geospatial index.
   *
   * Group: geo; since 3.2.0; O(log(N)).
   */
  geodist(key: RedisKey, member1: RedisValue, member2: RedisValue, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link geodist} with Buffers in its reply. */
  geodistBuffer(key: RedisKey, member1: RedisValue, member2: RedisValue, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  geodistBuffer(key: RedisKey, member1: RedisValue, member2: RedisValue, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  geohash(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  /**
   * Returns members of a geospatial index as standard geohash strings.
   *
   * Group: geo; since 3.2.0; O(log(N)) for each member requested, where N is the number of elements in the sorted set.
   */
  geohash(key: RedisKey, ...members: RedisValue[]): Result<(string | null)[], Context>
  geohash(key: RedisKey, members: RedisValue[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** {@link geohash} with Buffers in its reply. */
  geohashBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  geohashBuffer(key: RedisKey, ...members: RedisValue[]): Result<(Buffer | null)[], Context>
  geohashBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  geopos(key: RedisKey, callback?: Callback<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>>): Result<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  geopos(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>>]): Result<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  /**
   * Returns longitude and latitude of members of a geospatial index.
   *
   * Group: geo; since 3.2.0; O(N) where N is the number of members requested.
   */
  geopos(key: RedisKey, ...members: RedisValue[]): Result<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  geopos(key: RedisKey, members: RedisValue[], callback?: Callback<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>>): Result<Mapped<([longitude: string, latitude: string] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  /** {@link geopos} with Buffers in its reply. */
  geoposBuffer(key: RedisKey, callback?: Callback<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>>): Result<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  geoposBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>>]): Result<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  geoposBuffer(key: RedisKey, ...members: RedisValue[]): Result<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  geoposBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>>): Result<Mapped<([longitude: Buffer, latitude: Buffer] | null)[], ([longitude: number, latitude: number] | null)[], Context>, Context>
  georadius(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback: Callback<number>]): Result<number, Context>
  georadius(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** Query a sorted set representing a geospatial index to fetch members matching a given maximum distance from a point. */
  georadius(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey]): Result<number, Context>
  georadius(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadius(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Query a sorted set representing a geospatial index to fetch members matching a given maximum distance from a point.
   *
   * Group: geo; since 3.2.0; deprecated by Redis since 6.2.0 (use `GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument); O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.
   */
  georadius(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  /** {@link georadius} with Buffers in its reply. */
  georadiusBuffer(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback: Callback<number>]): Result<number, Context>
  georadiusBuffer(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  georadiusBuffer(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey]): Result<number, Context>
  georadiusBuffer(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadiusBuffer(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  georadiusBuffer(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  georadius_ro(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadius_ro(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * A read-only variant for GEORADIUS.
   *
   * Group: geo; since 3.2.10; deprecated by Redis since 6.2.0 (use `GEOSEARCH` with the `BYRADIUS` argument); O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.
   */
  georadius_ro(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  /** {@link georadius_ro} with Buffers in its reply. */
  georadius_roBuffer(...args: [key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadius_roBuffer(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  georadius_roBuffer(key: RedisKey, longitude: number | string, latitude: number | string, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  georadiusbymember(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback: Callback<number>]): Result<number, Context>
  georadiusbymember(key: RedisKey, member: RedisValue, radius: number | string, options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** Query a sorted set representing a geospatial index to fetch members matching a given maximum distance from a member. */
  georadiusbymember(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey]): Result<number, Context>
  georadiusbymember(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadiusbymember(key: RedisKey, member: RedisValue, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Query a sorted set representing a geospatial index to fetch members matching a given maximum distance from a member.
   *
   * Group: geo; since 3.2.0; deprecated by Redis since 6.2.0 (use `GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments); O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.
   */
  georadiusbymember(key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  /** {@link georadiusbymember} with Buffers in its reply. */
  georadiusbymemberBuffer(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback: Callback<number>]): Result<number, Context>
  georadiusbymemberBuffer(key: RedisKey, member: RedisValue, radius: number | string, options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  georadiusbymemberBuffer(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], storeToken: 'STORE' | 'STOREDIST', destination: RedisKey]): Result<number, Context>
  georadiusbymemberBuffer(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadiusbymemberBuffer(key: RedisKey, member: RedisValue, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  georadiusbymemberBuffer(key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  georadiusbymember_ro(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadiusbymember_ro(key: RedisKey, member: RedisValue, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * A read-only variant for GEORADIUSBYMEMBER.
   *
   * Group: geo; since 3.2.10; deprecated by Redis since 6.2.0 (use `GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments); O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.
   */
  georadiusbymember_ro(key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  /** {@link georadiusbymember_ro} with Buffers in its reply. */
  georadiusbymember_roBuffer(...args: [key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  georadiusbymember_roBuffer(key: RedisKey, member: RedisValue, radius: number | string, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  georadiusbymember_roBuffer(key: RedisKey, member: RedisValue, radius: number | string, ...options: RedisValue[]): Result<unknown[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<string[]>): Result<string[], Context>
  /** Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle. */
  geosearch(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<string[]>): Result<string[], Context>
  geosearch(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  geosearch(key: RedisKey, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle.
   *
   * Group: geo; since 6.2.0; O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around the shape provided as the filter and M is the number of items inside the shape.
   */
  geosearch(key: RedisKey, ...options: RedisValue[]): Result<unknown[], Context>
  /** {@link geosearch} with Buffers in its reply. */
  geosearchBuffer(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, bybox: 'BYBOX', width: number | string, height: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, fromlonlat: 'FROMLONLAT', longitude: number | string, latitude: number | string, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(key: RedisKey, frommember: 'FROMMEMBER', member: RedisValue, byradius: 'BYRADIUS', radius: number | string, unit: 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  geosearchBuffer(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<unknown[]>]): Result<unknown[], Context>
  geosearchBuffer(key: RedisKey, options: RedisValue[], callback?: Callback<unknown[]>): Result<unknown[], Context>
  geosearchBuffer(key: RedisKey, ...options: RedisValue[]): Result<unknown[], Context>
  geosearchstore(...args: [destination: RedisKey, source: RedisKey, ...options: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geosearchstore(destination: RedisKey, source: RedisKey, options: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Query a sorted set representing a geospatial index to fetch members inside an area of a box or a circle, and store the result in another key.
   *
   * Group: geo; since 6.2.0; O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around the shape provided as the filter and M is the number of items inside the shape.
   */
  geosearchstore(destination: RedisKey, source: RedisKey, ...options: RedisValue[]): Result<number, Context>
  /** {@link geosearchstore} with Buffers in its reply. */
  geosearchstoreBuffer(...args: [destination: RedisKey, source: RedisKey, ...options: RedisValue[], callback: Callback<number>]): Result<number, Context>
  geosearchstoreBuffer(destination: RedisKey, source: RedisKey, options: RedisValue[], callback?: Callback<number>): Result<number, Context>
  geosearchstoreBuffer(destination: RedisKey, source: RedisKey, ...options: RedisValue[]): Result<number, Context>
  /**
   * Get the value of a key.
   * Resolves to null when the key does not exist.
   *
   * Group: string; since 1.0.0; O(1).
   */
  get(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link get} with Buffers in its reply. */
  getBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Returns the bit value at offset in the string value stored at key.
   *
   * Group: bitmap; since 2.2.0; O(1).
   */
  getbit(key: RedisKey, offset: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link getbit} with Buffers in its reply. */
  getbitBuffer(key: RedisKey, offset: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Get the value of a key and delete the key.
   *
   * Group: string; since 6.2.0; O(1).
   */
  getdel(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link getdel} with Buffers in its reply. */
  getdelBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /** Get the value of a key and optionally set its expiration. */
  getex(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** Get the value of a key and optionally set its expiration. */
  getex(key: RedisKey, persist: 'PERSIST', callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Get the value of a key and optionally set its expiration.
   *
   * Group: string; since 6.2.0; O(1).
   */
  getex(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link getex} with Buffers in its reply. */
  getexBuffer(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  getexBuffer(key: RedisKey, persist: 'PERSIST', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  getexBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Get a substring of the string stored at a key.
   *
   * Group: string; since 2.4.0; O(N) where N is the length of the returned string. The complexity is ultimately determined by the returned length, but because creating a substring from an existing string is very cheap, it can be considered O(1) for small strings.
   */
  getrange(key: RedisKey, start: number | string, end: number | string, callback?: Callback<string>): Result<string, Context>
  /** {@link getrange} with Buffers in its reply. */
  getrangeBuffer(key: RedisKey, start: number | string, end: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Set the string value of a key and return its old value.
   *
   * Group: string; since 1.0.0; deprecated by Redis since 6.2.0 (use `SET` with the `!GET` argument); O(1).
   */
  getset(key: RedisKey, value: RedisValue, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link getset} with Buffers in its reply. */
  getsetBuffer(key: RedisKey, value: RedisValue, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  hdel(...args: [key: RedisKey, ...fields: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  hdel(key: RedisKey, fields: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Delete one or more hash fields.
   *
   * Group: hash; since 2.0.0; O(N) where N is the number of fields to be removed.
   */
  hdel(key: RedisKey, ...fields: (string | Buffer)[]): Result<number, Context>
  /** {@link hdel} with Buffers in its reply. */
  hdelBuffer(...args: [key: RedisKey, ...fields: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  hdelBuffer(key: RedisKey, fields: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  hdelBuffer(key: RedisKey, ...fields: (string | Buffer)[]): Result<number, Context>
  /** Handshake with Redis. */
  hello(protover: number | string, auth: 'AUTH', username: string | Buffer, password: string | Buffer, setname: 'SETNAME', clientname: string | Buffer, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Handshake with Redis. */
  hello(protover: number | string, auth: 'AUTH', username: string | Buffer, password: string | Buffer, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Handshake with Redis. */
  hello(protover: number | string, setname: 'SETNAME', clientname: string | Buffer, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Handshake with Redis. */
  hello(callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Handshake with Redis.
   *
   * Group: connection; since 6.0.0; O(1).
   */
  hello(protover: number | string, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** {@link hello} with Buffers in its reply. */
  helloBuffer(protover: number | string, auth: 'AUTH', username: string | Buffer, password: string | Buffer, setname: 'SETNAME', clientname: string | Buffer, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  helloBuffer(protover: number | string, auth: 'AUTH', username: string | Buffer, password: string | Buffer, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  helloBuffer(protover: number | string, setname: 'SETNAME', clientname: string | Buffer, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  helloBuffer(callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  helloBuffer(protover: number | string, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Determine if a hash field exists.
   *
   * Group: hash; since 2.0.0; O(1).
   */
  hexists(key: RedisKey, field: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /** {@link hexists} with Buffers in its reply. */
  hexistsBuffer(key: RedisKey, field: string | Buffer, callback?: Callback<number>): Result<number, Context>
  hexpire(...args: [key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpire(key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /** Sets the time to live of hash fields, in seconds. */
  hexpire(key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hexpire(...args: [key: RedisKey, seconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpire(key: RedisKey, seconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Sets the time to live of hash fields, in seconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hexpire(key: RedisKey, seconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hexpire} with Buffers in its reply. */
  hexpireBuffer(...args: [key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpireBuffer(key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hexpireBuffer(key: RedisKey, seconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hexpireBuffer(...args: [key: RedisKey, seconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpireBuffer(key: RedisKey, seconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hexpireBuffer(key: RedisKey, seconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hexpireat(...args: [key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpireat(key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /** Sets the expiration of hash fields as a Unix timestamp, in seconds. */
  hexpireat(key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hexpireat(...args: [key: RedisKey, unixTimeSeconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpireat(key: RedisKey, unixTimeSeconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Sets the expiration of hash fields as a Unix timestamp, in seconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hexpireat(key: RedisKey, unixTimeSeconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hexpireat} with Buffers in its reply. */
  hexpireatBuffer(...args: [key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpireatBuffer(key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hexpireatBuffer(key: RedisKey, unixTimeSeconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hexpireatBuffer(...args: [key: RedisKey, unixTimeSeconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpireatBuffer(key: RedisKey, unixTimeSeconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hexpireatBuffer(key: RedisKey, unixTimeSeconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hexpiretime(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpiretime(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Returns the expiration of hash fields as Unix timestamps, in seconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hexpiretime(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hexpiretime} with Buffers in its reply. */
  hexpiretimeBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hexpiretimeBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hexpiretimeBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /**
   * Get the value of a hash field.
   * Resolves to null when the key or the field does not exist.
   *
   * Group: hash; since 2.0.0; O(1).
   */
  hget(key: RedisKey, field: string | Buffer, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link hget} with Buffers in its reply. */
  hgetBuffer(key: RedisKey, field: string | Buffer, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Get all the fields and values in a hash.
   * Resolves to an empty object when the key does not exist.
   *
   * Group: hash; since 2.0.0; O(N) where N is the size of the hash.
   */
  hgetall(key: RedisKey, callback?: Callback<Record<string, string>>): Result<Record<string, string>, Context>
  /** {@link hgetall} with Buffers in its reply. */
  hgetallBuffer(key: RedisKey, callback?: Callback<Record<string, Buffer>>): Result<Record<string, Buffer>, Context>
  hgetdel(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  hgetdel(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /**
   * Returns the values of hash fields and deletes the fields.
   *
   * Group: hash; since 8.0.0; O(N) where N is the number of fields.
   */
  hgetdel(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(string | null)[], Context>
  /** {@link hgetdel} with Buffers in its reply. */
  hgetdelBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  hgetdelBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  hgetdelBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(Buffer | null)[], Context>
  hgetex(...args: [key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  hgetex(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** Returns the values of hash fields and optionally sets or removes their expiration. */
  hgetex(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(string | null)[], Context>
  hgetex(...args: [key: RedisKey, persist: 'PERSIST', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  hgetex(key: RedisKey, persist: 'PERSIST', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** Returns the values of hash fields and optionally sets or removes their expiration. */
  hgetex(key: RedisKey, persist: 'PERSIST', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(string | null)[], Context>
  hgetex(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  hgetex(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /**
   * Returns the values of hash fields and optionally sets or removes their expiration.
   *
   * Group: hash; since 8.0.0; O(N) where N is the number of fields.
   */
  hgetex(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(string | null)[], Context>
  /** {@link hgetex} with Buffers in its reply. */
  hgetexBuffer(...args: [key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  hgetexBuffer(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  hgetexBuffer(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(Buffer | null)[], Context>
  hgetexBuffer(...args: [key: RedisKey, persist: 'PERSIST', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  hgetexBuffer(key: RedisKey, persist: 'PERSIST', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  hgetexBuffer(key: RedisKey, persist: 'PERSIST', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(Buffer | null)[], Context>
  hgetexBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  hgetexBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  hgetexBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<(Buffer | null)[], Context>
  /**
   * Removes one fieldset of this connection.
   *
   * Group: hash; since 8.10.0; O(N) where N is the number of fieldsets of the connection.
   */
  himport(subcommand: 'DISCARD', fieldsetName: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /**
   * Removes all fieldsets of this connection.
   *
   * Group: hash; since 8.10.0; O(N) where N is the number of fieldsets of the connection.
   */
  himport(subcommand: 'DISCARDALL', callback?: Callback<number>): Result<number, Context>
  himport(...args: [subcommand: 'PREPARE', fieldsetName: string | Buffer, ...fields: (string | Buffer)[], callback: Callback<'OK'>]): Result<'OK', Context>
  himport(subcommand: 'PREPARE', fieldsetName: string | Buffer, fields: (string | Buffer)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Names a list of fields for later HIMPORT SET commands of this connection.
   *
   * Group: hash; since 8.10.0; O(N*log(N)) where N is the number of fields.
   */
  himport(subcommand: 'PREPARE', fieldsetName: string | Buffer, ...fields: (string | Buffer)[]): Result<'OK', Context>
  himport(...args: [subcommand: 'SET', key: RedisKey, fieldsetName: string | Buffer, ...values: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  himport(subcommand: 'SET', key: RedisKey, fieldsetName: string | Buffer, values: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Creates a hash from values in the order of the fields of a prepared fieldset.
   *
   * Group: hash; since 8.10.0; O(N) where N is the number of fields.
   */
  himport(subcommand: 'SET', key: RedisKey, fieldsetName: string | Buffer, ...values: RedisValue[]): Result<'OK', Context>
  /** {@link himport} with Buffers in its reply. */
  himportBuffer(subcommand: 'DISCARD', fieldsetName: string | Buffer, callback?: Callback<number>): Result<number, Context>
  himportBuffer(subcommand: 'DISCARDALL', callback?: Callback<number>): Result<number, Context>
  himportBuffer(...args: [subcommand: 'PREPARE', fieldsetName: string | Buffer, ...fields: (string | Buffer)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  himportBuffer(subcommand: 'PREPARE', fieldsetName: string | Buffer, fields: (string | Buffer)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  himportBuffer(subcommand: 'PREPARE', fieldsetName: string | Buffer, ...fields: (string | Buffer)[]): Result<Buffer, Context>
  himportBuffer(...args: [subcommand: 'SET', key: RedisKey, fieldsetName: string | Buffer, ...values: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  himportBuffer(subcommand: 'SET', key: RedisKey, fieldsetName: string | Buffer, values: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  himportBuffer(subcommand: 'SET', key: RedisKey, fieldsetName: string | Buffer, ...values: RedisValue[]): Result<Buffer, Context>
  /**
   * Increment the integer value of a hash field by the given number.
   *
   * Group: hash; since 2.0.0; O(1).
   */
  hincrby(key: RedisKey, field: string | Buffer, increment: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link hincrby} with Buffers in its reply. */
  hincrbyBuffer(key: RedisKey, field: string | Buffer, increment: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Increment the float value of a hash field by the given amount.
   *
   * Group: hash; since 2.6.0; O(1).
   */
  hincrbyfloat(key: RedisKey, field: string | Buffer, increment: number | string, callback?: Callback<string>): Result<string, Context>
  /** {@link hincrbyfloat} with Buffers in its reply. */
  hincrbyfloatBuffer(key: RedisKey, field: string | Buffer, increment: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Get all the fields in a hash.
   *
   * Group: hash; since 2.0.0; O(N) where N is the size of the hash.
   */
  hkeys(key: RedisKey, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link hkeys} with Buffers in its reply. */
  hkeysBuffer(key: RedisKey, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /**
   * Get the number of fields in a hash.
   *
   * Group: hash; since 2.0.0; O(1).
   */
  hlen(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link hlen} with Buffers in its reply. */
  hlenBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  hmget(...args: [key: RedisKey, ...fields: (string | Buffer)[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  hmget(key: RedisKey, fields: (string | Buffer)[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /**
   * Get the values of all the given hash fields.
   * Has null for each field that does not exist.
   *
   * Group: hash; since 2.0.0; O(N) where N is the number of fields being requested.
   */
  hmget(key: RedisKey, ...fields: (string | Buffer)[]): Result<(string | null)[], Context>
  /** {@link hmget} with Buffers in its reply. */
  hmgetBuffer(...args: [key: RedisKey, ...fields: (string | Buffer)[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  hmgetBuffer(key: RedisKey, fields: (string | Buffer)[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  hmgetBuffer(key: RedisKey, ...fields: (string | Buffer)[]): Result<(Buffer | null)[], Context>
  /** Set multiple hash fields to multiple values. */
  hmset(key: RedisKey, object: object, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Set multiple hash fields to multiple values. */
  hmset(key: RedisKey, map: Map<RedisValue, RedisValue>, callback?: Callback<'OK'>): Result<'OK', Context>
  hmset(...args: [key: RedisKey, ...fieldValues: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  hmset(key: RedisKey, fieldValues: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set multiple hash fields to multiple values.
   * Takes the fields as arguments, as an object or as a Map.
   *
   * Group: hash; since 2.0.0; deprecated by Redis since 4.0.0 (use `HSET` with multiple field-value pairs); O(N) where N is the number of fields being set.
   */
  hmset(key: RedisKey, ...fieldValues: RedisValue[]): Result<'OK', Context>
  /** {@link hmset} with Buffers in its reply. */
  hmsetBuffer(key: RedisKey, object: object, callback?: Callback<Buffer>): Result<Buffer, Context>
  hmsetBuffer(key: RedisKey, map: Map<RedisValue, RedisValue>, callback?: Callback<Buffer>): Result<Buffer, Context>
  hmsetBuffer(...args: [key: RedisKey, ...fieldValues: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  hmsetBuffer(key: RedisKey, fieldValues: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  hmsetBuffer(key: RedisKey, ...fieldValues: RedisValue[]): Result<Buffer, Context>
  /**
   * Returns the keys that were found and the metrics of the collection.
   *
   * Group: server; since 8.6.0; O(K) where K is the number of keys returned.
   */
  hotkeys(subcommand: 'GET', callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 8.6.0; O(1).
   */
  hotkeys(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Releases what the collection of hot keys has gathered.
   *
   * Group: server; since 8.6.0; O(1).
   */
  hotkeys(subcommand: 'RESET', callback?: Callback<'OK'>): Result<'OK', Context>
  hotkeys(...args: [subcommand: 'START', ...options: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  hotkeys(subcommand: 'START', options: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Starts to collect hot keys.
   *
   * Group: server; since 8.6.0; O(1).
   */
  hotkeys(subcommand: 'START', ...options: RedisValue[]): Result<'OK', Context>
  /**
   * Stops to collect hot keys and keeps what was gathered.
   *
   * Group: server; since 8.6.0; O(1).
   */
  hotkeys(subcommand: 'STOP', callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link hotkeys} with Buffers in its reply. */
  hotkeysBuffer(subcommand: 'GET', callback?: Callback<unknown>): Result<unknown, Context>
  hotkeysBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  hotkeysBuffer(subcommand: 'RESET', callback?: Callback<Buffer>): Result<Buffer, Context>
  hotkeysBuffer(...args: [subcommand: 'START', ...options: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  hotkeysBuffer(subcommand: 'START', options: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  hotkeysBuffer(subcommand: 'START', ...options: RedisValue[]): Result<Buffer, Context>
  hotkeysBuffer(subcommand: 'STOP', callback?: Callback<Buffer>): Result<Buffer, Context>
  hpersist(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpersist(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Removes the expiration of hash fields.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hpersist(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hpersist} with Buffers in its reply. */
  hpersistBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpersistBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpersistBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpire(...args: [key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpire(key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /** Sets the time to live of hash fields, in milliseconds. */
  hpexpire(key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpire(...args: [key: RedisKey, milliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpire(key: RedisKey, milliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Sets the time to live of hash fields, in milliseconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hpexpire(key: RedisKey, milliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hpexpire} with Buffers in its reply. */
  hpexpireBuffer(...args: [key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpireBuffer(key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpexpireBuffer(key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpireBuffer(...args: [key: RedisKey, milliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpireBuffer(key: RedisKey, milliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpexpireBuffer(key: RedisKey, milliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpireat(...args: [key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpireat(key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /** Sets the expiration of hash fields as a Unix timestamp, in milliseconds. */
  hpexpireat(key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpireat(...args: [key: RedisKey, unixTimeMilliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpireat(key: RedisKey, unixTimeMilliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Sets the expiration of hash fields as a Unix timestamp, in milliseconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hpexpireat(key: RedisKey, unixTimeMilliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hpexpireat} with Buffers in its reply. */
  hpexpireatBuffer(...args: [key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpireatBuffer(key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpexpireatBuffer(key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpireatBuffer(...args: [key: RedisKey, unixTimeMilliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpireatBuffer(key: RedisKey, unixTimeMilliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpexpireatBuffer(key: RedisKey, unixTimeMilliseconds: number | string, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpexpiretime(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpiretime(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Returns the expiration of hash fields as Unix timestamps, in milliseconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hpexpiretime(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hpexpiretime} with Buffers in its reply. */
  hpexpiretimeBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpexpiretimeBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpexpiretimeBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  hpttl(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpttl(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Returns the time to live of hash fields, in milliseconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  hpttl(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link hpttl} with Buffers in its reply. */
  hpttlBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  hpttlBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  hpttlBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** Get one or multiple random fields from a hash. */
  hrandfield(key: RedisKey, count: number | string, withvalues: 'WITHVALUES', callback?: Callback<Mapped<string[], [field: string, value: string][], Context>>): Result<Mapped<string[], [field: string, value: string][], Context>, Context>
  /** Get one or multiple random fields from a hash. */
  hrandfield(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Get one or multiple random fields from a hash.
   *
   * Group: hash; since 6.2.0; O(N) where N is the number of fields returned.
   */
  hrandfield(key: RedisKey, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link hrandfield} with Buffers in its reply. */
  hrandfieldBuffer(key: RedisKey, count: number | string, withvalues: 'WITHVALUES', callback?: Callback<Mapped<Buffer[], [field: Buffer, value: Buffer][], Context>>): Result<Mapped<Buffer[], [field: Buffer, value: Buffer][], Context>, Context>
  hrandfieldBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  hrandfieldBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, novalues: 'NOVALUES', callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, novalues: 'NOVALUES', callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, novalues: 'NOVALUES', callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate hash fields and associated values. */
  hscan(key: RedisKey, cursor: number | string, novalues: 'NOVALUES', callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /**
   * Incrementally iterate hash fields and associated values.
   *
   * Group: hash; since 2.8.0; O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection..
   */
  hscan(key: RedisKey, cursor: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** {@link hscan} with Buffers in its reply. */
  hscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, novalues: 'NOVALUES', callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, novalues: 'NOVALUES', callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, novalues: 'NOVALUES', callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, novalues: 'NOVALUES', callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  hscanBuffer(key: RedisKey, cursor: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  /** Set the string value of a hash field. */
  hset(key: RedisKey, object: object, callback?: Callback<number>): Result<number, Context>
  /** Set the string value of a hash field. */
  hset(key: RedisKey, map: Map<RedisValue, RedisValue>, callback?: Callback<number>): Result<number, Context>
  hset(...args: [key: RedisKey, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hset(key: RedisKey, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Set the string value of a hash field.
   * Takes the fields as arguments, as an object or as a Map. Resolves to the number of fields that are new.
   *
   * Group: hash; since 2.0.0; O(1) for each field/value pair added, so O(N) to add N field/value pairs when the command is called with multiple field/value pairs.
   */
  hset(key: RedisKey, ...fieldValues: RedisValue[]): Result<number, Context>
  /** {@link hset} with Buffers in its reply. */
  hsetBuffer(key: RedisKey, object: object, callback?: Callback<number>): Result<number, Context>
  hsetBuffer(key: RedisKey, map: Map<RedisValue, RedisValue>, callback?: Callback<number>): Result<number, Context>
  hsetBuffer(...args: [key: RedisKey, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetBuffer(key: RedisKey, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetBuffer(key: RedisKey, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetex(...args: [key: RedisKey, condition: 'FNX' | 'FXX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetex(key: RedisKey, condition: 'FNX' | 'FXX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Sets hash fields and optionally their expiration. */
  hsetex(key: RedisKey, condition: 'FNX' | 'FXX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetex(...args: [key: RedisKey, condition: 'FNX' | 'FXX', keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetex(key: RedisKey, condition: 'FNX' | 'FXX', keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Sets hash fields and optionally their expiration. */
  hsetex(key: RedisKey, condition: 'FNX' | 'FXX', keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetex(...args: [key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetex(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Sets hash fields and optionally their expiration. */
  hsetex(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetex(...args: [key: RedisKey, condition: 'FNX' | 'FXX', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetex(key: RedisKey, condition: 'FNX' | 'FXX', fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Sets hash fields and optionally their expiration. */
  hsetex(key: RedisKey, condition: 'FNX' | 'FXX', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetex(...args: [key: RedisKey, keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetex(key: RedisKey, keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Sets hash fields and optionally their expiration. */
  hsetex(key: RedisKey, keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetex(...args: [key: RedisKey, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetex(key: RedisKey, fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Sets hash fields and optionally their expiration.
   *
   * Group: hash; since 8.0.0; O(N) where N is the number of fields.
   */
  hsetex(key: RedisKey, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  /** {@link hsetex} with Buffers in its reply. */
  hsetexBuffer(...args: [key: RedisKey, condition: 'FNX' | 'FXX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetexBuffer(key: RedisKey, condition: 'FNX' | 'FXX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetexBuffer(key: RedisKey, condition: 'FNX' | 'FXX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetexBuffer(...args: [key: RedisKey, condition: 'FNX' | 'FXX', keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetexBuffer(key: RedisKey, condition: 'FNX' | 'FXX', keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetexBuffer(key: RedisKey, condition: 'FNX' | 'FXX', keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetexBuffer(...args: [key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetexBuffer(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetexBuffer(key: RedisKey, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetexBuffer(...args: [key: RedisKey, condition: 'FNX' | 'FXX', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetexBuffer(key: RedisKey, condition: 'FNX' | 'FXX', fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetexBuffer(key: RedisKey, condition: 'FNX' | 'FXX', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetexBuffer(...args: [key: RedisKey, keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetexBuffer(key: RedisKey, keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetexBuffer(key: RedisKey, keepttl: 'KEEPTTL', fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  hsetexBuffer(...args: [key: RedisKey, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  hsetexBuffer(key: RedisKey, fields: 'FIELDS', numfields: number | string, fieldValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  hsetexBuffer(key: RedisKey, fields: 'FIELDS', numfields: number | string, ...fieldValues: RedisValue[]): Result<number, Context>
  /**
   * Set the value of a hash field, only if the field does not exist.
   *
   * Group: hash; since 2.0.0; O(1).
   */
  hsetnx(key: RedisKey, field: string | Buffer, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link hsetnx} with Buffers in its reply. */
  hsetnxBuffer(key: RedisKey, field: string | Buffer, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Get the length of the value of a hash field.
   *
   * Group: hash; since 3.2.0; O(1).
   */
  hstrlen(key: RedisKey, field: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /** {@link hstrlen} with Buffers in its reply. */
  hstrlenBuffer(key: RedisKey, field: string | Buffer, callback?: Callback<number>): Result<number, Context>
  httl(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  httl(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Returns the time to live of hash fields, in seconds.
   *
   * Group: hash; since 7.4.0; O(N) where N is the number of fields.
   */
  httl(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /** {@link httl} with Buffers in its reply. */
  httlBuffer(...args: [key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  httlBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, fields: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  httlBuffer(key: RedisKey, fieldsToken: 'FIELDS', numfields: number | string, ...fields: (string | Buffer)[]): Result<number[], Context>
  /**
   * Get all the values in a hash.
   *
   * Group: hash; since 2.0.0; O(N) where N is the size of the hash.
   */
  hvals(key: RedisKey, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link hvals} with Buffers in its reply. */
  hvalsBuffer(key: RedisKey, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /**
   * Increment the integer value of a key by one.
   *
   * Group: string; since 1.0.0; O(1).
   */
  incr(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link incr} with Buffers in its reply. */
  incrBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Increment the integer value of a key by the given amount.
   *
   * Group: string; since 1.0.0; O(1).
   */
  incrby(key: RedisKey, increment: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link incrby} with Buffers in its reply. */
  incrbyBuffer(key: RedisKey, increment: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Increment the float value of a key by the given amount.
   *
   * Group: string; since 2.6.0; O(1).
   */
  incrbyfloat(key: RedisKey, increment: number | string, callback?: Callback<string>): Result<string, Context>
  /** {@link incrbyfloat} with Buffers in its reply. */
  incrbyfloatBuffer(key: RedisKey, increment: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  increx(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<Mapped<[value: number, increment: number] | [value: string, increment: string], [value: number, increment: number] | [value: number, increment: number], Context>>]): Result<Mapped<[value: number, increment: number] | [value: string, increment: string], [value: number, increment: number] | [value: number, increment: number], Context>, Context>
  increx(key: RedisKey, options: RedisValue[], callback?: Callback<Mapped<[value: number, increment: number] | [value: string, increment: string], [value: number, increment: number] | [value: number, increment: number], Context>>): Result<Mapped<[value: number, increment: number] | [value: string, increment: string], [value: number, increment: number] | [value: number, increment: number], Context>, Context>
  /**
   * Increments the number at a key, within bounds if given, and optionally sets its expiration; the reply tells the new value and the increment that was applied.
   *
   * Group: string; since 8.8.0; O(1).
   */
  increx(key: RedisKey, ...options: RedisValue[]): Result<Mapped<[value: number, increment: number] | [value: string, increment: string], [value: number, increment: number] | [value: number, increment: number], Context>, Context>
  /** {@link increx} with Buffers in its reply. */
  increxBuffer(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<Mapped<[value: number, increment: number] | [value: Buffer, increment: Buffer], [value: number, increment: number] | [value: number, increment: number], Context>>]): Result<Mapped<[value: number, increment: number] | [value: Buffer, increment: Buffer], [value: number, increment: number] | [value: number, increment: number], Context>, Context>
  increxBuffer(key: RedisKey, options: RedisValue[], callback?: Callback<Mapped<[value: number, increment: number] | [value: Buffer, increment: Buffer], [value: number, increment: number] | [value: number, increment: number], Context>>): Result<Mapped<[value: number, increment: number] | [value: Buffer, increment: Buffer], [value: number, increment: number] | [value: number, increment: number], Context>, Context>
  increxBuffer(key: RedisKey, ...options: RedisValue[]): Result<Mapped<[value: number, increment: number] | [value: Buffer, increment: Buffer], [value: number, increment: number] | [value: number, increment: number], Context>, Context>
  info(callback?: Callback<string>): Result<string, Context>
  info(...args: [...sections: (string | Buffer)[], callback: Callback<string>]): Result<string, Context>
  info(sections: (string | Buffer)[], callback?: Callback<string>): Result<string, Context>
  /**
   * Get information and statistics about the server.
   *
   * Group: server; since 1.0.0; O(1).
   */
  info(...sections: (string | Buffer)[]): Result<string, Context>
  /** {@link info} with Buffers in its reply. */
  infoBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  infoBuffer(...args: [...sections: (string | Buffer)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  infoBuffer(sections: (string | Buffer)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  infoBuffer(...sections: (string | Buffer)[]): Result<Buffer, Context>
  /**
   * Find all keys matching the given pattern.
   *
   * Group: generic; since 1.0.0; O(N) with N being the number of keys in the database, under the assumption that the key names in the database and the given pattern have limited length.
   */
  keys(pattern: string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link keys} with Buffers in its reply. */
  keysBuffer(pattern: string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /**
   * Get the UNIX time stamp of the last successful save to disk.
   *
   * Group: server; since 1.0.0; O(1).
   */
  lastsave(callback?: Callback<number>): Result<number, Context>
  /** {@link lastsave} with Buffers in its reply. */
  lastsaveBuffer(callback?: Callback<number>): Result<number, Context>
  /**
   * Return a human readable latency analysis report.
   *
   * Group: server; since 2.8.13; O(1).
   */
  latency(subcommand: 'DOCTOR', callback?: Callback<string>): Result<string, Context>
  /**
   * Return a latency graph for the event.
   *
   * Group: server; since 2.8.13; O(1).
   */
  latency(subcommand: 'GRAPH', event: string | Buffer, callback?: Callback<string>): Result<string, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 2.8.13; O(1).
   */
  latency(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  latency(...args: [subcommand: 'HISTOGRAM', ...commands: (string | Buffer)[], callback: Callback<Mapped<unknown[], Record<string, unknown>, Context>>]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  latency(subcommand: 'HISTOGRAM', commands: (string | Buffer)[], callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Return the cumulative distribution of latencies of a subset of commands or all.
   *
   * Group: server; since 7.0.0; O(N) where N is the number of commands with latency information being retrieved.
   */
  latency(subcommand: 'HISTOGRAM', ...commands: (string | Buffer)[]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Return timestamp-latency samples for the event.
   *
   * Group: server; since 2.8.13; O(1).
   */
  latency(subcommand: 'HISTORY', event: string | Buffer, callback?: Callback<[time: number, latency: number][]>): Result<[time: number, latency: number][], Context>
  /**
   * Return the latest latency samples for all events.
   *
   * Group: server; since 2.8.13; O(1).
   */
  latency(subcommand: 'LATEST', callback?: Callback<unknown[]>): Result<unknown[], Context>
  latency(...args: [subcommand: 'RESET', ...events: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  latency(subcommand: 'RESET', events: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Reset latency data for one or more events.
   *
   * Group: server; since 2.8.13; O(1).
   */
  latency(subcommand: 'RESET', ...events: (string | Buffer)[]): Result<number, Context>
  /** {@link latency} with Buffers in its reply. */
  latencyBuffer(subcommand: 'DOCTOR', callback?: Callback<Buffer>): Result<Buffer, Context>
  latencyBuffer(subcommand: 'GRAPH', event: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  latencyBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  latencyBuffer(...args: [subcommand: 'HISTOGRAM', ...commands: (string | Buffer)[], callback: Callback<Mapped<unknown[], Record<string, unknown>, Context>>]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  latencyBuffer(subcommand: 'HISTOGRAM', commands: (string | Buffer)[], callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  latencyBuffer(subcommand: 'HISTOGRAM', ...commands: (string | Buffer)[]): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  latencyBuffer(subcommand: 'HISTORY', event: string | Buffer, callback?: Callback<[time: number, latency: number][]>): Result<[time: number, latency: number][], Context>
  latencyBuffer(subcommand: 'LATEST', callback?: Callback<unknown[]>): Result<unknown[], Context>
  latencyBuffer(...args: [subcommand: 'RESET', ...events: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  latencyBuffer(subcommand: 'RESET', events: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  latencyBuffer(subcommand: 'RESET', ...events: (string | Buffer)[]): Result<number, Context>
  /** Find longest common substring. */
  lcs(key1: RedisKey, key2: RedisKey, idx: 'IDX', minmatchlen: 'MINMATCHLEN', minMatchLen: number | string, withmatchlen: 'WITHMATCHLEN', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Find longest common substring. */
  lcs(key1: RedisKey, key2: RedisKey, idx: 'IDX', minmatchlen: 'MINMATCHLEN', minMatchLen: number | string, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Find longest common substring. */
  lcs(key1: RedisKey, key2: RedisKey, idx: 'IDX', withmatchlen: 'WITHMATCHLEN', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Find longest common substring. */
  lcs(key1: RedisKey, key2: RedisKey, idx: 'IDX', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Find longest common substring. */
  lcs(key1: RedisKey, key2: RedisKey, len: 'LEN', callback?: Callback<number>): Result<number, Context>
  /**
   * Find longest common substring.
   *
   * Group: string; since 7.0.0; O(N*M) where N and M are the lengths of s1 and s2, respectively.
   */
  lcs(key1: RedisKey, key2: RedisKey, callback?: Callback<string>): Result<string, Context>
  /** {@link lcs} with Buffers in its reply. */
  lcsBuffer(key1: RedisKey, key2: RedisKey, idx: 'IDX', minmatchlen: 'MINMATCHLEN', minMatchLen: number | string, withmatchlen: 'WITHMATCHLEN', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  lcsBuffer(key1: RedisKey, key2: RedisKey, idx: 'IDX', minmatchlen: 'MINMATCHLEN', minMatchLen: number | string, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  lcsBuffer(key1: RedisKey, key2: RedisKey, idx: 'IDX', withmatchlen: 'WITHMATCHLEN', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  lcsBuffer(key1: RedisKey, key2: RedisKey, idx: 'IDX', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  lcsBuffer(key1: RedisKey, key2: RedisKey, len: 'LEN', callback?: Callback<number>): Result<number, Context>
  lcsBuffer(key1: RedisKey, key2: RedisKey, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Get an element from a list by its index.
   *
   * Group: list; since 1.0.0; O(N) where N is the number of elements to traverse to get to the element at index. This makes asking for the first or the last element of the list O(1).
   */
  lindex(key: RedisKey, index: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link lindex} with Buffers in its reply. */
  lindexBuffer(key: RedisKey, index: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Insert an element before or after another element in a list.
   *
   * Group: list; since 2.2.0; O(N) where N is the number of elements to traverse before seeing the value pivot. This means that inserting somewhere on the left end on the list (head) can be considered O(1) and inserting somewhere on the right end (tail) is O(N).
   */
  linsert(key: RedisKey, where: 'BEFORE' | 'AFTER', pivot: RedisValue, element: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link linsert} with Buffers in its reply. */
  linsertBuffer(key: RedisKey, where: 'BEFORE' | 'AFTER', pivot: RedisValue, element: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Get the length of a list.
   *
   * Group: list; since 1.0.0; O(1).
   */
  llen(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link llen} with Buffers in its reply. */
  llenBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Pop an element from a list, push it to another list and return it.
   * Resolves to null when the source does not exist.
   *
   * Group: list; since 6.2.0; O(1).
   */
  lmove(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link lmove} with Buffers in its reply. */
  lmoveBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /** Moves several elements from one list to another and returns them. */
  lmovem(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', limit: 'COUNT' | 'EXACTLY', count: number | string, order: 'OBO' | 'BULK', callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /** Moves several elements from one list to another and returns them. */
  lmovem(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', limit: 'COUNT' | 'EXACTLY', count: number | string, callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /**
   * Moves several elements from one list to another and returns them.
   *
   * Group: list; since 8.10.0; O(N) where N is the number of elements moved.
   */
  lmovem(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /** {@link lmovem} with Buffers in its reply. */
  lmovemBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', limit: 'COUNT' | 'EXACTLY', count: number | string, order: 'OBO' | 'BULK', callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  lmovemBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', limit: 'COUNT' | 'EXACTLY', count: number | string, callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  lmovemBuffer(source: RedisKey, destination: RedisKey, from: 'LEFT' | 'RIGHT', to: 'LEFT' | 'RIGHT', callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  lmpop(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback: Callback<[key: string, elements: string[]] | null>]): Result<[key: string, elements: string[]] | null, Context>
  /** Pop elements from a list. */
  lmpop(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string]): Result<[key: string, elements: string[]] | null, Context>
  lmpop(numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback?: Callback<[key: string, elements: string[]] | null>): Result<[key: string, elements: string[]] | null, Context>
  lmpop(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback: Callback<[key: string, elements: string[]] | null>]): Result<[key: string, elements: string[]] | null, Context>
  /**
   * Pop elements from a list.
   *
   * Group: list; since 7.0.0; O(N+M) where N is the number of provided keys and M is the number of elements returned.
   */
  lmpop(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT']): Result<[key: string, elements: string[]] | null, Context>
  lmpop(numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback?: Callback<[key: string, elements: string[]] | null>): Result<[key: string, elements: string[]] | null, Context>
  /** {@link lmpop} with Buffers in its reply. */
  lmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback: Callback<[key: Buffer, elements: Buffer[]] | null>]): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  lmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string]): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  lmpopBuffer(numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', countToken: 'COUNT', count: number | string, callback?: Callback<[key: Buffer, elements: Buffer[]] | null>): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  lmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback: Callback<[key: Buffer, elements: Buffer[]] | null>]): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  lmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], from: 'LEFT' | 'RIGHT']): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  lmpopBuffer(numkeys: number | string, keys: RedisKey[], from: 'LEFT' | 'RIGHT', callback?: Callback<[key: Buffer, elements: Buffer[]] | null>): Result<[key: Buffer, elements: Buffer[]] | null, Context>
  /** Display some computer art and the Redis version. */
  lolwut(versionToken: 'VERSION', version: number | string, callback?: Callback<string>): Result<string, Context>
  /**
   * Display some computer art and the Redis version.
   *
   * Group: server; since 5.0.0.
   */
  lolwut(callback?: Callback<string>): Result<string, Context>
  /** {@link lolwut} with Buffers in its reply. */
  lolwutBuffer(versionToken: 'VERSION', version: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  lolwutBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Remove and get the first elements in a list. */
  lpop(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Remove and get the first elements in a list.
   *
   * Group: list; since 1.0.0; O(N) where N is the number of elements returned.
   */
  lpop(key: RedisKey, count: number | string, callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /** {@link lpop} with Buffers in its reply. */
  lpopBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  lpopBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, countToken: 'COUNT', count: number | string, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number[]>): Result<number[], Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<number[]>): Result<number[], Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, countToken: 'COUNT', count: number | string, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number[]>): Result<number[], Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<number[]>): Result<number[], Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  /** Return the index of matching elements on a list. */
  lpos(key: RedisKey, element: RedisValue, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  /**
   * Return the index of matching elements on a list.
   *
   * Group: list; since 6.0.6; O(N) where N is the number of elements in the list, for the average case. When searching for elements near the head or the tail of the list, or when the MAXLEN option is provided, the command may run in constant time.
   */
  lpos(key: RedisKey, element: RedisValue, callback?: Callback<number | null>): Result<number | null, Context>
  /** {@link lpos} with Buffers in its reply. */
  lposBuffer(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, countToken: 'COUNT', count: number | string, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number[]>): Result<number[], Context>
  lposBuffer(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<number[]>): Result<number[], Context>
  lposBuffer(key: RedisKey, element: RedisValue, countToken: 'COUNT', count: number | string, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number[]>): Result<number[], Context>
  lposBuffer(key: RedisKey, element: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<number[]>): Result<number[], Context>
  lposBuffer(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  lposBuffer(key: RedisKey, element: RedisValue, rankToken: 'RANK', rank: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  lposBuffer(key: RedisKey, element: RedisValue, maxlen: 'MAXLEN', length: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  lposBuffer(key: RedisKey, element: RedisValue, callback?: Callback<number | null>): Result<number | null, Context>
  lpush(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  lpush(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Prepend one or multiple elements to a list.
   *
   * Group: list; since 1.0.0; O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.
   */
  lpush(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  /** {@link lpush} with Buffers in its reply. */
  lpushBuffer(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  lpushBuffer(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  lpushBuffer(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  lpushx(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  lpushx(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Prepend an element to a list, only if the list exists.
   *
   * Group: list; since 2.2.0; O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.
   */
  lpushx(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  /** {@link lpushx} with Buffers in its reply. */
  lpushxBuffer(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  lpushxBuffer(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  lpushxBuffer(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  /**
   * Get a range of elements from a list.
   *
   * Group: list; since 1.0.0; O(S+N) where S is the distance of start offset from HEAD for small lists, from nearest end (HEAD or TAIL) for large lists; and N is the number of elements in the specified range.
   */
  lrange(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link lrange} with Buffers in its reply. */
  lrangeBuffer(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /**
   * Remove elements from a list.
   *
   * Group: list; since 1.0.0; O(N+M) where N is the length of the list and M is the number of elements removed.
   */
  lrem(key: RedisKey, count: number | string, element: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link lrem} with Buffers in its reply. */
  lremBuffer(key: RedisKey, count: number | string, element: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Set the value of an element in a list by its index.
   *
   * Group: list; since 1.0.0; O(N) where N is the length of the list. Setting either the first or the last element of the list is O(1).
   */
  lset(key: RedisKey, index: number | string, element: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link lset} with Buffers in its reply. */
  lsetBuffer(key: RedisKey, index: number | string, element: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Trim a list to the specified range.
   *
   * Group: list; since 1.0.0; O(N) where N is the number of elements to be removed by the operation.
   */
  ltrim(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link ltrim} with Buffers in its reply. */
  ltrimBuffer(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Outputs memory problems report.
   *
   * Group: server; since 4.0.0; O(1).
   */
  memory(subcommand: 'DOCTOR', callback?: Callback<string>): Result<string, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 4.0.0; O(1).
   */
  memory(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Show allocator internal stats.
   *
   * Group: server; since 4.0.0; Depends on how much memory is allocated, could be slow.
   */
  memory(subcommand: 'MALLOC-STATS', callback?: Callback<string>): Result<string, Context>
  /**
   * Ask the allocator to release memory.
   *
   * Group: server; since 4.0.0; Depends on how much memory is allocated, could be slow.
   */
  memory(subcommand: 'PURGE', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Show memory usage details.
   *
   * Group: server; since 4.0.0; O(1).
   */
  memory(subcommand: 'STATS', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Estimate the memory usage of a key. */
  memory(subcommand: 'USAGE', key: RedisKey, samples: 'SAMPLES', count: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  /**
   * Estimate the memory usage of a key.
   *
   * Group: server; since 4.0.0; O(N) where N is the number of samples.
   */
  memory(subcommand: 'USAGE', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /** {@link memory} with Buffers in its reply. */
  memoryBuffer(subcommand: 'DOCTOR', callback?: Callback<Buffer>): Result<Buffer, Context>
  memoryBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  memoryBuffer(subcommand: 'MALLOC-STATS', callback?: Callback<Buffer>): Result<Buffer, Context>
  memoryBuffer(subcommand: 'PURGE', callback?: Callback<Buffer>): Result<Buffer, Context>
  memoryBuffer(subcommand: 'STATS', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  memoryBuffer(subcommand: 'USAGE', key: RedisKey, samples: 'SAMPLES', count: number | string, callback?: Callback<number | null>): Result<number | null, Context>
  memoryBuffer(subcommand: 'USAGE', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  mget(...args: [...keys: RedisKey[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  /**
   * Get the values of all the given keys.
   * Has null for each key that does not exist or is no string.
   *
   * Group: string; since 1.0.0; O(N) where N is the number of keys to retrieve.
   */
  mget(...keys: RedisKey[]): Result<(string | null)[], Context>
  mget(keys: RedisKey[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** {@link mget} with Buffers in its reply. */
  mgetBuffer(...args: [...keys: RedisKey[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  mgetBuffer(...keys: RedisKey[]): Result<(Buffer | null)[], Context>
  mgetBuffer(keys: RedisKey[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  migrate(...args: [host: string | Buffer, port: number | string, key: RedisKey, db: number | string, timeout: number | string, ...options: (RedisValue | RedisKey[])[], callback: Callback<'OK' | 'NOKEY'>]): Result<'OK' | 'NOKEY', Context>
  migrate(host: string | Buffer, port: number | string, key: RedisKey, db: number | string, timeout: number | string, options: (RedisValue | RedisKey[])[], callback?: Callback<'OK' | 'NOKEY'>): Result<'OK' | 'NOKEY', Context>
  /**
   * Atomically transfer a key from a Redis instance to another one.
   *
   * Group: generic; since 2.6.0; This command actually executes a DUMP+DEL in the source instance, and a RESTORE in the target instance. See the pages of these commands for time complexity. Also an O(N) data transfer between the two instances is performed.
   */
  migrate(host: string | Buffer, port: number | string, key: RedisKey, db: number | string, timeout: number | string, ...options: (RedisValue | RedisKey[])[]): Result<'OK' | 'NOKEY', Context>
  /** {@link migrate} with Buffers in its reply. */
  migrateBuffer(...args: [host: string | Buffer, port: number | string, key: RedisKey, db: number | string, timeout: number | string, ...options: (RedisValue | RedisKey[])[], callback: Callback<Buffer>]): Result<Buffer, Context>
  migrateBuffer(host: string | Buffer, port: number | string, key: RedisKey, db: number | string, timeout: number | string, options: (RedisValue | RedisKey[])[], callback?: Callback<Buffer>): Result<Buffer, Context>
  migrateBuffer(host: string | Buffer, port: number | string, key: RedisKey, db: number | string, timeout: number | string, ...options: (RedisValue | RedisKey[])[]): Result<Buffer, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 5.0.0; O(1).
   */
  module(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * List all modules loaded by the server.
   *
   * Group: server; since 4.0.0; O(N) where N is the number of loaded modules.
   */
  module(subcommand: 'LIST', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  module(...args: [subcommand: 'LOAD', path: string | Buffer, ...args: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  module(subcommand: 'LOAD', path: string | Buffer, args: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Load a module.
   *
   * Group: server; since 4.0.0; O(1).
   */
  module(subcommand: 'LOAD', path: string | Buffer, ...args: RedisValue[]): Result<'OK', Context>
  module(...args: [subcommand: 'LOADEX', path: string | Buffer, ...options: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  module(subcommand: 'LOADEX', path: string | Buffer, options: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Load a module with extended parameters.
   *
   * Group: server; since 7.0.0; O(1).
   */
  module(subcommand: 'LOADEX', path: string | Buffer, ...options: RedisValue[]): Result<'OK', Context>
  /**
   * Unload a module.
   *
   * Group: server; since 4.0.0; O(1).
   */
  module(subcommand: 'UNLOAD', name: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link module} with Buffers in its reply. */
  moduleBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  moduleBuffer(subcommand: 'LIST', callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  moduleBuffer(...args: [subcommand: 'LOAD', path: string | Buffer, ...args: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  moduleBuffer(subcommand: 'LOAD', path: string | Buffer, args: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  moduleBuffer(subcommand: 'LOAD', path: string | Buffer, ...args: RedisValue[]): Result<Buffer, Context>
  moduleBuffer(...args: [subcommand: 'LOADEX', path: string | Buffer, ...options: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  moduleBuffer(subcommand: 'LOADEX', path: string | Buffer, options: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  moduleBuffer(subcommand: 'LOADEX', path: string | Buffer, ...options: RedisValue[]): Result<Buffer, Context>
  moduleBuffer(subcommand: 'UNLOAD', name: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Move a key to another database.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  move(key: RedisKey, db: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link move} with Buffers in its reply. */
  moveBuffer(key: RedisKey, db: number | string, callback?: Callback<number>): Result<number, Context>
  /** Set multiple keys to multiple values. */
  mset(object: object, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Set multiple keys to multiple values. */
  mset(map: Map<RedisValue, RedisValue>, callback?: Callback<'OK'>): Result<'OK', Context>
  mset(...args: [...keyValues: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  mset(keyValues: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set multiple keys to multiple values.
   * Takes the pairs as arguments, as an object or as a Map.
   *
   * Group: string; since 1.0.1; O(N) where N is the number of keys to set.
   */
  mset(...keyValues: RedisValue[]): Result<'OK', Context>
  /** {@link mset} with Buffers in its reply. */
  msetBuffer(object: object, callback?: Callback<Buffer>): Result<Buffer, Context>
  msetBuffer(map: Map<RedisValue, RedisValue>, callback?: Callback<Buffer>): Result<Buffer, Context>
  msetBuffer(...args: [...keyValues: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  msetBuffer(keyValues: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  msetBuffer(...keyValues: RedisValue[]): Result<Buffer, Context>
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback: Callback<number>]): Result<number, Context>
  msetex(numkeys: number | string, keyValues: RedisValue[], condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<number>): Result<number, Context>
  /** Sets several strings at once, all or none, with one common expiration. */
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string]): Result<number, Context>
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', keepttl: 'KEEPTTL', callback: Callback<number>]): Result<number, Context>
  msetex(numkeys: number | string, keyValues: RedisValue[], condition: 'NX' | 'XX', keepttl: 'KEEPTTL', callback?: Callback<number>): Result<number, Context>
  /** Sets several strings at once, all or none, with one common expiration. */
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', keepttl: 'KEEPTTL']): Result<number, Context>
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback: Callback<number>]): Result<number, Context>
  msetex(numkeys: number | string, keyValues: RedisValue[], unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<number>): Result<number, Context>
  /** Sets several strings at once, all or none, with one common expiration. */
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string]): Result<number, Context>
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', callback: Callback<number>]): Result<number, Context>
  msetex(numkeys: number | string, keyValues: RedisValue[], condition: 'NX' | 'XX', callback?: Callback<number>): Result<number, Context>
  /** Sets several strings at once, all or none, with one common expiration. */
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX']): Result<number, Context>
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], keepttl: 'KEEPTTL', callback: Callback<number>]): Result<number, Context>
  msetex(numkeys: number | string, keyValues: RedisValue[], keepttl: 'KEEPTTL', callback?: Callback<number>): Result<number, Context>
  /** Sets several strings at once, all or none, with one common expiration. */
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], keepttl: 'KEEPTTL']): Result<number, Context>
  msetex(...args: [numkeys: number | string, ...keyValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  msetex(numkeys: number | string, keyValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Sets several strings at once, all or none, with one common expiration.
   *
   * Group: string; since 8.4.0; O(N) where N is the number of keys.
   */
  msetex(numkeys: number | string, ...keyValues: RedisValue[]): Result<number, Context>
  /** {@link msetex} with Buffers in its reply. */
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback: Callback<number>]): Result<number, Context>
  msetexBuffer(numkeys: number | string, keyValues: RedisValue[], condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<number>): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string]): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', keepttl: 'KEEPTTL', callback: Callback<number>]): Result<number, Context>
  msetexBuffer(numkeys: number | string, keyValues: RedisValue[], condition: 'NX' | 'XX', keepttl: 'KEEPTTL', callback?: Callback<number>): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', keepttl: 'KEEPTTL']): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback: Callback<number>]): Result<number, Context>
  msetexBuffer(numkeys: number | string, keyValues: RedisValue[], unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<number>): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string]): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX', callback: Callback<number>]): Result<number, Context>
  msetexBuffer(numkeys: number | string, keyValues: RedisValue[], condition: 'NX' | 'XX', callback?: Callback<number>): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], condition: 'NX' | 'XX']): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], keepttl: 'KEEPTTL', callback: Callback<number>]): Result<number, Context>
  msetexBuffer(numkeys: number | string, keyValues: RedisValue[], keepttl: 'KEEPTTL', callback?: Callback<number>): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], keepttl: 'KEEPTTL']): Result<number, Context>
  msetexBuffer(...args: [numkeys: number | string, ...keyValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  msetexBuffer(numkeys: number | string, keyValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  msetexBuffer(numkeys: number | string, ...keyValues: RedisValue[]): Result<number, Context>
  /** Set multiple keys to multiple values, only if none of the keys exist. */
  msetnx(object: object, callback?: Callback<number>): Result<number, Context>
  /** Set multiple keys to multiple values, only if none of the keys exist. */
  msetnx(map: Map<RedisValue, RedisValue>, callback?: Callback<number>): Result<number, Context>
  msetnx(...args: [...keyValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  msetnx(keyValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Set multiple keys to multiple values, only if none of the keys exist.
   * Resolves to 1 when all keys were set and to 0 when none was.
   *
   * Group: string; since 1.0.1; O(N) where N is the number of keys to set.
   */
  msetnx(...keyValues: RedisValue[]): Result<number, Context>
  /** {@link msetnx} with Buffers in its reply. */
  msetnxBuffer(object: object, callback?: Callback<number>): Result<number, Context>
  msetnxBuffer(map: Map<RedisValue, RedisValue>, callback?: Callback<number>): Result<number, Context>
  msetnxBuffer(...args: [...keyValues: RedisValue[], callback: Callback<number>]): Result<number, Context>
  msetnxBuffer(keyValues: RedisValue[], callback?: Callback<number>): Result<number, Context>
  msetnxBuffer(...keyValues: RedisValue[]): Result<number, Context>
  /**
   * Inspect the internal encoding of a Redis object.
   *
   * Group: generic; since 2.2.3; O(1).
   */
  object(subcommand: 'ENCODING', key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Get the logarithmic access frequency counter of a Redis object.
   *
   * Group: generic; since 4.0.0; O(1).
   */
  object(subcommand: 'FREQ', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: generic; since 6.2.0; O(1).
   */
  object(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Get the time since a Redis object was last accessed.
   *
   * Group: generic; since 2.2.3; O(1).
   */
  object(subcommand: 'IDLETIME', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /**
   * Get the number of references to the value of the key.
   *
   * Group: generic; since 2.2.3; O(1).
   */
  object(subcommand: 'REFCOUNT', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /** {@link object} with Buffers in its reply. */
  objectBuffer(subcommand: 'ENCODING', key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  objectBuffer(subcommand: 'FREQ', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  objectBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  objectBuffer(subcommand: 'IDLETIME', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  objectBuffer(subcommand: 'REFCOUNT', key: RedisKey, callback?: Callback<number | null>): Result<number | null, Context>
  /**
   * Remove the expiration from a key.
   *
   * Group: generic; since 2.2.0; O(1).
   */
  persist(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link persist} with Buffers in its reply. */
  persistBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** Set a key's time to live in milliseconds. */
  pexpire(key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  /**
   * Set a key's time to live in milliseconds.
   *
   * Group: generic; since 2.6.0; O(1).
   */
  pexpire(key: RedisKey, milliseconds: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link pexpire} with Buffers in its reply. */
  pexpireBuffer(key: RedisKey, milliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  pexpireBuffer(key: RedisKey, milliseconds: number | string, callback?: Callback<number>): Result<number, Context>
  /** Set the expiration for a key as a UNIX timestamp specified in milliseconds. */
  pexpireat(key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  /**
   * Set the expiration for a key as a UNIX timestamp specified in milliseconds.
   *
   * Group: generic; since 2.6.0; O(1).
   */
  pexpireat(key: RedisKey, unixTimeMilliseconds: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link pexpireat} with Buffers in its reply. */
  pexpireatBuffer(key: RedisKey, unixTimeMilliseconds: number | string, condition: 'NX' | 'XX' | 'GT' | 'LT', callback?: Callback<number>): Result<number, Context>
  pexpireatBuffer(key: RedisKey, unixTimeMilliseconds: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Get the expiration Unix timestamp for a key in milliseconds.
   *
   * Group: generic; since 7.0.0; O(1).
   */
  pexpiretime(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link pexpiretime} with Buffers in its reply. */
  pexpiretimeBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  pfadd(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  pfadd(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  pfadd(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Adds the specified elements to the specified HyperLogLog.
   *
   * Group: hyperloglog; since 2.8.9; O(1) to add every element.
   */
  pfadd(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  /** {@link pfadd} with Buffers in its reply. */
  pfaddBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  pfaddBuffer(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  pfaddBuffer(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  pfaddBuffer(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  pfcount(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Return the approximated cardinality of the set(s) observed by the HyperLogLog at key(s).
   *
   * Group: hyperloglog; since 2.8.9; O(1) with a very small average constant time when called with a single key. O(N) with N being the number of keys, and much bigger constant times, when called with multiple keys.
   */
  pfcount(...keys: RedisKey[]): Result<number, Context>
  pfcount(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link pfcount} with Buffers in its reply. */
  pfcountBuffer(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  pfcountBuffer(...keys: RedisKey[]): Result<number, Context>
  pfcountBuffer(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /**
   * Internal commands for debugging HyperLogLog values.
   *
   * Group: hyperloglog; since 2.8.9; N/A.
   */
  pfdebug(subcommand: string | Buffer, key: RedisKey, callback?: Callback<unknown>): Result<unknown, Context>
  /** {@link pfdebug} with Buffers in its reply. */
  pfdebugBuffer(subcommand: string | Buffer, key: RedisKey, callback?: Callback<unknown>): Result<unknown, Context>
  pfmerge(destkey: RedisKey, callback?: Callback<'OK'>): Result<'OK', Context>
  pfmerge(...args: [destkey: RedisKey, ...sourcekeys: RedisKey[], callback: Callback<'OK'>]): Result<'OK', Context>
  /**
   * Merge N different HyperLogLogs into a single one.
   *
   * Group: hyperloglog; since 2.8.9; O(N) to merge N HyperLogLogs, but with high constant times.
   */
  pfmerge(destkey: RedisKey, ...sourcekeys: RedisKey[]): Result<'OK', Context>
  pfmerge(destkey: RedisKey, sourcekeys: RedisKey[], callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link pfmerge} with Buffers in its reply. */
  pfmergeBuffer(destkey: RedisKey, callback?: Callback<Buffer>): Result<Buffer, Context>
  pfmergeBuffer(...args: [destkey: RedisKey, ...sourcekeys: RedisKey[], callback: Callback<Buffer>]): Result<Buffer, Context>
  pfmergeBuffer(destkey: RedisKey, ...sourcekeys: RedisKey[]): Result<Buffer, Context>
  pfmergeBuffer(destkey: RedisKey, sourcekeys: RedisKey[], callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * An internal command for testing HyperLogLog values.
   *
   * Group: hyperloglog; since 2.8.9; N/A.
   */
  pfselftest(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link pfselftest} with Buffers in its reply. */
  pfselftestBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Ping the server. */
  ping(callback?: Callback<'PONG'>): Result<'PONG', Context>
  /**
   * Ping the server.
   *
   * Group: connection; since 1.0.0; O(1).
   */
  ping(message: string | Buffer, callback?: Callback<string>): Result<string, Context>
  /** {@link ping} with Buffers in its reply. */
  pingBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  pingBuffer(message: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Set the value and expiration in milliseconds of a key.
   *
   * Group: string; since 2.6.0; O(1).
   */
  psetex(key: RedisKey, milliseconds: number | string, value: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link psetex} with Buffers in its reply. */
  psetexBuffer(key: RedisKey, milliseconds: number | string, value: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  psubscribe(...args: [...patterns: string[], callback: Callback<number>]): Result<number, Context>
  psubscribe(patterns: string[], callback?: Callback<number>): Result<number, Context>
  /**
   * Listen for messages published to channels matching the given patterns.
   * Resolves to the number of channels and patterns that the connection is subscribed to, when all of these are confirmed.
   *
   * Group: pubsub; since 2.0.0; O(N) where N is the number of patterns the client is already subscribed to.
   */
  psubscribe(...patterns: string[]): Result<number, Context>
  /** {@link psubscribe} with Buffers in its reply. */
  psubscribeBuffer(...args: [...patterns: string[], callback: Callback<number>]): Result<number, Context>
  psubscribeBuffer(patterns: string[], callback?: Callback<number>): Result<number, Context>
  psubscribeBuffer(...patterns: string[]): Result<number, Context>
  /**
   * Internal command used for replication.
   *
   * Group: server; since 2.8.0.
   */
  psync(replicationid: RedisValue, offset: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  /** {@link psync} with Buffers in its reply. */
  psyncBuffer(replicationid: RedisValue, offset: number | string, callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Get the time to live for a key in milliseconds.
   * Resolves to -1 when the key does not expire and to -2 when it does not exist.
   *
   * Group: generic; since 2.6.0; O(1).
   */
  pttl(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link pttl} with Buffers in its reply. */
  pttlBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Post a message to a channel.
   *
   * Group: pubsub; since 2.0.0; O(N+M) where N is the number of clients subscribed to the receiving channel and M is the total number of subscribed patterns (by any client).
   */
  publish(channel: string | Buffer, message: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /** {@link publish} with Buffers in its reply. */
  publishBuffer(channel: string | Buffer, message: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /** List active channels. */
  pubsub(subcommand: 'CHANNELS', pattern: string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * List active channels.
   *
   * Group: pubsub; since 2.8.0; O(N) where N is the number of active channels, and assuming constant time pattern matching (relatively short channels and patterns).
   */
  pubsub(subcommand: 'CHANNELS', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: pubsub; since 6.2.0; O(1).
   */
  pubsub(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Get the count of unique patterns pattern subscriptions.
   *
   * Group: pubsub; since 2.8.0; O(1).
   */
  pubsub(subcommand: 'NUMPAT', callback?: Callback<number>): Result<number, Context>
  pubsub(...args: [subcommand: 'NUMSUB', ...channels: (string | Buffer)[], callback: Callback<(string | number)[]>]): Result<(string | number)[], Context>
  pubsub(subcommand: 'NUMSUB', channels: (string | Buffer)[], callback?: Callback<(string | number)[]>): Result<(string | number)[], Context>
  /**
   * Get the count of subscribers for channels.
   *
   * Group: pubsub; since 2.8.0; O(N) for the NUMSUB subcommand, where N is the number of requested channels.
   */
  pubsub(subcommand: 'NUMSUB', ...channels: (string | Buffer)[]): Result<(string | number)[], Context>
  /** List active shard channels. */
  pubsub(subcommand: 'SHARDCHANNELS', pattern: string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * List active shard channels.
   *
   * Group: pubsub; since 7.0.0; O(N) where N is the number of active shard channels, and assuming constant time pattern matching (relatively short shard channels).
   */
  pubsub(subcommand: 'SHARDCHANNELS', callback?: Callback<string[]>): Result<string[], Context>
  pubsub(...args: [subcommand: 'SHARDNUMSUB', ...shardchannels: (string | Buffer)[], callback: Callback<(string | number)[]>]): Result<(string | number)[], Context>
  pubsub(subcommand: 'SHARDNUMSUB', shardchannels: (string | Buffer)[], callback?: Callback<(string | number)[]>): Result<(string | number)[], Context>
  /**
   * Get the count of subscribers for shard channels.
   *
   * Group: pubsub; since 7.0.0; O(N) for the SHARDNUMSUB subcommand, where N is the number of requested shard channels.
   */
  pubsub(subcommand: 'SHARDNUMSUB', ...shardchannels: (string | Buffer)[]): Result<(string | number)[], Context>
  /** {@link pubsub} with Buffers in its reply. */
  pubsubBuffer(subcommand: 'CHANNELS', pattern: string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  pubsubBuffer(subcommand: 'CHANNELS', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  pubsubBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  pubsubBuffer(subcommand: 'NUMPAT', callback?: Callback<number>): Result<number, Context>
  pubsubBuffer(...args: [subcommand: 'NUMSUB', ...channels: (string | Buffer)[], callback: Callback<(Buffer | number)[]>]): Result<(Buffer | number)[], Context>
  pubsubBuffer(subcommand: 'NUMSUB', channels: (string | Buffer)[], callback?: Callback<(Buffer | number)[]>): Result<(Buffer | number)[], Context>
  pubsubBuffer(subcommand: 'NUMSUB', ...channels: (string | Buffer)[]): Result<(Buffer | number)[], Context>
  pubsubBuffer(subcommand: 'SHARDCHANNELS', pattern: string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  pubsubBuffer(subcommand: 'SHARDCHANNELS', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  pubsubBuffer(...args: [subcommand: 'SHARDNUMSUB', ...shardchannels: (string | Buffer)[], callback: Callback<(Buffer | number)[]>]): Result<(Buffer | number)[], Context>
  pubsubBuffer(subcommand: 'SHARDNUMSUB', shardchannels: (string | Buffer)[], callback?: Callback<(Buffer | number)[]>): Result<(Buffer | number)[], Context>
  pubsubBuffer(subcommand: 'SHARDNUMSUB', ...shardchannels: (string | Buffer)[]): Result<(Buffer | number)[], Context>
  punsubscribe(callback?: Callback<number>): Result<number, Context>
  punsubscribe(...args: [...patterns: string[], callback: Callback<number>]): Result<number, Context>
  punsubscribe(patterns: string[], callback?: Callback<number>): Result<number, Context>
  /**
   * Stop listening for messages posted to channels matching the given patterns.
   * Without a pattern, leaves all. Resolves to the number of channels and patterns that are left.
   *
   * Group: pubsub; since 2.0.0; O(N+M) where N is the number of patterns the client is already subscribed and M is the number of total patterns subscribed in the system (by any client).
   */
  punsubscribe(...patterns: string[]): Result<number, Context>
  /** {@link punsubscribe} with Buffers in its reply. */
  punsubscribeBuffer(callback?: Callback<number>): Result<number, Context>
  punsubscribeBuffer(...args: [...patterns: string[], callback: Callback<number>]): Result<number, Context>
  punsubscribeBuffer(patterns: string[], callback?: Callback<number>): Result<number, Context>
  punsubscribeBuffer(...patterns: string[]): Result<number, Context>
  /**
   * Close the connection.
   * Resolves when all earlier commands have their replies, then the connection closes.
   *
   * Group: connection; since 1.0.0; O(1).
   */
  quit(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link quit} with Buffers in its reply. */
  quitBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Return a random key from the keyspace.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  randomkey(callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link randomkey} with Buffers in its reply. */
  randomkeyBuffer(callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Enables read queries for a connection to a cluster replica node.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  readonly(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link readonly} with Buffers in its reply. */
  readonlyBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Disables read queries for a connection to a cluster replica node.
   *
   * Group: cluster; since 3.0.0; O(1).
   */
  readwrite(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link readwrite} with Buffers in its reply. */
  readwriteBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Rename a key.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  rename(key: RedisKey, newkey: RedisKey, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link rename} with Buffers in its reply. */
  renameBuffer(key: RedisKey, newkey: RedisKey, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Rename a key, only if the new key does not exist.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  renamenx(key: RedisKey, newkey: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link renamenx} with Buffers in its reply. */
  renamenxBuffer(key: RedisKey, newkey: RedisKey, callback?: Callback<number>): Result<number, Context>
  replconf(...args: [...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  replconf(args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * An internal command for configuring the replication stream.
   *
   * Group: server; since 3.0.0; O(1).
   */
  replconf(...args: RedisValue[]): Result<unknown, Context>
  /** {@link replconf} with Buffers in its reply. */
  replconfBuffer(...args: [...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  replconfBuffer(args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  replconfBuffer(...args: RedisValue[]): Result<unknown, Context>
  /** Make the server a replica of another instance, or promote it as master. */
  replicaof(no: 'NO', one: 'ONE', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Make the server a replica of another instance, or promote it as master.
   *
   * Group: server; since 5.0.0; O(1).
   */
  replicaof(host: string | Buffer, port: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link replicaof} with Buffers in its reply. */
  replicaofBuffer(no: 'NO', one: 'ONE', callback?: Callback<Buffer>): Result<Buffer, Context>
  replicaofBuffer(host: string | Buffer, port: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Reset the connection.
   *
   * Group: connection; since 6.2.0; O(1).
   */
  reset(callback?: Callback<'RESET'>): Result<'RESET', Context>
  /** {@link reset} with Buffers in its reply. */
  resetBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', absttl: 'ABSTTL', idletime: 'IDLETIME', seconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', absttl: 'ABSTTL', freq: 'FREQ', frequency: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', idletime: 'IDLETIME', seconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', freq: 'FREQ', frequency: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, absttl: 'ABSTTL', idletime: 'IDLETIME', seconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, absttl: 'ABSTTL', freq: 'FREQ', frequency: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', absttl: 'ABSTTL', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, idletime: 'IDLETIME', seconds: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, freq: 'FREQ', frequency: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a key using the provided serialized value, previously obtained using DUMP. */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, absttl: 'ABSTTL', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Create a key using the provided serialized value, previously obtained using DUMP.
   *
   * Group: generic; since 2.6.0; O(1) to create the new key and additional O(N*M) to reconstruct the serialized value, where N is the number of Redis objects composing the value and M their average size. For small string values the time complexity is thus O(1)+O(1*M) where M is small, so simply O(1). However for sorted set values the complexity is O(N*M*log(N)) because inserting values into sorted sets is O(log(N)).
   */
  restore(key: RedisKey, ttl: number | string, serializedValue: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link restore} with Buffers in its reply. */
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', absttl: 'ABSTTL', idletime: 'IDLETIME', seconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', absttl: 'ABSTTL', freq: 'FREQ', frequency: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', idletime: 'IDLETIME', seconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', freq: 'FREQ', frequency: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, absttl: 'ABSTTL', idletime: 'IDLETIME', seconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, absttl: 'ABSTTL', freq: 'FREQ', frequency: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', absttl: 'ABSTTL', callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, idletime: 'IDLETIME', seconds: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, freq: 'FREQ', frequency: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, replace: 'REPLACE', callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, absttl: 'ABSTTL', callback?: Callback<Buffer>): Result<Buffer, Context>
  restoreBuffer(key: RedisKey, ttl: number | string, serializedValue: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  'restore-asking'(...args: [key: RedisKey, ttl: number | string, serializedValue: RedisValue, ...options: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  'restore-asking'(key: RedisKey, ttl: number | string, serializedValue: RedisValue, options: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * An internal command for migrating keys in a cluster.
   *
   * Group: server; since 3.0.0; O(1) to create the new key and additional O(N*M) to reconstruct the serialized value, where N is the number of Redis objects composing the value and M their average size. For small string values the time complexity is thus O(1)+O(1*M) where M is small, so simply O(1). However for sorted set values the complexity is O(N*M*log(N)) because inserting values into sorted sets is O(log(N)).
   */
  'restore-asking'(key: RedisKey, ttl: number | string, serializedValue: RedisValue, ...options: RedisValue[]): Result<'OK', Context>
  /** With Buffers in its reply. */
  'restore-askingBuffer'(...args: [key: RedisKey, ttl: number | string, serializedValue: RedisValue, ...options: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  'restore-askingBuffer'(key: RedisKey, ttl: number | string, serializedValue: RedisValue, options: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  'restore-askingBuffer'(key: RedisKey, ttl: number | string, serializedValue: RedisValue, ...options: RedisValue[]): Result<Buffer, Context>
  /**
   * Return the role of the instance in the context of replication.
   *
   * Group: server; since 2.8.12; O(1).
   */
  role(callback?: Callback<unknown[]>): Result<unknown[], Context>
  /** {@link role} with Buffers in its reply. */
  roleBuffer(callback?: Callback<unknown[]>): Result<unknown[], Context>
  /** Remove and get the last elements in a list. */
  rpop(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Remove and get the last elements in a list.
   *
   * Group: list; since 1.0.0; O(N) where N is the number of elements returned.
   */
  rpop(key: RedisKey, count: number | string, callback?: Callback<string[] | null>): Result<string[] | null, Context>
  /** {@link rpop} with Buffers in its reply. */
  rpopBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  rpopBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[] | null>): Result<Buffer[] | null, Context>
  /**
   * Remove the last element in a list, prepend it to another list and return it.
   * Resolves to null when the source does not exist.
   *
   * Group: list; since 1.2.0; deprecated by Redis since 6.2.0 (use `LMOVE` with the `RIGHT` and `LEFT` arguments); O(1).
   */
  rpoplpush(source: RedisKey, destination: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link rpoplpush} with Buffers in its reply. */
  rpoplpushBuffer(source: RedisKey, destination: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  rpush(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  rpush(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Append one or multiple elements to a list.
   *
   * Group: list; since 1.0.0; O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.
   */
  rpush(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  /** {@link rpush} with Buffers in its reply. */
  rpushBuffer(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  rpushBuffer(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  rpushBuffer(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  rpushx(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  rpushx(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Append an element to a list, only if the list exists.
   *
   * Group: list; since 2.2.0; O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.
   */
  rpushx(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  /** {@link rpushx} with Buffers in its reply. */
  rpushxBuffer(...args: [key: RedisKey, ...elements: RedisValue[], callback: Callback<number>]): Result<number, Context>
  rpushxBuffer(key: RedisKey, elements: RedisValue[], callback?: Callback<number>): Result<number, Context>
  rpushxBuffer(key: RedisKey, ...elements: RedisValue[]): Result<number, Context>
  sadd(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number>]): Result<number, Context>
  /**
   * Add one or more members to a set.
   *
   * Group: set; since 1.0.0; O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.
   */
  sadd(key: RedisKey, ...members: RedisValue[]): Result<number, Context>
  sadd(key: RedisKey, members: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** {@link sadd} with Buffers in its reply. */
  saddBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number>]): Result<number, Context>
  saddBuffer(key: RedisKey, ...members: RedisValue[]): Result<number, Context>
  saddBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Synchronously save the dataset to disk.
   *
   * Group: server; since 1.0.0; O(N) where N is the total number of keys in all databases.
   */
  save(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link save} with Buffers in its reply. */
  saveBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, match: 'MATCH', pattern: string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, countToken: 'COUNT', count: number | string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate the keys space. */
  scan(cursor: number | string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /**
   * Incrementally iterate the keys space.
   * Resolves to the next cursor, "0" at the end, and some keys. The key prefix is not part of MATCH by itself.
   *
   * Group: generic; since 2.8.0; O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.
   */
  scan(cursor: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** {@link scan} with Buffers in its reply. */
  scanBuffer(cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, match: 'MATCH', pattern: string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, countToken: 'COUNT', count: number | string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, typeToken: 'TYPE', type: string | Buffer, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  scanBuffer(cursor: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  /**
   * Get the number of members in a set.
   *
   * Group: set; since 1.0.0; O(1).
   */
  scard(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link scard} with Buffers in its reply. */
  scardBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Set the debug mode for executed scripts.
   *
   * Group: scripting; since 3.2.0; O(1).
   */
  script(subcommand: 'DEBUG', mode: 'YES' | 'SYNC' | 'NO', callback?: Callback<'OK'>): Result<'OK', Context>
  script(...args: [subcommand: 'EXISTS', ...sha1s: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  script(subcommand: 'EXISTS', sha1s: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Check existence of scripts in the script cache.
   *
   * Group: scripting; since 2.6.0; O(N) with N being the number of scripts to check (so checking a single script is an O(1) operation).
   */
  script(subcommand: 'EXISTS', ...sha1s: (string | Buffer)[]): Result<number[], Context>
  /** Remove all the scripts from the script cache. */
  script(subcommand: 'FLUSH', mode: 'ASYNC' | 'SYNC', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Remove all the scripts from the script cache.
   *
   * Group: scripting; since 2.6.0; O(N) with N being the number of scripts in cache.
   */
  script(subcommand: 'FLUSH', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: scripting; since 5.0.0; O(1).
   */
  script(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Kill the script currently in execution.
   *
   * Group: scripting; since 2.6.0; O(1).
   */
  script(subcommand: 'KILL', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Load the specified Lua script into the script cache.
   *
   * Group: scripting; since 2.6.0; O(N) with N being the length in bytes of the script body.
   */
  script(subcommand: 'LOAD', script: string | Buffer, callback?: Callback<string>): Result<string, Context>
  /** {@link script} with Buffers in its reply. */
  scriptBuffer(subcommand: 'DEBUG', mode: 'YES' | 'SYNC' | 'NO', callback?: Callback<Buffer>): Result<Buffer, Context>
  scriptBuffer(...args: [subcommand: 'EXISTS', ...sha1s: (string | Buffer)[], callback: Callback<number[]>]): Result<number[], Context>
  scriptBuffer(subcommand: 'EXISTS', sha1s: (string | Buffer)[], callback?: Callback<number[]>): Result<number[], Context>
  scriptBuffer(subcommand: 'EXISTS', ...sha1s: (string | Buffer)[]): Result<number[], Context>
  scriptBuffer(subcommand: 'FLUSH', mode: 'ASYNC' | 'SYNC', callback?: Callback<Buffer>): Result<Buffer, Context>
  scriptBuffer(subcommand: 'FLUSH', callback?: Callback<Buffer>): Result<Buffer, Context>
  scriptBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  scriptBuffer(subcommand: 'KILL', callback?: Callback<Buffer>): Result<Buffer, Context>
  scriptBuffer(subcommand: 'LOAD', script: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  sdiff(...args: [...keys: RedisKey[], callback: Callback<string[]>]): Result<string[], Context>
  /**
   * Subtract multiple sets.
   *
   * Group: set; since 1.0.0; O(N) where N is the total number of elements in all given sets.
   */
  sdiff(...keys: RedisKey[]): Result<string[], Context>
  sdiff(keys: RedisKey[], callback?: Callback<string[]>): Result<string[], Context>
  /** {@link sdiff} with Buffers in its reply. */
  sdiffBuffer(...args: [...keys: RedisKey[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  sdiffBuffer(...keys: RedisKey[]): Result<Buffer[], Context>
  sdiffBuffer(keys: RedisKey[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sdiffcard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  /** Counts the members of the difference of several sets. */
  sdiffcard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sdiffcard(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sdiffcard(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Counts the members of the difference of several sets.
   *
   * Group: set; since 8.10.0; O(N) where N is the total number of members of all sets.
   */
  sdiffcard(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  sdiffcard(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link sdiffcard} with Buffers in its reply. */
  sdiffcardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  sdiffcardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sdiffcardBuffer(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sdiffcardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  sdiffcardBuffer(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  sdiffcardBuffer(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  sdiffstore(...args: [destination: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Subtract multiple sets and store the resulting set in a key.
   *
   * Group: set; since 1.0.0; O(N) where N is the total number of elements in all given sets.
   */
  sdiffstore(destination: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  sdiffstore(destination: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link sdiffstore} with Buffers in its reply. */
  sdiffstoreBuffer(...args: [destination: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  sdiffstoreBuffer(destination: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  sdiffstoreBuffer(destination: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /**
   * Change the selected database for the current connection.
   *
   * Group: connection; since 1.0.0; O(1).
   */
  select(index: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link select} with Buffers in its reply. */
  selectBuffer(index: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Check for a Sentinel quorum.
   *
   * Group: sentinel; since 2.8.4.
   */
  sentinel(subcommand: 'CKQUORUM', name: string | Buffer, callback?: Callback<string>): Result<string, Context>
  sentinel(...args: [subcommand: 'CONFIG', get: 'GET', ...parameters: (string | Buffer)[], callback: Callback<Mapped<string[], Record<string, string>, Context>>]): Result<Mapped<string[], Record<string, string>, Context>, Context>
  sentinel(subcommand: 'CONFIG', get: 'GET', parameters: (string | Buffer)[], callback?: Callback<Mapped<string[], Record<string, string>, Context>>): Result<Mapped<string[], Record<string, string>, Context>, Context>
  /** Configure Sentinel. */
  sentinel(subcommand: 'CONFIG', get: 'GET', ...parameters: (string | Buffer)[]): Result<Mapped<string[], Record<string, string>, Context>, Context>
  sentinel(...args: [subcommand: 'CONFIG', set: 'SET', ...parameterValues: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  sentinel(subcommand: 'CONFIG', set: 'SET', parameterValues: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Configure Sentinel.
   *
   * Group: sentinel; since 6.2.0; O(1).
   */
  sentinel(subcommand: 'CONFIG', set: 'SET', ...parameterValues: RedisValue[]): Result<'OK', Context>
  sentinel(...args: [subcommand: 'DEBUG', ...parameterValues: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  sentinel(subcommand: 'DEBUG', parameterValues: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * List or update the current configurable parameters.
   *
   * Group: sentinel; since 7.0.0; O(N) where N is the number of configurable parameters.
   */
  sentinel(subcommand: 'DEBUG', ...parameterValues: RedisValue[]): Result<unknown, Context>
  /**
   * Force a failover.
   *
   * Group: sentinel; since 2.8.4.
   */
  sentinel(subcommand: 'FAILOVER', name: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Rewrite configuration file.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'FLUSHCONFIG', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Get port and address of a master.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'GET-MASTER-ADDR-BY-NAME', name: string | Buffer, callback?: Callback<[host: string, port: string] | null>): Result<[host: string, port: string] | null, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: sentinel; since 6.2.0; O(1).
   */
  sentinel(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  sentinel(...args: [subcommand: 'INFO-CACHE', ...names: (string | Buffer)[], callback: Callback<unknown>]): Result<unknown, Context>
  sentinel(subcommand: 'INFO-CACHE', names: (string | Buffer)[], callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Get cached INFO from the instances in the deployment.
   *
   * Group: sentinel; since 3.2.0; O(N) where N is the number of instances.
   */
  sentinel(subcommand: 'INFO-CACHE', ...names: (string | Buffer)[]): Result<unknown, Context>
  /**
   * Check if a master is down.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'IS-MASTER-DOWN-BY-ADDR', ip: string | Buffer, port: number | string, currentEpoch: number | string, runid: string | Buffer, callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Shows the state of a master.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'MASTER', name: string | Buffer, callback?: Callback<Mapped<string[], Record<string, string>, Context>>): Result<Mapped<string[], Record<string, string>, Context>, Context>
  /**
   * List the monitored masters.
   *
   * Group: sentinel; since 2.8.4; O(N) where N is the number of masters.
   */
  sentinel(subcommand: 'MASTERS', callback?: Callback<Mapped<string[][], Record<string, string>[], Context>>): Result<Mapped<string[][], Record<string, string>[], Context>, Context>
  /**
   * Start monitoring.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'MONITOR', name: string | Buffer, ip: string | Buffer, port: number | string, quorum: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Get the Sentinel instance ID.
   *
   * Group: sentinel; since 6.2.0; O(1).
   */
  sentinel(subcommand: 'MYID', callback?: Callback<string>): Result<string, Context>
  /**
   * Get information about pending scripts.
   *
   * Group: sentinel; since 2.8.4.
   */
  sentinel(subcommand: 'PENDING-SCRIPTS', callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Stop monitoring.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'REMOVE', name: string | Buffer, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * List the monitored replicas.
   *
   * Group: sentinel; since 5.0.0; O(N) where N is the number of replicas.
   */
  sentinel(subcommand: 'REPLICAS', name: string | Buffer, callback?: Callback<Mapped<string[][], Record<string, string>[], Context>>): Result<Mapped<string[][], Record<string, string>[], Context>, Context>
  /**
   * Reset masters by name pattern.
   *
   * Group: sentinel; since 2.8.4; O(N) where N is the number of monitored masters.
   */
  sentinel(subcommand: 'RESET', pattern: string, callback?: Callback<number>): Result<number, Context>
  /**
   * List the Sentinel instances.
   *
   * Group: sentinel; since 2.8.4; O(N) where N is the number of Sentinels.
   */
  sentinel(subcommand: 'SENTINELS', name: string | Buffer, callback?: Callback<Mapped<string[][], Record<string, string>[], Context>>): Result<Mapped<string[][], Record<string, string>[], Context>, Context>
  sentinel(...args: [subcommand: 'SET', name: string | Buffer, ...optionValues: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  sentinel(subcommand: 'SET', name: string | Buffer, optionValues: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Change the configuration of a monitored master.
   *
   * Group: sentinel; since 2.8.4; O(1).
   */
  sentinel(subcommand: 'SET', name: string | Buffer, ...optionValues: RedisValue[]): Result<'OK', Context>
  sentinel(...args: [subcommand: 'SIMULATE-FAILURE', ...modes: (string | Buffer)[], callback: Callback<'OK'>]): Result<'OK', Context>
  sentinel(subcommand: 'SIMULATE-FAILURE', modes: (string | Buffer)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Simulate failover scenarios.
   *
   * Group: sentinel; since 3.2.0.
   */
  sentinel(subcommand: 'SIMULATE-FAILURE', ...modes: (string | Buffer)[]): Result<'OK', Context>
  /**
   * List the monitored slaves.
   *
   * Group: sentinel; since 2.8.0; deprecated by Redis since 5.0.0 (use `SENTINEL REPLICAS`); O(N) where N is the number of slaves.
   */
  sentinel(subcommand: 'SLAVES', name: string | Buffer, callback?: Callback<Mapped<string[][], Record<string, string>[], Context>>): Result<Mapped<string[][], Record<string, string>[], Context>, Context>
  /** {@link sentinel} with Buffers in its reply. */
  sentinelBuffer(subcommand: 'CKQUORUM', name: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(...args: [subcommand: 'CONFIG', get: 'GET', ...parameters: (string | Buffer)[], callback: Callback<Mapped<Buffer[], Record<string, Buffer>, Context>>]): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  sentinelBuffer(subcommand: 'CONFIG', get: 'GET', parameters: (string | Buffer)[], callback?: Callback<Mapped<Buffer[], Record<string, Buffer>, Context>>): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  sentinelBuffer(subcommand: 'CONFIG', get: 'GET', ...parameters: (string | Buffer)[]): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  sentinelBuffer(...args: [subcommand: 'CONFIG', set: 'SET', ...parameterValues: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'CONFIG', set: 'SET', parameterValues: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'CONFIG', set: 'SET', ...parameterValues: RedisValue[]): Result<Buffer, Context>
  sentinelBuffer(...args: [subcommand: 'DEBUG', ...parameterValues: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  sentinelBuffer(subcommand: 'DEBUG', parameterValues: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  sentinelBuffer(subcommand: 'DEBUG', ...parameterValues: RedisValue[]): Result<unknown, Context>
  sentinelBuffer(subcommand: 'FAILOVER', name: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'FLUSHCONFIG', callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'GET-MASTER-ADDR-BY-NAME', name: string | Buffer, callback?: Callback<[host: Buffer, port: Buffer] | null>): Result<[host: Buffer, port: Buffer] | null, Context>
  sentinelBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sentinelBuffer(...args: [subcommand: 'INFO-CACHE', ...names: (string | Buffer)[], callback: Callback<unknown>]): Result<unknown, Context>
  sentinelBuffer(subcommand: 'INFO-CACHE', names: (string | Buffer)[], callback?: Callback<unknown>): Result<unknown, Context>
  sentinelBuffer(subcommand: 'INFO-CACHE', ...names: (string | Buffer)[]): Result<unknown, Context>
  sentinelBuffer(subcommand: 'IS-MASTER-DOWN-BY-ADDR', ip: string | Buffer, port: number | string, currentEpoch: number | string, runid: string | Buffer, callback?: Callback<unknown[]>): Result<unknown[], Context>
  sentinelBuffer(subcommand: 'MASTER', name: string | Buffer, callback?: Callback<Mapped<Buffer[], Record<string, Buffer>, Context>>): Result<Mapped<Buffer[], Record<string, Buffer>, Context>, Context>
  sentinelBuffer(subcommand: 'MASTERS', callback?: Callback<Mapped<Buffer[][], Record<string, Buffer>[], Context>>): Result<Mapped<Buffer[][], Record<string, Buffer>[], Context>, Context>
  sentinelBuffer(subcommand: 'MONITOR', name: string | Buffer, ip: string | Buffer, port: number | string, quorum: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'MYID', callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'PENDING-SCRIPTS', callback?: Callback<unknown[]>): Result<unknown[], Context>
  sentinelBuffer(subcommand: 'REMOVE', name: string | Buffer, callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'REPLICAS', name: string | Buffer, callback?: Callback<Mapped<Buffer[][], Record<string, Buffer>[], Context>>): Result<Mapped<Buffer[][], Record<string, Buffer>[], Context>, Context>
  sentinelBuffer(subcommand: 'RESET', pattern: string, callback?: Callback<number>): Result<number, Context>
  sentinelBuffer(subcommand: 'SENTINELS', name: string | Buffer, callback?: Callback<Mapped<Buffer[][], Record<string, Buffer>[], Context>>): Result<Mapped<Buffer[][], Record<string, Buffer>[], Context>, Context>
  sentinelBuffer(...args: [subcommand: 'SET', name: string | Buffer, ...optionValues: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'SET', name: string | Buffer, optionValues: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'SET', name: string | Buffer, ...optionValues: RedisValue[]): Result<Buffer, Context>
  sentinelBuffer(...args: [subcommand: 'SIMULATE-FAILURE', ...modes: (string | Buffer)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'SIMULATE-FAILURE', modes: (string | Buffer)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'SIMULATE-FAILURE', ...modes: (string | Buffer)[]): Result<Buffer, Context>
  sentinelBuffer(subcommand: 'SLAVES', name: string | Buffer, callback?: Callback<Mapped<Buffer[][], Record<string, Buffer>[], Context>>): Result<Mapped<Buffer[][], Record<string, Buffer>[], Context>, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', keepttl: 'KEEPTTL', get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, condition: 'NX' | 'XX', get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', condition: 'NX' | 'XX', get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, get: 'GET', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', get: 'GET', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', get: 'GET', keepttl: 'KEEPTTL', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, get: 'GET', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, get: 'GET', keepttl: 'KEEPTTL', callback?: Callback<string | null>): Result<string | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, condition: 'NX' | 'XX', callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', condition: 'NX' | 'XX', callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', keepttl: 'KEEPTTL', callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', callback?: Callback<'OK' | null>): Result<'OK' | null, Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Set the string value of a key. */
  set(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set the string value of a key.
   * Resolves to null when a condition was given and does not hold; with GET to the old value, or null.
   *
   * Group: string; since 1.0.0; O(1).
   */
  set(key: RedisKey, value: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link set} with Buffers in its reply. */
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', keepttl: 'KEEPTTL', get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, condition: 'NX' | 'XX', get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', condition: 'NX' | 'XX', get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, get: 'GET', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', get: 'GET', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', get: 'GET', keepttl: 'KEEPTTL', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, get: 'GET', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, get: 'GET', keepttl: 'KEEPTTL', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, condition: 'NX' | 'XX', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', condition: 'NX' | 'XX', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', keepttl: 'KEEPTTL', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, condition: 'NX' | 'XX', callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  setBuffer(key: RedisKey, value: RedisValue, comparison: 'IFEQ' | 'IFNE' | 'IFDEQ' | 'IFDNE', comparand: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  setBuffer(key: RedisKey, value: RedisValue, unit: 'EX' | 'PX' | 'EXAT' | 'PXAT', time: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  setBuffer(key: RedisKey, value: RedisValue, keepttl: 'KEEPTTL', callback?: Callback<Buffer>): Result<Buffer, Context>
  setBuffer(key: RedisKey, value: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Sets or clears the bit at offset in the string value stored at key.
   *
   * Group: bitmap; since 2.2.0; O(1).
   */
  setbit(key: RedisKey, offset: number | string, value: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link setbit} with Buffers in its reply. */
  setbitBuffer(key: RedisKey, offset: number | string, value: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Set the value and expiration of a key.
   *
   * Group: string; since 2.0.0; O(1).
   */
  setex(key: RedisKey, seconds: number | string, value: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link setex} with Buffers in its reply. */
  setexBuffer(key: RedisKey, seconds: number | string, value: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Set the value of a key, only if the key does not exist.
   *
   * Group: string; since 1.0.0; O(1).
   */
  setnx(key: RedisKey, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link setnx} with Buffers in its reply. */
  setnxBuffer(key: RedisKey, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Overwrite part of a string at key starting at the specified offset.
   *
   * Group: string; since 2.2.0; O(1), not counting the time taken to copy the new string in place. Usually, this string is very small so the amortized complexity is O(1). Otherwise, complexity is O(M) with M being the length of the value argument.
   */
  setrange(key: RedisKey, offset: number | string, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link setrange} with Buffers in its reply. */
  setrangeBuffer(key: RedisKey, offset: number | string, value: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(mode: 'NOSAVE' | 'SAVE', now: 'NOW', force: 'FORCE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(mode: 'NOSAVE' | 'SAVE', now: 'NOW', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(mode: 'NOSAVE' | 'SAVE', force: 'FORCE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(now: 'NOW', force: 'FORCE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(mode: 'NOSAVE' | 'SAVE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(now: 'NOW', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(force: 'FORCE', callback?: Callback<'OK'>): Result<'OK', Context>
  /** Synchronously save the dataset to disk and then shut down the server. */
  shutdown(abort: 'ABORT', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Synchronously save the dataset to disk and then shut down the server.
   *
   * Group: server; since 1.0.0; O(N) when saving, where N is the total number of keys in all databases when saving data, otherwise O(1).
   */
  shutdown(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link shutdown} with Buffers in its reply. */
  shutdownBuffer(mode: 'NOSAVE' | 'SAVE', now: 'NOW', force: 'FORCE', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(mode: 'NOSAVE' | 'SAVE', now: 'NOW', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(mode: 'NOSAVE' | 'SAVE', force: 'FORCE', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(now: 'NOW', force: 'FORCE', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(mode: 'NOSAVE' | 'SAVE', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(now: 'NOW', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(force: 'FORCE', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(abort: 'ABORT', callback?: Callback<Buffer>): Result<Buffer, Context>
  shutdownBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  sinter(...args: [...keys: RedisKey[], callback: Callback<string[]>]): Result<string[], Context>
  /**
   * Intersect multiple sets.
   *
   * Group: set; since 1.0.0; O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.
   */
  sinter(...keys: RedisKey[]): Result<string[], Context>
  sinter(keys: RedisKey[], callback?: Callback<string[]>): Result<string[], Context>
  /** {@link sinter} with Buffers in its reply. */
  sinterBuffer(...args: [...keys: RedisKey[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  sinterBuffer(...keys: RedisKey[]): Result<Buffer[], Context>
  sinterBuffer(keys: RedisKey[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sintercard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  /** Intersect multiple sets and return the cardinality of the result. */
  sintercard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sintercard(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sintercard(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Intersect multiple sets and return the cardinality of the result.
   *
   * Group: set; since 7.0.0; O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.
   */
  sintercard(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  sintercard(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link sintercard} with Buffers in its reply. */
  sintercardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  sintercardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sintercardBuffer(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sintercardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  sintercardBuffer(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  sintercardBuffer(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  sinterstore(...args: [destination: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Intersect multiple sets and store the resulting set in a key.
   *
   * Group: set; since 1.0.0; O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.
   */
  sinterstore(destination: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  sinterstore(destination: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link sinterstore} with Buffers in its reply. */
  sinterstoreBuffer(...args: [destination: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  sinterstoreBuffer(destination: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  sinterstoreBuffer(destination: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /**
   * Determine if a given value is a member of a set.
   *
   * Group: set; since 1.0.0; O(1).
   */
  sismember(key: RedisKey, member: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link sismember} with Buffers in its reply. */
  sismemberBuffer(key: RedisKey, member: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** Make the server a replica of another instance, or promote it as master. */
  slaveof(no: 'NO', one: 'ONE', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Make the server a replica of another instance, or promote it as master.
   *
   * Group: server; since 1.0.0; deprecated by Redis since 5.0.0 (use `REPLICAOF`); O(1).
   */
  slaveof(host: string | Buffer, port: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link slaveof} with Buffers in its reply. */
  slaveofBuffer(no: 'NO', one: 'ONE', callback?: Callback<Buffer>): Result<Buffer, Context>
  slaveofBuffer(host: string | Buffer, port: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Get the slow log's entries. */
  slowlog(subcommand: 'GET', count: number | string, callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Get the slow log's entries.
   *
   * Group: server; since 2.2.12; O(N) where N is the number of entries returned.
   */
  slowlog(subcommand: 'GET', callback?: Callback<unknown[]>): Result<unknown[], Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: server; since 6.2.0; O(1).
   */
  slowlog(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Get the slow log's length.
   *
   * Group: server; since 2.2.12; O(1).
   */
  slowlog(subcommand: 'LEN', callback?: Callback<number>): Result<number, Context>
  /**
   * Clear all entries from the slow log.
   *
   * Group: server; since 2.2.12; O(N) where N is the number of entries in the slowlog.
   */
  slowlog(subcommand: 'RESET', callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link slowlog} with Buffers in its reply. */
  slowlogBuffer(subcommand: 'GET', count: number | string, callback?: Callback<unknown[]>): Result<unknown[], Context>
  slowlogBuffer(subcommand: 'GET', callback?: Callback<unknown[]>): Result<unknown[], Context>
  slowlogBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  slowlogBuffer(subcommand: 'LEN', callback?: Callback<number>): Result<number, Context>
  slowlogBuffer(subcommand: 'RESET', callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Get all the members in a set.
   *
   * Group: set; since 1.0.0; O(N) where N is the set cardinality.
   */
  smembers(key: RedisKey, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link smembers} with Buffers in its reply. */
  smembersBuffer(key: RedisKey, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  smismember(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  /**
   * Returns the membership associated with the given elements for a set.
   *
   * Group: set; since 6.2.0; O(N) where N is the number of elements being checked for membership.
   */
  smismember(key: RedisKey, ...members: RedisValue[]): Result<number[], Context>
  smismember(key: RedisKey, members: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /** {@link smismember} with Buffers in its reply. */
  smismemberBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  smismemberBuffer(key: RedisKey, ...members: RedisValue[]): Result<number[], Context>
  smismemberBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Move a member from one set to another.
   *
   * Group: set; since 1.0.0; O(1).
   */
  smove(source: RedisKey, destination: RedisKey, member: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link smove} with Buffers in its reply. */
  smoveBuffer(source: RedisKey, destination: RedisKey, member: RedisValue, callback?: Callback<number>): Result<number, Context>
  sort(...args: [key: RedisKey, ...options: RedisValue[], store: 'STORE', destination: RedisKey, callback: Callback<number>]): Result<number, Context>
  sort(key: RedisKey, options: RedisValue[], store: 'STORE', destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(...args: [key: RedisKey, ...options: RedisValue[], store: 'STORE', destination: RedisKey]): Result<number, Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, by: 'BY', pattern: string, callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, order: 'ASC' | 'DESC', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, alpha: 'ALPHA', callback?: Callback<string[]>): Result<string[], Context>
  /** Sort the elements in a list, set or sorted set. */
  sort(key: RedisKey, callback?: Callback<string[]>): Result<string[], Context>
  sort(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  sort(key: RedisKey, options: RedisValue[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /**
   * Sort the elements in a list, set or sorted set.
   * The reply to GET patterns has null for what does not exist.
   *
   * Group: generic; since 1.0.0; O(N+M*log(M)) where N is the number of elements in the list or set to sort, and M the number of returned elements. When the elements are not sorted, complexity is O(N).
   */
  sort(key: RedisKey, ...options: RedisValue[]): Result<(string | null)[], Context>
  /** {@link sort} with Buffers in its reply. */
  sortBuffer(...args: [key: RedisKey, ...options: RedisValue[], store: 'STORE', destination: RedisKey, callback: Callback<number>]): Result<number, Context>
  sortBuffer(key: RedisKey, options: RedisValue[], store: 'STORE', destination: RedisKey, callback?: Callback<number>): Result<number, Context>
  sortBuffer(...args: [key: RedisKey, ...options: RedisValue[], store: 'STORE', destination: RedisKey]): Result<number, Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, by: 'BY', pattern: string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, order: 'ASC' | 'DESC', alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, order: 'ASC' | 'DESC', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, alpha: 'ALPHA', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(key: RedisKey, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sortBuffer(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  sortBuffer(key: RedisKey, options: RedisValue[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  sortBuffer(key: RedisKey, ...options: RedisValue[]): Result<(Buffer | null)[], Context>
  sort_ro(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<(string | null)[]>]): Result<(string | null)[], Context>
  sort_ro(key: RedisKey, options: RedisValue[], callback?: Callback<(string | null)[]>): Result<(string | null)[], Context>
  /** Sort the elements in a list, set or sorted set. Read-only variant of SORT. */
  sort_ro(key: RedisKey, ...options: RedisValue[]): Result<(string | null)[], Context>
  /**
   * Sort the elements in a list, set or sorted set. Read-only variant of SORT.
   *
   * Group: generic; since 7.0.0; O(N+M*log(M)) where N is the number of elements in the list or set to sort, and M the number of returned elements. When the elements are not sorted, complexity is O(N).
   */
  sort_ro(key: RedisKey, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link sort_ro} with Buffers in its reply. */
  sort_roBuffer(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<(Buffer | null)[]>]): Result<(Buffer | null)[], Context>
  sort_roBuffer(key: RedisKey, options: RedisValue[], callback?: Callback<(Buffer | null)[]>): Result<(Buffer | null)[], Context>
  sort_roBuffer(key: RedisKey, ...options: RedisValue[]): Result<(Buffer | null)[], Context>
  sort_roBuffer(key: RedisKey, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Remove and return one or multiple random members from a set. */
  spop(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Remove and return one or multiple random members from a set.
   *
   * Group: set; since 1.0.0; Without the count argument O(1), otherwise O(N) where N is the value of the passed count.
   */
  spop(key: RedisKey, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link spop} with Buffers in its reply. */
  spopBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  spopBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /**
   * Post a message to a shard channel.
   *
   * Group: pubsub; since 7.0.0; O(N) where N is the number of clients subscribed to the receiving shard channel.
   */
  spublish(shardchannel: string | Buffer, message: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /** {@link spublish} with Buffers in its reply. */
  spublishBuffer(shardchannel: string | Buffer, message: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /** Get one or multiple random members from a set. */
  srandmember(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Get one or multiple random members from a set.
   *
   * Group: set; since 1.0.0; Without the count argument O(1), otherwise O(N) where N is the absolute value of the passed count.
   */
  srandmember(key: RedisKey, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link srandmember} with Buffers in its reply. */
  srandmemberBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  srandmemberBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  srem(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number>]): Result<number, Context>
  /**
   * Remove one or more members from a set.
   *
   * Group: set; since 1.0.0; O(N) where N is the number of members to be removed.
   */
  srem(key: RedisKey, ...members: RedisValue[]): Result<number, Context>
  srem(key: RedisKey, members: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** {@link srem} with Buffers in its reply. */
  sremBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number>]): Result<number, Context>
  sremBuffer(key: RedisKey, ...members: RedisValue[]): Result<number, Context>
  sremBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Incrementally iterate Set elements. */
  sscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate Set elements. */
  sscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate Set elements. */
  sscan(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /**
   * Incrementally iterate Set elements.
   *
   * Group: set; since 2.8.0; O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection..
   */
  sscan(key: RedisKey, cursor: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** {@link sscan} with Buffers in its reply. */
  sscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  sscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  sscanBuffer(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  sscanBuffer(key: RedisKey, cursor: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  ssubscribe(...args: [...shardchannels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  ssubscribe(shardchannels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Listen for messages published to the given shard channels.
   * Resolves to the number of shard channels that the connection is subscribed to, when all of these are confirmed.
   *
   * Group: pubsub; since 7.0.0; O(N) where N is the number of shard channels to subscribe to.
   */
  ssubscribe(...shardchannels: (string | Buffer)[]): Result<number, Context>
  /** {@link ssubscribe} with Buffers in its reply. */
  ssubscribeBuffer(...args: [...shardchannels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  ssubscribeBuffer(shardchannels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  ssubscribeBuffer(...shardchannels: (string | Buffer)[]): Result<number, Context>
  /**
   * Get the length of the value stored in a key.
   *
   * Group: string; since 2.2.0; O(1).
   */
  strlen(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link strlen} with Buffers in its reply. */
  strlenBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  subscribe(...args: [...channels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  subscribe(channels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Listen for messages published to the given channels.
   * Resolves to the number of channels that the connection is subscribed to, when all of these are confirmed.
   *
   * Group: pubsub; since 2.0.0; O(N) where N is the number of channels to subscribe to.
   */
  subscribe(...channels: (string | Buffer)[]): Result<number, Context>
  /** {@link subscribe} with Buffers in its reply. */
  subscribeBuffer(...args: [...channels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  subscribeBuffer(channels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  subscribeBuffer(...channels: (string | Buffer)[]): Result<number, Context>
  /**
   * Get a substring of the string stored at a key.
   *
   * Group: string; since 1.0.0; deprecated by Redis since 2.0.0 (use `GETRANGE`); O(N) where N is the length of the returned string. The complexity is ultimately determined by the returned length, but because creating a substring from an existing string is very cheap, it can be considered O(1) for small strings.
   */
  substr(key: RedisKey, start: number | string, end: number | string, callback?: Callback<string>): Result<string, Context>
  /** {@link substr} with Buffers in its reply. */
  substrBuffer(key: RedisKey, start: number | string, end: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  sunion(...args: [...keys: RedisKey[], callback: Callback<string[]>]): Result<string[], Context>
  /**
   * Add multiple sets.
   *
   * Group: set; since 1.0.0; O(N) where N is the total number of elements in all given sets.
   */
  sunion(...keys: RedisKey[]): Result<string[], Context>
  sunion(keys: RedisKey[], callback?: Callback<string[]>): Result<string[], Context>
  /** {@link sunion} with Buffers in its reply. */
  sunionBuffer(...args: [...keys: RedisKey[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  sunionBuffer(...keys: RedisKey[]): Result<Buffer[], Context>
  sunionBuffer(keys: RedisKey[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX', limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  /** Counts the members of the union of several sets. */
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX', limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sunioncard(numkeys: number | string, keys: RedisKey[], approx: 'APPROX', limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  /** Counts the members of the union of several sets. */
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sunioncard(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX', callback: Callback<number>]): Result<number, Context>
  /** Counts the members of the union of several sets. */
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX']): Result<number, Context>
  sunioncard(numkeys: number | string, keys: RedisKey[], approx: 'APPROX', callback?: Callback<number>): Result<number, Context>
  sunioncard(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Counts the members of the union of several sets.
   *
   * Group: set; since 8.10.0; O(N) where N is the total number of members of all sets.
   */
  sunioncard(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  sunioncard(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link sunioncard} with Buffers in its reply. */
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX', limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX', limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sunioncardBuffer(numkeys: number | string, keys: RedisKey[], approx: 'APPROX', limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  sunioncardBuffer(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX', callback: Callback<number>]): Result<number, Context>
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], approx: 'APPROX']): Result<number, Context>
  sunioncardBuffer(numkeys: number | string, keys: RedisKey[], approx: 'APPROX', callback?: Callback<number>): Result<number, Context>
  sunioncardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  sunioncardBuffer(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  sunioncardBuffer(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  sunionstore(...args: [destination: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Add multiple sets and store the resulting set in a key.
   *
   * Group: set; since 1.0.0; O(N) where N is the total number of elements in all given sets.
   */
  sunionstore(destination: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  sunionstore(destination: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link sunionstore} with Buffers in its reply. */
  sunionstoreBuffer(...args: [destination: RedisKey, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  sunionstoreBuffer(destination: RedisKey, ...keys: RedisKey[]): Result<number, Context>
  sunionstoreBuffer(destination: RedisKey, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  sunsubscribe(callback?: Callback<number>): Result<number, Context>
  sunsubscribe(...args: [...shardchannels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  sunsubscribe(shardchannels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Stop listening for messages posted to the given shard channels.
   * Without a channel, leaves all. Resolves to the number of shard channels that are left.
   *
   * Group: pubsub; since 7.0.0; O(N) where N is the number of clients already subscribed to a shard channel.
   */
  sunsubscribe(...shardchannels: (string | Buffer)[]): Result<number, Context>
  /** {@link sunsubscribe} with Buffers in its reply. */
  sunsubscribeBuffer(callback?: Callback<number>): Result<number, Context>
  sunsubscribeBuffer(...args: [...shardchannels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  sunsubscribeBuffer(shardchannels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  sunsubscribeBuffer(...shardchannels: (string | Buffer)[]): Result<number, Context>
  /**
   * Swaps two Redis databases.
   *
   * Group: server; since 4.0.0; O(N) where N is the count of clients watching or blocking on keys from both databases.
   */
  swapdb(index1: number | string, index2: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link swapdb} with Buffers in its reply. */
  swapdbBuffer(index1: number | string, index2: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * Internal command used for replication.
   *
   * Group: server; since 1.0.0.
   */
  sync(callback?: Callback<unknown>): Result<unknown, Context>
  /** {@link sync} with Buffers in its reply. */
  syncBuffer(callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * Return the current server time.
   * Both numbers come as text.
   *
   * Group: server; since 2.6.0; O(1).
   */
  time(callback?: Callback<[seconds: string, microseconds: string]>): Result<[seconds: string, microseconds: string], Context>
  /** {@link time} with Buffers in its reply. */
  timeBuffer(callback?: Callback<[seconds: Buffer, microseconds: Buffer]>): Result<[seconds: Buffer, microseconds: Buffer], Context>
  touch(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Alters the last access time of a key(s). Returns the number of existing keys specified.
   *
   * Group: generic; since 3.2.1; O(N) where N is the number of keys that will be touched.
   */
  touch(...keys: RedisKey[]): Result<number, Context>
  touch(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link touch} with Buffers in its reply. */
  touchBuffer(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  touchBuffer(...keys: RedisKey[]): Result<number, Context>
  touchBuffer(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  trimslots(...args: [ranges: 'RANGES', numranges: number | string, ...startEnds: (number | string)[], callback: Callback<'OK'>]): Result<'OK', Context>
  trimslots(ranges: 'RANGES', numranges: number | string, startEnds: (number | string)[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * An internal command of nodes that delete the keys of slots they no longer own.
   *
   * Group: cluster; since 8.4.0; O(N) where N is the number of keys of the slots.
   */
  trimslots(ranges: 'RANGES', numranges: number | string, ...startEnds: (number | string)[]): Result<'OK', Context>
  /** {@link trimslots} with Buffers in its reply. */
  trimslotsBuffer(...args: [ranges: 'RANGES', numranges: number | string, ...startEnds: (number | string)[], callback: Callback<Buffer>]): Result<Buffer, Context>
  trimslotsBuffer(ranges: 'RANGES', numranges: number | string, startEnds: (number | string)[], callback?: Callback<Buffer>): Result<Buffer, Context>
  trimslotsBuffer(ranges: 'RANGES', numranges: number | string, ...startEnds: (number | string)[]): Result<Buffer, Context>
  /**
   * Get the time to live for a key in seconds.
   * Resolves to -1 when the key does not expire and to -2 when it does not exist.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  ttl(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link ttl} with Buffers in its reply. */
  ttlBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Determine the type stored at key.
   *
   * Group: generic; since 1.0.0; O(1).
   */
  type(key: RedisKey, callback?: Callback<string>): Result<string, Context>
  /** {@link type} with Buffers in its reply. */
  typeBuffer(key: RedisKey, callback?: Callback<Buffer>): Result<Buffer, Context>
  unlink(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Delete a key asynchronously in another thread. Otherwise it is just as DEL, but non blocking.
   *
   * Group: generic; since 4.0.0; O(1) for each key removed regardless of its size. Then the command does O(N) work in a different thread in order to reclaim memory, where N is the number of allocations the deleted objects where composed of.
   */
  unlink(...keys: RedisKey[]): Result<number, Context>
  unlink(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link unlink} with Buffers in its reply. */
  unlinkBuffer(...args: [...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  unlinkBuffer(...keys: RedisKey[]): Result<number, Context>
  unlinkBuffer(keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  unsubscribe(callback?: Callback<number>): Result<number, Context>
  unsubscribe(...args: [...channels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  unsubscribe(channels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  /**
   * Stop listening for messages posted to the given channels.
   * Without a channel, leaves all. Resolves to the number of channels and patterns that are left.
   *
   * Group: pubsub; since 2.0.0; O(N) where N is the number of clients already subscribed to a channel.
   */
  unsubscribe(...channels: (string | Buffer)[]): Result<number, Context>
  /** {@link unsubscribe} with Buffers in its reply. */
  unsubscribeBuffer(callback?: Callback<number>): Result<number, Context>
  unsubscribeBuffer(...args: [...channels: (string | Buffer)[], callback: Callback<number>]): Result<number, Context>
  unsubscribeBuffer(channels: (string | Buffer)[], callback?: Callback<number>): Result<number, Context>
  unsubscribeBuffer(...channels: (string | Buffer)[]): Result<number, Context>
  /**
   * Forget about all watched keys.
   *
   * Group: transactions; since 2.2.0; O(1).
   */
  unwatch(callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link unwatch} with Buffers in its reply. */
  unwatchBuffer(callback?: Callback<Buffer>): Result<Buffer, Context>
  vadd(...args: [key: RedisKey, ...args: RedisValue[], callback: Callback<Mapped<number, boolean, Context>>]): Result<Mapped<number, boolean, Context>, Context>
  vadd(key: RedisKey, args: RedisValue[], callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  /**
   * Adds an element with its vector to a vector set, or replaces its vector.
   *
   * Group: vector-set; since 8.0.0; O(log(N)) where N is the number of elements of the vector set.
   */
  vadd(key: RedisKey, ...args: RedisValue[]): Result<Mapped<number, boolean, Context>, Context>
  /** {@link vadd} with Buffers in its reply. */
  vaddBuffer(...args: [key: RedisKey, ...args: RedisValue[], callback: Callback<Mapped<number, boolean, Context>>]): Result<Mapped<number, boolean, Context>, Context>
  vaddBuffer(key: RedisKey, args: RedisValue[], callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  vaddBuffer(key: RedisKey, ...args: RedisValue[]): Result<Mapped<number, boolean, Context>, Context>
  /**
   * Counts the elements of a vector set.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vcard(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link vcard} with Buffers in its reply. */
  vcardBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Returns the number of dimensions of the vectors of a vector set.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vdim(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link vdim} with Buffers in its reply. */
  vdimBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** Returns the vector of an element, approximately as it was given; with RAW as it is stored. */
  vemb(key: RedisKey, element: RedisValue, raw: 'RAW', callback?: Callback<Mapped<string[] | null, unknown[] | null, Context>>): Result<Mapped<string[] | null, unknown[] | null, Context>, Context>
  /**
   * Returns the vector of an element, approximately as it was given; with RAW as it is stored.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vemb(key: RedisKey, element: RedisValue, callback?: Callback<Mapped<string[] | null, number[] | null, Context>>): Result<Mapped<string[] | null, number[] | null, Context>, Context>
  /** {@link vemb} with Buffers in its reply. */
  vembBuffer(key: RedisKey, element: RedisValue, raw: 'RAW', callback?: Callback<Mapped<Buffer[] | null, unknown[] | null, Context>>): Result<Mapped<Buffer[] | null, unknown[] | null, Context>, Context>
  vembBuffer(key: RedisKey, element: RedisValue, callback?: Callback<Mapped<Buffer[] | null, number[] | null, Context>>): Result<Mapped<Buffer[] | null, number[] | null, Context>, Context>
  /**
   * Returns the JSON attributes of an element of a vector set.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vgetattr(key: RedisKey, element: RedisValue, callback?: Callback<string | null>): Result<string | null, Context>
  /** {@link vgetattr} with Buffers in its reply. */
  vgetattrBuffer(key: RedisKey, element: RedisValue, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  /**
   * Returns information about a vector set.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vinfo(key: RedisKey, callback?: Callback<Mapped<(string | number)[] | null, Record<string, string | number> | null, Context>>): Result<Mapped<(string | number)[] | null, Record<string, string | number> | null, Context>, Context>
  /** {@link vinfo} with Buffers in its reply. */
  vinfoBuffer(key: RedisKey, callback?: Callback<Mapped<(Buffer | number)[] | null, Record<string, Buffer | number> | null, Context>>): Result<Mapped<(Buffer | number)[] | null, Record<string, Buffer | number> | null, Context>, Context>
  /**
   * Tells whether an element is in a vector set.
   *
   * Group: vector-set; since 8.2.0; O(1).
   */
  vismember(key: RedisKey, element: RedisValue, callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  /** {@link vismember} with Buffers in its reply. */
  vismemberBuffer(key: RedisKey, element: RedisValue, callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  /** Returns the neighbours of an element in each layer of the graph of a vector set. */
  vlinks(key: RedisKey, element: RedisValue, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[][] | null, Record<string, number>[] | null, Context>>): Result<Mapped<string[][] | null, Record<string, number>[] | null, Context>, Context>
  /**
   * Returns the neighbours of an element in each layer of the graph of a vector set.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vlinks(key: RedisKey, element: RedisValue, callback?: Callback<string[][] | null>): Result<string[][] | null, Context>
  /** {@link vlinks} with Buffers in its reply. */
  vlinksBuffer(key: RedisKey, element: RedisValue, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[][] | null, Record<string, number>[] | null, Context>>): Result<Mapped<Buffer[][] | null, Record<string, number>[] | null, Context>, Context>
  vlinksBuffer(key: RedisKey, element: RedisValue, callback?: Callback<Buffer[][] | null>): Result<Buffer[][] | null, Context>
  /** Returns one or several random elements of a vector set. */
  vrandmember(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Returns one or several random elements of a vector set.
   *
   * Group: vector-set; since 8.0.0; O(N) where N is the absolute value of the count.
   */
  vrandmember(key: RedisKey, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link vrandmember} with Buffers in its reply. */
  vrandmemberBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  vrandmemberBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Returns the elements of a vector set in a lexicographical range. */
  vrange(key: RedisKey, start: RedisValue, end: RedisValue, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Returns the elements of a vector set in a lexicographical range.
   *
   * Group: vector-set; since 8.4.0; O(log(K)+M) where K is the number of elements and M the number returned.
   */
  vrange(key: RedisKey, start: RedisValue, end: RedisValue, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link vrange} with Buffers in its reply. */
  vrangeBuffer(key: RedisKey, start: RedisValue, end: RedisValue, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  vrangeBuffer(key: RedisKey, start: RedisValue, end: RedisValue, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /**
   * Removes an element from a vector set.
   *
   * Group: vector-set; since 8.0.0; O(log(N)) where N is the number of elements of the vector set.
   */
  vrem(key: RedisKey, element: RedisValue, callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  /** {@link vrem} with Buffers in its reply. */
  vremBuffer(key: RedisKey, element: RedisValue, callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  /**
   * Sets or removes the JSON attributes of an element of a vector set.
   *
   * Group: vector-set; since 8.0.0; O(1).
   */
  vsetattr(key: RedisKey, element: RedisValue, attributes: string | Buffer, callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  /** {@link vsetattr} with Buffers in its reply. */
  vsetattrBuffer(key: RedisKey, element: RedisValue, attributes: string | Buffer, callback?: Callback<Mapped<number, boolean, Context>>): Result<Mapped<number, boolean, Context>, Context>
  vsim(...args: [key: RedisKey, ...args: RedisValue[], withscores: 'WITHSCORES', callback: Callback<Mapped<string[], Record<string, number>, Context>>]): Result<Mapped<string[], Record<string, number>, Context>, Context>
  vsim(key: RedisKey, args: RedisValue[], withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], Record<string, number>, Context>>): Result<Mapped<string[], Record<string, number>, Context>, Context>
  /** Returns the elements of a vector set that are most similar to a vector or to another element. */
  vsim(...args: [key: RedisKey, ...args: RedisValue[], withscores: 'WITHSCORES']): Result<Mapped<string[], Record<string, number>, Context>, Context>
  vsim(...args: [key: RedisKey, ...args: RedisValue[], callback: Callback<Mapped<string[], any, Context>>]): Result<Mapped<string[], any, Context>, Context>
  vsim(key: RedisKey, args: RedisValue[], callback?: Callback<Mapped<string[], any, Context>>): Result<Mapped<string[], any, Context>, Context>
  /**
   * Returns the elements of a vector set that are most similar to a vector or to another element.
   *
   * Group: vector-set; since 8.0.0; O(log(N)) where N is the number of elements of the vector set.
   */
  vsim(key: RedisKey, ...args: RedisValue[]): Result<Mapped<string[], any, Context>, Context>
  /** {@link vsim} with Buffers in its reply. */
  vsimBuffer(...args: [key: RedisKey, ...args: RedisValue[], withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], Record<string, number>, Context>>]): Result<Mapped<Buffer[], Record<string, number>, Context>, Context>
  vsimBuffer(key: RedisKey, args: RedisValue[], withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], Record<string, number>, Context>>): Result<Mapped<Buffer[], Record<string, number>, Context>, Context>
  vsimBuffer(...args: [key: RedisKey, ...args: RedisValue[], withscores: 'WITHSCORES']): Result<Mapped<Buffer[], Record<string, number>, Context>, Context>
  vsimBuffer(...args: [key: RedisKey, ...args: RedisValue[], callback: Callback<Mapped<Buffer[], any, Context>>]): Result<Mapped<Buffer[], any, Context>, Context>
  vsimBuffer(key: RedisKey, args: RedisValue[], callback?: Callback<Mapped<Buffer[], any, Context>>): Result<Mapped<Buffer[], any, Context>, Context>
  vsimBuffer(key: RedisKey, ...args: RedisValue[]): Result<Mapped<Buffer[], any, Context>, Context>
  /**
   * Wait for the synchronous replication of all the write commands sent in the context of the current connection.
   *
   * Group: generic; since 3.0.0; O(1).
   */
  wait(numreplicas: number | string, timeout: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link wait} with Buffers in its reply. */
  waitBuffer(numreplicas: number | string, timeout: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Waits until the earlier writes of this connection are in the append-only file of the server and of a number of replicas.
   *
   * Group: generic; since 7.2.0; O(1).
   */
  waitaof(numlocal: number | string, numreplicas: number | string, timeout: number | string, callback?: Callback<[local: number, replicas: number]>): Result<[local: number, replicas: number], Context>
  /** {@link waitaof} with Buffers in its reply. */
  waitaofBuffer(numlocal: number | string, numreplicas: number | string, timeout: number | string, callback?: Callback<[local: number, replicas: number]>): Result<[local: number, replicas: number], Context>
  watch(...args: [...keys: RedisKey[], callback: Callback<'OK'>]): Result<'OK', Context>
  /**
   * Watch the given keys to determine execution of the MULTI/EXEC block.
   *
   * Group: transactions; since 2.2.0; O(1) for every key.
   */
  watch(...keys: RedisKey[]): Result<'OK', Context>
  watch(keys: RedisKey[], callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link watch} with Buffers in its reply. */
  watchBuffer(...args: [...keys: RedisKey[], callback: Callback<Buffer>]): Result<Buffer, Context>
  watchBuffer(...keys: RedisKey[]): Result<Buffer, Context>
  watchBuffer(keys: RedisKey[], callback?: Callback<Buffer>): Result<Buffer, Context>
  xack(...args: [key: RedisKey, group: string | Buffer, ...ids: RedisValue[], callback: Callback<number>]): Result<number, Context>
  xack(key: RedisKey, group: string | Buffer, ids: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Marks a pending message as correctly processed, effectively removing it from the pending entries list of the consumer group. Return value of the command is the number of messages successfully acknowledged, that is, the IDs we were actually able to resolve in the PEL.
   *
   * Group: stream; since 5.0.0; O(1) for each message ID processed.
   */
  xack(key: RedisKey, group: string | Buffer, ...ids: RedisValue[]): Result<number, Context>
  /** {@link xack} with Buffers in its reply. */
  xackBuffer(...args: [key: RedisKey, group: string | Buffer, ...ids: RedisValue[], callback: Callback<number>]): Result<number, Context>
  xackBuffer(key: RedisKey, group: string | Buffer, ids: RedisValue[], callback?: Callback<number>): Result<number, Context>
  xackBuffer(key: RedisKey, group: string | Buffer, ...ids: RedisValue[]): Result<number, Context>
  xackdel(...args: [key: RedisKey, group: string | Buffer, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xackdel(key: RedisKey, group: string | Buffer, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /** Acknowledges entries of a stream for a group and deletes them where the policy allows. */
  xackdel(key: RedisKey, group: string | Buffer, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  xackdel(...args: [key: RedisKey, group: string | Buffer, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xackdel(key: RedisKey, group: string | Buffer, idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Acknowledges entries of a stream for a group and deletes them where the policy allows.
   *
   * Group: stream; since 8.2.0; O(1) for each id.
   */
  xackdel(key: RedisKey, group: string | Buffer, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  /** {@link xackdel} with Buffers in its reply. */
  xackdelBuffer(...args: [key: RedisKey, group: string | Buffer, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xackdelBuffer(key: RedisKey, group: string | Buffer, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  xackdelBuffer(key: RedisKey, group: string | Buffer, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  xackdelBuffer(...args: [key: RedisKey, group: string | Buffer, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xackdelBuffer(key: RedisKey, group: string | Buffer, idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  xackdelBuffer(key: RedisKey, group: string | Buffer, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  xadd(...args: [key: RedisKey, ...args: RedisValue[], callback: Callback<string | null>]): Result<string | null, Context>
  xadd(key: RedisKey, args: RedisValue[], callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Appends a new entry to a stream.
   * Resolves to the id of the entry; to null with NOMKSTREAM when the stream does not exist.
   *
   * Group: stream; since 5.0.0; O(1) when adding a new entry, O(N) when trimming where N being the number of entries evicted.
   */
  xadd(key: RedisKey, ...args: RedisValue[]): Result<string | null, Context>
  /** {@link xadd} with Buffers in its reply. */
  xaddBuffer(...args: [key: RedisKey, ...args: RedisValue[], callback: Callback<Buffer | null>]): Result<Buffer | null, Context>
  xaddBuffer(key: RedisKey, args: RedisValue[], callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  xaddBuffer(key: RedisKey, ...args: RedisValue[]): Result<Buffer | null, Context>
  /** Changes (or acquires) ownership of messages in a consumer group, as if the messages were delivered to the specified consumer. */
  xautoclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, countToken: 'COUNT', count: number | string, justid: 'JUSTID', callback?: Callback<[start: string, ids: string[], deletedIds?: string[]]>): Result<[start: string, ids: string[], deletedIds?: string[]], Context>
  /** Changes (or acquires) ownership of messages in a consumer group, as if the messages were delivered to the specified consumer. */
  xautoclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, justid: 'JUSTID', callback?: Callback<[start: string, ids: string[], deletedIds?: string[]]>): Result<[start: string, ids: string[], deletedIds?: string[]], Context>
  /** Changes (or acquires) ownership of messages in a consumer group, as if the messages were delivered to the specified consumer. */
  xautoclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<[start: string, entries: StreamEntry<string>[], deletedIds?: string[]]>): Result<[start: string, entries: StreamEntry<string>[], deletedIds?: string[]], Context>
  /**
   * Changes (or acquires) ownership of messages in a consumer group, as if the messages were delivered to the specified consumer.
   *
   * Group: stream; since 6.2.0; O(1) if COUNT is small.
   */
  xautoclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, callback?: Callback<[start: string, entries: StreamEntry<string>[], deletedIds?: string[]]>): Result<[start: string, entries: StreamEntry<string>[], deletedIds?: string[]], Context>
  /** {@link xautoclaim} with Buffers in its reply. */
  xautoclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, countToken: 'COUNT', count: number | string, justid: 'JUSTID', callback?: Callback<[start: Buffer, ids: Buffer[], deletedIds?: Buffer[]]>): Result<[start: Buffer, ids: Buffer[], deletedIds?: Buffer[]], Context>
  xautoclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, justid: 'JUSTID', callback?: Callback<[start: Buffer, ids: Buffer[], deletedIds?: Buffer[]]>): Result<[start: Buffer, ids: Buffer[], deletedIds?: Buffer[]], Context>
  xautoclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<[start: Buffer, entries: StreamEntry<Buffer>[], deletedIds?: Buffer[]]>): Result<[start: Buffer, entries: StreamEntry<Buffer>[], deletedIds?: Buffer[]], Context>
  xautoclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, start: RedisValue, callback?: Callback<[start: Buffer, entries: StreamEntry<Buffer>[], deletedIds?: Buffer[]]>): Result<[start: Buffer, entries: StreamEntry<Buffer>[], deletedIds?: Buffer[]], Context>
  xcfgset(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<'OK'>]): Result<'OK', Context>
  xcfgset(key: RedisKey, options: RedisValue[], callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Sets the idempotence options of a stream.
   *
   * Group: stream; since 8.6.0; O(1).
   */
  xcfgset(key: RedisKey, ...options: RedisValue[]): Result<'OK', Context>
  /** {@link xcfgset} with Buffers in its reply. */
  xcfgsetBuffer(...args: [key: RedisKey, ...options: RedisValue[], callback: Callback<Buffer>]): Result<Buffer, Context>
  xcfgsetBuffer(key: RedisKey, options: RedisValue[], callback?: Callback<Buffer>): Result<Buffer, Context>
  xcfgsetBuffer(key: RedisKey, ...options: RedisValue[]): Result<Buffer, Context>
  xclaim(...args: [key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...ids: RedisValue[], justid: 'JUSTID', callback: Callback<string[]>]): Result<string[], Context>
  xclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ids: RedisValue[], justid: 'JUSTID', callback?: Callback<string[]>): Result<string[], Context>
  /** Changes (or acquires) ownership of a message in a consumer group, as if the message was delivered to the specified consumer. */
  xclaim(...args: [key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...ids: RedisValue[], justid: 'JUSTID']): Result<string[], Context>
  xclaim(...args: [key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...idsAndOptions: RedisValue[], callback: Callback<StreamEntry<string>[]>]): Result<StreamEntry<string>[], Context>
  xclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, idsAndOptions: RedisValue[], callback?: Callback<StreamEntry<string>[]>): Result<StreamEntry<string>[], Context>
  /**
   * Changes (or acquires) ownership of a message in a consumer group, as if the message was delivered to the specified consumer.
   *
   * Group: stream; since 5.0.0; O(log N) with N being the number of messages in the PEL of the consumer group.
   */
  xclaim(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...idsAndOptions: RedisValue[]): Result<StreamEntry<string>[], Context>
  /** {@link xclaim} with Buffers in its reply. */
  xclaimBuffer(...args: [key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...ids: RedisValue[], justid: 'JUSTID', callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  xclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ids: RedisValue[], justid: 'JUSTID', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  xclaimBuffer(...args: [key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...ids: RedisValue[], justid: 'JUSTID']): Result<Buffer[], Context>
  xclaimBuffer(...args: [key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...idsAndOptions: RedisValue[], callback: Callback<StreamEntry<Buffer>[]>]): Result<StreamEntry<Buffer>[], Context>
  xclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, idsAndOptions: RedisValue[], callback?: Callback<StreamEntry<Buffer>[]>): Result<StreamEntry<Buffer>[], Context>
  xclaimBuffer(key: RedisKey, group: string | Buffer, consumer: string | Buffer, minIdleTime: RedisValue, ...idsAndOptions: RedisValue[]): Result<StreamEntry<Buffer>[], Context>
  xdel(...args: [key: RedisKey, ...ids: RedisValue[], callback: Callback<number>]): Result<number, Context>
  xdel(key: RedisKey, ids: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Removes the specified entries from the stream. Returns the number of items actually deleted, that may be different from the number of IDs passed in case certain IDs do not exist.
   *
   * Group: stream; since 5.0.0; O(1) for each single item to delete in the stream, regardless of the stream size.
   */
  xdel(key: RedisKey, ...ids: RedisValue[]): Result<number, Context>
  /** {@link xdel} with Buffers in its reply. */
  xdelBuffer(...args: [key: RedisKey, ...ids: RedisValue[], callback: Callback<number>]): Result<number, Context>
  xdelBuffer(key: RedisKey, ids: RedisValue[], callback?: Callback<number>): Result<number, Context>
  xdelBuffer(key: RedisKey, ...ids: RedisValue[]): Result<number, Context>
  xdelex(...args: [key: RedisKey, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xdelex(key: RedisKey, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /** Deletes entries of a stream, with a policy for the references of groups to them. */
  xdelex(key: RedisKey, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  xdelex(...args: [key: RedisKey, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xdelex(key: RedisKey, idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  /**
   * Deletes entries of a stream, with a policy for the references of groups to them.
   *
   * Group: stream; since 8.2.0; O(1) for each id.
   */
  xdelex(key: RedisKey, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  /** {@link xdelex} with Buffers in its reply. */
  xdelexBuffer(...args: [key: RedisKey, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xdelexBuffer(key: RedisKey, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  xdelexBuffer(key: RedisKey, policy: 'KEEPREF' | 'DELREF' | 'ACKED', idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  xdelexBuffer(...args: [key: RedisKey, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[], callback: Callback<number[]>]): Result<number[], Context>
  xdelexBuffer(key: RedisKey, idsToken: 'IDS', numids: number | string, ids: RedisValue[], callback?: Callback<number[]>): Result<number[], Context>
  xdelexBuffer(key: RedisKey, idsToken: 'IDS', numids: number | string, ...ids: RedisValue[]): Result<number[], Context>
  /** Create a consumer group. */
  xgroup(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, mkstream: 'MKSTREAM', entriesread: 'ENTRIESREAD', entriesRead: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a consumer group. */
  xgroup(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, entriesread: 'ENTRIESREAD', entriesRead: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** Create a consumer group. */
  xgroup(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, mkstream: 'MKSTREAM', callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Create a consumer group.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xgroup(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Create a consumer in a consumer group.
   *
   * Group: stream; since 6.2.0; O(1).
   */
  xgroup(subcommand: 'CREATECONSUMER', key: RedisKey, group: string | Buffer, consumer: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /**
   * Delete a consumer from a consumer group.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xgroup(subcommand: 'DELCONSUMER', key: RedisKey, group: string | Buffer, consumer: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /**
   * Destroy a consumer group.
   *
   * Group: stream; since 5.0.0; O(N) where N is the number of entries in the group's pending entries list (PEL).
   */
  xgroup(subcommand: 'DESTROY', key: RedisKey, group: string | Buffer, callback?: Callback<number>): Result<number, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xgroup(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /** Set a consumer group to an arbitrary last delivered ID value. */
  xgroup(subcommand: 'SETID', key: RedisKey, group: string | Buffer, id: RedisValue, entriesread: 'ENTRIESREAD', entriesRead: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * Set a consumer group to an arbitrary last delivered ID value.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xgroup(subcommand: 'SETID', key: RedisKey, group: string | Buffer, id: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link xgroup} with Buffers in its reply. */
  xgroupBuffer(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, mkstream: 'MKSTREAM', entriesread: 'ENTRIESREAD', entriesRead: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  xgroupBuffer(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, entriesread: 'ENTRIESREAD', entriesRead: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  xgroupBuffer(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, mkstream: 'MKSTREAM', callback?: Callback<Buffer>): Result<Buffer, Context>
  xgroupBuffer(subcommand: 'CREATE', key: RedisKey, group: string | Buffer, id: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  xgroupBuffer(subcommand: 'CREATECONSUMER', key: RedisKey, group: string | Buffer, consumer: string | Buffer, callback?: Callback<number>): Result<number, Context>
  xgroupBuffer(subcommand: 'DELCONSUMER', key: RedisKey, group: string | Buffer, consumer: string | Buffer, callback?: Callback<number>): Result<number, Context>
  xgroupBuffer(subcommand: 'DESTROY', key: RedisKey, group: string | Buffer, callback?: Callback<number>): Result<number, Context>
  xgroupBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  xgroupBuffer(subcommand: 'SETID', key: RedisKey, group: string | Buffer, id: RedisValue, entriesread: 'ENTRIESREAD', entriesRead: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  xgroupBuffer(subcommand: 'SETID', key: RedisKey, group: string | Buffer, id: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  /**
   * An internal command that records an idempotent id of a stream.
   *
   * Group: stream; since 8.6.0; O(1).
   */
  xidmprecord(key: RedisKey, producerId: RedisValue, idempotentId: RedisValue, id: RedisValue, callback?: Callback<unknown>): Result<unknown, Context>
  /** {@link xidmprecord} with Buffers in its reply. */
  xidmprecordBuffer(key: RedisKey, producerId: RedisValue, idempotentId: RedisValue, id: RedisValue, callback?: Callback<unknown>): Result<unknown, Context>
  /**
   * List the consumers in a consumer group.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xinfo(subcommand: 'CONSUMERS', key: RedisKey, group: string | Buffer, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * List the consumer groups of a stream.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xinfo(subcommand: 'GROUPS', key: RedisKey, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  /**
   * Show helpful text about the different subcommands.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xinfo(subcommand: 'HELP', callback?: Callback<string[]>): Result<string[], Context>
  /** Get information about a stream. */
  xinfo(subcommand: 'STREAM', key: RedisKey, full: 'FULL', countToken: 'COUNT', count: number | string, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** Get information about a stream. */
  xinfo(subcommand: 'STREAM', key: RedisKey, full: 'FULL', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Get information about a stream.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xinfo(subcommand: 'STREAM', key: RedisKey, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /** {@link xinfo} with Buffers in its reply. */
  xinfoBuffer(subcommand: 'CONSUMERS', key: RedisKey, group: string | Buffer, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  xinfoBuffer(subcommand: 'GROUPS', key: RedisKey, callback?: Callback<Mapped<unknown[][], Record<string, unknown>[], Context>>): Result<Mapped<unknown[][], Record<string, unknown>[], Context>, Context>
  xinfoBuffer(subcommand: 'HELP', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  xinfoBuffer(subcommand: 'STREAM', key: RedisKey, full: 'FULL', countToken: 'COUNT', count: number | string, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  xinfoBuffer(subcommand: 'STREAM', key: RedisKey, full: 'FULL', callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  xinfoBuffer(subcommand: 'STREAM', key: RedisKey, callback?: Callback<Mapped<unknown[], Record<string, unknown>, Context>>): Result<Mapped<unknown[], Record<string, unknown>, Context>, Context>
  /**
   * Return the number of entries in a stream.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xlen(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link xlen} with Buffers in its reply. */
  xlenBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  xnack(...args: [key: RedisKey, group: string | Buffer, reason: 'SILENT' | 'FAIL' | 'FATAL', ids: 'IDS', numids: number | string, ...idsAndOptions: RedisValue[], callback: Callback<number>]): Result<number, Context>
  xnack(key: RedisKey, group: string | Buffer, reason: 'SILENT' | 'FAIL' | 'FATAL', ids: 'IDS', numids: number | string, idsAndOptions: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Gives entries that a consumer has back to the group, so that they are delivered again.
   *
   * Group: stream; since 8.8.0; O(1) for each id.
   */
  xnack(key: RedisKey, group: string | Buffer, reason: 'SILENT' | 'FAIL' | 'FATAL', ids: 'IDS', numids: number | string, ...idsAndOptions: RedisValue[]): Result<number, Context>
  /** {@link xnack} with Buffers in its reply. */
  xnackBuffer(...args: [key: RedisKey, group: string | Buffer, reason: 'SILENT' | 'FAIL' | 'FATAL', ids: 'IDS', numids: number | string, ...idsAndOptions: RedisValue[], callback: Callback<number>]): Result<number, Context>
  xnackBuffer(key: RedisKey, group: string | Buffer, reason: 'SILENT' | 'FAIL' | 'FATAL', ids: 'IDS', numids: number | string, idsAndOptions: RedisValue[], callback?: Callback<number>): Result<number, Context>
  xnackBuffer(key: RedisKey, group: string | Buffer, reason: 'SILENT' | 'FAIL' | 'FATAL', ids: 'IDS', numids: number | string, ...idsAndOptions: RedisValue[]): Result<number, Context>
  /** Return information and entries from a stream consumer group pending entries list, that are messages fetched but never acknowledged. */
  xpending(key: RedisKey, group: string | Buffer, idle: 'IDLE', minIdleTime: number | string, start: RedisValue, end: RedisValue, count: number | string, consumer: string | Buffer, callback?: Callback<[id: string, consumer: string, idle: number, deliveries: number][]>): Result<[id: string, consumer: string, idle: number, deliveries: number][], Context>
  /** Return information and entries from a stream consumer group pending entries list, that are messages fetched but never acknowledged. */
  xpending(key: RedisKey, group: string | Buffer, idle: 'IDLE', minIdleTime: number | string, start: RedisValue, end: RedisValue, count: number | string, callback?: Callback<[id: string, consumer: string, idle: number, deliveries: number][]>): Result<[id: string, consumer: string, idle: number, deliveries: number][], Context>
  /** Return information and entries from a stream consumer group pending entries list, that are messages fetched but never acknowledged. */
  xpending(key: RedisKey, group: string | Buffer, start: RedisValue, end: RedisValue, count: number | string, callback?: Callback<[id: string, consumer: string, idle: number, deliveries: number][]>): Result<[id: string, consumer: string, idle: number, deliveries: number][], Context>
  /** Return information and entries from a stream consumer group pending entries list, that are messages fetched but never acknowledged. */
  xpending(key: RedisKey, group: string | Buffer, callback?: Callback<[count: number, smallestId: string | null, largestId: string | null, consumers: [consumer: string, count: string][] | null]>): Result<[count: number, smallestId: string | null, largestId: string | null, consumers: [consumer: string, count: string][] | null], Context>
  /**
   * Return information and entries from a stream consumer group pending entries list, that are messages fetched but never acknowledged.
   *
   * Group: stream; since 5.0.0; O(N) with N being the number of elements returned, so asking for a small fixed number of entries per call is O(1). O(M), where M is the total number of entries scanned when used with the IDLE filter. When the command returns just the summary and the list of consumers is small, it runs in O(1) time; otherwise, an additional O(N) time for iterating every consumer.
   */
  xpending(key: RedisKey, group: string | Buffer, start: RedisValue, end: RedisValue, count: number | string, consumer: string | Buffer, callback?: Callback<[id: string, consumer: string, idle: number, deliveries: number][]>): Result<[id: string, consumer: string, idle: number, deliveries: number][], Context>
  /** {@link xpending} with Buffers in its reply. */
  xpendingBuffer(key: RedisKey, group: string | Buffer, idle: 'IDLE', minIdleTime: number | string, start: RedisValue, end: RedisValue, count: number | string, consumer: string | Buffer, callback?: Callback<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][]>): Result<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][], Context>
  xpendingBuffer(key: RedisKey, group: string | Buffer, idle: 'IDLE', minIdleTime: number | string, start: RedisValue, end: RedisValue, count: number | string, callback?: Callback<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][]>): Result<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][], Context>
  xpendingBuffer(key: RedisKey, group: string | Buffer, start: RedisValue, end: RedisValue, count: number | string, callback?: Callback<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][]>): Result<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][], Context>
  xpendingBuffer(key: RedisKey, group: string | Buffer, callback?: Callback<[count: number, smallestId: Buffer | null, largestId: Buffer | null, consumers: [consumer: Buffer, count: Buffer][] | null]>): Result<[count: number, smallestId: Buffer | null, largestId: Buffer | null, consumers: [consumer: Buffer, count: Buffer][] | null], Context>
  xpendingBuffer(key: RedisKey, group: string | Buffer, start: RedisValue, end: RedisValue, count: number | string, consumer: string | Buffer, callback?: Callback<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][]>): Result<[id: Buffer, consumer: Buffer, idle: number, deliveries: number][], Context>
  /** Return a range of elements in a stream, with IDs matching the specified IDs interval. */
  xrange(key: RedisKey, start: RedisValue, end: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<StreamEntry<string>[]>): Result<StreamEntry<string>[], Context>
  /**
   * Return a range of elements in a stream, with IDs matching the specified IDs interval.
   *
   * Group: stream; since 5.0.0; O(N) with N being the number of elements being returned. If N is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1).
   */
  xrange(key: RedisKey, start: RedisValue, end: RedisValue, callback?: Callback<StreamEntry<string>[]>): Result<StreamEntry<string>[], Context>
  /** {@link xrange} with Buffers in its reply. */
  xrangeBuffer(key: RedisKey, start: RedisValue, end: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<StreamEntry<Buffer>[]>): Result<StreamEntry<Buffer>[], Context>
  xrangeBuffer(key: RedisKey, start: RedisValue, end: RedisValue, callback?: Callback<StreamEntry<Buffer>[]>): Result<StreamEntry<Buffer>[], Context>
  xread(...args: [countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[], Context>>]): Result<StreamEntries<string, string[], Context>, Context>
  xread(countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[], Context>>): Result<StreamEntries<string, string[], Context>, Context>
  /** Return never seen elements in multiple streams, with IDs greater than the ones reported by the caller for each stream. Can block. */
  xread(countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[], Context>, Context>
  xread(...args: [countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[], Context>>]): Result<StreamEntries<string, string[], Context>, Context>
  xread(countToken: 'COUNT', count: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[], Context>>): Result<StreamEntries<string, string[], Context>, Context>
  /** Return never seen elements in multiple streams, with IDs greater than the ones reported by the caller for each stream. Can block. */
  xread(countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[], Context>, Context>
  xread(...args: [block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[], Context>>]): Result<StreamEntries<string, string[], Context>, Context>
  xread(block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[], Context>>): Result<StreamEntries<string, string[], Context>, Context>
  /** Return never seen elements in multiple streams, with IDs greater than the ones reported by the caller for each stream. Can block. */
  xread(block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[], Context>, Context>
  xread(...args: [streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[], Context>>]): Result<StreamEntries<string, string[], Context>, Context>
  xread(streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[], Context>>): Result<StreamEntries<string, string[], Context>, Context>
  /** Return never seen elements in multiple streams, with IDs greater than the ones reported by the caller for each stream. Can block. */
  xread(streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[], Context>, Context>
  xread(...args: [option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK', amount: number | string, ...options: RedisValue[], callback: Callback<StreamEntries<string, string[], Context>>]): Result<StreamEntries<string, string[], Context>, Context>
  xread(option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK', amount: number | string, options: RedisValue[], callback?: Callback<StreamEntries<string, string[], Context>>): Result<StreamEntries<string, string[], Context>, Context>
  /**
   * Return never seen elements in multiple streams, with IDs greater than the ones reported by the caller for each stream. Can block.
   * Resolves to null when there is nothing to read, or when BLOCK, in milliseconds, passes; BLOCK 0 waits for ever.
   *
   * Group: stream; since 5.0.0; For each stream mentioned: O(N) with N being the number of elements being returned, it means that XREAD-ing with a fixed COUNT is O(1). Note that when the BLOCK option is used, XADD will pay O(M) time in order to serve the M clients blocked on the stream getting new data.
   */
  xread(option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK', amount: number | string, ...options: RedisValue[]): Result<StreamEntries<string, string[], Context>, Context>
  /** {@link xread} with Buffers in its reply. */
  xreadBuffer(...args: [countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[], Context>>]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[], Context>>): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(...args: [countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[], Context>>]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(countToken: 'COUNT', count: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[], Context>>): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(...args: [block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[], Context>>]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[], Context>>): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(...args: [streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[], Context>>]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[], Context>>): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(...args: [option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK', amount: number | string, ...options: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[], Context>>]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK', amount: number | string, options: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[], Context>>): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadBuffer(option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK', amount: number | string, ...options: RedisValue[]): Result<StreamEntries<Buffer, Buffer[], Context>, Context>
  xreadgroup(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[] | null, Context>>]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[] | null, Context>>): Result<StreamEntries<string, string[] | null, Context>, Context>
  /** Return new entries from a stream using a consumer group, or access the history of the pending entries for a given consumer. Can block. */
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[] | null, Context>>]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[] | null, Context>>): Result<StreamEntries<string, string[] | null, Context>, Context>
  /** Return new entries from a stream using a consumer group, or access the history of the pending entries for a given consumer. Can block. */
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[] | null, Context>>]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[] | null, Context>>): Result<StreamEntries<string, string[] | null, Context>, Context>
  /** Return new entries from a stream using a consumer group, or access the history of the pending entries for a given consumer. Can block. */
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<string, string[] | null, Context>>]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<string, string[] | null, Context>>): Result<StreamEntries<string, string[] | null, Context>, Context>
  /** Return new entries from a stream using a consumer group, or access the history of the pending entries for a given consumer. Can block. */
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK' | 'CLAIM' | 'NOACK', ...options: RedisValue[], callback: Callback<StreamEntries<string, string[] | null, Context>>]): Result<StreamEntries<string, string[] | null, Context>, Context>
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK' | 'CLAIM' | 'NOACK', options: RedisValue[], callback?: Callback<StreamEntries<string, string[] | null, Context>>): Result<StreamEntries<string, string[] | null, Context>, Context>
  /**
   * Return new entries from a stream using a consumer group, or access the history of the pending entries for a given consumer. Can block.
   * Resolves to null when there is nothing to read, or when BLOCK, in milliseconds, passes; BLOCK 0 waits for ever.
   *
   * Group: stream; since 5.0.0; For each stream mentioned: O(M) with M being the number of elements returned. If M is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1). On the other side when XREADGROUP blocks, XADD will pay the O(N) time in order to serve the N clients blocked on the stream getting new data.
   */
  xreadgroup(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK' | 'CLAIM' | 'NOACK', ...options: RedisValue[]): Result<StreamEntries<string, string[] | null, Context>, Context>
  /** {@link xreadgroup} with Buffers in its reply. */
  xreadgroupBuffer(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, countToken: 'COUNT', count: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, block: 'BLOCK', milliseconds: number | string, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, streams: 'STREAMS', ...keyIds: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, streams: 'STREAMS', keyIds: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, streams: 'STREAMS', ...keyIds: RedisValue[]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(...args: [groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK' | 'CLAIM' | 'NOACK', ...options: RedisValue[], callback: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK' | 'CLAIM' | 'NOACK', options: RedisValue[], callback?: Callback<StreamEntries<Buffer, Buffer[] | null, Context>>): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  xreadgroupBuffer(groupToken: 'GROUP', group: string | Buffer, consumer: string | Buffer, option: 'COUNT' | 'MAXCOUNT' | 'MAXSIZE' | 'BLOCK' | 'CLAIM' | 'NOACK', ...options: RedisValue[]): Result<StreamEntries<Buffer, Buffer[] | null, Context>, Context>
  /** Return a range of elements in a stream, with IDs matching the specified IDs interval, in reverse order (from greater to smaller IDs) compared to XRANGE. */
  xrevrange(key: RedisKey, end: RedisValue, start: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<StreamEntry<string>[]>): Result<StreamEntry<string>[], Context>
  /**
   * Return a range of elements in a stream, with IDs matching the specified IDs interval, in reverse order (from greater to smaller IDs) compared to XRANGE.
   *
   * Group: stream; since 5.0.0; O(N) with N being the number of elements returned. If N is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1).
   */
  xrevrange(key: RedisKey, end: RedisValue, start: RedisValue, callback?: Callback<StreamEntry<string>[]>): Result<StreamEntry<string>[], Context>
  /** {@link xrevrange} with Buffers in its reply. */
  xrevrangeBuffer(key: RedisKey, end: RedisValue, start: RedisValue, countToken: 'COUNT', count: number | string, callback?: Callback<StreamEntry<Buffer>[]>): Result<StreamEntry<Buffer>[], Context>
  xrevrangeBuffer(key: RedisKey, end: RedisValue, start: RedisValue, callback?: Callback<StreamEntry<Buffer>[]>): Result<StreamEntry<Buffer>[], Context>
  /** An internal command for replicating stream values. */
  xsetid(key: RedisKey, lastId: RedisValue, entriesadded: 'ENTRIESADDED', entriesAdded: number | string, maxdeletedid: 'MAXDELETEDID', maxDeletedId: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** An internal command for replicating stream values. */
  xsetid(key: RedisKey, lastId: RedisValue, entriesadded: 'ENTRIESADDED', entriesAdded: number | string, callback?: Callback<'OK'>): Result<'OK', Context>
  /** An internal command for replicating stream values. */
  xsetid(key: RedisKey, lastId: RedisValue, maxdeletedid: 'MAXDELETEDID', maxDeletedId: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /**
   * An internal command for replicating stream values.
   *
   * Group: stream; since 5.0.0; O(1).
   */
  xsetid(key: RedisKey, lastId: RedisValue, callback?: Callback<'OK'>): Result<'OK', Context>
  /** {@link xsetid} with Buffers in its reply. */
  xsetidBuffer(key: RedisKey, lastId: RedisValue, entriesadded: 'ENTRIESADDED', entriesAdded: number | string, maxdeletedid: 'MAXDELETEDID', maxDeletedId: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  xsetidBuffer(key: RedisKey, lastId: RedisValue, entriesadded: 'ENTRIESADDED', entriesAdded: number | string, callback?: Callback<Buffer>): Result<Buffer, Context>
  xsetidBuffer(key: RedisKey, lastId: RedisValue, maxdeletedid: 'MAXDELETEDID', maxDeletedId: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  xsetidBuffer(key: RedisKey, lastId: RedisValue, callback?: Callback<Buffer>): Result<Buffer, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, limit: 'LIMIT', count: number | string, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, limit: 'LIMIT', count: number | string, callback?: Callback<number>): Result<number, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, limit: 'LIMIT', count: number | string, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, limit: 'LIMIT', count: number | string, callback?: Callback<number>): Result<number, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** Trims the stream to (approximately if '~' is passed) a certain size. */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  /**
   * Trims the stream to (approximately if '~' is passed) a certain size.
   *
   * Group: stream; since 5.0.0; O(N), with N being the number of evicted entries. Constant times are very small however, since entries are organized in macro nodes containing multiple entries that can be released with a single deallocation.
   */
  xtrim(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link xtrim} with Buffers in its reply. */
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, limit: 'LIMIT', count: number | string, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, limit: 'LIMIT', count: number | string, callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, limit: 'LIMIT', count: number | string, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, limit: 'LIMIT', count: number | string, callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', operator: '=' | '~', threshold: RedisValue, callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, policy: 'KEEPREF' | 'DELREF' | 'ACKED', callback?: Callback<number>): Result<number, Context>
  xtrimBuffer(key: RedisKey, strategy: 'MAXLEN' | 'MINID', threshold: RedisValue, callback?: Callback<number>): Result<number, Context>
  zadd(...args: [key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<string | null, number | null, Context>>]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', ch: 'CH', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(...args: [key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<string | null, number | null, Context>>]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<string | null, number | null, Context>>]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<string | null, number | null, Context>>]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(...args: [key: RedisKey, ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<string | null, number | null, Context>>]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(key: RedisKey, ch: 'CH', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(...args: [key: RedisKey, incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<string | null, number | null, Context>>]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(key: RedisKey, incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<string | null, number | null, Context>, Context>
  zadd(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', ...scoreMembers: RedisValue[]): Result<number, Context>
  zadd(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ...scoreMembers: RedisValue[]): Result<number, Context>
  zadd(...args: [key: RedisKey, ch: 'CH', ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zadd(key: RedisKey, ch: 'CH', scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** Add one or more members to a sorted set, or update its score if it already exists. */
  zadd(key: RedisKey, ch: 'CH', ...scoreMembers: RedisValue[]): Result<number, Context>
  zadd(...args: [key: RedisKey, ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zadd(key: RedisKey, scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Add one or more members to a sorted set, or update its score if it already exists.
   *
   * Group: sorted-set; since 1.2.0; O(log(N)) for each item added, where N is the number of elements in the sorted set.
   */
  zadd(key: RedisKey, ...scoreMembers: RedisValue[]): Result<number, Context>
  /** {@link zadd} with Buffers in its reply. */
  zaddBuffer(...args: [key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<Buffer | null, number | null, Context>>]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', ch: 'CH', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(...args: [key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<Buffer | null, number | null, Context>>]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, xx: 'XX', comparison: 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<Buffer | null, number | null, Context>>]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<Buffer | null, number | null, Context>>]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(...args: [key: RedisKey, ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<Buffer | null, number | null, Context>>]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, ch: 'CH', incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, ch: 'CH', incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(...args: [key: RedisKey, incr: 'INCR', ...scoreMembers: RedisValue[], callback: Callback<Mapped<Buffer | null, number | null, Context>>]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, incr: 'INCR', scoreMembers: RedisValue[], callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(key: RedisKey, incr: 'INCR', ...scoreMembers: RedisValue[]): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zaddBuffer(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ch: 'CH', ...scoreMembers: RedisValue[]): Result<number, Context>
  zaddBuffer(...args: [key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  zaddBuffer(key: RedisKey, condition: 'NX' | 'XX' | 'GT' | 'LT', ...scoreMembers: RedisValue[]): Result<number, Context>
  zaddBuffer(...args: [key: RedisKey, ch: 'CH', ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zaddBuffer(key: RedisKey, ch: 'CH', scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  zaddBuffer(key: RedisKey, ch: 'CH', ...scoreMembers: RedisValue[]): Result<number, Context>
  zaddBuffer(...args: [key: RedisKey, ...scoreMembers: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zaddBuffer(key: RedisKey, scoreMembers: RedisValue[], callback?: Callback<number>): Result<number, Context>
  zaddBuffer(key: RedisKey, ...scoreMembers: RedisValue[]): Result<number, Context>
  /**
   * Get the number of members in a sorted set.
   *
   * Group: sorted-set; since 1.2.0; O(1).
   */
  zcard(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /** {@link zcard} with Buffers in its reply. */
  zcardBuffer(key: RedisKey, callback?: Callback<number>): Result<number, Context>
  /**
   * Count the members in a sorted set with scores within the given values.
   *
   * Group: sorted-set; since 2.0.0; O(log(N)) with N being the number of elements in the sorted set.
   */
  zcount(key: RedisKey, min: number | string, max: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link zcount} with Buffers in its reply. */
  zcountBuffer(key: RedisKey, min: number | string, max: number | string, callback?: Callback<number>): Result<number, Context>
  zdiff(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Subtract multiple sorted sets. */
  zdiff(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zdiff(numkeys: number | string, keys: RedisKey[], withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zdiff(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<string[]>]): Result<string[], Context>
  /**
   * Subtract multiple sorted sets.
   *
   * Group: sorted-set; since 6.2.0; O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.
   */
  zdiff(numkeys: number | string, ...keys: RedisKey[]): Result<string[], Context>
  zdiff(numkeys: number | string, keys: RedisKey[], callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zdiff} with Buffers in its reply. */
  zdiffBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zdiffBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zdiffBuffer(numkeys: number | string, keys: RedisKey[], withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zdiffBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  zdiffBuffer(numkeys: number | string, ...keys: RedisKey[]): Result<Buffer[], Context>
  zdiffBuffer(numkeys: number | string, keys: RedisKey[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zdiffstore(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Subtract multiple sorted sets and store the resulting sorted set in a new key.
   *
   * Group: sorted-set; since 6.2.0; O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.
   */
  zdiffstore(destination: RedisKey, numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  zdiffstore(destination: RedisKey, numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link zdiffstore} with Buffers in its reply. */
  zdiffstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  zdiffstoreBuffer(destination: RedisKey, numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  zdiffstoreBuffer(destination: RedisKey, numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /**
   * Increment the score of a member in a sorted set.
   *
   * Group: sorted-set; since 1.2.0; O(log(N)) where N is the number of elements in the sorted set.
   */
  zincrby(key: RedisKey, increment: number | string, member: RedisValue, callback?: Callback<Mapped<string, number, Context>>): Result<Mapped<string, number, Context>, Context>
  /** {@link zincrby} with Buffers in its reply. */
  zincrbyBuffer(key: RedisKey, increment: number | string, member: RedisValue, callback?: Callback<Mapped<Buffer, number, Context>>): Result<Mapped<Buffer, number, Context>, Context>
  zinter(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Intersect multiple sorted sets. */
  zinter(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zinter(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zinter(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Intersect multiple sorted sets. */
  zinter(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zinter(numkeys: number | string, keys: RedisKey[], withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zinter(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zinter(numkeys: number | string, keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Intersect multiple sorted sets. */
  zinter(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zinter(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<string[]>]): Result<string[], Context>
  /** Intersect multiple sorted sets. */
  zinter(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<string[], Context>
  zinter(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<string[]>): Result<string[], Context>
  zinter(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<string[]>]): Result<string[], Context>
  zinter(numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Intersect multiple sorted sets.
   *
   * Group: sorted-set; since 6.2.0; O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.
   */
  zinter(numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<string[], Context>
  /** {@link zinter} with Buffers in its reply. */
  zinterBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(numkeys: number | string, keys: RedisKey[], withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(numkeys: number | string, keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zinterBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  zinterBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<Buffer[], Context>
  zinterBuffer(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zinterBuffer(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  zinterBuffer(numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zinterBuffer(numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<Buffer[], Context>
  zintercard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  /** Intersect multiple sorted sets and return the cardinality of the result. */
  zintercard(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  zintercard(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  zintercard(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  /**
   * Intersect multiple sorted sets and return the cardinality of the result.
   *
   * Group: sorted-set; since 7.0.0; O(N*K) worst case with N being the smallest input sorted set, K being the number of input sorted sets.
   */
  zintercard(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  zintercard(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  /** {@link zintercard} with Buffers in its reply. */
  zintercardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback: Callback<number>]): Result<number, Context>
  zintercardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], limitToken: 'LIMIT', limit: number | string]): Result<number, Context>
  zintercardBuffer(numkeys: number | string, keys: RedisKey[], limitToken: 'LIMIT', limit: number | string, callback?: Callback<number>): Result<number, Context>
  zintercardBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], callback: Callback<number>]): Result<number, Context>
  zintercardBuffer(numkeys: number | string, ...keys: RedisKey[]): Result<number, Context>
  zintercardBuffer(numkeys: number | string, keys: RedisKey[], callback?: Callback<number>): Result<number, Context>
  zinterstore(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<number>]): Result<number, Context>
  /** Intersect multiple sorted sets and store the resulting sorted set in a new key. */
  zinterstore(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<number, Context>
  zinterstore(destination: RedisKey, numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<number>): Result<number, Context>
  zinterstore(...args: [destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zinterstore(destination: RedisKey, numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Intersect multiple sorted sets and store the resulting sorted set in a new key.
   *
   * Group: sorted-set; since 2.0.0; O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.
   */
  zinterstore(destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<number, Context>
  /** {@link zinterstore} with Buffers in its reply. */
  zinterstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<number>]): Result<number, Context>
  zinterstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<number, Context>
  zinterstoreBuffer(destination: RedisKey, numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<number>): Result<number, Context>
  zinterstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zinterstoreBuffer(destination: RedisKey, numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<number>): Result<number, Context>
  zinterstoreBuffer(destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<number, Context>
  /**
   * Count the number of members in a sorted set between a given lexicographical range.
   *
   * Group: sorted-set; since 2.8.9; O(log(N)) with N being the number of elements in the sorted set.
   */
  zlexcount(key: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link zlexcount} with Buffers in its reply. */
  zlexcountBuffer(key: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<number>): Result<number, Context>
  zmpop(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>]): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  /** Remove and return members with scores in a sorted set. */
  zmpop(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string]): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  zmpop(numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback?: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  zmpop(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', callback: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>]): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  /**
   * Remove and return members with scores in a sorted set.
   *
   * Group: sorted-set; since 7.0.0; O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.
   */
  zmpop(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX']): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  zmpop(numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', callback?: Callback<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>>): Result<Mapped<[key: string, members: [member: string, score: string][]] | null, [key: string, members: [member: string, score: number][]] | null, Context>, Context>
  /** {@link zmpop} with Buffers in its reply. */
  zmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>]): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  zmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string]): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  zmpopBuffer(numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', countToken: 'COUNT', count: number | string, callback?: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  zmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX', callback: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>]): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  zmpopBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], which: 'MIN' | 'MAX']): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  zmpopBuffer(numkeys: number | string, keys: RedisKey[], which: 'MIN' | 'MAX', callback?: Callback<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>>): Result<Mapped<[key: Buffer, members: [member: Buffer, score: Buffer][]] | null, [key: Buffer, members: [member: Buffer, score: number][]] | null, Context>, Context>
  zmscore(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<Mapped<(string | null)[], (number | null)[], Context>>]): Result<Mapped<(string | null)[], (number | null)[], Context>, Context>
  /**
   * Get the score associated with the given members in a sorted set.
   *
   * Group: sorted-set; since 6.2.0; O(N) where N is the number of members being requested.
   */
  zmscore(key: RedisKey, ...members: RedisValue[]): Result<Mapped<(string | null)[], (number | null)[], Context>, Context>
  zmscore(key: RedisKey, members: RedisValue[], callback?: Callback<Mapped<(string | null)[], (number | null)[], Context>>): Result<Mapped<(string | null)[], (number | null)[], Context>, Context>
  /** {@link zmscore} with Buffers in its reply. */
  zmscoreBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<Mapped<(Buffer | null)[], (number | null)[], Context>>]): Result<Mapped<(Buffer | null)[], (number | null)[], Context>, Context>
  zmscoreBuffer(key: RedisKey, ...members: RedisValue[]): Result<Mapped<(Buffer | null)[], (number | null)[], Context>, Context>
  zmscoreBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<Mapped<(Buffer | null)[], (number | null)[], Context>>): Result<Mapped<(Buffer | null)[], (number | null)[], Context>, Context>
  /** Remove and return members with the highest scores in a sorted set. */
  zpopmax(key: RedisKey, callback?: Callback<Mapped<string[], [member: string, score: number] | [], Context>>): Result<Mapped<string[], [member: string, score: number] | [], Context>, Context>
  /**
   * Remove and return members with the highest scores in a sorted set.
   *
   * Group: sorted-set; since 5.0.0; O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.
   */
  zpopmax(key: RedisKey, count: number | string, callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** {@link zpopmax} with Buffers in its reply. */
  zpopmaxBuffer(key: RedisKey, callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number] | [], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number] | [], Context>, Context>
  zpopmaxBuffer(key: RedisKey, count: number | string, callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  /** Remove and return members with the lowest scores in a sorted set. */
  zpopmin(key: RedisKey, callback?: Callback<Mapped<string[], [member: string, score: number] | [], Context>>): Result<Mapped<string[], [member: string, score: number] | [], Context>, Context>
  /**
   * Remove and return members with the lowest scores in a sorted set.
   *
   * Group: sorted-set; since 5.0.0; O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.
   */
  zpopmin(key: RedisKey, count: number | string, callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** {@link zpopmin} with Buffers in its reply. */
  zpopminBuffer(key: RedisKey, callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number] | [], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number] | [], Context>, Context>
  zpopminBuffer(key: RedisKey, count: number | string, callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  /** Get one or multiple random elements from a sorted set. */
  zrandmember(key: RedisKey, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Get one or multiple random elements from a sorted set. */
  zrandmember(key: RedisKey, callback?: Callback<string | null>): Result<string | null, Context>
  /**
   * Get one or multiple random elements from a sorted set.
   *
   * Group: sorted-set; since 6.2.0; O(N) where N is the number of elements returned.
   */
  zrandmember(key: RedisKey, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrandmember} with Buffers in its reply. */
  zrandmemberBuffer(key: RedisKey, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrandmemberBuffer(key: RedisKey, callback?: Callback<Buffer | null>): Result<Buffer | null, Context>
  zrandmemberBuffer(key: RedisKey, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', callback?: Callback<string[]>): Result<string[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', callback?: Callback<string[]>): Result<string[], Context>
  /** Return a range of members in a sorted set. */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Return a range of members in a sorted set.
   *
   * Group: sorted-set; since 1.2.0; O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.
   */
  zrange(key: RedisKey, start: RedisValue, stop: RedisValue, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrange} with Buffers in its reply. */
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, by: 'BYSCORE' | 'BYLEX', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, rev: 'REV', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangeBuffer(key: RedisKey, start: RedisValue, stop: RedisValue, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Return a range of members in a sorted set, by lexicographical range. */
  zrangebylex(key: RedisKey, min: RedisValue, max: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Return a range of members in a sorted set, by lexicographical range.
   *
   * Group: sorted-set; since 2.8.9; deprecated by Redis since 6.2.0 (use `ZRANGE` with the `BYLEX` argument); O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).
   */
  zrangebylex(key: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrangebylex} with Buffers in its reply. */
  zrangebylexBuffer(key: RedisKey, min: RedisValue, max: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangebylexBuffer(key: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Return a range of members in a sorted set, by score. */
  zrangebyscore(key: RedisKey, min: number | string, max: number | string, limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set, by score. */
  zrangebyscore(key: RedisKey, min: number | string, max: number | string, withscores: 'WITHSCORES', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set, by score. */
  zrangebyscore(key: RedisKey, min: number | string, max: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set, by score. */
  zrangebyscore(key: RedisKey, min: number | string, max: number | string, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Return a range of members in a sorted set, by score.
   *
   * Group: sorted-set; since 1.0.5; deprecated by Redis since 6.2.0 (use `ZRANGE` with the `BYSCORE` argument); O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).
   */
  zrangebyscore(key: RedisKey, min: number | string, max: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrangebyscore} with Buffers in its reply. */
  zrangebyscoreBuffer(key: RedisKey, min: number | string, max: number | string, limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangebyscoreBuffer(key: RedisKey, min: number | string, max: number | string, withscores: 'WITHSCORES', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangebyscoreBuffer(key: RedisKey, min: number | string, max: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrangebyscoreBuffer(key: RedisKey, min: number | string, max: number | string, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrangebyscoreBuffer(key: RedisKey, min: number | string, max: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', callback?: Callback<number>): Result<number, Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', callback?: Callback<number>): Result<number, Context>
  /** Store a range of members from sorted set into another key. */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, rev: 'REV', callback?: Callback<number>): Result<number, Context>
  /**
   * Store a range of members from sorted set into another key.
   *
   * Group: sorted-set; since 6.2.0; O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements stored into the destination key.
   */
  zrangestore(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link zrangestore} with Buffers in its reply. */
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, rev: 'REV', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', rev: 'REV', callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, by: 'BYSCORE' | 'BYLEX', callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, rev: 'REV', callback?: Callback<number>): Result<number, Context>
  zrangestoreBuffer(destination: RedisKey, source: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** Determine the index of a member in a sorted set. */
  zrank(key: RedisKey, member: RedisValue, withscore: 'WITHSCORE', callback?: Callback<Mapped<[rank: number, score: string] | null, [rank: number, score: number] | null, Context>>): Result<Mapped<[rank: number, score: string] | null, [rank: number, score: number] | null, Context>, Context>
  /**
   * Determine the index of a member in a sorted set.
   *
   * Group: sorted-set; since 2.0.0; O(log(N)).
   */
  zrank(key: RedisKey, member: RedisValue, callback?: Callback<number | null>): Result<number | null, Context>
  /** {@link zrank} with Buffers in its reply. */
  zrankBuffer(key: RedisKey, member: RedisValue, withscore: 'WITHSCORE', callback?: Callback<Mapped<[rank: number, score: Buffer] | null, [rank: number, score: number] | null, Context>>): Result<Mapped<[rank: number, score: Buffer] | null, [rank: number, score: number] | null, Context>, Context>
  zrankBuffer(key: RedisKey, member: RedisValue, callback?: Callback<number | null>): Result<number | null, Context>
  zrem(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number>]): Result<number, Context>
  /**
   * Remove one or more members from a sorted set.
   *
   * Group: sorted-set; since 1.2.0; O(M*log(N)) with N being the number of elements in the sorted set and M the number of elements to be removed.
   */
  zrem(key: RedisKey, ...members: RedisValue[]): Result<number, Context>
  zrem(key: RedisKey, members: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /** {@link zrem} with Buffers in its reply. */
  zremBuffer(...args: [key: RedisKey, ...members: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zremBuffer(key: RedisKey, ...members: RedisValue[]): Result<number, Context>
  zremBuffer(key: RedisKey, members: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Remove all members in a sorted set between the given lexicographical range.
   *
   * Group: sorted-set; since 2.8.9; O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.
   */
  zremrangebylex(key: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<number>): Result<number, Context>
  /** {@link zremrangebylex} with Buffers in its reply. */
  zremrangebylexBuffer(key: RedisKey, min: RedisValue, max: RedisValue, callback?: Callback<number>): Result<number, Context>
  /**
   * Remove all members in a sorted set within the given indexes.
   *
   * Group: sorted-set; since 2.0.0; O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.
   */
  zremrangebyrank(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link zremrangebyrank} with Buffers in its reply. */
  zremrangebyrankBuffer(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<number>): Result<number, Context>
  /**
   * Remove all members in a sorted set within the given scores.
   *
   * Group: sorted-set; since 1.2.0; O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.
   */
  zremrangebyscore(key: RedisKey, min: number | string, max: number | string, callback?: Callback<number>): Result<number, Context>
  /** {@link zremrangebyscore} with Buffers in its reply. */
  zremrangebyscoreBuffer(key: RedisKey, min: number | string, max: number | string, callback?: Callback<number>): Result<number, Context>
  /** Return a range of members in a sorted set, by index, with scores ordered from high to low. */
  zrevrange(key: RedisKey, start: number | string, stop: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /**
   * Return a range of members in a sorted set, by index, with scores ordered from high to low.
   *
   * Group: sorted-set; since 1.2.0; deprecated by Redis since 6.2.0 (use `ZRANGE` with the `REV` argument); O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.
   */
  zrevrange(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrevrange} with Buffers in its reply. */
  zrevrangeBuffer(key: RedisKey, start: number | string, stop: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrevrangeBuffer(key: RedisKey, start: number | string, stop: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Return a range of members in a sorted set, by lexicographical range, ordered from higher to lower strings. */
  zrevrangebylex(key: RedisKey, max: RedisValue, min: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Return a range of members in a sorted set, by lexicographical range, ordered from higher to lower strings.
   *
   * Group: sorted-set; since 2.8.9; deprecated by Redis since 6.2.0 (use `ZRANGE` with the `REV` and `BYLEX` arguments); O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).
   */
  zrevrangebylex(key: RedisKey, max: RedisValue, min: RedisValue, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrevrangebylex} with Buffers in its reply. */
  zrevrangebylexBuffer(key: RedisKey, max: RedisValue, min: RedisValue, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrevrangebylexBuffer(key: RedisKey, max: RedisValue, min: RedisValue, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Return a range of members in a sorted set, by score, with scores ordered from high to low. */
  zrevrangebyscore(key: RedisKey, max: number | string, min: number | string, limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set, by score, with scores ordered from high to low. */
  zrevrangebyscore(key: RedisKey, max: number | string, min: number | string, withscores: 'WITHSCORES', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set, by score, with scores ordered from high to low. */
  zrevrangebyscore(key: RedisKey, max: number | string, min: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Return a range of members in a sorted set, by score, with scores ordered from high to low. */
  zrevrangebyscore(key: RedisKey, max: number | string, min: number | string, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Return a range of members in a sorted set, by score, with scores ordered from high to low.
   *
   * Group: sorted-set; since 2.2.0; deprecated by Redis since 6.2.0 (use `ZRANGE` with the `REV` and `BYSCORE` arguments); O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).
   */
  zrevrangebyscore(key: RedisKey, max: number | string, min: number | string, callback?: Callback<string[]>): Result<string[], Context>
  /** {@link zrevrangebyscore} with Buffers in its reply. */
  zrevrangebyscoreBuffer(key: RedisKey, max: number | string, min: number | string, limit: 'LIMIT', offset: number | string, count: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrevrangebyscoreBuffer(key: RedisKey, max: number | string, min: number | string, withscores: 'WITHSCORES', limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrevrangebyscoreBuffer(key: RedisKey, max: number | string, min: number | string, withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zrevrangebyscoreBuffer(key: RedisKey, max: number | string, min: number | string, limit: 'LIMIT', offset: number | string, count: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zrevrangebyscoreBuffer(key: RedisKey, max: number | string, min: number | string, callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  /** Determine the index of a member in a sorted set, with scores ordered from high to low. */
  zrevrank(key: RedisKey, member: RedisValue, withscore: 'WITHSCORE', callback?: Callback<Mapped<[rank: number, score: string] | null, [rank: number, score: number] | null, Context>>): Result<Mapped<[rank: number, score: string] | null, [rank: number, score: number] | null, Context>, Context>
  /**
   * Determine the index of a member in a sorted set, with scores ordered from high to low.
   *
   * Group: sorted-set; since 2.0.0; O(log(N)).
   */
  zrevrank(key: RedisKey, member: RedisValue, callback?: Callback<number | null>): Result<number | null, Context>
  /** {@link zrevrank} with Buffers in its reply. */
  zrevrankBuffer(key: RedisKey, member: RedisValue, withscore: 'WITHSCORE', callback?: Callback<Mapped<[rank: number, score: Buffer] | null, [rank: number, score: number] | null, Context>>): Result<Mapped<[rank: number, score: Buffer] | null, [rank: number, score: number] | null, Context>, Context>
  zrevrankBuffer(key: RedisKey, member: RedisValue, callback?: Callback<number | null>): Result<number | null, Context>
  /** Incrementally iterate sorted sets elements and associated scores. */
  zscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate sorted sets elements and associated scores. */
  zscan(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** Incrementally iterate sorted sets elements and associated scores. */
  zscan(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /**
   * Incrementally iterate sorted sets elements and associated scores.
   *
   * Group: sorted-set; since 2.8.0; O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection..
   */
  zscan(key: RedisKey, cursor: number | string, callback?: Callback<[cursor: string, elements: string[]]>): Result<[cursor: string, elements: string[]], Context>
  /** {@link zscan} with Buffers in its reply. */
  zscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  zscanBuffer(key: RedisKey, cursor: number | string, match: 'MATCH', pattern: string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  zscanBuffer(key: RedisKey, cursor: number | string, countToken: 'COUNT', count: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  zscanBuffer(key: RedisKey, cursor: number | string, callback?: Callback<[cursor: Buffer, elements: Buffer[]]>): Result<[cursor: Buffer, elements: Buffer[]], Context>
  /**
   * Get the score associated with the given member in a sorted set.
   * Resolves to the score as text, or null.
   *
   * Group: sorted-set; since 1.2.0; O(1).
   */
  zscore(key: RedisKey, member: RedisValue, callback?: Callback<Mapped<string | null, number | null, Context>>): Result<Mapped<string | null, number | null, Context>, Context>
  /** {@link zscore} with Buffers in its reply. */
  zscoreBuffer(key: RedisKey, member: RedisValue, callback?: Callback<Mapped<Buffer | null, number | null, Context>>): Result<Mapped<Buffer | null, number | null, Context>, Context>
  zunion(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Add multiple sorted sets. */
  zunion(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zunion(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zunion(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Add multiple sorted sets. */
  zunion(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zunion(numkeys: number | string, keys: RedisKey[], withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zunion(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback: Callback<Mapped<string[], [member: string, score: number][], Context>>]): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zunion(numkeys: number | string, keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback?: Callback<Mapped<string[], [member: string, score: number][], Context>>): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  /** Add multiple sorted sets. */
  zunion(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES']): Result<Mapped<string[], [member: string, score: number][], Context>, Context>
  zunion(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<string[]>]): Result<string[], Context>
  /** Add multiple sorted sets. */
  zunion(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<string[], Context>
  zunion(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<string[]>): Result<string[], Context>
  zunion(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<string[]>]): Result<string[], Context>
  zunion(numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<string[]>): Result<string[], Context>
  /**
   * Add multiple sorted sets.
   *
   * Group: sorted-set; since 6.2.0; O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.
   */
  zunion(numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<string[], Context>
  /** {@link zunion} with Buffers in its reply. */
  zunionBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(numkeys: number | string, keys: RedisKey[], withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>]): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(numkeys: number | string, keysAndOptions: RedisValue[], withscores: 'WITHSCORES', callback?: Callback<Mapped<Buffer[], [member: Buffer, score: number][], Context>>): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], withscores: 'WITHSCORES']): Result<Mapped<Buffer[], [member: Buffer, score: number][], Context>, Context>
  zunionBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  zunionBuffer(...args: [numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<Buffer[], Context>
  zunionBuffer(numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zunionBuffer(...args: [numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<Buffer[]>]): Result<Buffer[], Context>
  zunionBuffer(numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<Buffer[]>): Result<Buffer[], Context>
  zunionBuffer(numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<Buffer[], Context>
  zunionstore(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<number>]): Result<number, Context>
  /** Add multiple sorted sets and store the resulting sorted set in a new key. */
  zunionstore(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<number, Context>
  zunionstore(destination: RedisKey, numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<number>): Result<number, Context>
  zunionstore(...args: [destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zunionstore(destination: RedisKey, numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<number>): Result<number, Context>
  /**
   * Add multiple sorted sets and store the resulting sorted set in a new key.
   *
   * Group: sorted-set; since 2.0.0; O(N)+O(M log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.
   */
  zunionstore(destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<number, Context>
  /** {@link zunionstore} with Buffers in its reply. */
  zunionstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback: Callback<number>]): Result<number, Context>
  zunionstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT']): Result<number, Context>
  zunionstoreBuffer(destination: RedisKey, numkeys: number | string, keys: RedisKey[], aggregateToken: 'AGGREGATE', aggregate: 'SUM' | 'MIN' | 'MAX' | 'COUNT', callback?: Callback<number>): Result<number, Context>
  zunionstoreBuffer(...args: [destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[], callback: Callback<number>]): Result<number, Context>
  zunionstoreBuffer(destination: RedisKey, numkeys: number | string, keysAndOptions: RedisValue[], callback?: Callback<number>): Result<number, Context>
  zunionstoreBuffer(destination: RedisKey, numkeys: number | string, ...keysAndOptions: RedisValue[]): Result<number, Context>
}
