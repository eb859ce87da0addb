#!lua name=closeby
--[[
  Closeby's Redis Functions: the live index of available responders, the mark that it is filled,
  and the presence of phones on live sockets. Every function is atomic and touches only the keys
  it is given, which share one hash tag, so that it runs on a Redis Cluster too.

  The loader adds a mark of this text to the names of the library and its functions, so that
  servers of two versions each have their own while an upgrade rolls out. They share the keys: one
  whose contents change in meaning gets a new name.

  Keys of one organisation, all tagged {organisationId}:
    fix         hash: responder -> packed fix (below); the exact position, since GEO rounds it to
                0.6 m and knows neither time nor accuracy
    geo:<kind>  GEO set of the responders who hold that kind of credential
  A packed fix is struct '<dddd': lat, lon in degrees, milliseconds since 1970, accuracy in metres.
]]

local PACKED_FIX = '<dddd'
-- Metres of the first circle searched; it is doubled up to the radius asked for.
local FIRST_RADIUS_M = 500
-- Hits fetched from a circle at first, per wanted person; four times as many when too few hold.
local HITS_PER_WANTED = 2
local HITS_GROWTH = 4
-- People taken out at once, and ids in one command.
local USELESS_MAX = 100
local CHUNK = 1000

-- Redis measures on a sphere of 6372797.560856 m between the middles of cells of 0.6 m; Closeby
-- measures on one of 6371008.8 m between exact places. Whoever lies within r by our measure lies
-- within r / RATIO + SLACK_M by that of Redis.
local EARTH_RADIUS_M = 6371008.8
local RATIO = 6371008.8 / 6372797.560856
local SLACK_M = 2

local function distance_m(lat1, lon1, lat2, lon2)
  local half_lat = math.sin(math.rad(lat2 - lat1) / 2)
  local half_lon = math.sin(math.rad(lon2 - lon1) / 2)
  local h = half_lat * half_lat
    + math.cos(math.rad(lat1)) * math.cos(math.rad(lat2)) * half_lon * half_lon
  return 2 * EARTH_RADIUS_M * math.asin(math.min(1, math.sqrt(h)))
end

