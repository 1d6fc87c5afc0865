invoice, err := client.FetchInvoice(ctx, ledger.GetOptions{InvoiceID: "in_1"})
