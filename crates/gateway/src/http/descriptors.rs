//! How many files this process may have open, and so how many connections.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::config::Limits;

/// For the database's connections with their logs (two each), the log, the listener, timers and signals:
/// below 40.
const OTHER_FILES: u64 = 64;

/// Fits what is counted in connections to what the system allows, having asked it for as much as it gives.
pub(crate) fn fit(mut limits: Limits) -> Limits {
    let wanted = limits.connections;
    limits.connections = capacity(wanted, raise(wanted));
    if limits.connections < wanted {
        let connections = limits.connections;
        tracing::warn!(
            connections,
            wanted,
            "the limit of open files allows fewer connections (ulimit -n)"
        );
    }
    // Streams never take the last place.
    limits.streams = limits.streams.min(limits.connections.div_ceil(2));
    limits
}

/// The limit, which is now as high as it has to be, or can be. `None` is no limit.
fn raise(connections: usize) -> Option<u64> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let needed = u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_add(OTHER_FILES);
    let current = current?;
    if current >= needed {
        return Some(current);
    }
    let raised = maximum.map_or(needed, |maximum| maximum.min(needed));
    let limit = Rlimit {
        current: Some(raised),
        maximum,
    };
    Some(setrlimit(Resource::Nofile, limit).map_or(current, |()| raised))
}

fn capacity(wanted: usize, files: Option<u64>) -> usize {
    let Some(files) = files else { return wanted };
    // Where the limit is tiny: a third is left for connections.
    let most = files.saturating_sub(OTHER_FILES).max(files / 3).max(1);
    wanted.min(usize::try_from(most).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_for_the_rest() {
        for (wanted, files, expected) in [
            (4096, None, 4096),
            (4096, Some(1_048_576), 4096),
            (4096, Some(1024), 960),
            (100, Some(1024), 100),
            (4096, Some(96), 32),
            (4096, Some(64), 21),
            (4096, Some(1), 1),
        ] {
            assert_eq!(capacity(wanted, files), expected, "{wanted} {files:?}");
        }
    }
}
