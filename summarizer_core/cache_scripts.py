"""The Lua scripts of the cache: one atomic operation each, for many keys.

All but those for claims get ``KEYS[1..3]`` = recency, expiry, stats and ``ARGV[1]`` = prefix of the
minutes' keys. Counters are fields ``<what>|<kind>|<engine fingerprint>`` of the stats and of the
minute. Expired entries leave indexes and counts before anything else happens.
"""

from __future__ import annotations

import struct
from typing import Final

from summarizer_core import keys

#: Before each value: how it is stored, and what a hit saves (millionths of a call, tokens in,
#: tokens out, bytes of text).
HEADER: Final = struct.Struct(">BIIII")

_COMMON = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local minute = ARGV[1] .. math.floor(t[1] / 60)
local function count(what, group, n)
  if n == 0 then return end
  redis.call('HINCRBY', KEYS[3], what .. '|' .. group, n)
  redis.call('HINCRBY', minute, what .. '|' .. group, n)
  redis.call('EXPIRE', minute, {minute_ttl})
end
local function drop(names, what)
  local groups = {}
  for _, name in ipairs(names) do
    local kind, engine = string.match(name, ':entry:([^:]+):([^:]+):')
    local group = kind .. '|' .. engine
    groups[group] = (groups[group] or 0) + 1
  end
  redis.call('DEL', unpack(names))
  redis.call('ZREM', KEYS[1], unpack(names))
  redis.call('ZREM', KEYS[2], unpack(names))
  for group, n in pairs(groups) do
    redis.call('HINCRBY', KEYS[3], 'entries|' .. group, -n)
    if what then count(what, group, n) end
  end
end
local dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
while #dead > 0 do
  drop(dead, 'expiries')
  dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
end
""".replace("{minute_ttl}", str(keys.CACHE_MINUTE_TTL))

# KEYS: ..., entry x n [, claim x n]
# ARGV: minutes, group, mode (get, peek, claim), n, owner, claim's ms
# -> values, states: 0 known, 1 free (mode claim: now ours), 2 held by another
LOOK: Final = (
    _COMMON
    + """
local group, mode, n = ARGV[2], ARGV[3], tonumber(ARGV[4])
local names, claims = {}, {}
for i = 1, n do
  names[i] = KEYS[3 + i]
  claims[i] = KEYS[3 + n + i]
end
local values = redis.call('MGET', unpack(names))
local owners = {}
if mode ~= 'get' then owners = redis.call('MGET', unpack(claims)) end
local order = redis.call('HINCRBY', KEYS[3], 'clock', n) - n
local states, used, hits, misses = {}, {}, 0, 0
local name, number = string.match(ARGV[5], '^(.*):(%d+)$')
local function is_mine(owner)
  if owner == ARGV[5] then return true end
  local its, before = string.match(owner, '^(.*):(%d+)$')
  return name and its == name and tonumber(before) < tonumber(number)
