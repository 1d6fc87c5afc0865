options = new Options
Options.old
new  Options
renew Options
call(limit)