local function hmget(key, ids)
  local values = {}
  for from = 1, #ids, CHUNK do
    local upto = math.min(from + CHUNK - 1, #ids)
    for _, value in ipairs(redis.call('HMGET', key, unpack(ids, from, upto))) do
      values[#values + 1] = value
    end
  end
  return values
end

local function take_out(keys, ids)
  if #ids == 0 then return end
  redis.call('HDEL', keys[1], unpack(ids))
  for i = 2, #keys do
    redis.call('ZREM', keys[i], unpack(ids))
  end
end

--[[
  closeby_put: puts the newest positions of available people.
  KEYS  1 fix hash; 2.. GEO sets, one per kind of credential
  ARGV  per person: id, packed fix, kinds held as a bit mask (bit i-2 stands for KEYS[i]);
        each id once, at most 1000 people
  Returns 0. A known fix that is newer stays; the kinds are the given ones either way, and someone
  who no longer holds a kind leaves its set.
]]
local function put(keys, args)
  local ids = {}
  for i = 1, #args, 3 do
    ids[#ids + 1] = args[i]
  end
  local known = hmget(keys[1], ids)
  local fixes, joins, leaves = {}, {}, {}
  for k = 2, #keys do
    joins[k], leaves[k] = {}, {}
  end
  for n, id in ipairs(ids) do
    local packed, mask = args[3 * n - 1], tonumber(args[3 * n])
    local lat, lon, at = struct.unpack(PACKED_FIX, packed)
    local known_lat, known_lon, known_at
    if known[n] then known_lat, known_lon, known_at = struct.unpack(PACKED_FIX, known[n]) end
    if known_at and known_at > at then
      lat, lon = known_lat, known_lon
    else
      fixes[#fixes + 1] = id
      fixes[#fixes + 1] = packed
    end
    for k = 2, #keys do
      if bit.band(mask, bit.lshift(1, k - 2)) ~= 0 then
        local join = joins[k]
        join[#join + 1], join[#join + 2], join[#join + 3] = lon, lat, id
      else
        leaves[k][#leaves[k] + 1] = id
      end
    end
  end
  if #fixes > 0 then redis.call('HSET', keys[1], unpack(fixes)) end
  for k = 2, #keys do
    if #joins[k] > 0 then redis.call('GEOADD', keys[k], unpack(joins[k])) end
    if #leaves[k] > 0 then redis.call('ZREM', keys[k], unpack(leaves[k])) end
  end
  return 0
end

--[[
  closeby_remove: takes people out.
  KEYS  1 fix hash; 2.. GEO sets
  ARGV  ids, at most 1000
  Returns 0.
]]
local function remove(keys, args)
  take_out(keys, args)
  return 0
end

-- Looks through one GEO set. Adds people not met before to the search and returns the distance up
-- to which nobody of the set is missing, and whether it was cut short by the number of hits.
local function look(search, key)
  local hits = redis.call(
    'GEOSEARCH', key, 'FROMLONLAT', search.lon, search.lat,
    'BYRADIUS', search.reach_m / RATIO + SLACK_M, 'm',
    'ASC', 'COUNT', search.hits_max, 'WITHDIST'
  )
  local ids = {}
  for _, hit in ipairs(hits) do
    if not search.met[hit[1]] then
      search.met[hit[1]] = true
      ids[#ids + 1] = hit[1]
    end
  end
  for n, packed in ipairs(hmget(search.fix_key, ids)) do
    local lat, lon, at
    if packed then lat, lon, at = struct.unpack(PACKED_FIX, packed) end
    if not packed or at < search.useless_before then
      if #search.useless < USELESS_MAX then search.useless[#search.useless + 1] = ids[n] end
    elseif at >= search.fresh_since then
      local metres = distance_m(search.lat, search.lon, lat, lon)
      if metres <= search.radius_m then
        search.found[#search.found + 1] = { id = ids[n], packed = packed, metres = metres }
      end
    end
  end
  if #hits < search.hits_max then return search.reach_m, false end
  return tonumber(hits[#hits][2]) * RATIO - SLACK_M, true
end

local function nearer(a, b)
  if a.metres ~= b.metres then return a.metres < b.metres end
  return a.id < b.id
end

-- How many of the sorted people found lie where nobody is missing.
local function certain(found, sure_m)
  local count = 0
  while count < #found and found[count + 1].metres <= sure_m do
    count = count + 1
  end
  return count
end

--[[
  closeby_nearest: the nearest people in any of the first sets, nearest first, each once.
  KEYS  1 fix hash; 2.. GEO sets
  ARGV  1 lat, 2 lon, 3 radius in metres, 4 number wanted,
        5 oldest fix that counts (ms), 6 fixes older than this are of no use to anyone (ms),
        7 how many of the GEO sets to search, counted from KEYS[2]
  Returns id, packed fix, id, packed fix, ... Nobody who is nearer is missing. People whose fix is
  of no use to anyone are taken out as they are met, at most 100 at a time.
]]
local function nearest(keys, args)
  local wanted, searched = tonumber(args[4]), tonumber(args[7])
  local search = {
    lat = tonumber(args[1]),
    lon = tonumber(args[2]),
    radius_m = tonumber(args[3]),
    fresh_since = tonumber(args[5]),
    useless_before = tonumber(args[6]),
    fix_key = keys[1],
    hits_max = wanted * HITS_PER_WANTED,
    met = {},
    found = {},
    useless = {},
  }
  search.reach_m = math.min(FIRST_RADIUS_M, search.radius_m)
  while true do
    local sure_m, any_cut = search.reach_m, false
    for k = 2, searched + 1 do
      local upto_m, cut = look(search, keys[k])
      sure_m, any_cut = math.min(sure_m, upto_m), any_cut or cut
    end
    table.sort(search.found, nearer)
    if certain(search.found, sure_m) >= wanted then break end
    if any_cut then
      search.hits_max = search.hits_max * HITS_GROWTH
    elseif search.reach_m < search.radius_m then
      search.reach_m = math.min(search.reach_m * 2, search.radius_m)
    else
      break
    end
  end
  take_out(keys, search.useless)
  local answer = {}
  for n = 1, math.min(wanted, #search.found) do
    answer[#answer + 1] = search.found[n].id
    answer[#answer + 1] = search.found[n].packed
  end
  return answer
end

--[[
  closeby_mark_filled: marks the index as filled, unless it was emptied since the filling began.
  KEYS  1 the mark, 2 the sign set when this filling began
  Returns 1 when marked, else 0.
]]
local function mark_filled(keys)
  if redis.call('DEL', keys[2]) == 0 then return 0 end
  redis.call('SET', keys[1], '1')
  return 1
end

local function now_ms()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

--[[
  closeby_touch: notes that these responders have a phone on a live socket.
  KEYS  1 presence: sorted set responder -> end of validity in ms, by the clock of Redis
  ARGV  1 validity in ms; 2.. responders, at most 1000
  Returns 0. Those who ended long ago are taken out, at most 100 at a time.
]]
local function touch(keys, args)
  local now = now_ms()
  local entries = {}
  for n = 2, #args do
    entries[#entries + 1] = now + tonumber(args[1])
    entries[#entries + 1] = args[n]
  end
  if #entries > 0 then redis.call('ZADD', keys[1], unpack(entries)) end
  local ended = redis.call('ZRANGE', keys[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, USELESS_MAX)
  if #ended > 0 then redis.call('ZREM', keys[1], unpack(ended)) end
  return 0
end

--[[
  closeby_connected: which of these responders have a phone on a live socket now.
  KEYS  1 presence
  ARGV  responders, at most 1000
  Returns those who have.
]]
local function connected(keys, args)
  local now = now_ms()
  local present = {}
  for n, ends in ipairs(redis.call('ZMSCORE', keys[1], unpack(args))) do
    if ends and tonumber(ends) > now then present[#present + 1] = args[n] end
  end
  return present
end

redis.register_function('closeby_put', put)
redis.register_function('closeby_remove', remove)
redis.register_function('closeby_nearest', nearest)
redis.register_function('closeby_mark_filled', mark_filled)
redis.register_function('closeby_touch', touch)
redis.register_function('closeby_connected', connected)
