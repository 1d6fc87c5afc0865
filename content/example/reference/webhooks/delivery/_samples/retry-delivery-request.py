from latchkey import Latchkey

latchkey = Latchkey()

delivery = latchkey.webhooks.retry_delivery("delivery_1MSBP5B1W42H")
attempt = delivery.attempt
