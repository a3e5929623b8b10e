-- A script for wrk: requests each path in a file once, in order. The argument is the file's path.

local paths = {}
local count = 0

function init(args)
  for path in io.lines(args[1]) do
    paths[#paths + 1] = path
  end
end

function request()
  count = count + 1
  return wrk.format(nil, paths[(count - 1) % #paths + 1])
end
