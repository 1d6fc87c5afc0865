-- c
local x = require("y") --[[ block ]]
function M.f(a, ...) for i, v in ipairs(a) do if v ~= nil and not b then print(("%d"):format(i), [[raw]]) end end return #a .. 'x' end
