-- Substrings of names and e-mail addresses, by their trigrams; `owner` keeps a merchant's search out of the
-- others' customers. Two indexes: who changes a name need not write the address's parts again, which in a
-- large table are as many pages. The triggers keep them true whoever writes to the file.
CREATE VIEW customers_text AS SELECT id, name, email, '<' || owner_id || '>' AS owner FROM customers;

CREATE VIRTUAL TABLE customers_by_name USING fts5(
    name, owner, content = 'customers_text', content_rowid = 'id', columnsize = 0, tokenize = 'trigram'
);
CREATE VIRTUAL TABLE customers_by_email USING fts5(
    email, owner, content = 'customers_text', content_rowid = 'id', columnsize = 0, tokenize = 'trigram'
);

-- Without it the terms of a deleted customer would stay in the index until some later merge.
INSERT INTO customers_by_name (customers_by_name, rank) VALUES ('secure-delete', 1);
INSERT INTO customers_by_email (customers_by_email, rank) VALUES ('secure-delete', 1);
INSERT INTO customers_by_name (customers_by_name) VALUES ('rebuild');
INSERT INTO customers_by_email (customers_by_email) VALUES ('rebuild');

CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
    INSERT INTO customers_by_name (rowid, name, owner)
    VALUES (new.id, new.name, '<' || new.owner_id || '>');
    INSERT INTO customers_by_email (rowid, email, owner)
    VALUES (new.id, new.email, '<' || new.owner_id || '>');
END;

CREATE TRIGGER customers_search_delete AFTER DELETE ON customers BEGIN
    INSERT INTO customers_by_name (customers_by_name, rowid, name, owner)
    VALUES ('delete', old.id, old.name, '<' || old.owner_id || '>');
    INSERT INTO customers_by_email (customers_by_email, rowid, email, owner)
    VALUES ('delete', old.id, old.email, '<' || old.owner_id || '>');
END;

CREATE TRIGGER customers_search_name AFTER UPDATE ON customers
WHEN old.name IS NOT new.name OR old.owner_id IS NOT new.owner_id BEGIN
    INSERT INTO customers_by_name (customers_by_name, rowid, name, owner)
    VALUES ('delete', old.id, old.name, '<' || old.owner_id || '>');
    INSERT INTO customers_by_name (rowid, name, owner)
    VALUES (new.id, new.name, '<' || new.owner_id || '>');
END;

CREATE TRIGGER customers_search_email AFTER UPDATE ON customers
WHEN old.email IS NOT new.email OR old.owner_id IS NOT new.owner_id BEGIN
    INSERT INTO customers_by_email (customers_by_email, rowid, email, owner)
    VALUES ('delete', old.id, old.email, '<' || old.owner_id || '>');
    INSERT INTO customers_by_email (rowid, email, owner)
    VALUES (new.id, new.email, '<' || new.owner_id || '>');
END;
