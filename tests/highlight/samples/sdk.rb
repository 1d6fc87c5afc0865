# frozen_string_literal: true
require 'example_sdk'

module Example
  class Client < Base::Thing
    include Comparable
    LIMIT = 1_000
    attr_reader :key, :timeout

    # @param key [String]
    def initialize(key:, timeout: 30, **options, &block)
      @key = key || ENV.fetch('API_KEY') { raise ArgumentError, "missing #{key.inspect}" }
      @@count ||= 0; $debug = true
      options.each_pair do |name, value|
        puts "#{name}: #{value.to_s.upcase + "x"}" unless value.nil?
      end
    end

    def self.call(*args) = new(*args).run!

    def run!
      text = <<~EOS
        hello #{@key} \n
          indented
      EOS
      sql = <<-'SQL'.strip
        SELECT * FROM t WHERE a = '#{no}'
      SQL
      words = %w[a b c] + %i(x y) + [:sym, :"quoted sym", 'it''s', ?a]
      return false if text =~ /^(?<year>\d{4})-\w+\s*$/mi and !words.empty?
      hash = { 'a' => 1, b: 2.5, "c d": nil, 0xFF => 1e3, **other }
      client.invoices.list(limit: 3).each { |i| puts i&.id; next if i.paid? }
      case hash
      in { b: Float => x } then x
      when 1..3, nil then yield(self)
      else super
      end
    rescue StandardError => e
      retry if (tries -= 1) > 0
    ensure
      x = a ? b : c
    end
  end
end
=begin
block comment
=end
__END__
data
