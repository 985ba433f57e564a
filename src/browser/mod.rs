//! The browser's own services, one file each: what the rest asks of it without knowing how.

pub mod channel;
pub mod clock;
pub mod console;
pub mod history;
pub mod links;
pub mod locks;
pub mod page;
pub mod pasting;
pub mod preferences;
pub mod random;
pub mod storage;
pub mod task;
pub mod timer;
pub mod unload;
