//! Saved payment methods, masked. In development every customer is given some.

use cyrexa_contract::PaymentMethod;
use rusqlite::{Connection, Row};

use super::error::StoreError;

/// Schemes with the last four digits of their published test numbers.
const SAMPLES: [(&str, &str); 4] = [
    ("visa", "4242"),
    ("mastercard", "4444"),
    ("amex", "0005"),
    ("discover", "1117"),
];

/// Expiries of the samples begin here: far enough ahead not to look expired in a demonstration.
const FIRST_EXPIRY_YEAR: i64 = 2029;

/// A customer's methods, the default one first.
pub fn of_customer(connection: &Connection, customer: i64) -> Result<Vec<PaymentMethod>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, brand, last4, expiry_month, expiry_year, is_default FROM payment_methods
         WHERE customer_id = ?1 ORDER BY is_default DESC, id",
    )?;
    let rows = statement.query_map([customer], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives a customer without methods one to three, the same ones each time.
pub fn seed(connection: &Connection, customer: i64) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT OR IGNORE INTO payment_methods
         (id, customer_id, brand, last4, expiry_month, expiry_year, is_default)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for n in 0..=customer % 3 {
        let seed = customer.wrapping_add(n);
        let sample = usize::try_from(seed % 4).unwrap_or_default();
        let (brand, last4) = SAMPLES[sample];
        let month = 1 + (seed * 5) % 12;
        let year = FIRST_EXPIRY_YEAR + seed % 4;
        statement.execute((
            format!("pm_{customer}_{n}"),
            customer,
            brand,
            last4,
            month,
            year,
            n == 0,
        ))?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Result<PaymentMethod, rusqlite::Error> {
    Ok(PaymentMethod {
        id: row.get("id")?,
        brand: row.get("brand")?,
        last4: row.get("last4")?,
        expiry_month: row.get("expiry_month")?,
        expiry_year: row.get("expiry_year")?,
        is_default: row.get("is_default")?,
    })
}
