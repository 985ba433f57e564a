//! Many rows in a short time: through SQL, into the schema that the gateway itself makes.

use std::path::Path;

use cyrexa_gateway::auth::SigningKey;
use cyrexa_gateway::{Config, Database, Gateway};
use rusqlite::{Connection, params};

const GIVEN: [&str; 20] = [
    "Ana",
    "Bo",
    "Chiara",
    "Dmitri",
    "Édith",
    "Fatima",
    "Günther",
    "Hanna",
    "Ivo",
    "Jürgen",
    "Katarzyna",
    "Liam",
    "Mei",
    "Noor",
    "Olga",
    "Pedro",
    "Quentin",
    "Rosa",
    "Søren",
    "Tomás",
];
const FAMILY: [&str; 25] = [
    "Almeida",
    "Bauer",
    "Castillo",
    "Dubois",
    "Eriksson",
    "Ferrari",
    "Grabowski",
    "Hansen",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
    "Novák",
    "O'Brien",
    "Petrov",
    "Quispe",
    "Rossi",
    "Sørensen",
    "Takahashi",
    "Ueda",
    "Varga",
    "Weber",
    "Yılmaz",
    "Zhang",
];

/// A new file with the gateway's schema.
pub(crate) fn schema(file: &Path) -> Connection {
    let config = Config::new(Database::File(file.to_owned()), SigningKey::ephemeral().unwrap());
    drop(Gateway::open(config).unwrap());
    let connection = Connection::open(file).unwrap();
    // What is lost with the power is made again.
    connection
        .execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN",
        )
        .unwrap();
    connection
}

/// The other end of [`schema`]: the gateway finds the file as it leaves its own.
pub(crate) fn finish(connection: Connection) {
    connection
        .execute_batch("COMMIT; PRAGMA journal_mode = WAL")
        .unwrap();
}

/// Customers 1 to `count` in revision 1, each with its history row; nine of ten are merchant 1's, the others
/// merchant 2's.
pub(crate) fn customers(connection: &Connection, count: usize) {
    let mut customer = connection
        .prepare(
            "INSERT INTO customers (revision, owner_id, owner_name, name, email, profile, create_date)
             VALUES (1, ?1, 'Harbour Books', ?2, ?3, json_object('phone', ?4), '2026-11-20T20:01:38.214Z')",
        )
        .unwrap();
    let mut history = connection
        .prepare(
            "INSERT INTO audit (customer_id, revision, owner_id, action, fields, actor_role, actor_user, request_id, at)
             VALUES (?1, 1, ?2, 'create', 'name,email,phone', 'merchant', 101, 'fill', '2026-11-20T20:01:38.214Z')",
        )
        .unwrap();
    for n in 1..=count {
        let owner = if n % 10 == 0 { 2 } else { 1 };
        let (given, family) = (GIVEN[n % 20], FAMILY[n / 20 % 25]);
        let email = format!(
            "{}.{n}@mail{}.example",
            family
                .to_ascii_lowercase()
                .replace(|c: char| !c.is_ascii_alphabetic(), ""),
            n % 97
        );
        customer
            .execute(params![
                owner,
                format!("{given} {family}"),
                email,
                format!("+49{:09}", n)
            ])
            .unwrap();
        history
            .execute(params![connection.last_insert_rowid(), owner])
            .unwrap();
    }
}

/// Changes of one customer, up to this revision.
pub(crate) fn revisions(connection: &Connection, customer: i64, count: i64) {
    connection
        .execute(
            "WITH RECURSIVE n(revision) AS (SELECT 2 UNION ALL SELECT revision + 1 FROM n WHERE revision < ?2)
             INSERT INTO audit (customer_id, revision, owner_id, action, fields, actor_role, actor_user, request_id, at)
             SELECT ?1, revision, 1, 'update', 'name,email,address,phone,memberId', 'merchant', 101,
             '702ea0e316e6d087a971dc031c0475be', '2026-11-20T20:01:38.214Z' FROM n",
            params![customer, count],
        )
        .unwrap();
    connection
        .execute(
            "UPDATE customers SET revision = ?2 WHERE id = ?1",
            params![customer, count],
        )
        .unwrap();
}
