puts "ÿ"
