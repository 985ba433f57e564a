//! The raw ABI: `alloc`, `inspect`, `check`, `free`, `vocabulary`. Frames are [`cyrexa_edge::frame`]'s.
//!
//! A host writes a frame into a buffer of [`alloc`] and calls [`inspect`] with it as often as it likes.
//! Addresses and lengths are looked up in the list of live buffers, never trusted: a wrong one is an answer,
//! not a trap, and there is nothing unsafe here but the exported names, which only WebAssembly has: a native
//! `free` exported here would replace C's.

use std::cell::RefCell;

use cyrexa_edge::frame::{self, FrameHandler, MALFORMED, Reply};
use cyrexa_edge::{MAX_LIMIT, Operation};

/// [`inspect`]: not a frame, or not a buffer allocated here.
pub const UNREADABLE: usize = 0;
/// [`inspect`]: forward the request.
pub const PASS: usize = 1;
/// [`inspect`]: read the body of what creates a customer, and [`check`] it.
pub const READ_CREATE: usize = 2;
/// [`inspect`]: read the body of what updates a customer, and [`check`] it.
pub const READ_UPDATE: usize = 3;

/// The longest body and its head.
const LONGEST: usize = MAX_LIMIT as usize + 1024 * 1024;
const MOST_BUFFERS: usize = 8;

thread_local! {
    static BUFFERS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static HANDLER: RefCell<FrameHandler> = const { RefCell::new(FrameHandler::new()) };
    static VOCABULARY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The address of `length` zeroed bytes for a frame; 0 where there is no memory, or too much is asked for.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn alloc(length: usize) -> usize {
    let mut buffer = Vec::new();
    if length == 0 || length > LONGEST || buffer.try_reserve_exact(length).is_err() {
        return 0;
    }
    buffer.resize(length, 0);
    BUFFERS.with_borrow_mut(|buffers| {
        if buffers.len() >= MOST_BUFFERS {
            return 0;
        }
        let address = buffer.as_mut_ptr().expose_provenance();
        buffers.push(buffer);
        address
    })
}

/// Judges the first `length` bytes of the buffer at `address`: [`UNREADABLE`], [`PASS`], [`READ_CREATE`],
/// [`READ_UPDATE`], or the address of an answer frame, which stays until the next call of `inspect`.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn inspect(address: usize, length: usize) -> usize {
    BUFFERS.with_borrow(|buffers| {
        let buffer = buffers.iter().find(|buffer| buffer.as_ptr().addr() == address);
        let Some(bytes) = buffer.and_then(|buffer| buffer.get(..length)) else {
            return UNREADABLE;
        };
        HANDLER.with_borrow_mut(|handler| match handler.reply(bytes) {
            Reply::Unreadable => UNREADABLE,
            Reply::Pass => PASS,
            Reply::Read(Operation::Create) => READ_CREATE,
            Reply::Read(Operation::Update) => READ_UPDATE,
            Reply::Answer(bytes) => bytes.as_ptr().expose_provenance(),
        })
    })
}

/// Judges the first `length` bytes of the buffer at `address` as the body of what [`inspect`] answered `read`
/// of: 0 where it is fine, else as [`frame::check`] has it. A body outside a buffer allocated here is
/// malformed.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn check(address: usize, length: usize, read: usize) -> u32 {
    let operation = if read == READ_UPDATE {
        Operation::Update
    } else {
        Operation::Create
    };
    BUFFERS.with_borrow(|buffers| {
        let buffer = buffers.iter().find(|buffer| buffer.as_ptr().addr() == address);
        buffer
            .and_then(|buffer| buffer.get(..length))
            .map_or(MALFORMED, |body| frame::check(body, operation))
    })
}

/// The address of the strings behind answer frames: a u32 length of all of it and JSON
/// ([`frame::vocabulary`]). It is never freed.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn vocabulary() -> usize {
    VOCABULARY.with_borrow_mut(|kept| {
        if kept.is_empty() {
            let words = frame::vocabulary();
            let length = u32::try_from(words.len() + 4).unwrap_or(u32::MAX);
            *kept = [&length.to_le_bytes()[..], &words].concat();
        }
        kept.as_ptr().expose_provenance()
    })
}

/// Frees a buffer; any other address changes nothing.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn free(address: usize) {
    BUFFERS.with_borrow_mut(|buffers| buffers.retain(|buffer| buffer.as_ptr().addr() != address));
}
