puts 1
puts 2
puts 3
puts 4
