//! Where there are no Unix process groups: the console itself passes Ctrl-C on to every child.

use anyhow::Result;

pub(super) fn terminate(_group: u32) {}

pub(super) fn kill(_group: u32) {}

pub(super) fn is_alive(_group: u32) -> bool {
    false
}

pub(super) fn on_first(_wanted: &[i32], _act: impl FnOnce(i32) + Send + 'static) -> Result<()> {
    Ok(())
}
