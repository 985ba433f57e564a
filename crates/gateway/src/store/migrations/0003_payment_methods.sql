-- Masked from the start: no column could hold a card number.
CREATE TABLE payment_methods (
    id TEXT PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    brand TEXT NOT NULL,
    last4 TEXT NOT NULL CHECK (length(last4) = 4),
    expiry_month INTEGER NOT NULL CHECK (expiry_month BETWEEN 1 AND 12),
    expiry_year INTEGER NOT NULL CHECK (expiry_year BETWEEN 2000 AND 9999),
    is_default INTEGER NOT NULL
) STRICT;

CREATE INDEX payment_methods_customer ON payment_methods (customer_id);
