curl https://api.example.com/invoices/in_1
