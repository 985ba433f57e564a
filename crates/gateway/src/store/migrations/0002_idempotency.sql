-- The first answer to a create, by caller and key.
-- `answer` is gone (NULL) once the customer it shows is deleted.
CREATE TABLE idempotency (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    customer_id INTEGER,
    status INTEGER NOT NULL,
    location TEXT,
    etag TEXT,
    answer BLOB,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_expiry ON idempotency (expires_at);
CREATE INDEX idempotency_customer ON idempotency (customer_id) WHERE customer_id IS NOT NULL;
