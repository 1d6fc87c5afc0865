require "latchkey"

latchkey = Latchkey::Client.new

audit_export = latchkey.audit.get_audit_export("audit_export_1MTCY707RKXM")
url = audit_export.url
