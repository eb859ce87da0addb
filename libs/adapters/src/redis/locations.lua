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
  In the hash two bytes follow, the kinds in whose sets the person is at that place: bit i stands
  for kind i of the list of kinds, which therefore only ever grows at its end. A fix without them
  was put by an older server; of it only the sets themselves can tell.
]]

local PACKED_FIX = '<dddd'
local PACKED_KINDS = '<H'
local PACKED_FIX_BYTES = 32
-- Metres of the first circle searched; it grows up to the radius asked for.
local FIRST_RADIUS_M = 500
-- Hits fetched from a circle at first, per wanted person and some more, since a few are stale; four
-- times as many when too few hold.
local HITS_PER_WANTED = 1.25
local HITS_MORE = 3
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
  if #ids == 0 then return {} end
  if #ids <= CHUNK then return redis.call('HMGET', key, unpack(ids)) end
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

-- Notes into which sets somebody comes, and which they leave.
local function place(keys, person, joins, leaves)
  for k = 2, #keys do
    local is_kind = bit.lshift(1, k - 2)
    if bit.band(person.mask, is_kind) ~= 0 then
      local join = joins[k]
      join[#join + 1], join[#join + 2], join[#join + 3] = person.lon, person.lat, person.id
    elseif bit.band(person.maybe_in, is_kind) ~= 0 then
      leaves[k][#leaves[k] + 1] = person.id
    end
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
    local known_mask, has_moved = nil, true
    if known[n] then
      local known_lat, known_lon, known_at = struct.unpack(PACKED_FIX, known[n])
      if #known[n] > PACKED_FIX_BYTES then
        known_mask = struct.unpack(PACKED_KINDS, known[n], PACKED_FIX_BYTES + 1)
      end
      if known_at > at then
        packed, lat, lon = string.sub(known[n], 1, PACKED_FIX_BYTES), known_lat, known_lon
      end
      has_moved = lat ~= known_lat or lon ~= known_lon
    end
    local now = packed .. struct.pack(PACKED_KINDS, mask)
    if now ~= known[n] then
      fixes[#fixes + 1] = id
      fixes[#fixes + 1] = now
    end
    if has_moved or mask ~= known_mask then
      -- Without a mask it is not known in which sets they are, so they leave all others.
      local maybe_in = known_mask or (known[n] and bit.bnot(0) or 0)
      local person = { id = id, lat = lat, lon = lon, mask = mask, maybe_in = maybe_in }
      place(keys, person, joins, leaves)
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
    'ASC', 'COUNT', search.hits_max
  )
  local met, found, ids = search.met, search.found, {}
  for _, id in ipairs(hits) do
    if met[id] == nil then ids[#ids + 1] = id end
  end
  for n, packed in ipairs(hmget(search.fix_key, ids)) do
    local id, lat, lon, at = ids[n], nil, nil, nil
    met[id] = 0
    if packed then
      lat, lon, at = struct.unpack(PACKED_FIX, packed)
      met[id] = distance_m(search.lat, search.lon, lat, lon)
    end
    if not packed or at < search.useless_before then
      if #search.useless < USELESS_MAX then search.useless[#search.useless + 1] = id end
    elseif at >= search.fresh_since and met[id] <= search.radius_m then
      found[#found + 1] = { id = id, packed = packed, metres = met[id] }
    end
  end
  if #hits < search.hits_max then return search.reach_m, false end
  -- Whoever was cut off is further by the measure of Redis than the last hit; by ours, each of the
  -- two may be out by the slack. Of a hit without a fix nothing is known; the one before serves.
  local last = #hits
  while last > 1 and met[hits[last]] == 0 do
    last = last - 1
  end
  return met[hits[last]] - 2 * SLACK_M, true
end

local function nearer(a, b)
  if a.metres ~= b.metres then return a.metres < b.metres end
  return a.id < b.id
end

-- Puts people in order from one place on; those of one set are so nearly in order already that each
-- moves a place or two.
local function insert_in_order(found, from)
  for n = from, #found do
    local one, at = found[n], n
    while at > 1 and nearer(one, found[at - 1]) do
      found[at] = found[at - 1]
      at = at - 1
    end
    found[at] = one
  end
end

-- How much wider the next circle is: so wide that it would hold those wanted and a few more, were
-- people spread evenly. Where nobody is found it is no more than doubled: it may reach a town.
local function growth_of(found, wanted)
  if found == 0 then return 2 end
  return math.max(1.5, math.min(4, math.sqrt(1.3 * wanted / found)))
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
    hits_max = math.floor(wanted * HITS_PER_WANTED) + HITS_MORE,
    met = {},
    found = {},
    useless = {},
  }
  search.reach_m = math.min(FIRST_RADIUS_M, search.radius_m)
  while true do
    local sure_m, any_cut, known = search.reach_m, false, #search.found
    for k = 2, searched + 1 do
      local upto_m, cut = look(search, keys[k])
      sure_m, any_cut = math.min(sure_m, upto_m), any_cut or cut
    end
    if searched == 1 then
      insert_in_order(search.found, known + 1)
    else
      table.sort(search.found, nearer)
    end
    if certain(search.found, sure_m) >= wanted then break end
    if any_cut then
      search.hits_max = search.hits_max * HITS_GROWTH
    elseif search.reach_m < search.radius_m then
      local next_m = search.reach_m * growth_of(#search.found, wanted)
      search.reach_m = math.min(next_m, search.radius_m)
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

-- A Redis that is full refuses whatever might grow; looking and taking out go on all the same.
local function register(name, callback, flags)
  redis.register_function({ function_name = name, callback = callback, flags = flags })
end

register('closeby_put', put, {})
register('closeby_remove', remove, { 'allow-oom' })
register('closeby_nearest', nearest, { 'allow-oom' })
register('closeby_mark_filled', mark_filled, {})
register('closeby_touch', touch, {})
register('closeby_connected', connected, { 'no-writes' })
