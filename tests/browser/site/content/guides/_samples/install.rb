gem "postbox"
gem "json"
gem "net"
