//! Connections that only read. A read takes a free one; `AsyncStore` lets no more in than there are.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

use super::connection;

#[derive(Debug)]
pub(super) struct Pool {
    free: Mutex<Vec<Connection>>,
    returned: Condvar,
}

/// A connection of the pool, until dropped.
#[derive(Debug)]
pub(super) struct PooledConnection<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
}

impl Pool {
    pub(super) fn open(path: &Path, size: usize) -> Result<Self, rusqlite::Error> {
        let free = (0..size)
            .map(|_| connection::open_reader(path))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            free: Mutex::new(free),
            returned: Condvar::new(),
        })
    }

    pub(super) fn take(&self) -> PooledConnection<'_> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = free.pop() {
                return PooledConnection {
                    pool: self,
                    connection: Some(connection),
                };
            }
            free = self.returned.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for PooledConnection<'_> {
    fn drop(&mut self) {
        let mut free = self.pool.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.extend(self.connection.take());
        self.pool.returned.notify_one();
    }
}

impl Deref for PooledConnection<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("it is taken out in drop only")
    }
}

impl DerefMut for PooledConnection<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("it is taken out in drop only")
    }
}
