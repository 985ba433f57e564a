-- Keys of refused creates are limited per caller: the oldest go first.
CREATE INDEX idempotency_refused ON idempotency (caller, expires_at) WHERE customer_id IS NULL;
