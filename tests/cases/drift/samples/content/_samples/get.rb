# get_invoces is no name here: this is a comment
ledger = Ledger.new(key: "get_invoces")
invoice = ledger.get_invoices_of(invoiceId: "in_1", with_line: true)
puts invoice.total