end
local calls, put_in, put_out, bytes = 0, 0, 0, 0
for i = 1, n do
  -- What an earlier version wrote, or what is damaged, begins otherwise and counts as unknown.
  if values[i] and (#values[i] < {header} or string.byte(values[i]) > 1) then values[i] = false end
  if values[i] then
    states[i] = 0
    hits = hits + 1
    used[2 * hits - 1], used[2 * hits] = order + i, names[i]
    local _, c, p, o, b = struct.unpack('>BI4I4I4I4', values[i])
    calls, put_in, put_out, bytes = calls + c, put_in + p, put_out + o, bytes + b
  elseif mode == 'get' then
    states[i] = 1
    misses = misses + 1
  elseif owners[i] and not is_mine(owners[i]) then
    states[i] = 2
  else
    states[i] = 1
    if mode == 'claim' then
      redis.call('SET', claims[i], ARGV[5], 'PX', ARGV[6])
      if not owners[i] then misses = misses + 1 end
    end
  end
end
if hits > 0 then redis.call('ZADD', KEYS[1], 'XX', unpack(used)) end
count('hits', group, hits)
count('misses', group, misses)
count('saved_calls', group, calls)
count('saved_input', group, put_in)
count('saved_output', group, put_out)
count('saved_bytes', group, bytes)
return {values, states}
""".replace("{header}", str(HEADER.size))
)

# KEYS: ..., entry x n, claim x n   ARGV: minutes, group, n, ttl ms, cap, value...
PUT: Final = (
    _COMMON
    + """
local group, n = ARGV[2], tonumber(ARGV[3])
local order = redis.call('HINCRBY', KEYS[3], 'clock', n) - n
local used, ends, claims = {}, {}, {}
for i = 1, n do
  local name = KEYS[3 + i]
  redis.call('SET', name, ARGV[5 + i], 'PX', ARGV[4])
  used[2 * i - 1], used[2 * i] = order + i, name
  ends[2 * i - 1], ends[2 * i] = now + ARGV[4], name
  claims[i] = KEYS[3 + n + i]
end
local fresh = redis.call('ZADD', KEYS[1], unpack(used))
redis.call('ZADD', KEYS[2], unpack(ends))
redis.call('DEL', unpack(claims))
if fresh > 0 then redis.call('HINCRBY', KEYS[3], 'entries|' .. group, fresh) end
count('writes', group, n)
local excess = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[5])
while excess > 0 do
  local old = redis.call('ZRANGE', KEYS[1], 0, math.min(excess, 1000) - 1)
  if #old == 0 then break end
  drop(old, 'evictions')
  excess = excess - #old
end
return redis.call('ZCARD', KEYS[1])
"""
)

# ARGV: minutes, samples -> entries, memory in bytes, ms left to the entry that expires next (or -1)
MEASURE: Final = (
    _COMMON
    + """
local entries, wanted = redis.call('ZCARD', KEYS[1]), tonumber(ARGV[2])
local looked, used = 0, 0
if entries > 0 then
  local step = math.max(1, math.floor(entries / wanted))
  for rank = 0, entries - 1, step do
    local name = redis.call('ZRANGE', KEYS[1], rank, rank)[1]
    used = used + (redis.call('MEMORY', 'USAGE', name) or 0)
    looked = looked + 1
  end
  used = used * entries / looked
end
for i = 1, 3 do
  used = used + (redis.call('MEMORY', 'USAGE', KEYS[i], 'SAMPLES', 100) or 0)
end
local next_out = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
local left = -1
if #next_out > 0 then left = math.max(0, next_out[2] - now) end
return {entries, math.floor(used), left}
"""
)

# ARGV: minutes, kind or "" -> number of entries removed
CLEAR: Final = (
    _COMMON
    + """
local doomed, removed = {}, 0
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if ARGV[2] == '' or string.match(name, ':entry:([^:]+):') == ARGV[2] then
    doomed[#doomed + 1] = name
    removed = removed + 1
    if #doomed == 1000 then
      drop(doomed, nil)
      doomed = {}
    end
  end
end
if #doomed > 0 then drop(doomed, nil) end
return removed
"""
)

# Frees memory of a full Redis: what deletes first may write afterwards, also then.
# ARGV: minutes, how many at least -> how many went
SHRINK: Final = (
    _COMMON
    + """
local n = math.max(tonumber(ARGV[2]), math.ceil(redis.call('ZCARD', KEYS[1]) / 10))
local old = redis.call('ZRANGE', KEYS[1], 0, math.min(n, 1000) - 1)
if #old > 0 then drop(old, 'evictions') end
return #old
"""
)

# KEYS: claims   ARGV: owner, ms
RENEW: Final = """
for _, claim in ipairs(KEYS) do
  local owner = redis.call('GET', claim)
  if not owner or owner == ARGV[1] then redis.call('SET', claim, ARGV[1], 'PX', ARGV[2]) end
end
"""

# KEYS: claims   ARGV: owner
RELEASE: Final = """
for _, claim in ipairs(KEYS) do
  if redis.call('GET', claim) == ARGV[1] then redis.call('DEL', claim) end
end
"""
