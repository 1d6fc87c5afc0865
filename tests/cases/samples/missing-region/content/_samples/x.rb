# region start
puts 1
# endregion
# region open
