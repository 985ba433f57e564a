//! All open connections: how many there may be, and which one makes room when there is none.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout};

use super::progress::Progress;
use crate::config::Limits;
use crate::middleware::counted;

/// A connection becomes dispensable by time passing: how often that is looked at while one waits for room.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(crate) struct Connections {
    limits: Limits,
    open: Mutex<Open>,
    /// One has been closed.
    freed: Notify,
}

#[derive(Debug, Default)]
struct Open {
    next_id: u64,
    by_id: HashMap<u64, Connection>,
}

#[derive(Debug)]
struct Connection {
    /// `None` for a trusted proxy: it speaks for many.
    address: Option<IpAddr>,
    progress: Arc<Progress>,
    close: Arc<Notify>,
    is_closing: bool,
}

/// An open connection's place; free again when dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    id: u64,
    pub(crate) progress: Arc<Progress>,
    close: Arc<Notify>,
    connections: Arc<Connections>,
}

impl Connections {
    pub(crate) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            limits: limits.clone(),
            open: Mutex::default(),
            freed: Notify::new(),
        })
    }

    /// A place for a new connection, as soon as there is one. `None` where this address has all it may
    /// have, and uses all of them.
    pub(crate) async fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Slot> {
        let is_proxy = self
            .limits
            .trusted_proxies
            .iter()
            .any(|proxy| proxy.contains(peer));
        let address = (!is_proxy).then(|| counted(peer));
        if let Some(address) = address {
            let is_full = self.open().of(address) >= self.limits.connections_per_address;
            if is_full && !self.make_room(Some(address)) {
                return None;
            }
        }
        loop {
            if let Some(slot) = self.try_take(address) {
                return Some(slot);
            }
            // One at a time: for one new connection, one goes.
            if !self.open().is_one_closing() {
                self.make_room(None);
            }
            self.room(LOOK_AGAIN).await;
        }
    }

    /// Closes the connection, of this address or of all, on which no byte has moved for the longest time
    /// because its client sends or takes none. Whether there was one.
    pub(crate) fn make_room(&self, address: Option<IpAddr>) -> bool {
        let now = Instant::now();
        let mut open = self.open();
        let longest = open
            .by_id
            .values_mut()
            .filter(|one| !one.is_closing && (address.is_none() || one.address == address))
            .filter_map(|one| Some((one.progress.dispensable_for(now)?, one)))
            .max_by_key(|(still, _)| *still);
        longest.is_some_and(|(_, connection)| {
            connection.is_closing = true;
            connection.close.notify_one();
            true
        })
    }

    /// Waits until a connection has been closed, but not longer than this.
    pub(crate) async fn room(&self, longest: Duration) {
        // Both ways round it is worth a look.
        timeout(longest, self.freed.notified()).await.ok();
    }

    fn try_take(self: &Arc<Self>, address: Option<IpAddr>) -> Option<Slot> {
        let mut open = self.open();
        if open.by_id.len() >= self.limits.connections {
            return None;
        }
        let id = open.next_id;
        open.next_id += 1;
        let (progress, close) = (Arc::new(Progress::new()), Arc::new(Notify::new()));
        let connection = Connection {
            address,
            progress: progress.clone(),
            close: close.clone(),
            is_closing: false,
        };
        open.by_id.insert(id, connection);
        Some(Slot {
            id,
            progress,
            close,
            connections: self.clone(),
        })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn is_one_closing(&self) -> bool {
        self.by_id.values().any(|one| one.is_closing)
    }

    fn of(&self, address: IpAddr) -> usize {
        self.by_id
            .values()
            .filter(|one| !one.is_closing && one.address == Some(address))
            .count()
    }
}

impl Slot {
    /// Ready when this connection is to be closed: its client has been waited for too long, or another one
    /// needs the place.
    pub(crate) async fn ends(&self) {
        tokio::select! {
            () = self.close.notified() => {}
            () = self.is_overdue() => {}
        }
    }

    async fn is_overdue(&self) {
        let limits = &self.connections.limits;
        // No deadline is nearer to its beginning than this: none is overslept.
        let shortest = limits
            .write_timeout
            .min(limits.header_timeout)
            .min(limits.idle_timeout);
        loop {
            let now = Instant::now();
            match self.progress.deadline(limits) {
                Some(deadline) if deadline <= now => return,
                Some(deadline) => sleep_until(deadline.min(now + shortest)).await,
                None => sleep_until(now + shortest).await,
            }
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.connections.open().by_id.remove(&self.id);
        self.connections.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc;

    const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn with_room_for(connections: usize) -> Arc<Connections> {
        Connections::new(&Limits {
            connections,
            ..Limits::default()
        })
    }

    /// Serves a connection until it is closed, and says then which one it was.
    fn serve(slot: Slot, name: usize, closed: mpsc::UnboundedSender<usize>) {
        tokio::spawn(async move {
            slot.ends().await;
            drop(slot);
            closed.send(name).ok();
        });
    }

    #[tokio::test(start_paused = true)]
    async fn one_slow_client_makes_room_for_each_new_one_and_no_good_one_is_closed() {
        let connections = with_room_for(4);
        let (closed, mut names) = mpsc::unbounded_channel();
        for name in 0..4 {
            let slot = connections.admit(ADDRESS).await.unwrap();
            if name < 2 {
                slot.progress.begins_answer();
            }
            serve(slot, name, closed.clone());
            tokio::time::advance(Duration::from_secs(1)).await;
        }
        for (name, expected) in [(4, 2), (5, 3)] {
            let slot = connections.admit(ADDRESS).await.unwrap();
            slot.progress.begins_answer();
            serve(slot, name, closed.clone());
            assert_eq!(names.recv().await, Some(expected));
        }
        // All four are being answered: the next one waits, whatever the time.
        timeout(Duration::from_secs(3600), connections.admit(ADDRESS))
            .await
            .unwrap_err();
        assert!(names.try_recv().is_err());
    }
}
