-- AUTOINCREMENT: the id of a deleted customer is never given to another one.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    owner_name TEXT NOT NULL,
    user_id INTEGER,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT,
    phone TEXT,
    member_id TEXT,
    has_payment_requests INTEGER NOT NULL DEFAULT 0,
    total_deposits REAL NOT NULL DEFAULT 0,
    create_date TEXT NOT NULL
) STRICT;

-- NOCASE folds ASCII and nothing else, and a valid e-mail address is ASCII.
CREATE UNIQUE INDEX customers_email ON customers (owner_id, email COLLATE NOCASE);
CREATE UNIQUE INDEX customers_login ON customers (owner_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX customers_page ON customers (owner_id, id);

-- Names of fields, never values. No foreign key: the history of who did what outlives the customer.
CREATE TABLE audit (
    customer_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    fields TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    actor_user INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (customer_id, revision)
) STRICT, WITHOUT ROWID;
