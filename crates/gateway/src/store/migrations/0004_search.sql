-- Substrings of names and e-mail addresses, by their trigrams; `owner` keeps a merchant's search out of the
-- others' customers. The triggers keep it true whoever writes to the file.
CREATE VIEW customers_text AS SELECT id, name, email, '<' || owner_id || '>' AS owner FROM customers;

CREATE VIRTUAL TABLE customers_search USING fts5(
    name, email, owner,
    content = 'customers_text', content_rowid = 'id', columnsize = 0, tokenize = 'trigram'
);

-- Without it the terms of a deleted customer would stay in the index until some later merge.
INSERT INTO customers_search (customers_search, rank) VALUES ('secure-delete', 1);
INSERT INTO customers_search (customers_search) VALUES ('rebuild');

CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
    INSERT INTO customers_search (rowid, name, email, owner)
    VALUES (new.id, new.name, new.email, '<' || new.owner_id || '>');
END;

CREATE TRIGGER customers_search_delete AFTER DELETE ON customers BEGIN
    INSERT INTO customers_search (customers_search, rowid, name, email, owner)
    VALUES ('delete', old.id, old.name, old.email, '<' || old.owner_id || '>');
END;

CREATE TRIGGER customers_search_update AFTER UPDATE ON customers
WHEN old.name IS NOT new.name OR old.email IS NOT new.email OR old.owner_id IS NOT new.owner_id BEGIN
    INSERT INTO customers_search (customers_search, rowid, name, email, owner)
    VALUES ('delete', old.id, old.name, old.email, '<' || old.owner_id || '>');
    INSERT INTO customers_search (rowid, name, email, owner)
    VALUES (new.id, new.name, new.email, '<' || new.owner_id || '>');
END;
